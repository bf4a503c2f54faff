//! What a text says of its own making.

use serde::{Deserialize, Serialize};

use super::mention::{Mention, mentions};
use super::newsrooms::{NewsroomId, Newsrooms};
use super::phrases::{AFTER_BYLINE, BY, CONTRIBUTED, COPYRIGHT, FIRST_PUBLISHED, PICTURE, SOURCE};

/// What a newsroom is named for.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CreditRole {
    /// At the end of the text: "– AP", "(Reuters)".
    Tail,
    /// Before the first sentence: "ALGIERS (Reuters) –".
    Dateline,
    /// In the author's line: "By Jane Roe, Associated Press".
    Byline,
    /// The text is said to have been there first.
    FirstPublished,
    /// It has the rights: "© 2012 AFP".
    Copyright,
    /// It helped: "AP contributed to this report".
    Contribution,
    /// It made a picture: "(Jane Roe/AP)".
    Picture,
}

impl CreditRole {
    /// Whether the credit says that the newsroom wrote the text.
    pub fn counts(self) -> bool {
        !matches!(self, Self::Contribution | Self::Picture)
    }
}

/// A newsroom named in a text, with the piece of the text that says so.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credit {
    /// What it is named for.
    pub role: CreditRole,
    /// The newsroom.
    pub newsroom: NewsroomId,
    /// Where the name begins in the body, in bytes.
    pub start: u32,
    /// Where it ends, exclusive.
    pub end: u32,
}

impl Credit {
    /// The name as it is printed.
    pub fn text(self, body: &str) -> &str {
        body.get(self.start as usize..self.end as usize).unwrap_or_default()
    }
}

/// So many bytes at the beginning of a text may hold credits.
const HEAD: usize = 600;

/// So many at its end.
const TAIL: usize = 400;

/// A line that is longer is prose, not a byline.
const LONGEST_LINE: usize = 140;

/// What stands before the newsroom of a dateline is not longer, in bytes.
const LONGEST_PLACE: usize = 90;

/// The newsrooms that a text credits, in order. Looks at the beginning and the end of it, where credits are; a newsroom
/// that is named in the text itself ("… told Reuters") is none.
///
/// ```
/// use samestory::credits::{CreditRole, Newsrooms, find_credits};
///
/// let newsrooms = Newsrooms::builtin();
/// let body = "PARIS (AFP) – Talks on the budget failed on Friday, a minister told Reuters.";
/// let credits = find_credits(body, &newsrooms);
/// assert_eq!(credits.len(), 1);
/// assert_eq!((credits[0].role, credits[0].text(body)), (CreditRole::Dateline, "AFP"));
/// ```
///
/// # Complexity
///
/// A look-up for each word of the first 600 and the last 400 bytes.
pub fn find_credits(body: &str, newsrooms: &Newsrooms) -> Vec<Credit> {
    let trimmed = body.trim_end();
    let head = floor(trimmed, HEAD);
    let tail = ceil(trimmed, trimmed.len().saturating_sub(TAIL)).max(head);
    let mut credits = Vec::new();
    for (from, to) in [(0, head), (tail, trimmed.len())] {
        for mention in mentions(&trimmed[from..to], newsrooms) {
            let mention = Mention { start: from + mention.start, end: from + mention.end, ..mention };
            if let Some(role) = MentionContext::new(trimmed, mention).role()
                && let Ok(end) = u32::try_from(mention.end)
            {
                credits.push(Credit { role, newsroom: mention.newsroom, start: mention.start as u32, end });
            }
        }
    }
    credits
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

fn ceil(text: &str, at: usize) -> usize {
    (at..=text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len())
}

/// The surroundings of a name.
struct MentionContext<'t> {
    /// The line before and after it, cut to what can matter.
    before: &'t str,
    after: &'t str,
    /// Whether nothing but blank is before and after the line.
    first_line: bool,
    last_line: bool,
    /// How many lines with text are before and after, up to three.
    lines_before: usize,
    lines_after: usize,
}

impl<'t> MentionContext<'t> {
    fn new(text: &'t str, mention: Mention) -> Self {
        let start = text[..mention.start].rfind('\n').map_or(0, |at| at + 1);
        let end = text[mention.end..].find('\n').map_or(text.len(), |at| mention.end + at);
        let lines = |text: &mut dyn Iterator<Item = &str>| {
            text.filter(|line| !line.trim().is_empty()).take(4).count()
        };
        let lines_before = lines(&mut text[floor(text, start.saturating_sub(HEAD))..start].lines().rev());
        let lines_after = lines(&mut text[end..].lines());
        Self {
            before: &text
                [ceil(text, start.max(mention.start.saturating_sub(2 * LONGEST_LINE)))..mention.start],
            after: &text[mention.end..floor(text, end.min(mention.end + 2 * LONGEST_LINE))],
            first_line: lines_before == 0 && start < HEAD,
            last_line: lines_after == 0,
            lines_before,
            lines_after,
        }
    }

    /// What the name is there for; none if it is a part of the text.
    fn role(&self) -> Option<CreditRole> {
        let before = self.before.to_lowercase();
        let after = self.after.to_lowercase();
        let has = |phrases: &[&str]| phrases.iter().any(|p| before.contains(p));
        if self.is_picture(&before, &after) {
            return Some(CreditRole::Picture);
        }
        if before.ends_with_any(COPYRIGHT, 40) {
            return Some(CreditRole::Copyright);
        }
        if has(FIRST_PUBLISHED) {
            return Some(CreditRole::FirstPublished);
        }
        let contributed = |text: &str| CONTRIBUTED.iter().any(|p| text.contains(p));
        let short = self.before.len() + self.after.len() <= 2 * LONGEST_LINE;
        if short
            && (self.lines_before < 2 || self.lines_after < 3)
            && contributed(last_sentence(&before, &after).as_str())
        {
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
                    && !self.is_dateline())
        });
        let line = self.before.len() < LONGEST_LINE
            && before
                .trim_start()
                .split(|c: char| !c.is_alphabetic())
                .next()
                .is_some_and(|w| PICTURE.contains(&w));
        slash && !self.is_dateline()
            || named_in_bracket
            || line
            || follows(&["photo", "foto", "images", "file photo", "/getty"])
    }

    /// "ALGIERS, Algeria (AP) —", "Madrid, EFE.-", "AP –": a place, the newsroom, a dash.
    fn is_dateline(&self) -> bool {
        let opened = self.before.trim_end().ends_with(['(', '[', '/']);
        let after = self.after.trim_start_matches([')', ']', '/', '.', ' ', ',']);
        let dash = after.starts_with(['-', '–', '—', '―', ':']) || after.starts_with("&mdash;");
        let place = self.before.trim().trim_end_matches(['(', '[', '/', ',']).trim();
        let sentence = place.contains(['!', '?'])
            || place.split(". ").skip(1).any(|rest| rest.split_whitespace().count() > 4);
        let capitalised = place.is_empty() || place.starts_with(|c: char| !c.is_lowercase());
        let separated = opened || self.before.trim().is_empty() || self.before.trim_end().ends_with(',');
        self.lines_before < 4 && dash && separated && capitalised && !sentence && place.len() <= LONGEST_PLACE
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
        let after = after.trim_matches(|c: char| !c.is_alphanumeric());
        if !(after.is_empty() || AFTER_BYLINE.contains(&after)) {
            return false;
        }
        let words: Vec<&str> =
            before.split(|c: char| c.is_whitespace() || c == ',').filter(|w| !w.is_empty()).collect();
        match words.as_slice() {
            [] | ["the"] => !self.is_tail(),
            [first, rest @ ..] => {
                let by = BY.contains(first) && rest.len() < 8;
                let authors = words.len() <= 5
                    && self.before.trim_end().ends_with([',', '|', '/'])
                    && self.before.split_whitespace().all(|w| !w.starts_with(char::is_lowercase));
                by || authors
            }
        }
    }

    /// "– AP", "(Reuters)", "Source: dpa" at the end of the text.
    fn is_tail(&self) -> bool {
        let before = self.before.trim_end();
        let alone = before.is_empty() && self.lines_before > 0 && self.lines_after <= 2;
        if !(self.last_line || alone) || self.after.chars().any(char::is_alphanumeric) {
            return false;
        }
        let marked = before.ends_with(['–', '—', '―', '-', '(', '[', '/', '|']);
        let lower = before.trim_end_matches([':', ' ']).to_lowercase();
        let named = lower.split_whitespace().next_back().is_some_and(|w| SOURCE.contains(&w))
            && before.ends_with(':');
        marked || named || alone
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    /// The roles found in a text, with the newsroom's name.
    fn credits(body: &str) -> Vec<(CreditRole, String)> {
        let newsrooms = Newsrooms::builtin();
        find_credits(body, &newsrooms)
            .into_iter()
            .map(|c| (c.role, newsrooms.get(c.newsroom).unwrap().name.clone()))
            .collect()
    }

    const PROSE: &str = "Voters in the river towns went to the polls early on Tuesday. Turnout was high by noon, officials said.";

    #[track_caller]
    fn one(body: &str, role: CreditRole, name: &str) {
        assert_eq!(credits(body), [(role, name.to_owned())], "{body}");
    }

    #[test]
    fn datelines() {
        for (start, name) in [
            ("ALGIERS, Algeria (AP) — ", "Associated Press"),
            ("LONDON, Oct 29 (Reuters) - ", "Reuters"),
            ("Paris (AFP) – ", "Agence France-Presse"),
            ("Berlin (dpa) - ", "Deutsche Presse-Agentur"),
            ("Madrid, EFE.- ", "EFE"),
            ("(AP) - ", "Associated Press"),
            ("WASHINGTON (The Associated Press) -- ", "Associated Press"),
        ] {
            one(&format!("{start}{PROSE}"), CreditRole::Dateline, name);
        }
    }

    #[test]
    fn tails() {
        for (end, name) in [
            (" – AP", "Associated Press"),
            (" (Reuters)", "Reuters"),
            ("\n\n— Reuters", "Reuters"),
            ("\n\nAFP", "Agence France-Presse"),
            ("\nQuelle: dpa", "Deutsche Presse-Agentur"),
            (" /ANSA/", "ANSA"),
            (" -AP.", "Associated Press"),
        ] {
            one(&format!("{PROSE} {PROSE}{end}"), CreditRole::Tail, name);
        }
    }

    #[test]
    fn bylines() {
        for (line, name) in [
            ("By JANE ROE Associated Press", "Associated Press"),
            ("By Jane Roe, The New York Times", "The New York Times"),
            ("By The Associated Press", "Associated Press"),
            ("The Associated Press", "Associated Press"),
            ("Jane Roe, Associated Press", "Associated Press"),
            ("By Jane Roe and John Doe, Reuters staff writers", "Reuters"),
            ("Par l'AFP", "Agence France-Presse"),
        ] {
            one(&format!("{line}\n\n{PROSE}"), CreditRole::Byline, name);
        }
    }

    #[test]
    fn what_does_not_make_a_text_an_agencys() {
        let captions = [
            "A voter leaves the hall in Ashford, Tuesday, Nov. 6, 2012. (Jane Roe/AP)",
            "A voter leaves the hall. (AP Photo/Jane Roe)",
            "A voter leaves the hall. (Jane Roe, Reuters)",
            "A voter leaves the hall. (AP)",
            "Photo: Reuters",
            "Foto: dpa",
        ];
        for caption in captions {
            let found = credits(&format!("{caption}\n\n{PROSE}\n\n{PROSE}"));
            assert!(
                !found.is_empty() && found.iter().all(|(role, _)| *role == CreditRole::Picture),
                "{caption}: {found:?}"
            );
        }
        for end in [
            "The Associated Press contributed to this report.",
            "Jane Roe of Reuters contributed reporting from Ashford.",
            "With files from The Canadian Press",
            "Mit Material von dpa",
        ] {
            let found = credits(&format!("{PROSE}\n\n{PROSE}\n\n{end}"));
            assert!(
                !found.is_empty() && found.iter().all(|(role, _)| *role == CreditRole::Contribution),
                "{end}: {found:?}"
            );
        }
        for text in
            ["The mayor told Reuters that all was well.", "According to the AP, 40 towns voted.", "AP"]
        {
            assert_eq!(credits(&format!("{PROSE} {text} {PROSE}")), [], "{text}");
        }
    }

    #[test]
    fn rights_and_first_prints() {
        one(&format!("{PROSE}\n\n© 2012 AFP"), CreditRole::Copyright, "Agence France-Presse");
        one(
            &format!("{PROSE}\n\nCopyright 2012 The Associated Press. All rights reserved."),
            CreditRole::Copyright,
            "Associated Press",
        );
        one(
            &format!("{PROSE}\n\nThis article was first published in The Guardian."),
            CreditRole::FirstPublished,
            "The Guardian",
        );
    }

    #[test]
    fn any_text_will_do() {
        for text in ["", "\n\n", "AP", "(AP", "AP)", "—AP—", "/AP", "é(AP)é–", "© ©", "By\nAP", "AP\n"]
        {
            credits(text);
        }
    }
}
