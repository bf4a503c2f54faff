//! The words of a source's forms: what it writes in article after article, whatever has happened.

use std::hash::BuildHasher;

use foldhash::fast::FixedState;
use hashbrown::{HashMap, HashSet};
use serde::{Deserialize, Serialize};

use super::by_source::BySource;
use super::counted_article::CountedArticle;
use crate::parallel;
use crate::saved::{self, ensure};
use crate::terms::TermId;

const HASHER: FixedState = FixedState::with_seed(0x666f_726d);

/// Share of a source's articles above which a term begins to count less, and from which on it does not count.
const COMMON: f64 = 0.5;
const FORM: f64 = 0.7;

/// Articles without the term that a source is taken to have had before the first: a few on one event are no form.
const PRIOR: f64 = 4.0;

/// The articles of a pair: what only they share is no form.
const PAIR: f64 = 2.0;

/// Articles of a source after which a stream halves its counts, so that what the source no longer writes is forgotten.
const PERIOD: u32 = 32;

/// In how many articles of one source each term stands in title or lead.
///
/// "A flaw in NAME allows a remote attacker to …": most words of a form say nothing about the event, however rare they are in
/// news at large. A term that stands in the titles and leads of more than half of a source's articles counts less in them, and
/// from 70 % on not at all. What is filled into the form is left.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct SourceTerms {
    articles: u32,
    #[serde(with = "saved::map")]
    counts: HashMap<TermId, u32, FixedState>,
    /// The terms that were common enough once.
    #[serde(with = "saved::unordered")]
    common: Vec<TermId>,
    /// Of what was counted, hashes of the terms in title and lead.
    #[serde(with = "saved::set")]
    seen: HashSet<u64, FixedState>,
}

impl SourceTerms {
    /// Counts an article, unless it says the same as one before it: a text that is printed again and again is no form.
    fn add(&mut self, counted: &CountedArticle, early: &mut Vec<TermId>) {
        list_early(counted, early);
        if !self.seen.insert(HASHER.hash_one(&*early)) {
            return;
        }
        self.articles += 1;
        for &term in &*early {
            let count = self.counts.entry(term).or_default();
            *count += 1;
            if factor(*count, self.articles) < 1.0 && !self.common.contains(&term) {
                self.common.push(term);
            }
        }
    }

    /// Appends the terms that count less, ascending, and what they are multiplied by.
    ///
    /// A share rises only when its term comes, so that no other term than the common ones need be looked at.
    fn form(&self, form: &mut Vec<(TermId, f64)>) {
        let factor_of = |&term: &TermId| Some((term, factor(*self.counts.get(&term)?, self.articles)));
        form.extend(self.common.iter().filter_map(factor_of).filter(|&(_, factor)| factor < 1.0));
        form.sort_unstable_by_key(|&(term, _)| term);
    }

    /// Forgets terms whose numbers will be given to others.
    fn forget(&mut self, is_forgotten: &impl Fn(TermId) -> bool) {
        self.counts.retain(|&term, _| !is_forgotten(term));
        self.common.retain(|&term| !is_forgotten(term));
    }

    /// Halves what was counted, and gives back the memory of what is forgotten: most terms came once, and most sources write little.
    fn halve(&mut self) {
        self.articles /= 2;
        self.seen = HashSet::default();
        self.counts.retain(|_, count| {
            *count /= 2;
            *count > 0
        });
        self.counts.shrink_to_fit();
        let common = self.counts.iter().filter(|&(_, &count)| factor(count, self.articles) < 1.0);
        self.common = common.map(|(&term, _)| term).collect();
    }
}

/// The terms in title and lead.
fn list_early(counted: &CountedArticle, early: &mut Vec<TermId>) {
    early.clear();
    for term_counts in [counted.counts.words(), counted.counts.names()] {
        early.extend(term_counts.iter().filter(|count| count.is_early()).map(|count| count.term()));
    }
}

/// What a term in so many of the articles of a source is multiplied by, 0 to 1.
fn factor(count: u32, articles: u32) -> f64 {
    let besides = |articles: u32| (f64::from(articles) - PAIR).max(0.0);
    let (with, all) = (besides(count), besides(articles) + PRIOR);
    if with <= COMMON * all {
        return 1.0;
    }
    let share = with / all;
    1.0 - ((share - COMMON) / (FORM - COMMON)).clamp(0.0, 1.0)
}

/// The forms of the sources of a closed set.
#[derive(Debug, Default)]
pub(crate) struct Forms {
    /// By source, the terms that count less and what they are multiplied by, ascending. Most sources have none.
    by_source: HashMap<u64, Vec<(TermId, f64)>, FixedState>,
}

/// Counts the terms of one source after the other: as [`SourceTerms`] does, in memory that is there for all terms.
#[derive(Default)]
struct Counter {
    /// By term, 0 between sources.
    counts: Vec<u32>,
    /// The terms whose count is not 0.
    counted: Vec<TermId>,
    early: Vec<TermId>,
}

impl Counter {
    fn form_of<'c>(&mut self, articles: impl Iterator<Item = &'c CountedArticle>) -> Vec<(TermId, f64)> {
        let Self { counts, counted, early } = self;
        let (mut seen, mut different) = (HashSet::<u64, FixedState>::default(), 0);
        for article in articles {
            list_early(article, early);
            if !seen.insert(HASHER.hash_one(&*early)) {
                continue;
            }
            different += 1;
            for &term in &*early {
                if term.index() >= counts.len() {
                    counts.resize((term.index() + 1).next_power_of_two(), 0);
                }
                let count = &mut counts[term.index()];
                if *count == 0 {
                    counted.push(term);
                }
                *count += 1;
            }
        }
        let factor_of = |term: TermId| (term, factor(std::mem::take(&mut counts[term.index()]), different));
        let mut form: Vec<(TermId, f64)> =
            counted.drain(..).map(factor_of).filter(|&(_, factor)| factor < 1.0).collect();
        form.sort_unstable_by_key(|&(term, _)| term);
        form
    }
}

/// The terms of one article that count less.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Form<'f>(&'f [(TermId, f64)]);

impl Forms {
    /// Counts each source by itself.
    pub(crate) fn of(articles: &[CountedArticle]) -> Self {
        let mut order: Vec<(u64, usize)> = Vec::new();
        order.extend(articles.iter().enumerate().filter_map(|(at, counted)| Some((counted.source?, at))));
        order.sort_unstable();
        let sources: Vec<&[(u64, usize)]> = order.chunk_by(|a, b| a.0 == b.0).collect();
        let forms = parallel::map_with(&sources, Counter::default, |counter, of_source| {
            (of_source[0].0, counter.form_of(of_source.iter().map(|&(_, at)| &articles[at])))
        });
        Self { by_source: forms.into_iter().filter(|(_, form)| !form.is_empty()).collect() }
    }

    /// What counts less in the articles of a source.
    pub(crate) fn of_source(&self, source: Option<u64>) -> Form<'_> {
        Form(source.and_then(|source| self.by_source.get(&source)).map_or(&[], Vec::as_slice))
    }
}

impl<'f> Form<'f> {
    /// Of the terms that count less, ascending, and what they are multiplied by.
    pub(crate) fn new(terms: &'f [(TermId, f64)]) -> Self {
        Self(terms)
    }

    pub(crate) fn to_owned(self) -> Vec<(TermId, f64)> {
        self.0.to_vec()
    }

    /// What the weight of a term is multiplied by, 0 to 1.
    pub(crate) fn factor(self, term: TermId) -> f64 {
        if self.0.is_empty() {
            return 1.0;
        }
        self.0.binary_search_by_key(&term, |&(term, _)| term).map_or(1.0, |at| self.0[at].1)
    }
}

/// The forms of the sources of a stream, as far as is known.
///
/// # Resource use
///
/// About 16 bytes per term in the titles and leads of the last articles of each source, at most 64 articles a source and 4,096
/// sources. With more, those without a form are forgotten, then all.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct FormsSoFar {
    by_source: BySource<SourceTerms>,
    /// Memory to reuse: the form of the article at hand.
    #[serde(skip)]
    form: Vec<(TermId, f64)>,
    /// The terms in its title and lead.
    #[serde(skip)]
    early: Vec<TermId>,
}

impl FormsSoFar {
    /// Counts the next article, and gives what counts less in it.
    pub(crate) fn add(&mut self, counted: &CountedArticle) -> Form<'_> {
        self.form.clear();
        let Some(source) = counted.source else { return Form::default() };
        let terms = self.by_source.of(source, |terms| !terms.common.is_empty());
        if terms.articles >= 2 * PERIOD {
            terms.halve();
        }
        terms.add(counted, &mut self.early);
        terms.form(&mut self.form);
        Form(&self.form)
    }

    /// Forgets terms whose numbers will be given to others.
    pub(crate) fn forget(&mut self, is_forgotten: impl Fn(TermId) -> bool) {
        self.by_source.values_mut().for_each(|terms| terms.forget(&is_forgotten));
    }

    /// Checks that nothing was counted more often than it can be.
    ///
    /// # Errors
    ///
    /// Says what was.
    pub(crate) fn check(&self) -> Result<(), String> {
        self.by_source.check()?;
        let is_possible = |terms: &SourceTerms| {
            terms.articles <= 2 * PERIOD && terms.counts.values().all(|&count| count <= terms.articles)
        };
        ensure(self.by_source.values().all(is_possible), || "a form has more words than articles".to_owned())
    }

    pub(crate) fn memory_usage(&self) -> usize {
        let of_source = |terms: &SourceTerms| terms.counts.allocation_size() + terms.seen.allocation_size();
        let of_terms: usize = self.by_source.values().map(of_source).sum();
        of_terms + self.by_source.memory_usage()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::cluster::config::Config;
    use crate::cluster::reading::Reader;
    use crate::cluster::reading::by_source::MAX_SOURCES;
    use crate::terms::Analyzer;

    fn counted(articles: &[(&str, &str)]) -> Vec<CountedArticle> {
        counted_with(&Config::default(), articles)
    }

    fn counted_with(config: &Config, articles: &[(&str, &str)]) -> Vec<CountedArticle> {
        let mut reader = Reader::new(config, Analyzer::default());
        let article =
            |&(source, title): &(&str, &str)| Article::builder("a").source(source).title(title).build();
        let articles: Vec<Article> = articles.iter().map(|article_of| article(article_of).unwrap()).collect();
        reader.read_last(&articles, config)
    }

    const PLACES: [&str; 12] = [
        "Ashford", "Brackley", "Crewe", "Dunmore", "Elgin", "Falmouth", "Grantham", "Hexham", "Ilkley",
        "Kendal", "Ludlow", "Morpeth",
    ];

    #[test]
    fn the_words_of_a_form_do_not_count_and_what_is_filled_in_does() {
        let titles: Vec<String> =
            PLACES.iter().map(|place| format!("Flood warning issued for {place}")).collect();
        let mut articles: Vec<(&str, &str)> = titles.iter().map(|title| ("Office", title.as_str())).collect();
        articles.extend([("Post", "Flood in Crewe"), ("Post", "Mayor of Elgin resigns")]);
        let counted_articles = counted(&articles);
        let forms = Forms::of(&counted_articles);
        let of_article = |at: usize| {
            let counted = &counted_articles[at];
            let form = forms.of_source(counted.source);
            let factors = counted.counts.words().iter().map(|term_count| form.factor(term_count.term()));
            factors.collect::<Vec<f64>>()
        };
        let (office, post) = (of_article(0), of_article(12));
        assert!(office.contains(&0.0) && office.contains(&1.0), "{office:?}");
        assert!(post.iter().all(|&factor| factor == 1.0));
    }

    #[test]
    fn a_closed_set_is_counted_as_one_source_after_the_other() {
        let titles: Vec<(usize, String)> = (0..90)
            .map(|at| {
                (
                    at % 3,
                    format!(
                        "{} warning {} issued for {}",
                        ["Flood", "Gale", "Frost"][at % 3],
                        at / 7,
                        PLACES[at % 11]
                    ),
                )
            })
            .collect();
        let articles: Vec<(&str, &str)> = titles
            .iter()
            .map(|(source, title)| (["Office", "Post", "Herald"][*source], title.as_str()))
            .collect();
        let counted_articles = counted(&articles);
        let forms = Forms::of(&counted_articles);
        for own in &counted_articles[..3] {
            let (mut terms, mut form, mut early) = (SourceTerms::default(), Vec::new(), Vec::new());
            let of_source = counted_articles.iter().filter(|counted| counted.source == own.source);
            of_source.for_each(|counted| terms.add(counted, &mut early));
            terms.form(&mut form);
            assert!(!form.is_empty());
            assert_eq!(forms.of_source(own.source).0, form);
        }
    }

    #[test]
    fn nothing_is_a_form_if_all_is_to_be_left_in() {
        let titles = PLACES.map(|place| format!("Flood warning issued for {place}"));
        let articles = titles.each_ref().map(|title| ("Office", title.as_str()));
        let counted_articles =
            counted_with(&Config { boilerplate_repeats: 0, ..Config::default() }, &articles);
        assert!(Forms::of(&counted_articles).by_source.is_empty());
        let mut forms = FormsSoFar::default();
        assert!(counted_articles.iter().all(|counted| forms.add(counted).0.is_empty()));
    }

    #[test]
    fn a_few_articles_on_one_event_are_no_form() {
        let titles: Vec<String> = (0..6).map(|at| format!("Mill Bridge swept away in Crewe {at}")).collect();
        let articles: Vec<(&str, &str)> = titles.iter().map(|title| ("Post", title.as_str())).collect();
        let counted_articles = counted(&articles);
        assert!(Forms::of(&counted_articles).by_source.is_empty());
    }

    #[test]
    fn a_text_that_is_printed_many_times_is_no_form() {
        let counted_articles = counted(&[("Post", "Mill Bridge swept away in Crewe"); 100]);
        assert!(Forms::of(&counted_articles).by_source.is_empty());
        let mut forms = FormsSoFar::default();
        assert!(counted_articles.iter().all(|counted| forms.add(counted).0.is_empty()));
    }

    #[test]
    fn a_stream_learns_a_form_and_forgets_it() {
        let titles: Vec<String> =
            PLACES.iter().cycle().take(40).map(|place| format!("Flood warning for {place}")).collect();
        let other = (0..200).map(|at| format!("Report {at} about {}", PLACES[at % 12]));
        let titles: Vec<String> = titles.into_iter().chain(other).collect();
        let articles: Vec<(&str, &str)> = titles.iter().map(|title| ("Office", title.as_str())).collect();
        let counted_articles = counted(&articles);
        let flood = counted_articles[0].counts.words()[0].term();
        let mut forms = FormsSoFar::default();
        let factors: Vec<f64> =
            counted_articles.iter().map(|counted| forms.add(counted).factor(flood)).collect();
        assert_eq!((factors[0], factors[39], factors[239]), (1.0, 0.0, 1.0));
        assert!(forms.by_source.values().all(|terms| terms.articles <= 2 * PERIOD));
    }

    #[test]
    fn with_many_sources_those_without_a_form_are_forgotten() {
        let titles = PLACES.map(|place| format!("Flood warning for {place}"));
        let articles = titles.each_ref().map(|title| ("Office", title.as_str()));
        let counted_articles = counted(&articles);
        let mut forms = FormsSoFar::default();
        counted_articles.iter().for_each(|counted| _ = forms.add(counted));
        for source in 1..MAX_SOURCES as u64 {
            forms.by_source.of(source, |_| true);
        }
        assert_eq!(forms.by_source.values().count(), MAX_SOURCES);
        let mut last = counted_articles.into_iter().next_back().unwrap();
        last.source = Some(u64::MAX);
        forms.add(&last);
        assert_eq!(forms.by_source.values().count(), 2);
    }
}
