//! Which of the texts that may be the headline is it.

use super::tree::one_line;

/// Marks between a headline and the name of the site or section.
const MARKS: &[&str] = &[
    " | ", " - ", " – ", " — ", " :: ", " » ", " « ", " · ", " • ", " › ", " < ", " / ", "| ", " ― ", " ‹ ",
];

/// Texts that may be the headline.
#[derive(Debug, Default)]
pub(super) struct Headlines {
    /// What the page shows as headlines of the first rank, in order.
    pub(super) shown: Vec<String>,
    /// What it declares, the surest first.
    pub(super) declared: Vec<String>,
    /// Its `title`.
    pub(super) title: Option<String>,
}

impl Headlines {
    /// The headline without the names of site and section; empty if there is none.
    pub(super) fn choose(&self, sites: &[&str]) -> String {
        let shown: Vec<String> =
            self.shown.iter().map(|text| one_line(text)).filter(|text| !text.is_empty()).collect();
        let is_site = |text: &str| sites.iter().any(|site| bare(site) == bare(text));
        let declared: Vec<String> = self
            .declared
            .iter()
            .map(|text| without_site(&one_line(text), sites, &shown))
            .filter(|text| !text.is_empty() && !is_site(text))
            .collect();
        let title = self
            .title
            .as_ref()
            .filter(|title| !is_of_print_view(title))
            .map(|title| without_site(&one_line(title), sites, &shown))
            .filter(|title| !title.is_empty());
        let witnesses: Vec<&String> = declared.iter().chain(&title).collect();
        // the shown headline that is most like what is declared
        let likeness = |text: &str| witnesses.iter().map(|other| alike(text, other)).max().unwrap_or(0);
        let best = shown
            .iter()
            .filter(|text| !is_site(text))
            .map(|text| (likeness(text), text))
            .rev()
            .max_by_key(|(likeness, _)| *likeness);
        // one headline, and nothing but the short name of the window to say otherwise
        let is_only = |text: &str| {
            shown.len() == 1
                && self.declared.is_empty()
                && text.contains(' ')
                && title.as_ref().is_none_or(|title| title.split(' ').count() < 4)
        };
        if let Some((likeness, text)) = best
            && (likeness >= 50 || witnesses.is_empty() || is_only(text))
            && text.chars().count() < 300
        {
            let shown = without_site(text, sites, &[]);
            // a kicker before it, or a variant of it, if what is declared agrees on another
            let votes = |text: &str| witnesses.iter().filter(|other| bare(other) == bare(text)).count();
            let other = witnesses.iter().find(|other| {
                let (bare_other, bare_shown) = (bare(other), bare(&shown));
                alike(other, &shown) >= 50
                    && !bare_other.starts_with(&bare_shown)
                    && (votes(other) > 1 + votes(&shown)
                        || votes(&shown) == 0
                            && bare_shown.ends_with(&bare_other)
                            && other.split(' ').count() >= 3)
            });
            return other.map_or(shown, |other| (*other).clone());
        }
        declared.into_iter().chain(title).chain(best.map(|(_, text)| text.clone())).next().unwrap_or_default()
    }

    /// The name of the site, where the title is a headline that the page shows and that name behind or before it: "Dam gives way | Sport |
    /// The Gazette". What stands between is a section.
    pub(super) fn site_in_title(&self, headline: &str) -> Option<String> {
        let title = one_line(self.title.as_deref()?);
        if headline.is_empty() || !self.shown.iter().any(|shown| one_line(shown) == headline) {
            return None;
        }
        let is_mark = |c: char| {
            matches!(c, '|' | '-' | '–' | '—' | '·' | '•' | '_' | '»' | '«' | '›' | '‹' | '：' | ':' | '―')
        };
        let site = match (title.strip_prefix(headline), title.strip_suffix(headline)) {
            (Some(behind), _) if behind.trim_start().starts_with(is_mark) => {
                let last = [" | ", " - ", " – ", " — ", " · ", " • ", " » ", " › ", "_", "："];
                let at = last.iter().filter_map(|mark| behind.rfind(mark).map(|at| at + mark.len())).max();
                &behind[at.unwrap_or(0)..]
            }
            (_, Some(before)) if before.trim_end().ends_with(is_mark) => {
                before.split([':', '|']).next().unwrap_or(before)
            }
            _ => return None,
        };
        let site = site.trim_matches(|c: char| is_mark(c) || c.is_whitespace());
        let is_name = !site.starts_with(char::is_lowercase)
            && site.chars().any(char::is_alphabetic)
            && site.split_whitespace().count() <= MAX_SITE_WORDS
            && site.chars().count() <= MAX_SITE;
        (is_name && !SECTIONS.contains(&site.to_lowercase().as_str())).then(|| site.to_owned())
    }
}

/// What titles say of pages that are made to be printed.
const PRINT_VIEWS: &[&str] = &[
    "print",
    "print version",
    "printer friendly",
    "printer-friendly version",
    "printable version",
    "drucken",
    "druckversion",
    "druckansicht",
    "imprimer",
    "version imprimable",
    "imprimir",
    "versión para imprimir",
    "versão para impressão",
    "stampa",
    "versione stampabile",
    "afdrukken",
    "skriv ut",
    "drukuj",
    "wersja do druku",
    "версия для печати",
    "печать",
    "印刷",
    "打印",
    "인쇄",
    "طباعة",
    "yazdır",
];

/// Whether a title names the site and that the page is to be printed, and no headline.
fn is_of_print_view(title: &str) -> bool {
    let title = one_line(title).to_lowercase();
    let parts: Vec<&str> =
        title.split(['|', '-', '–', '—', ':', '»']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let (views, others): (Vec<&str>, Vec<&str>) = parts.iter().partition(|part| PRINT_VIEWS.contains(part));
    !views.is_empty() && others.iter().map(|part| part.split_whitespace().count()).sum::<usize>() <= 3
}

/// The name of a site in a title has no more words and letters.
const MAX_SITE_WORDS: usize = 4;
const MAX_SITE: usize = 40;

/// What stands there too and is no name of a site.
const SECTIONS: &[&str] = &[
    "news",
    "home",
    "sport",
    "sports",
    "politics",
    "business",
    "world",
    "local",
    "opinion",
    "culture",
    "economy",
    "technology",
    "tech",
    "health",
    "science",
    "entertainment",
    "lifestyle",
    "travel",
    "weather",
    "video",
    "live",
    "latest",
    "breaking news",
    "uk",
    "us",
    "article",
    "blog",
    "nachrichten",
    "politik",
    "wirtschaft",
    "kultur",
    "panorama",
    "lokales",
    "regional",
    "ausland",
    "inland",
    "actualités",
    "politique",
    "économie",
    "société",
    "monde",
    "culture",
    "noticias",
    "política",
    "economía",
    "sociedad",
    "mundo",
    "cultura",
    "deportes",
    "sucesos",
    "notizie",
    "politica",
    "economia",
    "cronaca",
    "esteri",
    "notícias",
    "cidades",
    "brasil",
    "esportes",
    "nieuws",
    "politiek",
    "economie",
    "binnenland",
    "buitenland",
    "nyheter",
    "kultur",
    "inrikes",
    "utrikes",
    "wiadomości",
    "polityka",
    "gospodarka",
    "sport.",
    "новости",
    "политика",
    "экономика",
    "общество",
    "в мире",
    "社会",
    "政治",
    "経済",
    "国際",
    "新闻",
    "国际",
    "财经",
    "뉴스",
    "사회",
    "정치",
    "경제",
    "أخبار",
    "رياضة",
    "سياسة",
    "haberler",
    "gündem",
    "spor",
];

/// So many letters of a headline tell it from any other.
const MIN_HEADLINE: usize = 15;

/// Whether two texts are one headline: the same words, or one with the name of a site behind it.
pub(super) fn is_same_headline(one: &str, other: &str) -> bool {
    let (bare_one, bare_other) = (bare(one), bare(other));
    let begins = |long: &str, short: &str| short.chars().count() >= MIN_HEADLINE && long.starts_with(short);
    !bare_one.is_empty() && bare_one == bare_other
        || begins(&bare_one, &bare_other)
        || begins(&bare_other, &bare_one)
        || one.split(' ').count() >= 4 && alike(one, other) >= 80
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// How many of 100 words two texts share.
fn alike(one: &str, other: &str) -> usize {
    if bare(one) == bare(other) {
        return 100;
    }
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .take(60)
            .map(str::to_lowercase)
            .collect()
    };
    let (one, other) = (words(one), words(other));
    let common = one.iter().filter(|word| other.contains(word)).count();
    200 * common / (one.len() + other.len()).max(1)
}

/// A title without the names of site and section around it.
fn without_site(title: &str, sites: &[&str], shown: &[String]) -> String {
    // what the page shows as headline begins or ends the title
    if let Some(headline) = shown.iter().find(|headline| {
        let rest = title.strip_prefix(headline.as_str()).or_else(|| title.strip_suffix(headline.as_str()));
        rest.is_some_and(|rest| {
            headline.split(' ').count() >= 3
                && (rest.is_empty()
                    || MARKS.iter().any(|mark| rest.starts_with(mark) || rest.ends_with(mark)))
        })
    }) {
        return headline.clone();
    }
    let is_site = |part: &str| {
        let part = bare(part);
        !part.is_empty()
            && sites.iter().any(|site| {
                let site = bare(site);
                site == part
                    || site.len() > 3
                        && (part == format!("the{site}")
                            || site == format!("the{part}")
                            || part == format!("{site}com")
                            || part == format!("{site}news")
                            || part.len() > 4 && site.starts_with(&part))
            })
    };
    let mut title = title.to_owned();
    for _ in 0..3 {
        let last = MARKS.iter().filter_map(|mark| title.rfind(mark).map(|at| (at, *mark))).max();
        if let Some((at, mark)) = last {
            let (head, tail) = (title[..at].trim(), title[at + mark.len()..].trim());
            let few = tail.split_whitespace().count() <= 5 && head.split_whitespace().count() >= 3
                || head.chars().count() > 3 * tail.chars().count();
            let is_sure = is_site(tail);
            let is_label = few
                && !matches!(mark, " - " | " – " | " — " | " / ")
                && head.chars().count() > tail.chars().count();
            let is_name = few
                && tail.chars().count() < 40
                && tail.chars().next().is_some_and(|c| c.is_uppercase() || !c.is_ascii())
                && sites.is_empty()
                && head.split_whitespace().count() >= 4;
            let is_domain =
                tail.contains('.') && !tail.contains(' ') && tail.len() > 4 && !tail.ends_with('.');
            if !head.is_empty() && (is_sure || is_label || is_name || is_domain) {
                title = head.to_owned();
                continue;
            }
        }
        let first =
            MARKS.iter().chain(&[": "]).filter_map(|mark| title.find(mark).map(|at| (at, *mark))).min();
        if let Some((at, mark)) = first
            && is_site(&title[..at])
        {
            title = title[at + mark.len()..].trim().to_owned();
            continue;
        }
        break;
    }
    title
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn site_and_section_are_taken_off() {
        for (title, sites, expected) in [
            (
                "Two boats sink in Ashford | The Ashford Gazette",
                &["The Ashford Gazette"][..],
                "Two boats sink in Ashford",
            ),
            ("Two boats sink in Ashford - Gazette", &["gazette"], "Two boats sink in Ashford"),
            ("Two boats sink | News | Gazette.example", &[], "Two boats sink"),
            ("Gazette - Two boats sink in Ashford", &["Gazette"], "Two boats sink in Ashford"),
            ("Gazette: Two boats sink in Ashford", &["Gazette"], "Two boats sink in Ashford"),
            (
                "Mayor: no money for the harbour - or the wall",
                &["Gazette"],
                "Mayor: no money for the harbour - or the wall",
            ),
        ] {
            let headlines = Headlines { title: Some(title.to_owned()), ..Headlines::default() };
            assert_eq!(headlines.choose(sites), expected);
        }
    }

    #[test]
    fn the_title_of_a_print_view_is_no_headline() {
        for title in ["El Muelle - Imprimir", "Druckversion", "The Quay | Print"] {
            assert!(is_of_print_view(title), "{title}");
        }
        for title in ["Print is not dead - The Quay", "Two boats sink in Ashford | Print", ""] {
            assert!(!is_of_print_view(title), "{title}");
        }
    }

    #[test]
    fn the_site_is_named_in_the_title() {
        let site = |title: &str| {
            let headlines = Headlines {
                shown: vec!["Two boats sink in Ashford".to_owned()],
                title: Some(title.to_owned()),
                ..Headlines::default()
            };
            headlines.site_in_title("Two boats sink in Ashford")
        };
        for title in [
            "Two boats sink in Ashford | The Gazette",
            "Two boats sink in Ashford - Local - The Gazette",
            "Two boats sink in Ashford_The Gazette",
            "The Gazette: Two boats sink in Ashford",
        ] {
            assert_eq!(site(title).as_deref(), Some("The Gazette"), "{title}");
        }
        for title in [
            "Two boats sink in Ashford",
            "Two boats sink in Ashford | Sport",
            "Two boats sink in Ashford - and nobody in the whole town knows why",
            "Two boats sink in Ashford harbour | The Gazette",
        ] {
            assert_eq!(site(title), None, "{title}");
        }
    }

    #[test]
    fn the_right_headline_among_several() {
        let headlines = Headlines {
            shown: ["The Ashford Gazette", "Latest", "Two boats sink in Ashford", "Weather"]
                .map(str::to_owned)
                .to_vec(),
            declared: vec!["Two boats sink in Ashford harbour".to_owned()],
            title: Some("Two boats sink in Ashford | The Ashford Gazette".to_owned()),
        };
        assert_eq!(headlines.choose(&["The Ashford Gazette"]), "Two boats sink in Ashford");
        let short = Headlines {
            shown: vec!["Two boats sink in Ashford".to_owned()],
            title: Some("Boats - Gazette".to_owned()),
            ..Headlines::default()
        };
        assert_eq!(short.choose(&[]), "Two boats sink in Ashford");
        let other = Headlines { shown: vec!["Weather".to_owned()], ..headlines };
        assert_eq!(other.choose(&["The Ashford Gazette"]), "Two boats sink in Ashford harbour");
    }
}
