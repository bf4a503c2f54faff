//! What an outlet puts around its articles: kickers, notices, lines below the text.

use std::collections::BTreeMap;

use samestory::Article;

use super::hash;

/// Outlets of articles without a source.
const INVENTED: [&str; 24] = [
    "The Harbour Courier",
    "Northmoor Gazette",
    "Eastvale Today",
    "Daily Lantern",
    "Tribune of the Lakes",
    "Redwick Post",
    "The Evening Compass",
    "Stonebridge Herald",
    "Newsline 24",
    "Upland Echo",
    "The Meridian Review",
    "Coastal Observer",
    "Fairholm Star",
    "Channel Seven Report",
    "The Weekday",
    "Millbrook Chronicle",
    "Capital Ledger",
    "The Long Valley Times",
    "Portside Mirror",
    "Wire & Record",
    "Hillcrest Sentinel",
    "World in Brief",
    "Southgate Argus",
    "The Plain Dispatch",
];

const KICKERS: [&str; 16] = [
    "Live: ",
    "EXCLUSIVE | ",
    "Video: ",
    "Morning Briefing: ",
    "In Focus – ",
    "UPDATE 1-",
    "Newsroom | ",
    "[Photos] ",
    "Today's Top Story: ",
    "Just In: ",
    "WATCH: ",
    "News Desk | ",
    "The Daily Digest: ",
    "Developing: ",
    "Explained | ",
    "Region – ",
];

/// Notices to subscribers by language; the name of the outlet stands for {}.
const NOTICES: [(&str, [&str; 3]); 4] = [
    (
        "en",
        [
            "This article is for subscribers only. Subscribe to {} to continue reading. Already a subscriber? Log in.",
            "You have reached your limit of free articles this month. Sign up for unlimited access to {}.",
            "To read the full story, please create a free account or sign in. Thank you for supporting {}.",
        ],
    ),
    (
        "fr",
        [
            "Cet article est réservé aux abonnés. Abonnez-vous à {} pour lire la suite. Déjà abonné ? Connectez-vous.",
            "Vous avez atteint votre limite d'articles gratuits ce mois-ci. Profitez d'un accès illimité à {}.",
            "Pour lire l'article en entier, créez un compte gratuit ou identifiez-vous. Merci de soutenir {}.",
        ],
    ),
    (
        "de",
        [
            "Dieser Artikel ist nur für Abonnenten. Lesen Sie weiter mit einem Abo von {}. Bereits Abonnent? Anmelden.",
            "Sie haben diesen Monat alle freien Artikel gelesen. Unbegrenzter Zugang zu {} im Probeabo.",
            "Um den ganzen Text zu lesen, legen Sie ein kostenloses Konto an oder melden Sie sich an. Danke, Ihr {}.",
        ],
    ),
    (
        "es",
        [
            "Este artículo es solo para suscriptores. Suscríbase a {} para seguir leyendo. ¿Ya es suscriptor? Inicie sesión.",
            "Ha alcanzado el límite de artículos gratuitos de este mes. Acceda sin límites a {}.",
            "Para leer el texto completo, cree una cuenta gratuita o inicie sesión. Gracias por apoyar a {}.",
        ],
    ),
];

/// Lines below every article of an outlet.
const BOILERPLATE: [&str; 5] = [
    "Sign up for our newsletter and get the day's most important stories in your inbox every morning.",
    "Most read: Ten walks to take before the winter; What the new parking rules mean for you; Recipes with pumpkin.",
    "Follow {} for breaking news, weather alerts and live traffic reports, or download our free app.",
    "Do you have a story for us? Write to the newsroom or call our tip line at any hour.",
    "All rights reserved. This material may not be published, broadcast, rewritten or redistributed without permission of {}.",
];

pub(super) struct Outlet<'a> {
    pub(super) name: &'a str,
}

impl<'a> Outlet<'a> {
    pub(super) fn of(article: &'a Article) -> Self {
        let name = match article.source.as_deref().map(str::trim) {
            Some(source) if !source.is_empty() => source,
            _ => invented(&article.id),
        };
        Self { name }
    }

    /// One of so many, the same for all articles of the outlet.
    pub(super) fn choice(&self, choices: usize, seed: u64) -> usize {
        (hash(self.name, seed) % choices as u64) as usize
    }

    pub(super) fn kicker(&self) -> &'static str {
        KICKERS[self.choice(KICKERS.len(), 2)]
    }

    /// In the language of the article, else in English.
    pub(super) fn notice(&self, language: Option<&str>) -> String {
        let language = language.unwrap_or_default();
        let (_, notices) =
            NOTICES.iter().find(|(tag, _)| language.split('-').next() == Some(tag)).unwrap_or(&NOTICES[0]);
        notices[self.choice(notices.len(), 3)].replace("{}", self.name)
    }
}

/// The outlet of an article that names none.
pub(super) fn invented(id: &str) -> &'static str {
    INVENTED[(hash(id, 4) % INVENTED.len() as u64) as usize]
}

/// The articles, with lines below those of the outlet that has most articles with a text.
pub(super) fn with_boilerplate(articles: &[Article]) -> Vec<Article> {
    let mut counts = BTreeMap::<&str, usize>::new();
    let with_text = || articles.iter().filter(|article| !article.body.trim().is_empty());
    with_text().for_each(|article| *counts.entry(Outlet::of(article).name).or_default() += 1);
    // of equals the last one in the order of names
    let Some((chosen, _)) = counts.into_iter().max_by_key(|&(_, count)| count) else {
        return articles.to_vec();
    };
    let lines = BOILERPLATE.map(|line| line.replace("{}", chosen)).join("\n");
    let change = |article: &Article| {
        let mut changed = article.clone();
        if !article.body.trim().is_empty() && Outlet::of(article).name == chosen {
            changed.body = format!("{}\n{lines}", article.body);
        }
        changed
    };
    articles.iter().map(change).collect()
}
