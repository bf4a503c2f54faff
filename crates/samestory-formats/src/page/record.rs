//! What is read of a page.

/// An article as its page shows and declares it. What is not known is none or empty.
#[non_exhaustive]
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PageRecord {
    /// The headline, without the names of site and section.
    pub title: String,
    /// The text, paragraphs parted by blank lines.
    pub text: String,
    /// When it was published, as ISO 8601; a time without an offset is one that the page writes without a zone.
    pub published: Option<String>,
    /// When it was changed last, likewise.
    pub modified: Option<String>,
    /// The outlet.
    pub publisher: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// The address that the page has for its own.
    pub url: Option<String>,
    /// The language, as a BCP 47 tag.
    pub language: Option<String>,
    /// What was given up or is unsure. Each names the page.
    pub warnings: Vec<String>,
}
