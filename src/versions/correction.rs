//! Notes in which a newsroom says what was wrong with an article of its own.

/// Words that begin such a note where a mark, a day or the end of the line follows. Case-folded, longest first where one begins
/// another.
const HEADINGS: &[&str] = &[
    "corrections and clarifications",
    "correction and clarification",
    "corrections & clarifications",
    "corrections",
    "correction notice",
    "correction",
    "clarifications",
    "clarification",
    "corrected",
    "editor's note",
    "editors' note",
    "editor’s note",
    "erratum",
    "errata",
    "retraction",
    "korrektur",
    "korrekturhinweis",
    "korrigiert",
    "berichtigung",
    "richtigstellung",
    "klarstellung",
    "anmerkung der redaktion",
    "anm. d. red",
    "hinweis der redaktion",
    "rectificatif",
    "rectification",
    "correctif",
    "mise au point",
    "note de la rédaction",
    "précision",
    "corrección",
    "correccion",
    "rectificación",
    "aclaración",
    "fe de errores",
    "fe de erratas",
    "nota de la redacción",
    "nota del editor",
];

/// Headings that are notes of correction only if the note says that something was wrong.
const NEUTRAL: &[&str] = &[
    "editor's note",
    "editors' note",
    "anmerkung der redaktion",
    "anm. d. red",
    "hinweis der redaktion",
    "note de la rédaction",
    "nota de la redacción",
    "nota del editor",
    "précision",
    "mise au point",
];

/// What an article is called in a note about itself.
const ITSELF: &[&str] = &[
    "this article",
    "this story",
    "this report",
    "this piece",
    "this post",
    "this page",
    "this version",
    "this dispatch",
    "this column",
    "this item",
    "this review",
    "this obituary",
    "the article",
    "the story",
    "the headline",
    "a headline",
    "a caption",
    "the caption",
    "a photo caption",
    "an earlier",
    "a previous",
    "earlier version",
    "previous version",
    "earlier versions",
    "previous versions",
    "an incorrect version",
    "dieser artikel",
    "diesem artikel",
    "dieses artikels",
    "dieser text",
    "diesem text",
    "dieses textes",
    "dieser beitrag",
    "diesem beitrag",
    "dieses beitrags",
    "diese meldung",
    "dieser meldung",
    "frühere version",
    "früheren version",
    "frühere fassung",
    "früheren fassung",
    "ursprünglichen version",
    "ursprünglichen fassung",
    "ersten version",
    "ersten fassung",
    "vorherigen version",
    "cet article",
    "cette dépêche",
    "ce texte",
    "version antérieure",
    "version précédente",
    "première version",
    "este artículo",
    "esta noticia",
    "esta información",
    "este texto",
    "esta nota",
    "versión anterior",
    "versión previa",
    "primera versión",
];

/// What is said there of what was wrong or was put right.
const WRONG: &[&str] = &[
    "correct",
    "amended",
    "misstated",
    "misidentified",
    "misspelled",
    "misspelt",
    "mischaracterized",
    "misquoted",
    "misattributed",
    "misreported",
    "mistaken",
    "erroneous",
    "in error",
    "an error",
    "editing error",
    "wrong",
    "inaccurate",
    "has been revised",
    "has been updated to reflect",
    "was updated to reflect",
    "was revised",
    "removed a reference",
    "gave the",
    "said that",
    "stated that",
    "referred to",
    "omitted",
    "named the",
    "fix",
    "clarif",
    "retract",
    "korrigiert",
    "berichtigt",
    "richtiggestellt",
    "fehler",
    "falsch",
    "irrtümlich",
    "fälschlich",
    "hieß es",
    "stand ",
    "war von",
    "hatten wir",
    "haben wir",
    "nicht richtig",
    "corrig",
    "rectifi",
    "erreur",
    "erron",
    "indiquait",
    "indiqué",
    "affirmait",
    "modifié pour",
    "mentionnait",
    "errone",
    "error",
    "incorrect",
    "equivocad",
    "decía",
    "indicaba",
    "afirmaba",
    "señalaba",
];

/// How a note in brackets begins that agencies put above a corrected report ("(Corrects name in second paragraph)"). Case-folded.
const TRASHLINES: &[&str] = &[
    "corrects",
    "corrected",
    "correcting",
    "correction",
    "adds dropped",
    "fixes",
    "refiles to",
    "clarifies",
    "removes",
    "korrigiert",
    "berichtigt",
    "korrektur",
    "corrige",
    "rectifie",
    "rectifica",
];

/// A note is not longer, in characters.
const LONGEST: usize = 600;

/// Whether a sentence or paragraph is a note of correction, by its form: a heading ("Correction:", "Correction, June 5, 2018",
/// "Korrektur vom 5. Juni"), a sentence about the article itself that says that something in it was wrong or put right, or an agency's
/// line in brackets ("(Corrects name in second paragraph)").
///
/// What a text says of the errors of others is none.
///
/// ```
/// use samestory::unstable::versions::is_correction_notice;
///
/// assert!(is_correction_notice("An earlier version of this article misstated the day of the talks."));
/// assert!(!is_correction_notice("The court ordered a correction of the boundary."));
/// assert!(!is_correction_notice("The bank misstated its earnings."));
/// ```
pub fn is_correction_notice(sentence: &str) -> bool {
    let folded = sentence.trim().to_lowercase().replace('’', "'");
    let folded = folded.trim_start_matches(['*', '•', '-', '–', '—', ' ', '\u{a0}']);
    if folded.chars().count() > LONGEST {
        return false;
    }
    begins_with_heading(folded) || is_trashline(folded) || is_about_itself(folded)
}

/// "Correction: …", "Correction (June 5, 2018)", "Correction June 5, 2018", "A correction was made on …".
fn begins_with_heading(folded: &str) -> bool {
    let bare = folded.trim_start_matches(['(', '[']);
    let heading =
        HEADINGS.iter().filter(|heading| bare.starts_with(**heading)).max_by_key(|heading| heading.len());
    let Some(heading) = heading else {
        let made =
            ["a correction was", "a correction has been", "a clarification was", "corrections were made"];
        return made.iter().any(|start| bare.starts_with(start));
    };
    let rest = &bare[heading.len()..];
    if rest.starts_with(|c: char| c.is_alphanumeric()) {
        return false;
    }
    let rest = rest.trim_start();
    let marked = rest.is_empty()
        || rest.starts_with([':', '(', '[', '|', ')', ']', '-', '–', '—', '.'])
        // "Correction June 5, 2018", "Korrektur vom 5. Juni", "Correction, 5 June": a day
        || rest.trim_start_matches([',', ' ']).split_whitespace().take(3).any(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    let says_so = || WRONG.iter().any(|wrong| rest.contains(wrong));
    marked && (!NEUTRAL.contains(heading) || says_so())
}

/// "(Corrects name in second paragraph)".
fn is_trashline(folded: &str) -> bool {
    let inner = folded.strip_prefix(['(', '[']).unwrap_or_default();
    let begins = |start: &&str| {
        inner.strip_prefix(*start).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    };
    TRASHLINES.iter().any(begins) && inner.split_whitespace().count() > 1
}

/// So much of a text that a name of the article with [`MOST_LEADING_WORDS`] words before it is whole.
fn beginning(folded: &str) -> &str {
    let mut words = 0;
    let mut was_blank = true;
    for (at, c) in folded.char_indices() {
        words += usize::from(was_blank && !c.is_whitespace());
        was_blank = c.is_whitespace();
        if words > MOST_LEADING_WORDS {
            let longest = ITSELF.iter().map(|name| name.len()).max().unwrap_or(0);
            let end = (at + longest).min(folded.len());
            return &folded[..(end..=folded.len()).find(|&end| folded.is_char_boundary(end)).unwrap_or(end)];
        }
    }
    folded
}

/// "This article was amended on 5 June to …", "In einer früheren Version hieß es …".
fn is_about_itself(folded: &str) -> bool {
    let near = beginning(folded);
    let Some(at) = ITSELF.iter().filter_map(|name| near.find(name)).min() else { return false };
    let (before, from_name) = folded.split_at(at);
    // it begins with what it is about, after a day or "because of an editing error" at most
    let leading = before.split_whitespace().count();
    if leading > MOST_LEADING_WORDS {
        return false;
    }
    let wrong = |text: &str| WRONG.iter().any(|wrong| text.contains(wrong));
    let first_words: Vec<&str> = from_name.split_whitespace().take(12).collect();
    let is_version =
        first_words.iter().take(5).any(|word| EARLIER.iter().any(|earlier| word.starts_with(earlier)));
    if is_version {
        return is_version_of_itself(from_name) || leading <= 2 && wrong(from_name);
    }
    let first_words = first_words.join(" ");
    PUT_RIGHT.iter().any(|done| first_words.contains(done))
        || PUT_RIGHT.iter().any(|done| before.contains(done))
        || before.contains("fehler")
}

/// "an earlier version of this article".
fn is_version_of_itself(from_name: &str) -> bool {
    ["of this", "dieses", "de cet", "de este", "de esta", "des artikels", "del artículo", "de l'article"]
        .iter()
        .any(|of| from_name.contains(of))
}

/// Before the name of the article there are no more words.
const MOST_LEADING_WORDS: usize = 9;

/// How words begin that make a version of an article one before this one.
const EARLIER: &[&str] = &[
    "earlier",
    "previous",
    "früher",
    "ursprünglich",
    "ersten",
    "vorherig",
    "antérieure",
    "précédente",
    "première",
    "anterior",
    "previa",
    "primera",
];

/// What is done to an article that was wrong.
const PUT_RIGHT: &[&str] = &[
    "correct",
    "amended",
    "has been revised",
    "was revised",
    "updated to reflect",
    "updated to correct",
    "misstated",
    "misidentified",
    "misspelled",
    "misspelt",
    "misquoted",
    "gave the wrong",
    "korrigiert",
    "berichtigt",
    "corrigé",
    "rectifié",
    "modifié pour",
    "corregid",
    "rectificad",
    "modificad",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_by_their_form() {
        for note in [
            "Correction: June 5, 2018",
            "Correction: The march ended at the station.",
            "Correction, June 5, 2018: The march ended at the station.",
            "Correction 5 June 2018: The march ended at the station square.",
            "CORRECTION (5 June):",
            "Corrections & clarifications",
            "A correction was made on June 5, 2018: A caption gave the wrong place.",
            "This article was amended on 5 June 2018 to give the right place.",
            "This story corrects the place where the march ended.",
            "This story has been corrected to show that the march ended at the station.",
            "This version corrects the spelling of the mayor's name.",
            "(Corrects place of the march in first paragraph)",
            "[Corrects day in paragraph 3]",
            "An earlier version of this article named the wrong square.",
            "Because of an editing error, an earlier version of this article misstated the day.",
            "Editor's note: An earlier version gave the wrong age.",
            "• This article was corrected on 5 June.",
            "The headline of this article was corrected.",
            "Korrektur: Der Marsch endete am Bahnhof.",
            "Korrektur vom 5. Juni: Der Marsch endete am Bahnhof.",
            "In einer früheren Version dieses Artikels hieß es, der Marsch habe am Markt geendet.",
            "In der ursprünglichen Fassung stand ein falscher Ort.",
            "Anmerkung der Redaktion: In einer früheren Fassung war der Ort falsch angegeben.",
            "Wir haben den Fehler in diesem Text korrigiert.",
            "Dieser Artikel wurde korrigiert.",
            "Rectificatif : la marche s'est terminée à la gare.",
            "Une version antérieure de cet article indiquait un autre lieu.",
            "Cet article a été corrigé le 5 juin.",
            "Erratum : la marche s'est terminée à la gare.",
            "Corrección: la marcha terminó en la estación.",
            "Fe de errores: la marcha terminó en la estación.",
            "Una versión anterior de este artículo indicaba otro lugar.",
            "Este artículo ha sido corregido.",
        ] {
            assert!(is_correction_notice(note), "{note}");
        }
    }

    #[test]
    fn errors_of_others_are_none() {
        for text in [
            "The bank misstated its earnings.",
            "The bank said it had misstated its earnings in an earlier version of the accounts.",
            "Correction officers went on strike.",
            "Corrections to the budget were voted down.",
            "Correctional staff left.",
            "The court ordered a correction of the boundary.",
            "Markets expect a correction, analysts said.",
            "The mayor said the newspaper had misidentified him.",
            "(Corrections officers marched.)",
            "The police misspelled the name of the victim.",
            "Editor's note: this is the first of three parts.",
            "Die Bank hat ihre Zahlen korrigiert.",
            "Die Korrektur der Grenze kam spät.",
            "La correction du tir a surpris.",
            "La corrección de la frontera fue tardía.",
            "This article was first published on 5 June.",
            "This story said much about us.",
        ] {
            assert!(!is_correction_notice(text), "{text}");
        }
    }

    #[test]
    fn what_stands_far_from_the_beginning_is_not_looked_at() {
        let text = |words: usize| format!("{}this article was amended", "ä ".repeat(words));
        let (near, far) = (text(MOST_LEADING_WORDS), text(MOST_LEADING_WORDS + 1));
        assert!(beginning(&near).contains("this article") && beginning(&text(99)).len() < 99);
        assert!(is_about_itself(&near) && !is_about_itself(&far));
        assert_eq!(beginning("ä b"), "ä b");
    }
}
