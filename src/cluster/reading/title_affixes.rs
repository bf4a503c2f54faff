//! What stands around headlines: the outlet's name, its sections and columns; and headlines that are nothing else.

use std::hash::BuildHasher;

use foldhash::fast::FixedState;
use serde::{Deserialize, Serialize};

use super::boilerplate::source_hash;
use super::outlet_names::names_outlet_of;
use super::repeats::Repeats;
use super::title_parts::{Part, Separator, Side, parts};
use crate::article::Article;
use crate::text::{beginning, scan, scan_while};

/// What is counted at once; 8 bytes each.
const PLACES: usize = 1 << 18;

const MOST: u64 = 1000;

/// A title of more bytes is a text: nothing is left out of it, so that its length costs nothing.
const LONGEST_TITLE: usize = 1000;

/// After so many different rests, however many sources, an affix is one of all sources: by how clearly it is set off.
const OF_ALL: [u64; 2] = [8, 12];

/// How many times as many rests of one source an affix needs that is not clearly set off: it may be the subject.
const UNCLEAR: u64 = 3;

/// A source names outlets at the end of its titles if so many more of them do.
const AGGREGATED: u64 = 10;

/// A title without an outlet at its end counts as much as so many with one.
const NOT_AGGREGATED: u64 = 8;

/// Words of a rest or body that are compared, and the least letters they have unless there are no others.
const COMPARED: usize = 8;
const MIN_LETTERS: usize = 4;

/// A subject is looked for in so many bytes of the body.
const LOOKED_AT: usize = 2000;

const HASHER: FixedState = FixedState::with_seed(0x7469_746c);

/// Finds what does not count in titles.
///
/// An affix (a part of a title that a separator sets off at its beginning or end) is left out if
///
/// 1. it names the outlet ([`names_outlet_of`]), or, at the end, another source of the input;
/// 2. titles of the same source have it with several rests that have other words;
/// 3. very many titles of any source have it with such rests;
/// 4. it ends a title of a source nearly all of whose titles end in names that are repeated: an aggregator's feed.
///
/// The subject of the news is an affix, too ("Harbour bridge: crack found"). It is told by the other titles, which have its words
/// elsewhere, and by the body. So 2 and 3 ask that the rarest word of the affix occurs mostly in it.
///
/// A title as a whole is left out if there is a body, and the title is the outlet's name or stands over several bodies of the source
/// that have other words.
///
/// # Resource use
///
/// 2 MB, whatever comes ([`Repeats`]).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct TitleAffixes {
    /// In how many titles or over how many bodies besides the one that is read there must be what is left out, one less if it is
    /// set off by what sets off nothing else; 0 to leave in everything.
    repeats: u64,
    counts: Repeats,
}

/// What is counted of a title. It does not depend on other titles.
#[derive(Debug)]
pub(crate) struct ListedTitle {
    /// The hash of its words.
    pub(crate) whole: u64,
    /// Its distinct words.
    words: Vec<u64>,
    scope: Scope,
    /// The name of its source.
    source: Option<u64>,
    parts: Vec<ListedPart>,
    /// The words of the body that are compared; none if the title may stand over other bodies.
    body: Option<Vec<u64>>,
}

/// What is counted of a part of a title.
#[derive(Debug)]
struct ListedPart {
    side: Side,
    /// Whether it is clearly set off.
    is_clear: bool,
    affix: u64,
    /// The words of the rest that are compared.
    rest: Vec<u64>,
}

impl ListedTitle {
    fn of(article: &Article, body: &str) -> Self {
        let title = article.title.as_str();
        let (mut words, mut parts_listed, mut name) = (Vec::new(), Vec::new(), Vec::new());
        list_words(title, &mut words);
        let whole = phrase_of(&words);
        words.sort_unstable();
        words.dedup();
        for part in parts(title) {
            if name.is_empty() {
                list_words(article.source.as_deref().unwrap_or_default(), &mut name);
            }
            let mut rest = Vec::new();
            list_compared(part.rest, &mut rest);
            // the outlet's name may stand at the other end
            rest.retain(|word| !name.contains(word));
            let is_clear = part.separator.is_clear(part.side);
            parts_listed.push(ListedPart { side: part.side, is_clear, affix: phrase(part.affix), rest });
        }
        let scope = Scope::of(article);
        let body = (scope != UNKNOWN && !body.is_empty()).then(|| {
            let mut words = Vec::with_capacity(COMPARED);
            list_compared(body, &mut words);
            words
        });
        let source = article.source.as_deref().map(name_of);
        Self { whole, words, scope, source, parts: parts_listed, body }
    }
}

/// What is counted.
#[derive(Hash)]
enum Key {
    /// A word, in titles.
    Word(u64),
    /// The name of a source.
    Name(u64),
    /// An affix, in all titles.
    Affix(Side, u64),
    /// An affix, in titles of a scope that have different rests.
    Rests(u64, Side, u64),
    /// A word of a rest of such an affix, or of a body below such a title.
    RestWord(u64, u64),
    /// A title of a source, over different bodies.
    Title(u64, u64),
    /// How many more titles of a source end in an outlet's name than do not.
    Aggregated(u64),
}

impl Key {
    fn hash(&self) -> u64 {
        HASHER.hash_one(self)
    }
}

impl TitleAffixes {
    pub(crate) fn new(repeats: usize) -> Self {
        let counts = Repeats::new(if repeats == 0 { 0 } else { PLACES }, MOST);
        Self { repeats: repeats as u64, counts }
    }

    /// What is to be [counted](Self::count) of the title of an article, whose body is given as it is left; none if it is not looked at.
    pub(crate) fn list(&self, article: &Article, body: &str) -> Option<ListedTitle> {
        let title = article.title.as_str();
        let is_looked_at = self.repeats > 0 && !title.trim().is_empty() && title.len() <= LONGEST_TITLE;
        is_looked_at.then(|| ListedTitle::of(article, body))
    }

    /// Counts a title.
    pub(crate) fn count(&mut self, title: &ListedTitle) {
        let scope = title.scope;
        title.words.iter().for_each(|&word| self.counts.add(Key::Word(word).hash()));
        if let Some(source) = title.source {
            self.counts.add(Key::Name(source).hash());
        }
        let mut ends_in_affix = None;
        for &ListedPart { side, is_clear, affix, ref rest } in &title.parts {
            self.counts.add(Key::Affix(side, affix).hash());
            let rests = Key::Rests(scope.0, side, affix).hash();
            if side == Side::End && is_clear {
                // the last is the outermost
                ends_in_affix = Some(self.counts.count_of(rests) > 0);
            }
            self.count_if_different(rests, rest, self.repeats);
            self.count_if_different(Key::Rests(ALL.0, side, affix).hash(), rest, OF_ALL[1]);
        }
        let aggregated = Key::Aggregated(scope.0).hash();
        match ends_in_affix {
            Some(true) => self.counts.add(aggregated),
            Some(false) => {}
            None => self.counts.subtract(aggregated, NOT_AGGREGATED),
        }
        if let Some(body) = &title.body {
            self.count_if_different(Key::Title(scope.0, title.whole).hash(), body, self.repeats);
        }
    }

    /// Counts what has been counted more than `enough` times, or what has not yet had most of these words with it.
    fn count_if_different(&mut self, counted: u64, words: &[u64], enough: u64) {
        let of = |&word: &u64| Key::RestWord(counted, word).hash();
        let known = words.iter().filter(|word| self.counts.count_of(of(word)) > 0).count();
        if self.counts.count_of(counted) > enough || known * 2 < words.len() {
            self.counts.add(counted);
            words.iter().for_each(|word| self.counts.add(of(word)));
        }
    }

    /// What counts of the title of an article, whose body is given as it is left, and the [hash](ListedTitle::whole) of the title; 0
    /// if it was not looked at.
    pub(crate) fn leave_out_of<'t>(&self, article: &'t Article, body: &str, hash: u64) -> &'t str {
        let whole = article.title.as_str();
        if self.repeats == 0 || whole.len() > LONGEST_TITLE {
            return whole;
        }
        let scope = Scope::of(article);
        if !body.is_empty() && (names_outlet_of(article, whole, false) || self.is_repeated(scope, hash)) {
            return "";
        }
        let (mut title, mut may_be_aggregated) = (whole, true);
        loop {
            let is_left_out = |part: &Part<'_>| self.is_left_out(article, body, scope, *part);
            let aggregated = || {
                let outermost = || parts(title).filter(|part| part.side == Side::End).last();
                let may_be_aggregated = may_be_aggregated && self.is_aggregator(scope);
                may_be_aggregated.then(outermost)?.filter(|part| part.separator.is_clear(part.side))
            };
            let longest = parts(title).filter(is_left_out).max_by_key(|part| part.affix.len());
            let Some(found) = longest.or_else(aggregated) else { return title };
            may_be_aggregated &= found.side != Side::End;
            title = found.rest;
        }
    }

    fn is_left_out(&self, article: &Article, body: &str, scope: Scope, part: Part<'_>) -> bool {
        let Part { affix, side, separator, .. } = part;
        let (is_clear, hash) = (separator.is_clear(side), phrase(affix));
        let is_at_end = is_clear && side == Side::End;
        if names_outlet_of(article, affix, is_at_end)
            || (is_at_end && self.counts.count_of(Key::Name(name_of(affix)).hash()) > 0)
        {
            return true;
        }
        let rests = |scope: Scope| self.counts.count_of(Key::Rests(scope.0, side, hash).hash());
        let enough = match separator {
            Separator::Bar | Separator::Brackets => self.repeats,
            _ if is_clear => self.repeats + 1,
            _ => self.repeats * UNCLEAR + 1,
        };
        let of_source = scope != UNKNOWN && rests(scope) >= enough;
        let of_all = rests(ALL) >= OF_ALL[usize::from(!is_clear)];
        // how many of ten titles with the rarest word have it in the affix
        let share = if of_source && is_clear { 5 } else { 7 };
        (of_source || of_all)
            && self.is_mostly_affix(affix, side, hash, share)
            && (is_clear || !shares_word(affix, body))
    }

    /// Whether at least so many of ten titles that have the rarest word of an affix have the affix.
    fn is_mostly_affix(&self, affix: &str, side: Side, hash: u64, share: u64) -> bool {
        let (mut words, mut rarest) = (Vec::new(), MOST);
        list_words(affix, &mut words);
        for word in words {
            rarest = rarest.min(self.counts.count_of(Key::Word(word).hash()));
        }
        self.counts.count_of(Key::Affix(side, hash).hash()) * 10 >= rarest * share
    }

    /// Whether nearly all titles of a source end in the name of an outlet.
    fn is_aggregator(&self, scope: Scope) -> bool {
        self.counts.count_of(Key::Aggregated(scope.0).hash()) >= AGGREGATED
    }

    /// Whether the source has had a title over other bodies.
    fn is_repeated(&self, scope: Scope, title: u64) -> bool {
        scope != UNKNOWN && self.counts.count_of(Key::Title(scope.0, title).hash()) > self.repeats
    }

    /// Checks that what was counted goes with a configuration.
    ///
    /// # Errors
    ///
    /// Says what does not.
    pub(crate) fn check(&self, repeats: usize) -> Result<(), String> {
        self.counts
            .check(repeats, self.repeats, PLACES, MOST)
            .map_err(|error| format!("title affixes: {error}"))
    }

    pub(crate) fn memory_usage(&self) -> usize {
        self.counts.memory_usage()
    }
}

/// Whose titles are counted together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Scope(u64);

const UNKNOWN: Scope = Scope(0);
const ALL: Scope = Scope(1);

impl Scope {
    fn of(article: &Article) -> Self {
        source_hash(article).map_or(UNKNOWN, Self)
    }
}

/// The hash of letters and digits, whatever their case: the multiplication of FxHash, as most of the time goes here.
pub(super) fn hash_word(word: &str) -> u64 {
    let add = |hash: u64, letter: u32| {
        (hash.rotate_left(5) ^ u64::from(letter)).wrapping_mul(0x517c_c1b7_2722_0a95)
    };
    if word.is_ascii() {
        let letters = word.bytes().filter(u8::is_ascii_alphanumeric);
        return letters.fold(0, |hash, letter| add(hash, letter.to_ascii_lowercase().into()));
    }
    let letters = word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase);
    letters.fold(0, |hash, letter| add(hash, letter.into()))
}

/// The hash of the words of a phrase.
fn phrase(text: &str) -> u64 {
    let mut hash = 0;
    scan(text, |_, word| hash = HASHER.hash_one((hash, hash_word(word))));
    hash
}

/// The hash of an outlet's name: of its words written as one, without a leading article.
fn name_of(outlet: &str) -> u64 {
    let outlet = outlet.trim();
    let article = outlet.get(..4).is_some_and(|first| first.eq_ignore_ascii_case("the "));
    hash_word(if article { &outlet[4..] } else { outlet })
}

/// The same of words that are hashed.
fn phrase_of(words: &[u64]) -> u64 {
    words.iter().fold(0, |hash, word| HASHER.hash_one((hash, word)))
}

fn list_words(text: &str, words: &mut Vec<u64>) {
    words.clear();
    scan(text, |_, word| words.push(hash_word(word)));
}

/// The first longer words of a text, or all of its first words if none is long.
fn list_compared(text: &str, words: &mut Vec<u64>) {
    words.clear();
    let text = beginning(text, LOOKED_AT);
    scan_while(text, |_, word| {
        if !word.is_ascii() || word.len() >= MIN_LETTERS {
            words.push(hash_word(word));
        }
        words.len() < COMPARED
    });
    if words.is_empty() {
        list_words(text, words);
        words.truncate(COMPARED);
    }
    words.sort_unstable();
    words.dedup();
}

/// Whether the beginning of a body has a longer word of an affix.
fn shares_word(affix: &str, body: &str) -> bool {
    let (mut words, mut shared) = (Vec::new(), false);
    list_compared(affix, &mut words);
    scan_while(beginning(body, LOOKED_AT), |_, word| {
        shared = (!word.is_ascii() || word.len() >= MIN_LETTERS) && words.contains(&hash_word(word));
        !shared
    });
    shared
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(affixes: &mut TitleAffixes, article: &Article, body: &str) -> u64 {
        let listed = affixes.list(article, body);
        listed.iter().for_each(|listed| affixes.count(listed));
        listed.map_or(0, |listed| listed.whole)
    }

    fn article(source: &str, title: &str) -> Article {
        let mut article = Article::builder("a").title(title).build().unwrap();
        article.source = (!source.is_empty()).then(|| source.to_owned());
        article
    }

    /// What is left of each of a stream of titles.
    fn streamed(titles: &[(&str, &str)]) -> Vec<String> {
        let mut affixes = TitleAffixes::new(2);
        let one = |&(source, title): &(&str, &str)| {
            let article = article(source, title);
            let hash = count(&mut affixes, &article, &article.body);
            affixes.leave_out_of(&article, &article.body, hash).to_owned()
        };
        titles.iter().map(one).collect()
    }

    /// What is left of the last of them.
    fn last(titles: &[(&str, &str)]) -> String {
        streamed(titles).pop().unwrap()
    }

    const EVENTS: [&str; 12] = [
        "Dam gives way above Ploonvig",
        "Harbour council rejects new pier",
        "Ferry strike enters third week",
        "Mayor resigns over library bond",
        "Lighthouse keeper wins lottery",
        "Storm floods underground station",
        "Orchard growers fear late frost",
        "Airport runway closed after crack",
        "Teachers accept wage offer",
        "Museum returns stolen statue",
        "Tram derails beside brewery",
        "Wolves seen near sheep farms",
    ];

    /// Titles of a source with an affix before and after.
    fn around<'t>(
        titles: &'t mut Vec<String>,
        source: &'t str,
        before: &str,
        after: &str,
    ) -> Vec<(&'t str, &'t str)> {
        *titles = EVENTS.iter().map(|event| format!("{before}{event}{after}")).collect();
        titles.iter().map(|title| (source, title.as_str())).collect()
    }

    #[test]
    fn the_name_of_the_source_does_not_count() {
        assert_eq!(last(&[("The Quay Herald", "Dam gives way - Quay Herald")]), "Dam gives way");
        assert_eq!(last(&[("quayherald.example", "The Quay Herald: Dam gives way")]), "Dam gives way");
        assert_eq!(last(&[("quayherald.example", "Dam gives way | Quay Herald Sports")]), "Dam gives way");
        let titles = [("Quay Herald", "Ferry strike"), ("", "Dam gives way – Quay Herald")];
        assert_eq!(last(&titles), "Dam gives way", "another article names the source");
        assert_eq!(last(&[("", "Dam gives way - Quay Herald")]), "Dam gives way - Quay Herald");
    }

    #[test]
    fn what_a_source_has_around_different_titles_does_not_count() {
        let mut titles = Vec::new();
        for (before, after, from) in [
            ("Comment | ", "", 1),
            ("[Comment] ", "", 1),
            ("", " - Region North", 2),
            ("Comment | ", " (Video)", 1),
            ("Letter of the Week: ", "", 6),
        ] {
            let left = streamed(&around(&mut titles, "Herald", before, after));
            for (at, (left, event)) in left.iter().zip(EVENTS).enumerate() {
                assert_eq!(left == event, at >= from, "{before}{event}{after}: {left}");
            }
        }
    }

    #[test]
    fn what_many_titles_of_all_sources_have_does_not_count() {
        let mut titles = Vec::new();
        let mut of_many = around(&mut titles, "", "Watch | ", "");
        let sources: Vec<String> = (0..of_many.len()).map(|at| format!("Source {at}")).collect();
        of_many.iter_mut().zip(&sources).for_each(|(title, source)| title.0 = source);
        assert_eq!(last(&of_many), EVENTS[11]);
        assert_eq!(last(&of_many[..5]), format!("Watch | {}", EVENTS[4]), "not yet many");
    }

    #[test]
    fn the_subject_of_the_news_stays() {
        let of_one_event = [
            "Harbour bridge: crack found in girder",
            "Harbour bridge: girder crack closes lanes",
            "Harbour bridge: lanes closed for girder repairs",
            "Harbour bridge: crack in girder grows",
        ];
        for title in of_one_event {
            let titles: Vec<(&str, &str)> = of_one_event.iter().map(|&title| ("Herald", title)).collect();
            assert!(streamed(&titles).contains(&title.to_owned()), "{title}");
        }
        let mut titles = Vec::new();
        let mut of_one_person: Vec<(&str, &str)> =
            (0..12).map(|_| ("Times", "Zelmirra visits the port")).collect();
        of_one_person.extend(around(&mut titles, "Herald", "Zelmirra: ", ""));
        let left = last(&of_one_person);
        assert_eq!(left, format!("Zelmirra: {}", EVENTS[11]), "other titles have the word elsewhere");
    }

    #[test]
    fn an_aggregator_names_the_outlet_at_the_end() {
        for source in ["", "All News"] {
            let titles: Vec<String> = (0..80)
                .map(|at| {
                    let (event, outlet) = (EVENTS[at % 12], ["Quay Post", "Herald", "Bay Times"][at % 3]);
                    format!("{event}, part {at} - {outlet}")
                })
                .chain(["Goat found on overpass - Seldom Seen Gazette".to_owned()])
                .collect();
            let mut titles: Vec<(&str, &str)> = titles.iter().map(|title| (source, title.as_str())).collect();
            assert_eq!(last(&titles), "Goat found on overpass");
            titles.iter_mut().step_by(5).for_each(|title| title.1 = "Tram derails beside brewery");
            assert!(
                last(&[&titles[..], &[(source, "Goat found - Seldom Seen Gazette")]].concat())
                    .ends_with("Gazette")
            );
        }
    }

    #[test]
    fn a_title_that_a_source_repeats_counts_only_without_a_body() {
        let mut affixes = TitleAffixes::new(2);
        let mut left = |title: &str, body: &str| {
            let article = article("Herald", title);
            let hash = count(&mut affixes, &article, body);
            affixes.leave_out_of(&article, body, hash).to_owned()
        };
        for (at, event) in EVENTS.iter().enumerate() {
            assert_eq!(left("Morning briefing", event).is_empty(), at > 1);
        }
        assert_eq!(left("Morning briefing", ""), "Morning briefing");
        assert_eq!(left("The Herald", EVENTS[0]), "");
        assert_eq!(left("The Herald", ""), "The Herald");
        // versions of one article
        for at in 0..5 {
            assert_eq!(
                left(EVENTS[0], &format!("The dam gave way on Monday, engineers said. Update {at}.")),
                EVENTS[0]
            );
        }
    }

    #[test]
    fn a_title_as_long_as_a_book_is_let_be() {
        let mut affixes = TitleAffixes::new(2);
        for long in ["x".repeat(1 << 20), "-".repeat(1 << 20), "Herald | ".repeat(1 << 17)] {
            let article = article("Herald", &long);
            let hash = count(&mut affixes, &article, "");
            assert_eq!(affixes.leave_out_of(&article, "", hash).len(), article.title.len());
        }
    }

    #[test]
    fn nothing_is_left_out_if_none_is_asked_for() {
        let mut affixes = TitleAffixes::new(0);
        let article = article("Herald", "Dam gives way - Herald");
        let hash = count(&mut affixes, &article, "");
        assert_eq!(affixes.leave_out_of(&article, "", hash), article.title);
        assert_eq!(affixes.memory_usage(), 0);
    }
}
