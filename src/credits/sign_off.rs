//! The line that Reuters closes its reports with, which names its people and not the agency.

use memchr::memchr3;

use super::phrases::{EDITED, SIGN_OFF_ROLES, SignOffRole};
use super::places::ceil;

/// Whose line it is.
pub(super) const SIGNED: &str = "Reuters";

/// So many bytes at the end of a text may hold the line: a long report names many.
const TAIL: usize = 1000;

/// So many bytes may follow it: the principles of the agency, or whom to write to.
const MAX_AFTER: usize = 300;

/// A list of names has no more words.
const MAX_WORDS: usize = 60;

/// Small words within names of people, and between them and their places.
const SMALL: &[&str] = &[
    "and",
    "in",
    "und",
    "et",
    "y",
    "e",
    "en",
    "em",
    "à",
    "a",
    "aus",
    "con",
    "de",
    "del",
    "della",
    "den",
    "der",
    "di",
    "da",
    "das",
    "do",
    "dos",
    "du",
    "van",
    "von",
    "la",
    "le",
    "el",
    "al",
    "bin",
    "ibn",
    "ter",
    "ten",
    "newsroom",
    "bureau",
    "newsrooms",
    "bureaus",
];

/// Words of those who are nobody's name: of an outlet and its departments.
const NO_PERSON: &[&str] = &[
    "the",
    "staff",
    "team",
    "desk",
    "gazette",
    "news",
    "times",
    "post",
    "herald",
    "tribune",
    "journal",
    "press",
    "radio",
    "tv",
    "magazine",
    "media",
    "students",
    "redaktion",
    "rédaction",
    "redacción",
    "redação",
    "local",
    "our",
];

/// Where a text is signed as Reuters signs: "Reporting by NAME; Editing by NAME", with all that stands between, at the end of the text
/// or in brackets there. Those who report, and those who edit behind a semicolon (or in brackets), are named with first and last names; a line that
/// names departments, photographers or designers is another newsroom's.
pub(super) fn sign_off(text: &str) -> Option<(usize, usize)> {
    let from = ceil(text, text.len().saturating_sub(TAIL));
    let tail = &text[from..];
    // most texts have nothing that could part or hold such a line
    memchr3(b';', b'(', b'[', tail.as_bytes())?;
    if !EDITED.iter().any(|words| tail.contains(words)) {
        return None;
    }
    let labels = labels(tail);
    let first = labels.iter().rposition(|label| label.role == SignOffRole::Reporters && !label.is_joined)?;
    let labels = &labels[first..];
    let editors = labels.iter().position(|label| label.role == SignOffRole::Editors)?;
    let start = labels[0].start;
    let bracketed = tail[..start].trim_end().ends_with(['(', '[']);
    let end = line_end(&tail[labels[editors].end..], bracketed) + labels[editors].end;
    let parted = labels[1..=editors].iter().any(|label| tail[..label.start].trim_end().ends_with(';'));
    if !(parted || bracketed) || tail[end..].trim().len() > MAX_AFTER {
        return None;
    }
    let ends = labels[1..=editors].iter().map(|label| label.start).chain([end]);
    let mut lists = labels.iter().zip(ends).map(|(label, end)| &tail[label.end..end]);
    lists.all(are_people).then_some((from + start, from + end))
}

/// Words that stand before names.
struct Label {
    start: usize,
    end: usize,
    role: SignOffRole,
    /// Whether it stands behind a semicolon or a comma, and so continues a line.
    is_joined: bool,
}

/// The labels of a text, in order.
fn labels(text: &str) -> Vec<Label> {
    let lower: String = text
        .chars()
        .map(|c| c.to_lowercase().next().filter(|l| l.len_utf8() == c.len_utf8()).unwrap_or(c))
        .collect();
    let mut found: Vec<Label> = Vec::new();
    for &(words, role) in SIGN_OFF_ROLES {
        for (start, _) in lower.match_indices(words) {
            let end = start + words.len();
            let before = lower[..start].trim_end_matches(' ');
            let begins = before.is_empty() || before.ends_with(['\n', '(', '[', ';', ',', '.', '”', '"']);
            if begins && lower[end..].starts_with(' ') {
                found.push(Label { start, end, role, is_joined: before.ends_with([';', ',']) });
            }
        }
    }
    found.sort_by_key(|label| (label.start, std::cmp::Reverse(label.end)));
    // of labels that begin together the longest counts
    found.dedup_by_key(|label| label.start);
    found
}

/// Where the names end: with the line, the bracket or the sentence.
fn line_end(rest: &str, bracketed: bool) -> usize {
    let line = rest.find('\n').unwrap_or(rest.len());
    let line = &rest[..line];
    let closes = line.find([')', ']']).filter(|_| bracketed).unwrap_or(line.len());
    let stops = line.match_indices(['.', ';']).map(|(at, _)| at).find(|&at| {
        // "Jane Q. Roe" goes on
        let word = line[..at].rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        line[at..].starts_with(';') || word.chars().count() > 2
    });
    let principles = line.find(" Our Standards").unwrap_or(line.len());
    closes.min(stops.unwrap_or(line.len())).min(principles)
}

/// Whether a list is of people, each with a first and a last name, and of the places they are in.
fn are_people(list: &str) -> bool {
    let mut words = 0;
    let mut longest = 0;
    for name in list.trim().trim_end_matches([';', ',', '.', ' ']).split(',') {
        let mut of_name = 0;
        for word in name.split_whitespace().filter(|word| *word != "&") {
            words += 1;
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
            let lower = bare.to_lowercase();
            let is_small = SMALL.contains(&lower.as_str());
            let is_name = bare.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase());
            if NO_PERSON.contains(&lower.as_str())
                || word.contains([';', ':', '(', '@'])
                || !(is_small || is_name)
            {
                return false;
            }
            of_name += usize::from(is_name || lower.starts_with("newsroom") || lower.starts_with("bureau"));
        }
        longest = longest.max(of_name);
    }
    (1..=MAX_WORDS).contains(&words) && longest > 1
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROSE: &str = "The ferry ran aground on Tuesday. All were brought ashore, the coast guard said.";

    #[test]
    fn lines_that_reuters_signs_with() {
        for line in [
            "\n\nReporting by Jane Roe; Editing by John Doe",
            "\n\n(Reporting by Jane Roe in Ashford; Editing by John Doe)",
            " (Reporting by Jane Roe; additional reporting by Ann Lee in Paris and Bo van der Berg; writing by Cy Fox; editing by John Q. Doe and Di Poe)",
            "\n\nReporting by Jane Roe in Ashford, additional reporting by Ann Lee; writing by Cy Fox; editing by John Doe.",
            "\n\nReporting by Jane Roe; Editing by John Doe\n\nOur Standards: The Thomson Reuters Trust Principles.",
            "\n\nReporting by Jane Roe; Editing by John Doe Our Standards: The Thomson Reuters Trust Principles.",
            "\n\n(Reporting by Jane Roe & Ann Lee; Editing by John Doe & Di Cam-Poe)\nSource: Gazette",
            "\n\n(Reporting by Bengaluru newsroom; Editing by John Doe)",
            "\n\n(Reporting by Jane Roe, editing by John Doe)",
            " Reporting by Jane Roe; Editing by John Doe",
            "\n\n(Writing by Jane Roe; Editing by John Doe)",
            "\n\n(Bericht von Jana Roth, redigiert von Hans Kühn. Bei Rückfragen wenden Sie sich bitte an die Redaktion.)",
            "\n\n(Reportage de Jeanne Rot, version française Luc Petit, édité par Anne Blanc)",
            "\n\n(Rédigé par Jeanne Rot, édité par Anne Blanc)",
            "\n\n(Reporte de Ana Ruiz. Editado en español por Luis Gil)",
            "\n\n(Reportagem de Ana Reis; Edição de Rui Dias)",
        ] {
            let text = format!("{PROSE}{line}");
            let found = sign_off(&text);
            assert!(found.is_some_and(|(start, _)| start > PROSE.len()), "{line}: {found:?}");
        }
    }

    #[test]
    fn lines_of_others() {
        for line in [
            "\n\nReporting by the staff; Editing by the desk",
            "\n\nReporting by the Gazette staff; editing by Jane Roe",
            "\n\nReporting by Jane Roe",
            "\n\n(Reporting by Jane Roe)",
            "\n\nReporting by Jane Roe. Editing by John Doe. Photo editing by Ann Lee. Design by Cy Fox.",
            "\n\nReporting by Jane Roe; photos by Ann Lee; editing by John Doe",
            "\n\nReporting by Jane Roe; photo editing by Ann Lee",
            "\n\nReporting by Jane Roe, of the Gazette; editing by John Doe",
            "\n\nReporting by Jane Roe, editing by John Doe",
            "\n\nThe paper lives off reporting by Jane Roe; editing by John Doe is done at night.",
            "\n\nReporting by Ashford News; editing by John Doe",
            "\n\nEdited by: John Doe",
            "\n\nReporting by Jane; editing by John",
        ] {
            assert_eq!(sign_off(&format!("{PROSE}{line}")), None, "{line}");
        }
        let long = "Talks go on. ".repeat(40);
        assert_eq!(sign_off(&format!("Reporting by Jane Roe; Editing by John Doe\n\n{long}")), None);
        for text in
            ["", "by ", "editing by", "Reporting by ; Editing by ", "é by Reporting by é; editing by "]
        {
            assert_eq!(sign_off(text), None);
        }
    }
}
