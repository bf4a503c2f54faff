//! What a page says.

use super::NewsDiffsError;
use super::html::{is_html, read_html};
use super::text::read_text;
use samestory::versions::{Elapsed, Observation};
use samestory::{Precision, Published};

/// A page that shows two versions of one article side by side, as sites like NewsDiffs and News Sniffer keep them.
///
/// # Examples
///
/// ```
/// use samestory_formats::NewsDiffsPage;
///
/// let saved = "This article is from the source 'gazette' and was first published or seen on . \
///     It last changed over 40 days ago and won't be checked again for changes.\n\n\
///     You can find the current article at its original source at http://gazette.example/2012/10/30/dam-holds.html\n\n\
///     The article has changed 3 times. There is an RSS feed of changes available.\n\n\
///     Version 1 Version 2\n\
///     Dam Holds After Storm Dam Gives Way After Storm\n\
///     (about 2 hours later)\n\
///     The dam held on Monday, engineers said. The dam gave way on Monday, engineers said.\n";
/// let page = NewsDiffsPage::read(saved)?;
/// assert_eq!(page.old.title, "Dam Holds After Storm");
/// assert_eq!(page.new.paragraphs, ["The dam gave way on Monday, engineers said."]);
/// assert_eq!(page.url_date.unwrap().to_string(), "2012-10-30");
/// # Ok::<(), samestory_formats::NewsDiffsError>(())
/// ```
#[non_exhaustive]
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewsDiffsPage {
    /// The key of the source ("nytimes").
    pub source: Option<String>,
    /// Where the article is.
    pub url: String,
    /// The day that the address names.
    pub url_date: Option<Published>,
    /// When the article was first seen.
    pub first_seen: Option<Published>,
    /// How often it has changed.
    pub changes: Option<u32>,
    /// Whether the site has stopped looking for changes.
    pub is_closed: bool,
    /// The version on the left.
    pub old: PageVersion,
    /// The version on the right.
    pub new: PageVersion,
    /// How much later the version on the right is.
    pub elapsed: Option<Elapsed>,
}

/// One of the versions on a page.
#[non_exhaustive]
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PageVersion {
    /// Its number.
    pub number: Option<u32>,
    /// When it was seen.
    pub time: Option<Published>,
    /// The headline.
    pub title: String,
    /// The text.
    pub paragraphs: Vec<String>,
}

impl PageVersion {
    /// The text, paragraphs parted by blank lines.
    pub fn text(&self) -> String {
        self.paragraphs.join("\n\n")
    }
}

impl NewsDiffsPage {
    /// Whether a text looks like such a page.
    pub fn is_one(text: &str) -> bool {
        text.contains("This article is from the source")
            || is_html(text)
                && (text.contains("Comparing:") && text.contains("var text1")
                    || text.contains("version_diff"))
    }

    /// Reads a saved page: the text that a reader copied, or HTML (the table of News Sniffer, or the script of NewsDiffs).
    ///
    /// In copied text both columns are run together: a line holds the old paragraph and then the new one, and either may be missing.
    /// They are taken apart so that what is alike in old and new comes to stand on different sides.
    ///
    /// A sentence that is like no other cannot be placed by what it says: where it might end the old paragraph or begin the new one, it
    /// is taken for new, as news grows.
    ///
    /// # Complexity
    ///
    /// Quadratic in the number of rows of copied text, linear in HTML.
    ///
    /// # Errors
    ///
    /// If the address, the numbers of the versions, the headlines or the text are missing: the error names line and field.
    pub fn read(text: &str) -> Result<Self, NewsDiffsError> {
        if is_html(text) { read_html(text) } else { read_text(text) }
    }

    /// Both versions as observations, the earlier first. A version without a time of its own has the day that the address names.
    pub fn observations(&self) -> [Observation; 2] {
        let of = |version: &PageVersion, time: Option<Published>, after: Option<Elapsed>| Observation {
            url: Some(self.url.clone()),
            source: self.source.clone(),
            time,
            first_seen: self.first_seen,
            reported_changes: self.changes,
            number: version.number,
            after,
            title: version.title.clone(),
            text: version.text(),
            ..Observation::default()
        };
        let day = self.url_date;
        let later = |from: Published| {
            let seconds = i64::try_from(self.elapsed?.seconds).ok()?;
            (from.precision() == Precision::Second).then_some(())?;
            Published::at_second(from.seconds().checked_add(seconds)?).ok()
        };
        let new_time = self.new.time.or_else(|| self.old.time.and_then(later));
        [of(&self.old, self.old.time.or(day), None), of(&self.new, new_time.or(day), self.elapsed)]
    }
}
