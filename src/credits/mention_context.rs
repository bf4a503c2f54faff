//! What a newsroom is named for, by what stands around its name.

use super::credit::CreditRole;
use super::mention::Mention;
use super::phrases::{
    AFTER_BYLINE, BY, CONTRIBUTED, COPYRIGHT, DATED, FIRST_PUBLISHED, MADE, PICTURE, REPORT_BY, SOURCE,
    SYNDICATED, WITH,
};
use super::places::{ceil, floor, line_around};

/// So many bytes at the beginning of a text may hold credits.
pub(super) const HEAD: usize = 600;

/// A line that is longer is prose, not a byline.
pub(super) const LONGEST_LINE: usize = 140;

/// A list of names is not longer, in bytes.
pub(super) const LONGEST_LIST: usize = 80;

/// Without a dash a place and a day have so many words at most.
const MOST_WORDS_OF_PLACE: usize = 6;

/// In the brackets of a Japanese dateline stand no more letters before and after the newsroom.
const MOST_OF_LENTICULAR: usize = 24;

/// Between the newsroom of a Chinese dateline and its "电" stand no more.
const MOST_OF_WIRE: usize = 24;

/// What stands before the newsroom of a dateline is not longer, in bytes.
const LONGEST_PLACE: usize = 90;

/// The surroundings of a name.
pub(super) struct MentionContext<'t> {
    /// The line before and after it, cut to what can matter.
    before: &'t str,
    after: &'t str,
    /// Whether another name stands before it on the line.
    follows_a_name: bool,
    /// Whether nothing but blank is before and after the line.
    first_line: bool,
    last_line: bool,
    /// How many lines with text are before and after, up to three.
    lines_before: usize,
    lines_after: usize,
}

impl<'t> MentionContext<'t> {
    /// Of a name, or a list of names, from `name_start` to `name_end`.
    pub(super) fn new(text: &'t str, name_start: usize, name_end: usize, all: &[Mention]) -> Self {
        let (start, end) = line_around(text, name_start, name_end);
        let lines = |text: &mut dyn Iterator<Item = &str>| {
            text.filter(|line| !line.trim().is_empty()).take(4).count()
        };
        let lines_before = lines(&mut text[floor(text, start.saturating_sub(HEAD))..start].lines().rev());
        let lines_after = lines(&mut text[end..].lines());
        Self {
            before: &text[ceil(text, start.max(name_start.saturating_sub(2 * LONGEST_LINE)))..name_start],
            after: &text[name_end..floor(text, end.min(name_end + 2 * LONGEST_LINE))],
            follows_a_name: all.iter().any(|other| start <= other.start && other.end <= name_start),
            first_line: lines_before == 0 && start < HEAD,
            last_line: lines_after == 0,
            lines_before,
            lines_after,
        }
    }

    /// What the name is there for; none if it is a part of the text.
    pub(super) fn role(&self) -> Option<CreditRole> {
        let before = self.before.to_lowercase();
        let after = self.after.to_lowercase();
        let has = |phrases: &[&str]| phrases.iter().any(|p| before.contains(p));
        if self.is_picture(&before, &after) {
            return Some(CreditRole::Picture);
        }
        if before.ends_with_any(COPYRIGHT, 40) {
            // "Passengers at the quay. © AFP" above the text is below a picture
            let follows_caption = self.lines_before < 2
                && self.lines_after > 1
                && before.split_whitespace().filter(|word| word.chars().all(char::is_alphabetic)).count() > 2;
            return Some(if follows_caption { CreditRole::Picture } else { CreditRole::Copyright });
        }
        let closes = self.lines_before > 0 && self.lines_after < 3;
        let sentence = last_sentence(&before, &after);
        let bracket = before.rfind('(').filter(|&at| !before[at..].contains(')')).map(|at| &before[at..]);
        if has(FIRST_PUBLISHED)
            || closes
                && (REPORT_BY.iter().any(|p| before.trim_end().ends_with(p) || before.ends_with(p))
                    || SYNDICATED
                        .iter()
                        .any(|p| sentence.contains(p) || bracket.is_some_and(|text| text.contains(p))))
        {
            return Some(CreditRole::FirstPublished);
        }
        let opening = before.trim_start_matches(|c: char| !c.is_alphanumeric());
        let with = |word: &&str| opening.strip_prefix(*word).is_some_and(|rest| rest.starts_with(' '));
        if closes && self.before.len() + self.after.len() <= LONGEST_LIST && WITH.iter().any(with) {
            return Some(CreditRole::Contribution);
        }
        let contributed = |text: &str| CONTRIBUTED.iter().any(|p| text.contains(p));
        let short = self.before.len() + self.after.len() <= 2 * LONGEST_LINE;
        if short && (self.lines_before < 2 || self.lines_after < 3) && contributed(&sentence) {
            return Some(CreditRole::Contribution);
        }
        if self.is_dateline() {
            return Some(CreditRole::Dateline);
        }
        if self.is_byline(&before, &after) {
            return Some(CreditRole::Byline);
        }
        if self.is_tail() {
            return Some(CreditRole::Tail);
        }
        // alone in brackets, yet neither before the text nor at its end: below a picture
        let bracketed = self.before.ends_with('(') && self.after.starts_with(')');
        (bracketed && self.after[1..].trim().is_empty() && !self.last_line).then_some(CreditRole::Picture)
    }

    fn is_picture(&self, before: &str, after: &str) -> bool {
        let bracket = before.rfind(['(', '[']).filter(|&at| !before[at..].contains([')', ']']));
        let inside = bracket.map(|at| &before[at + 1..]);
        let follows = |list: &[&str]| {
            let next = after.trim_start();
            after.starts_with(' ') && list.iter().any(|p| next.starts_with(p))
        };
        let slash =
            before.ends_with('/') && before.trim_end_matches('/').ends_with(|c: char| c.is_alphabetic());
        let word = |text: &str| text.split(|c: char| !c.is_alphabetic()).any(|w| PICTURE.contains(&w));
        let named_in_bracket = inside.is_some_and(|inside| {
            word(inside)
                || (inside.contains([',', '/'])
                    && inside.split_whitespace().count() > 1
                    && !says_who_helped(inside)
                    && !self.is_dateline())
        });
        let line = self.before.len() < LONGEST_LINE
            && [before, before.rsplit([';', '|', '.']).next().unwrap_or_default()].iter().any(|part| {
                let first = part.trim_start().split(|c: char| !c.is_alphabetic()).next();
                first.is_some_and(|word| PICTURE.contains(&word))
            });
        let is_by = before.split_whitespace().next().is_some_and(|word| BY.contains(&word));
        slash && !is_by && !self.is_dateline()
            || named_in_bracket
            || line
            || follows(&["photo", "foto", "images", "file photo", "/getty"])
    }

    /// "ALGIERS, Algeria (AP) —", "Madrid, EFE.-", "AP –": a place, the newsroom, a dash; or brackets alone ("PARIS (AFP) Talks"), or
    /// full stops after a place and a day ("МОСКВА, 4 ноя - РИА Новости.").
    fn is_dateline(&self) -> bool {
        let before = self.before.trim_end();
        if self.is_wire_line(before) {
            return true;
        }
        // "(서울=연합뉴스)"
        let opened = before.ends_with(['(', '[', '/', '=', '（']);
        let closed = self.after.trim_start_matches(' ').starts_with([')', ']', '/', '）']);
        let after = self.after.trim_start_matches([')', ']', '/', '.', ' ', ',']);
        let dash = after.starts_with(['-', '–', '—', '―', ':', '_', '−', '\u{2010}'])
            || after.starts_with("&mdash;");
        let place =
            before.trim().trim_end_matches(['(', '[', '/', ',', '-', '–', '—', '.', ' ', '=', '（']).trim();
        let words = place.split_whitespace().count();
        let sentence = place.contains(['!', '?'])
            || place.split(". ").skip(1).any(|rest| rest.split_whitespace().count() > 4);
        let capitalised = place.is_empty() || place.starts_with(|c: char| !c.is_lowercase());
        if self.lines_before >= 4 || !capitalised || sentence || place.len() > LONGEST_PLACE {
            return false;
        }
        // "SYDNEY, Nov 4 AAP - "
        let behind_day = before.ends_with(|c: char| c.is_ascii_digit())
            && place.contains(char::is_alphabetic)
            && words > 1;
        let behind_bar = before.ends_with('|') && !after.starts_with(':');
        // "АСТАНА. КАЗИНФОРМ – ", "Casablanca - MAP - "
        let parted = self.first_line
            && (1..=3).contains(&words)
            && (before.ends_with(['-', '–', '—'])
                || before.ends_with('.') && (words == 1 || place.contains(|c: char| c.is_ascii_digit())));
        let separated =
            opened || before.is_empty() || before.ends_with(',') || behind_bar || behind_day || parted;
        if dash && separated {
            return true;
        }
        // "AP, NAIROBI — "
        let place_behind = || {
            let rest = self.after.strip_prefix(", ")?;
            let dashes = [" - ", " – ", " — ", " -- "].iter();
            let place =
                dashes.filter_map(|dash| Some(rest.split_once(dash)?.0)).min_by_key(|place| place.len())?;
            let mut words = place.split_whitespace();
            (place.split_whitespace().count() <= 3 && words.all(|word| word.starts_with(char::is_uppercase)))
                .then_some(())
        };
        if before.is_empty() && self.first_line && place_behind().is_some() {
            return true;
        }
        // a sentence follows, none is cut: "The agency (AP) said" goes on in small letters
        let begins = after.starts_with(|c: char| !c.is_lowercase() && c != ')') && !after.is_empty();
        let is_place =
            !self.follows_a_name && words <= MOST_WORDS_OF_PLACE && before.len() < self.after.len();
        // "(Reuters) Voters went to the polls"
        if words == 0 && opened && closed && self.first_line && begins {
            return self.after.len() > LONGEST_PLACE / 2;
        }
        if !begins || !is_place || words == 0 {
            return false;
        }
        let capital = place
            .split_whitespace()
            .next()
            .is_some_and(|word| word.len() > 1 && !word.contains(char::is_lowercase));
        let has_day = place.contains(|c: char| c.is_ascii_digit());
        let names_only = place
            .split(|c: char| !c.is_alphanumeric())
            .all(|w| !w.starts_with(char::is_lowercase) || w.len() < 4);
        let stopped = before.ends_with(['-', '–', '—', '.']) && self.after.starts_with(['.', ',']);
        opened && closed && (capital || has_day || names_only) || stopped && (capital || has_day)
    }

    /// How agencies begin in Chinese and Japanese: "新华社汉堡11月4日电", "（中央社記者王小明漢堡4日電）", "【ハンブルク共同】", "【11月4日 AFP】".
    fn is_wire_line(&self, before: &str) -> bool {
        if self.lines_before > 0 {
            return false;
        }
        let in_lenticular = before.starts_with('【')
            && !before.contains('】')
            && before.chars().count() <= MOST_OF_LENTICULAR
            && self.after.chars().take(MOST_OF_LENTICULAR).any(|c| c == '】');
        // "（ロンドン共同）"
        let in_round = before.strip_prefix('（').is_some_and(|place| {
            (1..=MOST_OF_LENTICULAR / 2).contains(&place.chars().count()) && self.after.starts_with('）')
        });
        // "[東京 4日 ロイター] - "
        let in_brackets = || {
            let close = if before.starts_with('［') { '］' } else { ']' };
            let behind = self.after.trim_start_matches(' ').strip_prefix(close).map(str::trim_start);
            before.starts_with(['［', '['])
                && before.chars().count() <= MOST_OF_LENTICULAR
                && before.contains('日')
                && behind.is_some_and(|rest| rest.starts_with(['-', '–', '—', '―', 'ー', '＝', '=']))
        };
        let wired = || {
            let mut near =
                self.after.chars().take(MOST_OF_WIRE).take_while(|c| !matches!(c, '，' | '。' | '、'));
            near.any(|c| c == '日') && near.any(|c| matches!(c, '电' | '電' | '讯' | '訊'))
        };
        in_lenticular
            || in_round
            || in_brackets()
            || matches!(before, "" | "据" | "據" | "（" | "(" | "【") && wired()
    }

    /// "By Jane Roe, Associated Press", "The Associated Press" on a line of its own at the beginning or the end.
    fn is_byline(&self, before: &str, after: &str) -> bool {
        let near_an_end = self.lines_before < 3 || self.lines_after < 3;
        if !near_an_end
            || self.before.len() + self.after.len() > LONGEST_LINE
            || self.first_line && self.last_line
        {
            return false;
        }
        let trimmed = after.trim_matches(|c: char| !c.is_alphanumeric());
        // "PTI | Nov 04, 2024, 08:10 IST"
        let dated = after.trim_start().starts_with(['|', '•', '·', ','])
            && trimmed.contains(|c: char| c.is_ascii_digit())
            && trimmed.split_whitespace().count() <= 8;
        // "Associated Press | Jane Roe", "EFE. Madrid", "AP Writer Jane Roe"
        let is_name = |word: &str| {
            word.starts_with(char::is_uppercase) || matches!(word, "em" | "in" | "en" | "à" | "of" | "de")
        };
        let behind = self.after.trim_start();
        let role = ["Writer ", "writer ", "Correspondent ", "correspondent "]
            .iter()
            .find_map(|role| behind.strip_prefix(role));
        let named_behind = behind.strip_prefix(['|', '.', ',']).or(role).is_some_and(|rest| {
            (1..=4).contains(&rest.split_whitespace().count()) && rest.split_whitespace().all(is_name)
        });
        let begins_line = before.split_whitespace().all(|word| BY.contains(&word));
        let author_behind = begins_line && self.lines_before < 2 && named_behind;
        let day_behind = before.trim().is_empty()
            && trimmed.starts_with(|c: char| c.is_ascii_digit())
            && trimmed.bytes().filter(u8::is_ascii_digit).count() > 4
            && trimmed.split_whitespace().count() <= 6;
        if !(trimmed.is_empty() || AFTER_BYLINE.contains(&trimmed) || dated || author_behind || day_behind) {
            return false;
        }
        let words: Vec<&str> = before
            .split(|c: char| c.is_whitespace() || matches!(c, ',' | ':'))
            .filter(|w| w.contains(char::is_alphanumeric))
            .collect();
        match words.as_slice() {
            [] | ["the"] => !self.is_tail(),
            [first, .., last]
                if DATED.contains(first)
                    && before.bytes().filter(u8::is_ascii_digit).count() > 4
                    && (BY.contains(last) || before.trim_end().ends_with(['-', '–', '—', '|', '•', '·'])) =>
            {
                true
            }
            [label] if SOURCE.contains(label) && before.trim_end().ends_with([':', '：']) => !self.is_tail(),
            [first, rest @ ..] => {
                let made_by = MADE.contains(first) && rest.first().is_some_and(|word| BY.contains(word));
                let by = (BY.contains(first) || made_by) && rest.len() < 8;
                let authors = words.len() <= 5
                    && before.contains(char::is_alphabetic)
                    && self.before.trim_end().ends_with([',', '|', '/', '•', '·', '-', '–', '—', '('])
                    && self.before.split_whitespace().all(|w| !w.starts_with(char::is_lowercase));
                by || authors
            }
        }
    }

    /// "– AP", "(Reuters)", "Source: dpa" at the end of the text.
    fn is_tail(&self) -> bool {
        let before = self.before.trim_end();
        let bare = before.trim_end_matches(['–', '—', '―', '-', '(', '[']).is_empty();
        let alone = bare && self.lines_before > 0 && self.lines_after <= 2;
        if !(self.last_line || alone) || self.after.chars().any(char::is_alphanumeric) {
            return false;
        }
        let marked = before.ends_with(['–', '—', '―', '-', '(', '[', '/', '|', '（', '【']);
        let lower = before.trim_end_matches([':', '：', ' ']).to_lowercase();
        let bare = |word: &str| word.trim_start_matches(|c: char| !c.is_alphanumeric()).to_owned();
        let label = lower.split_whitespace().next_back().map(bare);
        let named =
            label.is_some_and(|word| SOURCE.contains(&word.as_str())) && before.ends_with([':', '：']);
        marked || named || alone
    }
}

/// Whether a text in brackets names those whose material was used: "With inputs from PTI, ANI".
pub(super) fn says_who_helped(inside: &str) -> bool {
    let bracket = format!("({}", inside.trim_start());
    CONTRIBUTED.iter().any(|phrase| bracket.contains(phrase))
}

/// The sentence a name is in: what is after the last full stop before it, and before the next one.
fn last_sentence(before: &str, after: &str) -> String {
    let from = before.rfind(". ").map_or(0, |at| at + 2);
    let to = after.find(". ").unwrap_or(after.len());
    format!("{}…{}", &before[from..], &after[..to])
}

/// Whether a text ends with a phrase and little after it.
trait EndsWithAny {
    fn ends_with_any(&self, phrases: &[&str], within: usize) -> bool;
}

impl EndsWithAny for str {
    fn ends_with_any(&self, phrases: &[&str], within: usize) -> bool {
        let end = &self[ceil(self, self.len().saturating_sub(within))..];
        phrases.iter().any(|phrase| end.contains(phrase))
    }
}
