//! The same set as other kinds of input: what a model should also get right.

use samestory::Config;
use samestory::weights::Backgrounds;

use crate::corpora::Corpus;
use crate::crowd::Background;
use crate::labelled::{Labelled, is_one_day, labelled, leads, most, some_stories, thinned, titles, with};
use crate::noise::Noise;

/// Articles of a set above which it is sampled by story for its variants.
const MAX_ARTICLES: usize = 5_000;

/// How much the set as it is weighs, in variants.
const ALL_WEIGHT: f64 = 5.0;

/// A set in one form.
pub(crate) struct Variant {
    pub(crate) name: &'static str,
    /// Within its set.
    pub(crate) weight: f64,
    pub(crate) articles: Vec<Labelled>,
    pub(crate) config: Config,
}

/// The traits of a set that decide which variants it has.
pub(crate) struct SetTraits {
    /// Whether it is of the first kind: stories sampled from long times, which are to be shown in other densities.
    pub(crate) is_of_first_kind: bool,
    /// Whether it is one of the first few of that kind.
    pub(crate) is_leading: bool,
    /// Whether a set without bodies has texts in common with it: its headlines.
    pub(crate) has_headlines: bool,
}

/// The set as it is, then its variants.
pub(crate) fn variants(
    corpus: &Corpus,
    traits: &SetTraits,
    background: &Background,
    config: &Config,
) -> Vec<Variant> {
    let all = labelled(corpus);
    let small = labelled(&corpus.clone().sampled(MAX_ARTICLES));
    let is_dated = most(&all, |article| article.published.is_some());
    let has_bodies = most(&all, |article| !article.body.trim().is_empty());
    let has_titles = most(&all, |article| !article.title.trim().is_empty());
    let is_english = most(&all, |article| article.language.as_deref() == Some("en"));
    let is_one_day = is_one_day(&all);

    let mut found = Vec::new();
    let mut add = |name, articles: Vec<Labelled>| {
        found.push(Variant { name, weight: 1.0, articles, config: config.clone() });
    };
    if is_dated {
        add("undated", with(Noise::Undated, &small));
    }
    if has_bodies && has_titles && !traits.has_headlines {
        add("titles", titles(&small));
    }
    if has_bodies {
        add("leads", leads(&small));
    }
    if !is_one_day {
        add("one day", with(Noise::OneDay, &small));
    } else if has_bodies {
        add("a quarter of the stories", some_stories(&all, 0.25));
    }
    if traits.is_of_first_kind {
        add("thinned to about 1", thinned(&all, 1.0));
        add("thinned to about 3", thinned(&all, 3.0));
        if !background.is_empty() && has_titles {
            let crowd = background.with_titles_of(&all);
            add("undated crowd of titles", with(Noise::Undated, &crowd));
            add("crowd of titles", crowd);
        }
        if !background.is_empty() && has_bodies {
            add("crowd of texts", background.with_texts_of(&all));
        }
    }
    let again: &[&str] = match (is_english, traits.is_leading) {
        (false, _) => &[],
        (true, false) => &["all"],
        (true, true) => &["all", "titles", "one day", "crowd of texts"],
    };
    found.insert(0, Variant { name: "all", weight: ALL_WEIGHT, articles: all, config: config.clone() });
    for at in 0..found.len() {
        if again.contains(&found[at].name) {
            let articles = if found[at].name == "all" { small.clone() } else { found[at].articles.clone() };
            found.push(of_unknown_language(found[at].name, articles, config));
        }
    }
    found
}

/// The articles as those of a language of which nothing is known.
fn of_unknown_language(name: &str, articles: Vec<Labelled>, config: &Config) -> Variant {
    let name = match name {
        "titles" => "titles of an unknown language",
        "one day" => "one day, unknown language",
        "crowd of texts" => "crowd of texts, unknown language",
        _ => "unknown language",
    };
    let config = Config { backgrounds: Backgrounds::none(), ..config.clone() };
    Variant { name, weight: 1.0, articles, config }
}
