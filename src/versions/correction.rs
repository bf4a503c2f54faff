//! Notes in which a newsroom says what was wrong.

/// How such notes begin. Case-folded.
const BEGINNINGS: &[&str] = &[
    "correction:",
    "correction (",
    "corrections:",
    "correction –",
    "correction —",
    "correction -",
    "clarification:",
    "editor's note:",
    "editors' note:",
    "korrektur:",
    "berichtigung:",
    "anmerkung der redaktion",
    "rectificatif",
    "erratum",
    "corrección:",
    "fe de errores",
];

/// What they say. Case-folded.
const PHRASES: &[&str] = &[
    "an earlier version of this",
    "a previous version of this",
    "earlier versions of this",
    "previous versions of this",
    "this article has been corrected",
    "this story has been corrected",
    "this report has been corrected",
    "this article was corrected",
    "this story was corrected",
    "has been updated to correct",
    "has been revised to reflect",
    "misstated",
    "misidentified",
    "misspelled the",
    "in einer früheren version",
    "in einer früheren fassung",
    "une version antérieure de",
    "une version précédente de",
    "una versión anterior de",
];

/// Whether a sentence is a note of correction.
///
/// ```
/// use samestory::versions::is_correction_notice;
///
/// assert!(is_correction_notice("An earlier version of this article misstated the day of the talks."));
/// assert!(!is_correction_notice("The court ordered a correction of the boundary."));
/// ```
pub fn is_correction_notice(sentence: &str) -> bool {
    let folded = sentence.trim().to_lowercase().replace('’', "'");
    BEGINNINGS.iter().any(|beginning| folded.starts_with(beginning))
        || PHRASES.iter().any(|phrase| folded.contains(phrase))
}
