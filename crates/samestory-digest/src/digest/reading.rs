//! The texts of a story, read for a digest: sentences, words and terms with their places.

use std::collections::HashMap;

use samestory::Story;
use samestory::credits::Newsrooms;
use samestory::text::Language;
use samestory::unstable::credits::{Credit, CreditRole, find_credits, has_picture_label};
use samestory::unstable::text::{WordNormalizer, beginning, scan};
use samestory::unstable::versions::{is_boilerplate, sentences};
use samestory_changes::unstable::is_correction_notice;

use super::collection::{Cleaned, Collection};

/// So many texts of a story are read at most, the originals, and so many bytes of each.
const MAX_TEXTS: usize = 200;
const MAX_BYTES: usize = 24_000;

/// Where a dateline ends at the latest, in bytes.
const LONGEST_DATELINE: usize = 70;

/// A term is as if so many more articles had it.
const RARE: f64 = 5.0;

/// Datelines are looked for in so many paragraphs.
const DATELINES_IN: usize = 6;

/// A word as it is printed, without an elided article and a possessive ending.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Its number in [`Terms`].
    pub(super) term: u32,
    pub(super) is_stop: bool,
    pub(super) is_capital: bool,
    pub(super) is_number: bool,
    /// Whether nothing but a blank or less is between it and the word before.
    pub(super) follows: bool,
    /// Whether a hyphen is.
    pub(super) is_hyphenated: bool,
}

impl Word {
    /// Whether it says something by itself.
    pub(super) fn is_content(&self) -> bool {
        !self.is_stop && !self.is_number
    }
}

/// A sentence of a text, or its title.
#[derive(Debug)]
pub(super) struct Passage {
    /// In bytes of the plain body or of the cleaned title.
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) words: Vec<Word>,
    /// Whether it may be shown as a sentence of the report: no heading, caption, byline, notice.
    pub(super) is_prose: bool,
}

/// A text of the story.
#[derive(Debug)]
pub(super) struct Reading<'c> {
    /// Its place among the members.
    pub(super) member: usize,
    /// Its place in the collection.
    pub(super) article: usize,
    pub(super) cleaned: &'c Cleaned<'c>,
    pub(super) title: Passage,
    pub(super) sentences: Vec<Passage>,
}

impl Reading<'_> {
    pub(super) fn body(&self) -> &str {
        &self.cleaned.plain.body
    }

    /// The title and all sentences, each with the text that its places are in.
    pub(super) fn passages(&self) -> impl Iterator<Item = (&str, &Passage)> {
        let title = std::iter::once((self.cleaned.title.as_str(), &self.title));
        title.chain(self.sentences.iter().map(|sentence| (self.body(), sentence)))
    }

    pub(super) fn words(&self) -> impl Iterator<Item = &Word> {
        self.passages().flat_map(|(_, passage)| &passage.words)
    }
}

/// The terms of a story, numbered in the order in which they occur.
#[derive(Debug, Default)]
pub(super) struct Terms {
    numbers: HashMap<String, u32>,
    /// By term: the share of articles outside the story that have it, above 0.
    pub(super) rates: Vec<f64>,
    /// By term: in how many of the texts it is.
    pub(super) texts: Vec<u32>,
    /// By term: how often it occurs in all of them.
    pub(super) occurrences: Vec<u32>,
}

impl Terms {
    pub(super) fn len(&self) -> usize {
        self.rates.len()
    }

    /// What it is worth that few articles have a term.
    pub(super) fn idf(&self, term: u32) -> f64 {
        -self.rates[term as usize].ln()
    }
}

/// All that is read of a story: of its originals the newest versions.
pub(super) struct StoryText<'c> {
    pub(super) readings: Vec<Reading<'c>>,
    pub(super) terms: Terms,
}

impl<'c> StoryText<'c> {
    /// Reads the originals of a story; `members` are their articles.
    pub(super) fn new(
        story: &Story,
        members: &[Option<usize>],
        collection: &'c Collection<'c>,
        newsrooms: &Newsrooms,
    ) -> Self {
        let superseded: Vec<&str> =
            story.members.iter().filter_map(|member| member.version_of.as_deref()).collect();
        let is_read = |at: &usize| {
            let member = &story.members[*at];
            member.copy_of.is_none() && !superseded.contains(&member.id.as_str())
        };
        let mut chosen: Vec<usize> = (0..story.members.len()).filter(is_read).collect();
        if chosen.is_empty() {
            chosen = (0..story.members.len()).collect();
        }
        chosen.truncate(MAX_TEXTS);
        let mut terms = Terms::default();
        let mut readings = Vec::with_capacity(chosen.len());
        let mut reader = Reader { terms: &mut terms, normalizers: Vec::new(), seen: Vec::new() };
        for (member, article) in chosen.into_iter().filter_map(|at| Some((at, members.get(at).copied()??))) {
            readings.push(reader.read(member, article, collection, newsrooms));
        }
        let outside = Outside { collection, members, first: readings.first().map(|reading| reading.article) };
        let mut by_number: Vec<(&String, u32)> = terms.numbers.iter().map(|(term, &at)| (term, at)).collect();
        by_number.sort_unstable_by_key(|&(_, at)| at);
        terms.rates =
            by_number.into_iter().map(|(term, at)| outside.rate(term, terms.texts[at as usize])).collect();
        Self { readings, terms }
    }
}

/// How common terms are outside the story.
struct Outside<'c> {
    collection: &'c Collection<'c>,
    members: &'c [Option<usize>],
    first: Option<usize>,
}

impl Outside<'_> {
    /// The share of articles outside the story that have a term, which so many texts of the story have.
    fn rate(&self, term: &str, inside: u32) -> f64 {
        let Some(first) = self.first else { return 1.0 };
        let frequencies = self.collection.frequencies(first);
        let term = self.collection.lexicon.vocabulary().get(term);
        let all = term.map_or(0.0, |term| frequencies.of(term));
        let outside = (all - f64::from(inside)).max(0.0);
        let articles = (frequencies.documents() - self.members.len() as f64).max(0.0);
        // what is rare by chance is no more telling than what is just rare
        ((outside + RARE) / (articles + 2.0 * RARE)).min(1.0)
    }
}

/// Reads one text after the other.
struct Reader<'t> {
    terms: &'t mut Terms,
    normalizers: Vec<WordNormalizer>,
    /// By term: the text that had it last, from 1.
    seen: Vec<u32>,
}

impl Reader<'_> {
    fn read<'c>(
        &mut self,
        member: usize,
        article: usize,
        collection: &'c Collection<'c>,
        newsrooms: &Newsrooms,
    ) -> Reading<'c> {
        let cleaned = &collection.cleaned[article];
        let text = member as u32 + 1;
        let title = self.passage(&cleaned.title, 0, cleaned.title.len(), cleaned.language, text);
        let body = beginning(&cleaned.plain.body, MAX_BYTES);
        let credits = find_credits(body, newsrooms);
        let layout = Layout::new(body, cleaned.plain.title.trim(), cleaned.body.as_deref());
        let mut read = Vec::new();
        for piece in layout.pieces(&credits) {
            let mut passage = self.passage(body, piece.start, piece.end, cleaned.language, text);
            passage.is_prose = piece.is_prose;
            read.push(passage);
        }
        Reading { member, article, cleaned, title, sentences: read }
    }

    fn passage(&mut self, text: &str, start: usize, end: usize, language: Language, number: u32) -> Passage {
        let at = match self.normalizers.iter().position(|known| known.language() == language) {
            Some(at) => at,
            None => {
                self.normalizers.push(WordNormalizer::new(language));
                self.normalizers.len() - 1
            }
        };
        let (mut words, mut last) = (Vec::new(), start);
        scan(&text[start..end], |offset, printed| {
            let begin = start + offset;
            let gap = &text[last..begin];
            last = begin + printed.len();
            let (cut, bare) = bare(printed, language != Language::English);
            if bare.is_empty() {
                return;
            }
            let normalized = self.normalizers[at].normalize(bare);
            let is_number = bare.starts_with(char::is_numeric);
            let key = if normalized.term.is_empty() { bare.to_lowercase() } else { normalized.term };
            let term = self.count(key, number);
            let end = begin + cut + bare.len();
            // "U.S."
            let dot = bare.contains('.') && !is_number && text[end..].starts_with('.');
            words.push(Word {
                start: begin + cut,
                end: end + usize::from(dot),
                term,
                is_stop: normalized.stop,
                is_capital: bare.starts_with(char::is_uppercase),
                is_number,
                follows: matches!(gap, "" | " " | "\n" | "\u{a0}" | "-" | "\u{2010}")
                    || (gap == ". " && words.last().is_some_and(is_abbreviated)),
                is_hyphenated: matches!(gap, "-" | "\u{2010}"),
            });
        });
        Passage { start, end, words, is_prose: false }
    }

    fn count(&mut self, key: String, text: u32) -> u32 {
        let next = self.terms.numbers.len() as u32;
        let term = *self.terms.numbers.entry(key).or_insert(next);
        if term == next {
            self.terms.texts.push(0);
            self.terms.occurrences.push(0);
            self.seen.push(0);
        }
        let at = term as usize;
        self.terms.occurrences[at] += 1;
        if self.seen[at] != text {
            self.seen[at] = text;
            self.terms.texts[at] += 1;
        }
        term
    }
}

/// Whether a word before a full stop is a title or an initial: "Gov.", "T.".
fn is_abbreviated(word: &Word) -> bool {
    word.is_capital && word.end - word.start <= 3
}

/// A word without an elided article before (in languages that have them) and a possessive ending behind it, and how many bytes
/// are cut before it.
fn bare(word: &str, elides: bool) -> (usize, &str) {
    let is_mark = |c: char| matches!(c, '\'' | '’');
    let mut cut = 0;
    if let Some((at, mark)) = word.char_indices().take(4).find(|&(_, c)| is_mark(c)) {
        let rest = &word[at + mark.len_utf8()..];
        if elides && at > 0 && at <= 2 && rest.chars().count() > 2 {
            cut = at + mark.len_utf8();
        }
    }
    let rest = &word[cut..];
    let end = ["'s", "’s", "'S", "’S"].iter().find_map(|ending| rest.strip_suffix(ending)).unwrap_or(rest);
    (cut, end.trim_end_matches(is_mark))
}

/// Where the sentences of a body are, and what its lines are.
struct Layout<'b> {
    body: &'b str,
    title: &'b str,
    /// The lines left out as boilerplate, ascending.
    left_out: Vec<(usize, usize)>,
    /// Whether a line end ends a paragraph.
    lines_are_paragraphs: bool,
}

/// A piece of a body: a sentence, or a line that is none.
struct Piece {
    start: usize,
    end: usize,
    is_prose: bool,
}

impl<'b> Layout<'b> {
    fn new(body: &'b str, title: &'b str, cleaned: Option<&str>) -> Self {
        let mut left_out = Vec::new();
        let (mut at, mut ending, mut lines) = (0, 0, 0);
        let mut kept = cleaned.map(|cleaned| cleaned.split('\n').map(str::trim_ascii).peekable());
        for line in body.split_inclusive('\n') {
            let (start, trimmed) = (at, line.trim_ascii());
            at += line.len();
            if trimmed.is_empty() {
                continue;
            }
            lines += 1;
            ending += usize::from(ends_sentence(trimmed));
            if let Some(kept) = &mut kept
                && kept.next_if(|next| *next == trimmed).is_none()
            {
                left_out.push((start, at));
            }
        }
        Self { body, title, left_out, lines_are_paragraphs: ending * 2 >= lines }
    }

    /// The pieces in order, those of left out lines not among them.
    fn pieces(&self, credits: &[Credit]) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut paragraphs = 0;
        for paragraph in self.paragraphs() {
            let text = &self.body[paragraph.0..paragraph.1];
            let named_in = |from: usize, to: usize, wanted: &dyn Fn(CreditRole) -> bool| {
                credits
                    .iter()
                    .any(|credit| wanted(credit.role) && (from..to).contains(&(credit.start as usize)))
            };
            let found = sentences(text);
            let (start, end) = paragraph;
            // a caption stands alone, with its credit
            let is_caption = found.len() <= 4 && named_in(start, end, &|role| role == CreditRole::Picture);
            paragraphs += 1;
            for (at, sentence) in found.iter().enumerate() {
                let (mut from, to) = (start + sentence.start, start + sentence.end());
                if self.left_out.iter().any(|&(a, b)| from < b && a < to) {
                    continue;
                }
                if at == 0 && paragraphs <= DATELINES_IN {
                    from += self.before_text(from, to);
                }
                let text = &self.body[from..to];
                let is_credit = named_in(from, to, &|role| {
                    matches!(
                        role,
                        CreditRole::Byline
                            | CreditRole::Copyright
                            | CreditRole::Contribution
                            | CreditRole::FirstPublished
                    )
                });
                let is_prose = ends_sentence(text)
                    && !is_caption
                    && !has_picture_label(text)
                    && !is_credit
                    && !is_boilerplate(text)
                    && !is_correction_notice(text);
                pieces.push(Piece { start: from, end: to, is_prose });
            }
        }
        pieces
    }

    /// How many bytes of a paragraph's first sentence are none of it: the title again, a bullet or dash, a dateline.
    fn before_text(&self, from: usize, to: usize) -> usize {
        let sentence = &self.body[from..to];
        let mut rest = sentence;
        if let Some(behind) = rest.strip_prefix(self.title)
            && !self.title.is_empty()
            && behind.starts_with(char::is_whitespace)
        {
            rest = behind.trim_start();
        }
        rest = rest.trim_start_matches(|c: char| {
            matches!(c, '•' | '▪' | '■' | '*' | '·' | '–' | '—' | '…' | '.') || c.is_whitespace()
        });
        sentence.len() - rest.len() + dateline(rest)
    }

    fn paragraphs(&self) -> Vec<(usize, usize)> {
        if !self.lines_are_paragraphs {
            return vec![(0, self.body.len())];
        }
        let mut at = 0;
        let lines = self.body.split_inclusive('\n').map(|line| {
            at += line.len();
            (at - line.len(), at)
        });
        lines.filter(|&(start, end)| !self.body[start..end].trim().is_empty()).collect()
    }
}

/// Whether a line ends as sentences do.
fn ends_sentence(line: &str) -> bool {
    let text = line.trim_end_matches(['"', '\'', '”', '’', '»', ')', '“', '」']);
    text.ends_with(['.', '!', '?', '。', '！', '？', '؟', '।'])
}

/// How many bytes a dateline takes at the beginning of a sentence: "ALGIERS (Reuters) - ".
fn dateline(sentence: &str) -> usize {
    let head = beginning(sentence, LONGEST_DATELINE);
    if let Some((agency, rest)) = head.strip_prefix('(').and_then(|head| head.split_once(") "))
        && !agency.contains(char::is_whitespace)
    {
        let after = &sentence[head.len() - rest.len()..];
        return sentence.len() - after.trim_start_matches(['-', '–', '—', ' ', '\u{a0}']).len();
    }
    let dashes = head.char_indices().filter(|&(_, c)| matches!(c, '-' | '–' | '—'));
    for (at, dash) in dashes {
        let (before, behind) = (&head[..at], &sentence[at + dash.len_utf8()..]);
        let rest = behind.trim_start_matches(['-', '–', '—', ' ', '\u{a0}']);
        // "WASHINGTON—The House"
        let is_set_off = dash == '—' || behind.len() > rest.len() || before.ends_with([' ', ')', '\u{a0}']);
        let first = before.split([' ', ',', '/', '(']).next().unwrap_or_default();
        let is_place = first.chars().count() > 1
            && first.chars().all(|c| c.is_uppercase() || !c.is_alphabetic())
            || before.trim_end().ends_with(')');
        let goes_on = rest.starts_with(|c: char| {
            c.is_uppercase() || c.is_numeric() || !c.is_alphanumeric() || !c.is_ascii()
        });
        if is_set_off && is_place && goes_on && rest.len() > sentence.len() / 4 {
            return sentence.len() - rest.len();
        }
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datelines_are_found() {
        for (sentence, rest) in [
            ("ALGIERS (Reuters) - The minister arrived.", "The minister arrived."),
            ("ALGIERS — The minister arrived on Monday.", "The minister arrived on Monday."),
            ("QUAYTOWN, Ashford -- Two ferries collided.", "Two ferries collided."),
            ("The minister - a lawyer - arrived on Monday.", "The minister - a lawyer - arrived on Monday."),
            ("NATO-led troops left the valley.", "NATO-led troops left the valley."),
            ("(QNN) The ferry sank.", "The ferry sank."),
            ("(QNN) — The ferry sank.", "The ferry sank."),
            ("QUAYTOWN—The ferry sank at noon.", "The ferry sank at noon."),
            ("The ferry—a wreck now—sank at noon.", "The ferry—a wreck now—sank at noon."),
            ("(He sank it.) The ferry is gone.", "(He sank it.) The ferry is gone."),
            ("", ""),
        ] {
            assert_eq!(&sentence[dateline(sentence)..], rest);
        }
    }

    #[test]
    fn words_are_bare() {
        for (word, elides, expected) in [
            ("Algeria’s", false, "Algeria"),
            ("l'Algérie", true, "Algérie"),
            ("d’Alger", true, "Alger"),
            ("O'Brien", false, "O'Brien"),
            ("'", true, ""),
        ] {
            assert_eq!(bare(word, elides).1, expected, "{word}");
        }
    }

    #[test]
    fn captions_headings_and_left_out_lines_are_no_prose() {
        let body = "A boat in the harbour of Quaytown on Monday. (Jane Roe/AP)\n\nThe ferry sank at noon.\n\nWhat next\n\n\
                    Divers search the wreck.\nCall the Herald with a tip.";
        let cleaned = "A boat in the harbour of Quaytown on Monday. (Jane Roe/AP)\nThe ferry sank at noon.\nWhat next\n\
                       Divers search the wreck.";
        let credits = find_credits(body, &Newsrooms::builtin());
        let layout = Layout::new(body, "Ferry sinks", Some(cleaned));
        let prose: Vec<&str> = layout
            .pieces(&credits)
            .iter()
            .filter(|piece| piece.is_prose)
            .map(|piece| &body[piece.start..piece.end])
            .collect();
        assert_eq!(prose, ["The ferry sank at noon.", "Divers search the wreck."]);
    }
}
