//! What changed between two texts, sentence by sentence.

use samestory::unstable::versions::{comparable, sentences};
use serde::{Deserialize, Serialize};

use super::align::{AlignedPair, align};
use super::words::{WordEdit, WordKind, diff_words};

/// What became of the sentences of a text.
///
/// Every sentence of the old text and of the new one is in exactly one [`SentenceEdit`]; these stand in the order of the new text,
/// with deleted sentences where they stood.
///
/// # Examples
///
/// ```
/// use samestory_changes::{SentenceKind, TextDiff};
///
/// let (old, new) = ("Ten people died. It rained.", "Twelve people died. The road is closed.");
/// let diff = TextDiff::new(old, new);
/// let kinds: Vec<_> = diff.edits.iter().map(|edit| edit.kind).collect();
/// assert_eq!(kinds, [SentenceKind::Edited, SentenceKind::Deleted, SentenceKind::Added]);
/// assert_eq!(diff.apply(old).as_deref(), Some(new));
/// ```
#[non_exhaustive]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextDiff {
    /// The sentences.
    pub edits: Vec<SentenceEdit>,
}

/// What became of a sentence.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentenceEdit {
    /// In a word.
    pub kind: SentenceKind,
    /// Where it stands in the old text; none if it was added.
    pub old: Option<SentencePosition>,
    /// Where it stands in the new text; none if it was deleted.
    pub new: Option<SentencePosition>,
    /// Its words, in reading order, with the white space up to the next sentence.
    pub words: Vec<WordEdit>,
}

/// What became of a sentence, in a word.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SentenceKind {
    /// It stands where it stood, or differs only in what `comparable` passes over.
    Kept,
    /// Some of its words changed.
    Edited,
    /// It stands elsewhere; some words may have changed too.
    Moved,
    /// It came.
    Added,
    /// It went.
    Deleted,
}

/// The position of a sentence in a text.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SentencePosition {
    /// The number of the sentence, from 0.
    pub sentence: u32,
    /// The number of its paragraph, from 0.
    pub paragraph: u32,
    /// The byte it begins at.
    pub start: u32,
    /// The byte the next one begins at.
    pub end: u32,
}

impl TextDiff {
    /// Compares two texts.
    ///
    /// # Complexity
    ///
    /// O((n + m) · d) for n and m sentences of which d changed, and for each edited one what `diff_words` takes.
    pub fn new(old: &str, new: &str) -> Self {
        Self::by(align, old, new)
    }

    /// The same by comparing all sentences with all others.
    pub(crate) fn by(align: fn(&[String], &[String]) -> Vec<AlignedPair>, old: &str, new: &str) -> Self {
        let (old_places, new_places) = (places(old), places(new));
        let keys = |text: &str, places: &[SentencePosition]| {
            places.iter().map(|place| comparable(place.of(text))).collect::<Vec<String>>()
        };
        let pairs = align(&keys(old, &old_places), &keys(new, &new_places));
        let mut by_old: Vec<Option<&AlignedPair>> = vec![None; old_places.len()];
        let mut by_new: Vec<Option<&AlignedPair>> = vec![None; new_places.len()];
        for pair in &pairs {
            by_old[pair.old] = Some(pair);
            by_new[pair.new] = Some(pair);
        }
        let mut edits = Vec::with_capacity(old_places.len().max(new_places.len()));
        let mut shown = 0;
        let mut deletions = |edits: &mut Vec<SentenceEdit>, up_to: usize| {
            while shown < up_to {
                if by_old[shown].is_none() {
                    edits.push(SentenceEdit::deleted(old, old_places[shown]));
                }
                shown += 1;
            }
        };
        for (at, &place) in new_places.iter().enumerate() {
            match by_new[at] {
                None => edits.push(SentenceEdit::added(new, place)),
                Some(pair) => {
                    if !pair.moved {
                        deletions(&mut edits, pair.old);
                    }
                    edits.push(SentenceEdit::paired(pair, (old, old_places[pair.old]), (new, place)));
                }
            }
        }
        deletions(&mut edits, old_places.len());
        put_deletions_before_additions(&mut edits);
        Self { edits }
    }

    /// Whether no word changed and no sentence moved.
    pub fn is_unchanged(&self) -> bool {
        self.edits.iter().all(|edit| edit.kind == SentenceKind::Kept)
    }

    /// The new text, made from the old one; none if that is not the text the changes begin with.
    pub fn apply(&self, old: &str) -> Option<String> {
        let mut new = String::new();
        let mut seen = 0;
        for edit in &self.edits {
            let mut rest = match edit.old {
                Some(place) => old.get(place.start as usize..place.end as usize)?,
                None => "",
            };
            seen += rest.len();
            for run in &edit.words {
                rest = rest.strip_prefix(run.old.as_str())?;
                new.push_str(&run.new);
            }
            if !rest.is_empty() {
                return None;
            }
        }
        (seen == old.len()).then_some(new)
    }
}

impl SentenceEdit {
    fn added(new: &str, place: SentencePosition) -> Self {
        let words =
            vec![WordEdit { kind: WordKind::Added, old: String::new(), new: place.of(new).to_owned() }];
        Self { kind: SentenceKind::Added, old: None, new: Some(place), words }
    }

    fn deleted(old: &str, place: SentencePosition) -> Self {
        let words =
            vec![WordEdit { kind: WordKind::Deleted, old: place.of(old).to_owned(), new: String::new() }];
        Self { kind: SentenceKind::Deleted, old: Some(place), new: None, words }
    }

    fn paired(
        pair: &AlignedPair,
        (old, old_place): (&str, SentencePosition),
        (new, new_place): (&str, SentencePosition),
    ) -> Self {
        let (before, after) = (old_place.of(old), new_place.of(new));
        let words = match pair.equal {
            // equal when compared: no word of it came or went
            true => vec![WordEdit { kind: WordKind::Kept, old: before.to_owned(), new: after.to_owned() }],
            false => diff_sentence(before, after),
        };
        let kind = match (pair.moved, pair.equal) {
            (true, _) => SentenceKind::Moved,
            (false, true) => SentenceKind::Kept,
            (false, false) => SentenceKind::Edited,
        };
        Self { kind, old: Some(old_place), new: Some(new_place), words }
    }

    /// The sentence in the old text, without the white space around it; empty if it was added.
    pub fn old_text(&self) -> String {
        self.words.iter().map(|run| run.old.as_str()).collect::<String>().trim().to_owned()
    }

    /// The sentence in the new text; empty if it was deleted.
    pub fn new_text(&self) -> String {
        self.words.iter().map(|run| run.new.as_str()).collect::<String>().trim().to_owned()
    }
}

/// The words of two sentences, and the white space around them, which stays whatever it is.
fn diff_sentence(old: &str, new: &str) -> Vec<WordEdit> {
    let parts = |text: &str| {
        let start = text.len() - text.trim_start().len();
        (start, text.trim_end().len().max(start))
    };
    let ((old_start, old_end), (new_start, new_end)) = (parts(old), parts(new));
    let blank =
        |old: &str, new: &str| WordEdit { kind: WordKind::Kept, old: old.to_owned(), new: new.to_owned() };
    let mut words = vec![blank(&old[..old_start], &new[..new_start])];
    words.extend(diff_words(&old[old_start..old_end], &new[new_start..new_end]));
    words.push(blank(&old[old_end..], &new[new_end..]));
    words.retain(|run| !(run.old.is_empty() && run.new.is_empty()));
    words
}

impl SentencePosition {
    /// What stands there.
    fn of(self, text: &str) -> &str {
        &text[self.start as usize..self.end as usize]
    }
}

/// The sentences of a text with the white space after each (and before the first): all of it.
fn places(text: &str) -> Vec<SentencePosition> {
    let found = sentences(text);
    // a text of white space only is a sentence of it
    let blank = (found.is_empty() && !text.is_empty()).then_some((0, 0));
    let mut begins: Vec<(usize, u32)> = found.iter().map(|s| (s.start, s.paragraph)).chain(blank).collect();
    if let Some(first) = begins.first_mut() {
        first.0 = 0;
    }
    let ends = begins.iter().skip(1).map(|&(start, _)| start).chain([text.len()]).collect::<Vec<_>>();
    (0..)
        .zip(begins.iter().zip(ends))
        .map(|(sentence, (&(start, paragraph), end))| SentencePosition {
            sentence,
            paragraph,
            start: start as u32,
            end: end as u32,
        })
        .collect()
}

/// In each run of additions and deletions, what went stands before what came.
fn put_deletions_before_additions(edits: &mut [SentenceEdit]) {
    let one_sided = |edit: &SentenceEdit| matches!(edit.kind, SentenceKind::Added | SentenceKind::Deleted);
    for run in edits.chunk_by_mut(|a, b| one_sided(a) && one_sided(b)) {
        if run.len() > 1 {
            run.sort_by_key(|edit| edit.kind == SentenceKind::Added);
        }
    }
}
