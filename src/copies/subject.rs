//! Whether two articles of one source are two articles, though they share a text: forms, notices, background.

use super::print::Print;
use crate::ascending::count_common;

/// So many words of a title tell its subject where no name does, and so large a share of them.
const LEAST_WORDS: usize = 2;
const LEAST_SHARE: f64 = 0.5;

/// Two titles of one form have so large a share of the shorter one in common. They are mostly form: a smaller share tells their subjects.
const LEAST_FORM: f64 = 1.0 / 3.0;
const LEAST_SHARE_IN_FORM: f64 = 0.25;

/// Whether each of two titles tells a subject that the other article does not have: obituaries of two people, warnings for two places, two
/// awards by one council. Versions of one article keep what it is about, even under a new headline.
///
/// A title tells a subject by a name, or by several of its words. Only words that stand in its own body count: a headline that plays with
/// words says nothing.
///
/// # Complexity
///
/// The words of both titles times those of both bodies.
pub(super) fn are_different_subjects(first: &Print, second: &Print) -> bool {
    let names = [(first, second), (second, first)].map(|(of, not_in)| missing(&of.names, not_in).count());
    let in_common = count_common(&first.title, &second.title) as f64;
    let is_form = in_common >= LEAST_FORM * first.title.len().min(second.title.len()) as f64;
    let least_share = if is_form { LEAST_SHARE_IN_FORM } else { LEAST_SHARE };
    let words = [(first, second), (second, first)].map(|(of, not_in)| {
        let told = missing(&of.title, not_in).filter(|word| of.words.contains(word)).count();
        told >= LEAST_WORDS && told as f64 >= least_share * of.title.len() as f64
    });
    names.iter().all(|&names| names > 0) || words == [true, true]
}

/// The words that an article has neither in its title nor in its body.
fn missing<'p>(words: &'p [u32], from: &'p Print) -> impl Iterator<Item = &'p u32> {
    words.iter().filter(|word| from.title.binary_search(word).is_err() && !from.words.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::copies::print::Reader;

    fn differ(first: (&str, &str), second: (&str, &str)) -> bool {
        let [first, second] = [first, second].map(|(title, body)| Reader::default().read(title, body));
        assert_eq!(are_different_subjects(&first, &second), are_different_subjects(&second, &first));
        are_different_subjects(&first, &second)
    }

    #[test]
    fn forms_have_subjects_of_their_own() {
        let warning = |place: &str, rain: u32| {
            format!(
                "The service has issued a yellow warning for rain in {place}. Up to {rain} mm could fall in a few hours there."
            )
        };
        let title = |place: &str| format!("Yellow weather warning for {place}");
        let [a, b] =
            [("Ashford", 40), ("Selby", 50)].map(|(place, rain)| (title(place), warning(place, rain)));
        assert!(differ((&a.0, &a.1), (&b.0, &b.1)), "two places");
        let later = warning("Ashford", 60);
        assert!(!differ((&a.0, &a.1), (&a.0, &later)), "one place");
        let award = |what: &str| {
            format!("The council has awarded a contract for the {what}. Residents can inspect the plans.")
        };
        let [roof, heating] = ["roof of the primary school", "heating plant of the swimming hall"]
            .map(|what| (format!("Council awards contract for {what}"), award(what)));
        assert!(differ((&roof.0, &roof.1), (&heating.0, &heating.1)), "two works, which have no names");
    }

    #[test]
    fn versions_keep_their_subject() {
        let before = (
            "Ferry sinks off Selby, twelve missing",
            "A ferry sank off Selby on Monday. Twelve people are missing, said the coast guard.",
        );
        let after = (
            "Two survivors found after Selby disaster",
            "Divers found two survivors in the hull. A ferry sank off Selby on Monday. Ten people are missing, said the coast guard.",
        );
        assert!(!differ(before, after), "the new headline tells what is new");
        let cleared = (
            "Ferry cleared to sail; fire began in old pump",
            "The Marigold was cleared to sail after inspectors found the cause of a fire. The engine room of the ship burned.",
        );
        let held = (
            "Marigold held in harbour after fire",
            "The Marigold was held in harbour as inspectors looked for the cause of a fire. The engine room of the ship burned.",
        );
        assert!(!differ(held, cleared), "a headline that is written anew is no form");
        let pun = ("Hull or high water", before.1);
        assert!(!differ(pun, after) && !differ(pun, before), "what the body does not have is no subject");
        assert!(!differ(("", before.1), after));
    }
}
