//! How exact a number is: "at least 12", "about 100", and which numbers agree.

use samestory::unstable::text::fold_case;

/// What stands before a number says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bound {
    Exact,
    About,
    AtLeast,
    AtMost,
}

/// What an estimate may be off by.
const OFF: f64 = 0.15;

/// A word of these is looked for in so many bytes before a number.
const BEFORE: usize = 24;

/// The words that end just before a number, case-folded, in the languages of most input; the longer before the shorter.
const WORDS: &[(Bound, &[&str])] = &[
    (
        Bound::AtLeast,
        &[
            "at least",
            "more than",
            "as many as",
            "over",
            "upwards of",
            "topped",
            "exceeded",
            "mindestens",
            "mehr als",
            "über",
            "au moins",
            "plus de",
            "plus d",
            "al menos",
            "más de",
            "por lo menos",
            "almeno",
            "più di",
            "oltre",
            "pelo menos",
            "mais de",
            "minstens",
            "meer dan",
            "более",
            "больше",
            "не менее",
            "свыше",
        ],
    ),
    (
        Bound::AtMost,
        &[
            "at most",
            "up to",
            "fewer than",
            "less than",
            "no more than",
            "nearly",
            "almost",
            "close to",
            "höchstens",
            "bis zu",
            "weniger als",
            "fast",
            "knapp",
            "beinahe",
            "moins de",
            "près de",
            "jusqu'à",
            "presque",
            "menos de",
            "hasta",
            "casi",
            "meno di",
            "fino a",
            "quasi",
            "até",
            "quase",
            "до",
            "почти",
            "менее",
        ],
    ),
    (
        Bound::About,
        &[
            "about",
            "around",
            "some",
            "roughly",
            "approximately",
            "an estimated",
            "estimated",
            "rund",
            "etwa",
            "ungefähr",
            "ca",
            "environ",
            "quelque",
            "unos",
            "unas",
            "alrededor de",
            "cerca de",
            "aproximadamente",
            "circa",
            "около",
            "примерно",
        ],
    ),
];

impl Bound {
    /// What the text before a number says of it.
    pub(super) fn before(text: &str) -> Self {
        let mut start = text.len().saturating_sub(BEFORE);
        while !text.is_char_boundary(start) {
            start += 1;
        }
        let before = fold_case(text[start..].trim_end());
        let ends = |words: &&&str| {
            let rest = before.strip_suffix(**words);
            rest.is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
        };
        let found = WORDS.iter().find(|(_, all)| all.iter().any(|words| ends(&words)));
        found.map_or(Self::Exact, |&(bound, _)| bound)
    }
}

/// Whether two numbers can both be right: they are the same, one is the other rounded, or within what the words before them allow. Two
/// that are at least so many are two counts, as are those of any other two words of one kind.
pub(super) fn agree((one, its): (f64, Bound), (other, of_other): (f64, Bound)) -> bool {
    let (low, high) =
        if one <= other { ((one, its), (other, of_other)) } else { ((other, of_other), (one, its)) };
    let is_near = (high.0 - low.0) <= high.0 * OFF;
    low.0 == high.0
        || is_rounded(low.0, high.0)
        || low.1 == Bound::AtLeast && high.1 != Bound::AtLeast
        || high.1 == Bound::AtMost && low.1 != Bound::AtMost
        || is_near && (low.1 == Bound::About || high.1 == Bound::About)
}

/// Whether one number is the other rounded to one or two digits.
fn is_rounded(low: f64, high: f64) -> bool {
    let rounds = |exact: f64, round: f64| {
        [1, 2].into_iter().any(|digits| {
            let unit = 10_f64.powi(exact.log10().floor() as i32 + 1 - digits);
            // "fewer than 1,000" of 905
            let is_rounder = round % unit == 0.0 && exact % unit != 0.0;
            let near = digits == 1 && exact >= 100.0 && is_rounder && (exact - round).abs() < exact * 0.15;
            near || unit > 1.0
                && [(exact / unit).round(), (exact / unit).floor()].iter().any(|n| n * unit == round)
        })
    };
    rounds(low, high) || rounds(high, low)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounded_numbers_agree() {
        for (low, high, expected) in [
            (11_954.0, 12_000.0, true),
            (68.0, 70.0, true),
            (12.0, 17.0, false),
            (9.0, 10.0, false),
            (1_000.0, 1_049.0, true),
            (905.0, 1_000.0, true),
            (6_000.0, 7_500.0, false),
        ] {
            assert_eq!(is_rounded(low, high), expected, "{low} {high}");
        }
    }

    #[test]
    fn words_before_a_number_say_how_exact_it_is() {
        for (before, expected) in [
            ("The ferry carried at least ", Bound::AtLeast),
            ("Die Fähre trug Mehr als ", Bound::AtLeast),
            ("aboard were up to ", Bound::AtMost),
            ("aboard were about ", Bound::About),
            ("He was handsome ", Bound::Exact),
            ("The moreover ", Bound::Exact),
            ("", Bound::Exact),
        ] {
            assert_eq!(Bound::before(before), expected, "{before}");
        }
    }

    #[test]
    fn estimates_agree_with_what_they_allow() {
        use Bound::{About, AtLeast, AtMost, Exact};
        for (one, other, expected) in [
            ((12.0, AtLeast), (17.0, Exact), true),
            ((17.0, AtLeast), (12.0, Exact), false),
            ((12.0, AtLeast), (17.0, AtLeast), false),
            ((17.0, AtMost), (12.0, Exact), true),
            ((48.0, About), (43.0, Exact), true),
            ((48.0, Exact), (43.0, Exact), false),
        ] {
            assert_eq!(agree(one, other), expected, "{one:?} {other:?}");
            assert_eq!(agree(other, one), expected, "{other:?} {one:?}");
        }
    }
}
