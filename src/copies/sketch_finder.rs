//! Finds copies among texts of which few are copies.

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};

use super::config::CopyConfig;
use super::direction::Circumstances;
use super::finder::{Found, judge};
use super::furniture::{Furniture, REPEATED};
use super::link::CopyLink;
use super::overlap::Compared;
use super::prepared::Party;
use super::print::{Print, Reader};
use super::sketch::Sketch;
use super::sketch_index::SketchIndex;
use crate::article::ArticleId;
use crate::config_error::ConfigError;
use crate::saved::ensure;
use crate::window::Window;

/// The share of the shorter of two texts that must be in the other, by their sketches, for the two to be compared. A copy has half
/// of its text from the other, without what both quote and without furniture; edited text has fewer shingles in common than words.
const MIN_SHARE: f64 = 0.25;

/// Fingerprints that both must have.
const MIN_SHARED: usize = 3;

/// Of those that are looked up so many must be found.
const MIN_FOUND: usize = 2;

/// A new article is compared with so many others for each link that is kept.
const COMPARED_PER_LINK: usize = 2;

/// Title and body of an article.
pub(crate) type Texts<'t> = (&'t str, &'t str);

/// Finds, for each article as it comes, the earlier ones that share a good part of their text with it.
///
/// As a `CopyFinder`, but for texts that are read for another purpose: an article is found by a [`Sketch`], and taken apart
/// only when it is to be compared. So a copy that has little of its text from any other article is not found, nor is a quotation.
///
/// # Resource use
///
/// Some 14 bytes a fingerprint, about 1 KB for an article of 500 words; 14 bytes a significant word of those that were compared.
#[derive(Debug)]
pub(crate) struct SketchFinder {
    config: CopyConfig,
    reader: Reader,
    index: SketchIndex,
    furniture: Furniture,
    /// By place.
    entries: Window<Entry>,
}

/// An article that can be found.
#[derive(Debug, Serialize, Deserialize)]
struct Entry {
    id: ArticleId,
    sketch: Sketch,
    circumstances: Circumstances,
    /// Once it was compared.
    print: Option<Box<Print>>,
    /// It was found to be a version of an earlier article of its source.
    is_version: bool,
}

impl Entry {
    fn party(&self) -> Option<Party<'_>> {
        let print = self.print.as_deref()?;
        Some(Party { id: self.id, print, circumstances: &self.circumstances })
    }
}

/// The parts, borrowed to be written and owned once they are read.
#[derive(Debug, Serialize, Deserialize)]
struct Parts<E, F> {
    /// Each with the fingerprints that do not find it.
    entries: Vec<(E, Vec<u32>)>,
    furniture: F,
}

/// What is read of a finder.
#[derive(Debug, Deserialize)]
pub(crate) struct SavedFinder(Parts<Entry, Furniture>);

impl SketchFinder {
    /// An empty one.
    ///
    /// # Errors
    ///
    /// If the configuration is out of range.
    pub(crate) fn new(config: CopyConfig) -> Result<Self, ConfigError> {
        config.validate()?;
        let furniture = Furniture::new(config.max_boilerplate);
        let (reader, index) = (Reader::default(), SketchIndex::default());
        Ok(Self { config, reader, index, furniture, entries: Window::default() })
    }

    /// What is to be written: all but the configuration, and the index, which is made of the sketches.
    pub(crate) fn saved(&self) -> impl Serialize {
        let entries =
            self.entries.iter().map(|(place, entry)| (entry, self.index.hidden(&entry.sketch, place)));
        Parts { entries: entries.collect(), furniture: &self.furniture }
    }

    /// Takes over what was [saved](Self::saved) of a finder that began as this one, and will get `next` as its next article.
    ///
    /// # Errors
    ///
    /// Says what is wrong with it.
    pub(crate) fn restore(&mut self, saved: SavedFinder, next: ArticleId) -> Result<(), String> {
        let Parts { entries, furniture } = saved.0;
        furniture.check(self.config.max_boilerplate)?;
        for (place, (mut entry, hidden)) in (self.entries.next()..).zip(entries) {
            entry.sketch.check()?;
            entry.print.as_mut().map_or(Ok(()), |print| print.restore())?;
            self.index.restore(&entry.sketch, place, &hidden)?;
            self.entries.push(entry);
        }
        self.furniture = furniture;
        let last = self.entries.items().back().map(|entry| entry.id);
        ensure(last < Some(next), || format!("{last:?} can be found, and the next is {next}"))?;
        self.validate()
    }

    /// Takes the next article, whose number is above all before, and gives the links to earlier ones. `texts_of` gives title and body of
    /// this article and of the earlier ones, as long as they were not [taken apart](Self::take_apart).
    ///
    /// # Complexity
    ///
    /// A look-up for each fingerprint. Linear in both texts for each article that is compared: at most twice
    /// [`CopyConfig::max_links`].
    pub(crate) fn insert<'t>(
        &mut self,
        id: ArticleId,
        sketch: Sketch,
        circumstances: Circumstances,
        texts_of: impl Fn(ArticleId) -> Option<Texts<'t>>,
    ) -> Vec<CopyLink> {
        let candidates = self.candidates(&sketch);
        self.insert_among(&candidates, id, sketch, circumstances, texts_of)
    }

    /// Takes the next article, and compares it with those at these places.
    fn insert_among<'t>(
        &mut self,
        candidates: &[u32],
        id: ArticleId,
        sketch: Sketch,
        circumstances: Circumstances,
        texts_of: impl Fn(ArticleId) -> Option<Texts<'t>>,
    ) -> Vec<CopyLink> {
        let mut new = Entry { id, sketch, circumstances, print: None, is_version: false };
        let mut found = Found::default();
        if !candidates.is_empty() {
            for &place in candidates {
                let entry = &mut self.entries[place];
                take_apart(entry, &mut self.reader, &texts_of);
            }
            take_apart(&mut new, &mut self.reader, &texts_of);
            if let Some(party) = new.party() {
                let compared = Compared::new(party.print, &self.furniture);
                for earlier in candidates.iter().filter_map(|&place| self.entries[place].party()) {
                    judge(&self.config, &self.furniture, earlier, party, &compared, &mut found);
                }
            }
            new.is_version = found.copies.iter().any(|link| link.same_source);
            if !new.is_version {
                self.learn_furniture(&new, candidates);
            }
            found.keep_strongest(self.config.max_links);
        }
        while self.entries.items().len() >= self.config.max_articles {
            self.expire_first();
        }
        let (first, place) = (self.entries.first(), self.entries.next());
        self.index.insert(&new.sketch, place, first, self.config.max_per_shingle);
        self.entries.push(new);
        found.copies
    }

    /// The entries that are like a sketch: those that have most of it first, of equal ones the earlier.
    fn candidates(&mut self, sketch: &Sketch) -> Vec<u32> {
        let found = self.index.shared(sketch, self.entries.first()).into_iter();
        let likely = found.filter(|&(_, found)| found >= MIN_FOUND).filter_map(|(place, _)| {
            let known = &self.entries.get(place)?.sketch;
            let shared = known.shared(sketch);
            let share = known.containment(sketch, shared);
            (shared >= MIN_SHARED && share >= MIN_SHARE).then_some((share, place))
        });
        let mut likely: Vec<(f64, u32)> = likely.collect();
        likely.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        likely.truncate(self.config.max_links.saturating_mul(COMPARED_PER_LINK));
        let mut places: Vec<u32> = likely.into_iter().map(|(_, place)| place).collect();
        places.sort_unstable();
        places
    }

    /// Learns what a source has repeated, with this article, in as many of those that were compared as make it furniture.
    fn learn_furniture(&mut self, new: &Entry, candidates: &[u32]) {
        let (Some(source), Some(print)) = (new.circumstances.source, &new.print) else { return };
        let repeats = |entry: &&Entry| entry.circumstances.source == Some(source) && !entry.is_version;
        let of_source = candidates.iter().map(|&place| &self.entries[place]).filter(repeats);
        let mut shingles: Vec<(u64, Reverse<ArticleId>)> = Vec::new();
        for entry in of_source {
            let selected = entry.print.iter().flat_map(|print| &print.selected);
            shingles.extend(selected.map(|selected| (selected.shingle, Reverse(entry.id))));
        }
        shingles.sort_unstable();
        shingles.dedup();
        for selected in &print.selected {
            let first = shingles.partition_point(|(shingle, _)| *shingle < selected.shingle);
            let same = shingles[first..].iter().take_while(|(shingle, _)| *shingle == selected.shingle);
            if same.count() + 1 >= REPEATED {
                self.furniture.add(selected.shingle);
            }
        }
    }

    /// Takes an article apart, so that its text need not be there any more.
    pub(crate) fn take_apart(&mut self, id: ArticleId, texts: Texts<'_>) {
        if let Ok(at) = self.entries.items().binary_search_by_key(&id, |entry| entry.id) {
            let place = self.entries.first() + at as u32;
            take_apart(&mut self.entries[place], &mut self.reader, &|_| Some(texts));
        }
    }

    /// Forgets the articles before this one.
    pub(crate) fn expire_up_to(&mut self, first: ArticleId) {
        while self.entries.items().front().is_some_and(|entry| entry.id < first) {
            self.expire_first();
        }
    }

    fn expire_first(&mut self) {
        if let Some(entry) = self.entries.pop() {
            self.index.expire(&entry.sketch, self.entries.first());
        }
    }

    /// Bytes held, about.
    pub(crate) fn memory_usage(&self) -> usize {
        let print = |entry: &Entry| entry.print.as_ref().map_or(0, |print| print.memory_usage());
        let entry = |entry: &Entry| size_of::<Entry>() + entry.sketch.memory_usage() + print(entry);
        let entries: usize = self.entries.items().iter().map(entry).sum();
        entries + self.index.memory_usage() + self.furniture.memory_usage()
    }

    /// Checks that all parts agree.
    ///
    /// # Errors
    ///
    /// Says what does not.
    pub(crate) fn validate(&self) -> Result<(), String> {
        if self.entries.items().len() > self.config.max_articles {
            let kept = self.entries.items().len();
            return Err(format!("{kept} articles are kept, {} allowed", self.config.max_articles));
        }
        if !self.entries.items().iter().is_sorted_by(|a, b| a.id < b.id) {
            return Err("the articles that can be found are out of order".to_owned());
        }
        self.index.validate(self.entries.first(), self.config.max_per_shingle, |place, fingerprint| {
            let entry = self.entries.get(place);
            entry.is_some_and(|entry| entry.sketch.kept().binary_search(&fingerprint).is_ok())
        })
    }
}

fn take_apart<'t>(
    entry: &mut Entry,
    reader: &mut Reader,
    texts_of: &impl Fn(ArticleId) -> Option<Texts<'t>>,
) {
    if entry.print.is_none()
        && let Some((title, body)) = texts_of(entry.id)
    {
        entry.print = Some(Box::new(reader.read(title, body)));
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;
    use crate::copies::{CopyKind, Sketcher};

    const REPORT: &str = "The harbour bridge of Ashford was closed on Monday after divers found deep cracks in two of \
        its pillars. Mayor Ellen Hallam promised repairs before winter and asked the county for eleven million crowns. \
        Ferries will carry commuters every quarter of an hour until the bridge can be crossed again.";

    const OTHER: &str = "Researchers counted fewer swallows along the northern coast than in any summer since records \
        began. Warm springs make insects hatch before the birds arrive, said the institute in its yearly account.";

    const NOTICE: &str = " Subscribers read every edition of our newspaper without advertising on telephones, tablets \
        and at home. Write to the editors with comments, corrections and photographs from your neighbourhood.";

    /// A finder with the texts it has seen.
    struct Seen {
        finder: SketchFinder,
        texts: Vec<String>,
    }

    impl Seen {
        fn new(config: CopyConfig) -> Self {
            Self { finder: SketchFinder::new(config).unwrap(), texts: Vec::new() }
        }

        fn insert(&mut self, source: u64, text: &str) -> Vec<CopyLink> {
            self.insert_with(source, text, SketchFinder::candidates)
        }

        /// As `insert`, the candidates found in this way.
        fn insert_with(
            &mut self,
            source: u64,
            text: &str,
            candidates: impl Fn(&mut SketchFinder, &Sketch) -> Vec<u32>,
        ) -> Vec<CopyLink> {
            let id = ArticleId(self.texts.len() as u32);
            self.texts.push(text.to_owned());
            let circumstances = Circumstances { source: Some(source), ..Circumstances::default() };
            let texts = &self.texts;
            let text_of = |id: ArticleId| Some(("", texts.get(id.index())?.as_str()));
            let sketch = Sketcher::default().sketch(text);
            let candidates = candidates(&mut self.finder, &sketch);
            let links = self.finder.insert_among(&candidates, id, sketch, circumstances, text_of);
            assert_eq!(self.finder.validate(), Ok(()));
            links
        }

        fn saved(&self) -> serde_json::Value {
            serde_json::to_value(self.finder.saved()).unwrap()
        }

        fn restore(&self, saved: serde_json::Value) -> Result<Self, String> {
            let saved = serde_json::from_value(saved).map_err(|error| error.to_string())?;
            let mut finder = SketchFinder::new(self.finder.config.clone()).unwrap();
            finder.restore(saved, ArticleId(self.texts.len() as u32))?;
            Ok(Self { finder, texts: self.texts.clone() })
        }
    }

    /// As `SketchFinder::candidates`, every sketch compared with every earlier one.
    fn plain_candidates(finder: &mut SketchFinder, sketch: &Sketch) -> Vec<u32> {
        let fingerprints: BTreeSet<u32> = sketch.kept().iter().copied().collect();
        let mut likely: Vec<(f64, u32)> = Vec::new();
        for (place, entry) in (finder.entries.first()..).zip(finder.entries.items()) {
            let known: BTreeSet<u32> = entry.sketch.kept().iter().copied().collect();
            let shared: Vec<u32> = known.intersection(&fingerprints).copied().collect();
            // the index has even fingerprints only
            let found = shared.iter().filter(|&fingerprint| fingerprint % 2 == 0).count();
            let share = sketch.containment(&entry.sketch, shared.len());
            if found >= MIN_FOUND && shared.len() >= MIN_SHARED && share >= MIN_SHARE {
                likely.push((share, place));
            }
        }
        likely.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        likely.truncate(finder.config.max_links * COMPARED_PER_LINK);
        let mut places: Vec<u32> = likely.into_iter().map(|(_, place)| place).collect();
        places.sort_unstable();
        places
    }

    /// One of a dozen passages, of a few words or of many.
    fn passage(number: usize) -> String {
        (0..4 + 5 * (number % 4)).map(|at| format!("matter{number}x{at} ")).collect::<String>() + ". "
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_index_finds_what_a_comparison_of_all_sketches_finds(
            articles in prop::collection::vec((0_u64..4, prop::collection::vec(0_usize..12, 0..7)), 1..60),
            max_articles in 1_usize..40,
            max_links in 1_usize..9,
        ) {
            let config = CopyConfig { max_per_shingle: 1000, max_articles, max_links, ..CopyConfig::default() };
            let (mut indexed, mut plain) = (Seen::new(config.clone()), Seen::new(config));
            for (source, passages) in &articles {
                let text: String = passages.iter().map(|&number| passage(number)).collect();
                let expected = plain.insert_with(*source, &text, plain_candidates);
                prop_assert_eq!(indexed.insert(*source, &text), expected);
            }
            prop_assert_eq!(indexed.saved(), plain.saved());
        }
    }

    fn firsts(links: &[CopyLink]) -> Vec<u32> {
        links.iter().map(|link| link.first.0).collect()
    }

    #[test]
    fn copies_are_found_and_only_they_are_taken_apart() {
        let mut seen = Seen::new(CopyConfig::default());
        assert!(seen.insert(1, REPORT).is_empty() && seen.insert(2, OTHER).is_empty());
        let cut = REPORT.split_inclusive(". ").take(2).collect::<String>();
        let links = seen.insert(3, &cut);
        assert_eq!(firsts(&links), [0]);
        assert_eq!(links[0].kind, CopyKind::Near);
        let apart: Vec<bool> =
            seen.finder.entries.items().iter().map(|entry| entry.print.is_some()).collect();
        assert_eq!(apart, [true, false, true]);
        assert!(seen.insert(4, "").is_empty() && seen.insert(5, "Too short.").is_empty());
    }

    #[test]
    fn what_a_source_repeats_makes_no_copies() {
        let mut seen = Seen::new(CopyConfig::default());
        for n in 0..6 {
            let own: String = (0..20).map(|at| format!("Nothing{n} like{at} elsewhere{n}{at}. ")).collect();
            let links = seen.insert(1, &format!("{own}{NOTICE}"));
            assert!(n < 3 || links.is_empty(), "{n}: {links:?}");
        }
    }

    #[test]
    fn old_articles_are_forgotten() {
        let mut seen = Seen::new(CopyConfig { max_articles: 2, ..CopyConfig::default() });
        seen.insert(1, REPORT);
        seen.insert(2, OTHER);
        seen.insert(3, NOTICE);
        assert!(seen.insert(4, REPORT).is_empty(), "it was the third before");
        seen.finder.expire_up_to(ArticleId(4));
        assert!(seen.finder.entries.items().is_empty() && seen.insert(5, REPORT).is_empty());
        assert_eq!(firsts(&seen.insert(6, REPORT)), [4]);
    }

    #[test]
    fn a_text_that_changes_is_compared_as_it_was() {
        let mut seen = Seen::new(CopyConfig::default());
        seen.insert(1, REPORT);
        seen.finder.take_apart(ArticleId(0), ("", REPORT));
        seen.texts[0] = OTHER.to_owned();
        assert_eq!(firsts(&seen.insert(2, REPORT)), [0]);
    }

    #[test]
    fn a_finder_that_is_saved_goes_on_as_before() {
        let config = CopyConfig { max_per_shingle: 2, max_articles: 7, ..CopyConfig::default() };
        let (mut whole, mut cut) = (Seen::new(config.clone()), Seen::new(config));
        let mixed = format!("{OTHER}{NOTICE}");
        for (at, text) in [REPORT, OTHER, REPORT, &mixed, NOTICE, REPORT].iter().cycle().take(40).enumerate()
        {
            let source = at as u64 % 3;
            assert_eq!(whole.insert(source, text), cut.insert(source, text), "{at}");
            cut = cut.restore(cut.saved()).unwrap();
            assert_eq!(whole.saved(), cut.saved());
        }
    }

    #[test]
    fn a_state_that_contradicts_itself_is_refused() {
        let mut seen = Seen::new(CopyConfig { max_per_shingle: 2, max_articles: 3, ..CopyConfig::default() });
        [REPORT, REPORT, REPORT].iter().for_each(|text| _ = seen.insert(1, text));
        let saved = seen.saved();
        let error = |change: &dyn Fn(&mut serde_json::Value)| {
            let mut saved = saved.clone();
            change(&mut saved);
            seen.restore(saved).err().unwrap_or_default()
        };
        assert_eq!(error(&|_| ()), "");
        let hidden = error(&|saved| saved["entries"][2][1] = serde_json::json!([]));
        assert_eq!(hidden, "a fingerprint finds 3 articles, 2 allowed");
        let order = error(&|saved| saved["entries"][2][0]["id"] = 0.into());
        assert_eq!(order, "the articles that can be found are out of order");
        assert!(error(&|saved| saved["entries"][2][0]["id"] = 3.into()).contains("the next is"));
        assert!(error(&|saved| saved["entries"][0][1] = serde_json::json!([7])).contains("not its own"));
        assert!(
            error(&|saved| saved["entries"][0][0]["sketch"]["limit"] = 7.into()).contains("out of order")
        );
    }
}
