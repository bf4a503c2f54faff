//! An article's page, saved as text or HTML.

use html5gum::{Token, Tokenizer};

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

/// Elements that hold no text of the article.
const LEFT_OUT: &[&str] =
    &["script", "style", "noscript", "template", "svg", "nav", "aside", "footer", "form", "button", "figure"];

/// Elements that hold its paragraphs.
const PARAGRAPHS: &[&str] = &["p", "blockquote", "li", "h2", "h3", "h4"];

impl SavedPage {
    /// Reads a page. In text a first line is the headline if it is clearly one: short, no sentence, and a blank line after it.
    /// In HTML it is the first `h1`, else the `title`, and the text is that of the paragraphs, those in menus and the like left
    /// out.
    ///
    /// # Complexity
    ///
    /// Linear.
    pub fn read(page: &str) -> Self {
        let page = page.trim_start_matches('\u{feff}').trim();
        if page.starts_with('<') { read_html(page) } else { read_text(page) }
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

fn read_html(page: &str) -> SavedPage {
    let mut reading = Reading::default();
    for Ok(token) in Tokenizer::new(page) {
        match token {
            Token::StartTag(tag) => {
                reading.open(&String::from_utf8_lossy(&tag.name), tag.self_closing);
            }
            Token::EndTag(tag) => reading.close(&String::from_utf8_lossy(&tag.name)),
            Token::String(text) => reading.current.push_str(&String::from_utf8_lossy(&text.value)),
            _ => {}
        }
    }
    reading.finish()
}

/// What has been read of an HTML page.
#[derive(Default)]
struct Reading {
    /// The text of the element that is being read.
    current: String,
    /// The element that is left out, and how many of its name are open.
    skipping: Option<(String, usize)>,
    inside: String,
    title: String,
    headline: String,
    paragraphs: Vec<String>,
}

impl Reading {
    fn open(&mut self, name: &str, self_closing: bool) {
        if let Some((skipped, depth)) = &mut self.skipping {
            *depth += usize::from(skipped == name && !self_closing);
        } else if LEFT_OUT.contains(&name) && !self_closing {
            self.take();
            self.skipping = Some((name.to_owned(), 1));
        } else if name == "br" {
            self.current.push(' ');
        } else if matches!(name, "h1" | "title") || PARAGRAPHS.contains(&name) {
            self.take();
            name.clone_into(&mut self.inside);
        }
    }

    fn close(&mut self, name: &str) {
        if let Some((skipped, depth)) = &mut self.skipping {
            if skipped == name {
                *depth -= 1;
                if *depth == 0 {
                    self.skipping = None;
                    self.current.clear();
                }
            }
        } else if name == self.inside || matches!(name, "div" | "body" | "article" | "section" | "main") {
            self.take();
        }
    }

    /// Puts what was read where it belongs.
    fn take(&mut self) {
        let text = std::mem::take(&mut self.current);
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let inside = std::mem::take(&mut self.inside);
        if self.skipping.is_some() || text.is_empty() {
            return;
        }
        match inside.as_str() {
            "" => {}
            "title" if self.title.is_empty() => self.title = text,
            "h1" if self.headline.is_empty() => self.headline = text,
            "title" | "h1" => {}
            _ => self.paragraphs.push(text),
        }
    }

    fn finish(mut self) -> SavedPage {
        self.take();
        let title = if self.headline.is_empty() { self.title } else { self.headline };
        SavedPage { title, text: self.paragraphs.join("\n\n") }
    }
}
