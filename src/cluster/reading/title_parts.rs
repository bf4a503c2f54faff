//! Where a title may be cut into an affix and the rest.

/// What stands between an affix and the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Separator {
    /// A colon: what is before it may be the subject, what is after it the speaker.
    Colon,
    /// A dash between blanks.
    Dash,
    /// A bar, a bullet, "::" or the like: used for little else.
    Bar,
    /// Brackets around the affix.
    Brackets,
}

/// Where an affix stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Side {
    Beginning,
    End,
}

/// A way to cut a title in two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Part<'t> {
    pub(crate) side: Side,
    pub(crate) separator: Separator,
    pub(crate) affix: &'t str,
    /// What is left of the title.
    pub(crate) rest: &'t str,
}

/// An affix has no more words, and no more bytes.
const LONGEST: (usize, usize) = (10, 100);

/// A rest has no fewer letters and digits.
const SHORTEST_REST: usize = 4;

/// So many separators at either end are looked at.
const LOOKED_AT: usize = 3;

impl Separator {
    /// Whether it sets off hardly anything but affixes.
    pub(crate) fn is_clear(self, side: Side) -> bool {
        match self {
            Self::Colon => false,
            Self::Dash => side == Side::End,
            Self::Bar | Self::Brackets => true,
        }
    }
}

/// All ways to cut a title, by their place.
pub(crate) fn parts(title: &str) -> impl Iterator<Item = Part<'_>> {
    let title = title.trim();
    let found = separators(title);
    let (first, last) = (found.len().min(LOOKED_AT), found.len().saturating_sub(LOOKED_AT));
    let at_beginning: Vec<_> = found[..first].to_vec();
    let at_end = found.into_iter().skip(last);
    let heads = at_beginning.into_iter().map(|(separator, start, end)| Part {
        side: Side::Beginning,
        separator,
        affix: title[..start].trim(),
        rest: title[end..].trim(),
    });
    let tails = at_end.map(|(separator, start, end)| Part {
        side: Side::End,
        separator,
        affix: title[end..].trim(),
        rest: title[..start].trim(),
    });
    heads.chain(bracketed(title)).chain(tails).filter(Part::is_possible)
}

impl Part<'_> {
    fn is_possible(&self) -> bool {
        let Self { affix, rest, .. } = self;
        affix.len() <= LONGEST.1
            && affix.split_whitespace().count() <= LONGEST.0
            && affix.contains(char::is_alphabetic)
            && rest.chars().filter(|c| c.is_alphanumeric()).nth(SHORTEST_REST - 1).is_some()
    }
}

/// The separators of a title, with where they begin and end.
fn separators(title: &str) -> Vec<(Separator, usize, usize)> {
    let mut found = Vec::new();
    for (at, c) in title.char_indices().filter(|&(_, c)| may_separate(c)) {
        let end = at + c.len_utf8();
        let behind = title[end..].trim_start_matches(c);
        let is_repeated = behind.len() < title.len() - end;
        let follows_blank = title[..at].chars().next_back().is_none_or(char::is_whitespace);
        let is_spaced = follows_blank && behind.starts_with(char::is_whitespace);
        let separator = match c {
            '|' | '｜' | '¦' => Separator::Bar,
            // a quotation ends, too
            '»' if is_spaced && !title.contains('«') => Separator::Bar,
            '·' | '•' | '_' if is_spaced => Separator::Bar,
            '/' if is_spaced && is_repeated => Separator::Bar,
            ':' if is_spaced && is_repeated => Separator::Bar,
            ':' if behind.starts_with(char::is_whitespace) => Separator::Colon,
            '：' => Separator::Colon,
            '-' | '–' | '—' | '―' if is_spaced => Separator::Dash,
            _ => continue,
        };
        if found.last().is_none_or(|&(_, _, last_end)| at >= last_end) {
            found.push((separator, at, title.len() - behind.len()));
        }
    }
    found
}

/// Whether a character may be a separator: of most titles none is.
fn may_separate(c: char) -> bool {
    matches!(c, '|' | '｜' | '¦' | '»' | '·' | '•' | '_' | '/' | ':' | '：' | '-' | '–' | '—' | '―')
}

/// A first or last part in brackets.
fn bracketed(title: &str) -> impl Iterator<Item = Part<'_>> {
    const PAIRS: [(char, char); 4] = [('[', ']'), ('(', ')'), ('【', '】'), ('（', '）')];
    let first = move |(open, close): (char, char)| title.strip_prefix(open)?.split_once(close);
    let last = move |(open, close): (char, char)| title.strip_suffix(close)?.rsplit_once(open);
    let at_beginning =
        PAIRS.into_iter().filter_map(first).map(|(affix, rest)| (Side::Beginning, affix, rest));
    let at_end = PAIRS.into_iter().filter_map(last).map(|(rest, affix)| (Side::End, affix, rest));
    at_beginning.chain(at_end).map(|(side, affix, rest)| Part {
        side,
        separator: Separator::Brackets,
        affix: affix.trim(),
        rest: rest.trim(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(title: &str) -> Vec<(Side, Separator, &str, &str)> {
        parts(title).map(|part| (part.side, part.separator, part.affix, part.rest)).collect()
    }

    #[test]
    fn titles_are_cut_at_separators() {
        use Separator::{Bar, Colon, Dash};
        use Side::{Beginning, End};
        assert_eq!(
            cut("Opinion | Fear at the quay - The Herald"),
            [
                (Beginning, Bar, "Opinion", "Fear at the quay - The Herald"),
                (Beginning, Dash, "Opinion | Fear at the quay", "The Herald"),
                (End, Bar, "Fear at the quay - The Herald", "Opinion"),
                (End, Dash, "The Herald", "Opinion | Fear at the quay"),
            ]
        );
        assert_eq!(
            cut("Harbour: crack found"),
            [(Beginning, Colon, "Harbour", "crack found"), (End, Colon, "crack found", "Harbour")]
        );
        assert_eq!(cut("Dam gives way :: Herald")[1], (End, Bar, "Herald", "Dam gives way"));
        assert_eq!(cut("Dam gives way -- Herald")[1], (End, Dash, "Herald", "Dam gives way"));
        assert_eq!(cut("快讯：大坝决口"), [(Beginning, Colon, "快讯", "大坝决口")]);
    }

    #[test]
    fn brackets_set_off() {
        use Separator::Brackets;
        assert_eq!(
            cut("[Video] Dam gives way (Herald)"),
            [
                (Side::Beginning, Brackets, "Video", "Dam gives way (Herald)"),
                (Side::End, Brackets, "Herald", "[Video] Dam gives way"),
            ]
        );
    }

    #[test]
    fn what_is_within_words_and_numbers_is_no_separator() {
        for title in [
            "Vote at 10:30 on north-east line",
            "A win, 3-2",
            "and/or",
            "Dam",
            "",
            ": - |",
            " | | ",
            "(a",
            "—",
        ] {
            assert_eq!(cut(title), [], "{title}");
        }
    }
}
