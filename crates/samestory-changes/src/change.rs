//! What changed from one version to the next, and what kind of change that is.

use std::borrow::Cow;

use samestory::unstable::versions::{article_text, comparable, is_boilerplate};
use samestory::versions::{History, Version};
use serde::{Deserialize, Serialize};

use super::correction::{is_corrected_headline, is_correction_notice};
use super::headline_marks::without_marks;
use super::tokens::count_words;
use super::typo::is_typo;
use super::{FactChanges, SentenceEdit, SentenceKind, TextDiff, WordEdit, WordKind, diff_words};

/// Of texts with at least so many words, a share of words kept below [`REWRITTEN`] makes another text.
const ENOUGH_WORDS: usize = 40;
const REWRITTEN: f64 = 0.5;

/// What changed from one version to the next.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextChange {
    /// The words of the headline, if it changed.
    pub headline: Option<Vec<WordEdit>>,
    /// The sentences of the text.
    pub text: TextDiff,
    /// How much changed.
    pub numbers: ChangeNumbers,
    /// What kind of change it is.
    pub class: ChangeClass,
    /// Numbers, names and quotations that appeared or went.
    pub facts: FactChanges,
}

/// What kind of change it is. The first that applies, from [`ChangeClass::Boilerplate`] on in this order.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ChangeClass {
    /// Nothing that counts: white space, quotation marks, broken characters, relative times, times of update, counters, buttons.
    /// Its name in output is `furniture`.
    #[serde(rename = "furniture")]
    Boilerplate,
    /// The new text says that it was wrong before.
    Correction,
    /// Of both texts together, less than half of the words stayed.
    Rewritten,
    /// Single words that differ in a letter or two, in case, accents or punctuation; no number and no other name.
    Typo,
    /// Only the headline changed: words came or went at its beginning or end, and it says no number or name that the text did not.
    Headline,
    /// Anything else.
    Substance,
}

impl ChangeClass {
    /// In a word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Boilerplate => "furniture",
            Self::Correction => "correction",
            Self::Rewritten => "rewritten",
            Self::Typo => "typo",
            Self::Headline => "headline",
            Self::Substance => "substance",
        }
    }
}

/// How much changed, in words and sentences of the text. Boilerplate is left out.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeNumbers {
    /// Words that stayed, those in moved sentences included.
    pub kept_words: usize,
    /// Words that came.
    pub added_words: usize,
    /// Words that went.
    pub deleted_words: usize,
    /// Of the words that stayed, those in moved sentences.
    pub moved_words: usize,
    /// Sentences that stand where they stood.
    pub kept: usize,
    /// Sentences that were edited in place.
    pub edited: usize,
    /// Sentences that stand elsewhere.
    pub moved: usize,
    /// Sentences that came.
    pub added: usize,
    /// Sentences that went.
    pub deleted: usize,
}

impl ChangeNumbers {
    fn of(edits: &[SentenceEdit]) -> Self {
        let mut numbers = Self::default();
        for edit in edits.iter().filter(|edit| !is_furnished(edit)) {
            *match edit.kind {
                SentenceKind::Kept => &mut numbers.kept,
                SentenceKind::Edited => &mut numbers.edited,
                SentenceKind::Moved => &mut numbers.moved,
                SentenceKind::Added => &mut numbers.added,
                SentenceKind::Deleted => &mut numbers.deleted,
            } += 1;
            for run in &edit.words {
                let words = run.words();
                match run.kind {
                    WordKind::Kept => numbers.kept_words += words,
                    WordKind::Added => numbers.added_words += words,
                    WordKind::Deleted => numbers.deleted_words += words,
                }
                if edit.kind == SentenceKind::Moved && run.kind == WordKind::Kept {
                    numbers.moved_words += words;
                }
            }
        }
        numbers
    }

    /// The share of the new text's words that came, 0 to 1.
    pub fn added_share(&self) -> f64 {
        share(self.added_words, self.kept_words + self.added_words)
    }

    /// The share of the old text's words that went, 0 to 1.
    pub fn deleted_share(&self) -> f64 {
        share(self.deleted_words, self.kept_words + self.deleted_words)
    }

    /// The share of both texts' words that stayed, 0 to 1; 1 if both are empty.
    pub fn kept_share(&self) -> f64 {
        1.0 - share(
            self.added_words + self.deleted_words,
            2 * self.kept_words + self.added_words + self.deleted_words,
        )
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

impl TextChange {
    /// Compares two versions.
    ///
    /// # Complexity
    ///
    /// As [`TextDiff::new`].
    ///
    /// # Examples
    ///
    /// ```
    /// use samestory::versions::Version;
    /// use samestory_changes::{ChangeClass, TextChange};
    ///
    /// let old = Version::new("Ten die in flood", "Ten people died on Monday, police said.");
    /// let new = Version::new("Twelve die in flood", "Twelve people died on Monday, the mayor said.");
    /// let change = TextChange::between(&old, &new);
    /// assert_eq!(change.class, ChangeClass::Substance);
    /// assert_eq!((change.numbers.added_words, change.numbers.deleted_words), (3, 2));
    /// assert_eq!(change.facts.numbers.appeared, ["Twelve"]);
    /// ```
    pub fn between(old: &Version, new: &Version) -> Self {
        let headline =
            (comparable(&old.title) != comparable(&new.title)).then(|| diff_words(&old.title, &new.title));
        let text = TextDiff::new(&old.text, &new.text);
        // "UPDATE 1-" is of the service, as the clock of a page is of the page
        let [old_bare, new_bare] = [old, new].map(|version| without_marks(&version.title));
        let is_marked = old_bare.len() < old.title.trim().len() || new_bare.len() < new.title.trim().len();
        let bare_headline = match is_marked {
            false => headline.clone(),
            true => (comparable(old_bare) != comparable(new_bare)).then(|| diff_words(old_bare, new_bare)),
        };
        let facts = FactChanges::of(old, new, [old_bare, new_bare]);
        // what kind of change it is and how large is read without what the page shows beside the article
        let [old_text, new_text] = [old, new].map(|version| article_text(&version.text));
        let without_noise = match (&old_text, &new_text) {
            (Cow::Borrowed(_), Cow::Borrowed(_)) => None,
            _ => Some(TextDiff::new(&old_text, &new_text)),
        };
        let edits = &without_noise.as_ref().unwrap_or(&text).edits;
        let numbers = ChangeNumbers::of(edits);
        let now_corrected = is_corrected_headline(&new.title) && !is_corrected_headline(&old.title);
        let class = match classify(bare_headline.as_deref(), edits, &numbers) {
            _ if now_corrected => ChangeClass::Correction,
            ChangeClass::Substance
                if is_unchanged(edits)
                    && bare_headline.as_deref().is_some_and(only_longer_or_shorter)
                    && says_nothing_new(&facts, old, new) =>
            {
                ChangeClass::Headline
            }
            class => class,
        };
        Self { headline, text, numbers, class, facts }
    }
}

/// Every version of an article after the first with the one before it and what changed between them.
///
/// # Complexity
///
/// Each change is found when it is asked for, as by [`TextChange::between`].
pub fn changes(history: &History) -> impl Iterator<Item = (&Version, &Version, TextChange)> {
    history.versions().windows(2).map(|two| (&two[0], &two[1], TextChange::between(&two[0], &two[1])))
}

/// Whether no sentence changed that counts.
fn is_unchanged(edits: &[SentenceEdit]) -> bool {
    edits.iter().all(|edit| edit.kind == SentenceKind::Kept || is_furnished(edit))
}

/// Whether words came to a headline or went from it at one of its ends, and the rest stayed.
fn only_longer_or_shorter(words: &[WordEdit]) -> bool {
    let changed: Vec<&WordEdit> = words.iter().filter(|run| run.kind != WordKind::Kept).collect();
    let at_an_end = [words.first(), words.last()].iter().flatten().any(|run| run.kind != WordKind::Kept);
    let count = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
    let only = |of: fn(&WordEdit) -> &str| changed.iter().all(|run| count(of(run)) == 0);
    let kept = words.iter().any(|run| run.kind == WordKind::Kept && count(&run.new) > 0);
    kept && at_an_end && changed.len() == 1 && (only(|run| &run.old) || only(|run| &run.new))
}

/// Whether the numbers of two headlines are in the texts.
fn says_nothing_new(facts: &FactChanges, old: &Version, new: &Version) -> bool {
    let turnover = &facts.numbers;
    let in_text =
        |version: &Version, facts: &[String]| facts.iter().all(|fact| version.text.contains(fact.as_str()));
    in_text(new, &turnover.appeared) && in_text(old, &turnover.gone) && facts.names.is_empty()
}

/// A note of correction stands in the first paragraphs up to this one, from 0, below the times and buttons of the page.
const NOTE_AT_START: u32 = 2;

/// Or so many paragraphs above the last, which may say more of it, or be of the page.
const NOTE_AT_END: u32 = 5;

fn classify(headline: Option<&[WordEdit]>, edits: &[SentenceEdit], numbers: &ChangeNumbers) -> ChangeClass {
    let changed = || edits.iter().filter(|edit| edit.kind != SentenceKind::Kept && !is_furnished(edit));
    if headline.is_none() && changed().next().is_none() {
        return ChangeClass::Boilerplate;
    }
    let last = edits.iter().filter_map(|edit| edit.new).map(|position| position.paragraph).max().unwrap_or(0);
    // a note on an article stands above its text or below it
    let at_an_end = |edit: &SentenceEdit| {
        edit.new.is_some_and(|at| at.paragraph <= NOTE_AT_START || at.paragraph + NOTE_AT_END >= last)
    };
    let corrects = |edit: &SentenceEdit| {
        at_an_end(edit) && is_correction_notice(&edit.new_text()) && !is_correction_notice(&edit.old_text())
    };
    if changed().any(corrects) {
        return ChangeClass::Correction;
    }
    let words = numbers.kept_words + numbers.added_words.max(numbers.deleted_words);
    if words >= ENOUGH_WORDS && numbers.kept_share() < REWRITTEN {
        return ChangeClass::Rewritten;
    }
    let in_place = |edit: &SentenceEdit| edit.kind == SentenceKind::Edited && is_typo(&edit.words);
    if headline.is_none_or(is_typo) && changed().all(in_place) {
        ChangeClass::Typo
    } else {
        ChangeClass::Substance
    }
}

/// Whether a sentence is boilerplate in whichever of the texts it stands.
fn is_furnished(edit: &SentenceEdit) -> bool {
    let (old, new) = (edit.old_text(), edit.new_text());
    is_boilerplate(&old) && is_boilerplate(&new) && count_words(&old) + count_words(&new) > 0
}
