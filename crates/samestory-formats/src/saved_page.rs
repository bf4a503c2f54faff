//! An article's page, saved as text or HTML.

use crate::page;

/// What a saved page says: the headline, if it has one, and the text.
///
/// # Examples
///
/// ```
/// use samestory_formats::SavedPage;
///
/// let page = SavedPage::read("Dam gives way\n\nThe dam gave way on Monday, engineers said.\n");
/// assert_eq!(page.title, "Dam gives way");
/// let page = SavedPage::read("The dam gave way on Monday.\n\nEngineers had warned.\n");
/// assert_eq!(page.title, ""); // that is a sentence
/// let page = SavedPage::read("<h1>Dam gives way</h1><nav>Home</nav><p>The dam gave <b>way</b>.</p>");
/// assert_eq!((page.title.as_str(), page.text.as_str()), ("Dam gives way", "The dam gave way."));
/// ```
#[non_exhaustive]
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SavedPage {
    /// The headline; may be empty.
    pub title: String,
    /// The text, paragraphs parted by blank lines.
    pub text: String,
}

/// A first line that is longer, in characters, is no headline.
const LONGEST_TITLE: usize = 120;

impl SavedPage {
    /// Reads a page. In text a first line is the headline if it is clearly one: short, no sentence, and a blank line after it.
    /// HTML is read as by [`read_page`](crate::read_page).
    ///
    /// # Complexity
    ///
    /// Linear.
    pub fn read(page: &str) -> Self {
        let page = page.trim_start_matches('\u{feff}').trim();
        if is_html(page) { read_html(page) } else { read_text(page) }
    }
}

fn read_text(page: &str) -> SavedPage {
    let (first, rest) = page.split_once('\n').unwrap_or((page, ""));
    let first = first.trim();
    let blank_follows = rest.lines().next().is_some_and(|line| line.trim().is_empty());
    let is_sentence = first.ends_with(['.', ',', ';', ':', ')', '”', '"', '…']);
    if blank_follows && !is_sentence && first.chars().count() <= LONGEST_TITLE {
        return SavedPage { title: first.to_owned(), text: rest.trim().to_owned() };
    }
    SavedPage { title: String::new(), text: page.to_owned() }
}

/// Whether a saved page is HTML.
pub(crate) fn is_html(page: &str) -> bool {
    page.trim_start_matches('\u{feff}').trim_start().starts_with('<')
        || page.contains("</html>")
        || page.contains("</body>")
}

fn read_html(page: &str) -> SavedPage {
    let page::PageRecord { title, text, .. } = page::read_text(page, "");
    SavedPage { title, text }
}
