//! What a text says of its own making.

use serde::{Deserialize, Serialize};

use super::mention::{Mention, mentions};
use super::mention_context::{HEAD, LONGEST_LIST, MentionContext};
use super::newsrooms::{NewsroomId, Newsrooms};
use super::phrases::{JOINING, PICTURE, SOURCE, WITH};
use super::places::{ceil, floor, line_around};
use super::sign_off::{SIGNED, sign_off};

/// What a newsroom is named for.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CreditRole {
    /// At the end of the text: "– AP", "(Reuters)", "Reporting by Jane Roe; Editing by John Doe".
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

/// So many at its end.
const TAIL: usize = 400;

/// Initials of editors have so many letters at most.
const MOST_INITIALS: usize = 4;

/// The newsrooms that a text credits, in order. Looks at the beginning and the end of it, where credits are; a newsroom
/// that is named in the text itself ("… told Reuters") is none.
///
/// ```
/// use samestory::credits::Newsrooms;
/// use samestory::unstable::credits::{CreditRole, find_credits};
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
        let found: Vec<Mention> = mentions(&trimmed[from..to], newsrooms)
            .into_iter()
            .map(|mention| Mention { start: from + mention.start, end: from + mention.end, ..mention })
            .collect();
        for &mention in &found {
            let (start, end) = list_around(trimmed, mention, &found);
            if let Some(role) = MentionContext::new(trimmed, start, end, &found).role()
                && let Ok(end) = u32::try_from(mention.end)
            {
                credits.push(Credit { role, newsroom: mention.newsroom, start: mention.start as u32, end });
            }
        }
    }
    // a line of names says whose text it is only if nothing else does
    if !credits.iter().any(|credit| credit.role.counts())
        && let Some((start, end)) = sign_off(trimmed)
        && let Some(newsroom) = newsrooms.number_of(SIGNED)
        && let Ok(end) = u32::try_from(end)
    {
        credits.push(Credit { role: CreditRole::Tail, newsroom, start: start as u32, end });
    }
    credits
}

/// The list of names that a name stands in, in brackets or on a line: "(AFP, dpa)", "SDA/kle"; else the name alone.
fn list_around(text: &str, mention: Mention, all: &[Mention]) -> (usize, usize) {
    let (line_start, line_end) = line_around(text, mention.start, mention.end);
    let open = text[line_start..mention.start].rfind(['(', '[']).map(|at| line_start + at + 1);
    let close = text[mention.end..line_end].find([')', ']']).map(|at| mention.end + at);
    let bracket = open.zip(close);
    let line = &text[line_start..line_end];
    let bare = line.trim_matches(|c: char| !c.is_alphanumeric());
    let bare_start = line_start + line.find(bare).unwrap_or(0);
    // "1. Reuters" is a reference
    let whole =
        (!bare.starts_with(|c: char| c.is_ascii_digit())).then_some((bare_start, bare_start + bare.len()));
    let alone = (mention.start, mention.end);
    // "Quelle: dpa/AFP"
    let behind_label = line.find([':', '：']).filter(|&at| {
        let label = line[..at].trim().to_lowercase();
        SOURCE.contains(&label.trim_start_matches(|c: char| !c.is_alphanumeric()))
    });
    let labelled = behind_label.map(|at| {
        let names = line[at..].trim_matches(|c: char| !c.is_alphanumeric());
        let from = line_start + at + line[at..].find(names).unwrap_or(0);
        (from, from + names.len())
    });
    // "Belga/AFP - Voters …"
    let dash = [" - ", " – ", " — "].into_iter().filter_map(|dash| line.find(dash)).min();
    let before_dash = dash.map(|at| (line_start, line_start + at));
    [bracket, whole, labelled, before_dash]
        .into_iter()
        .flatten()
        .find(|&(start, end)| {
            start <= mention.start
                && mention.end <= end
                && end - start <= LONGEST_LIST
                && is_list(text, start, end, all)
        })
        .unwrap_or(alone)
}

/// Whether a piece has nothing but names, initials of editors, days and what joins them.
fn is_list(text: &str, start: usize, end: usize, all: &[Mention]) -> bool {
    let mut rest = String::new();
    let mut at = start;
    for mention in all.iter().filter(|mention| start <= mention.start && mention.end <= end) {
        rest.push_str(&text[at..mention.start]);
        rest.push(' ');
        at = mention.end;
    }
    rest.push_str(&text[at..end]);
    let mut words = rest.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let is_small = |word: &str| {
        let (lower, upper) = (word.to_lowercase(), word.to_uppercase());
        let initials =
            word.chars().count() <= MOST_INITIALS && lower != upper && (lower == word || upper == word);
        let is_number = word.bytes().all(|b| b.is_ascii_digit()) && word.len() <= 4;
        let is_other = PICTURE.contains(&lower.as_str()) || WITH.contains(&lower.as_str());
        !is_other && (is_number || initials || JOINING.contains(&lower.as_str()))
    };
    words.all(is_small)
}
