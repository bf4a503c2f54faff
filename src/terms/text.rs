//! What is read of an article.

use crate::article::Article;

/// The text of an article, or what was left of it, with the language it is said to be in.
#[derive(Debug, Clone, Copy)]
pub struct Text<'t> {
    pub title: &'t str,
    pub body: &'t str,
    pub language: Option<&'t str>,
}

impl Text<'_> {
    /// In bytes.
    pub(super) fn len(self) -> usize {
        self.title.len() + self.body.len()
    }
}

impl<'t> From<&'t Article> for Text<'t> {
    fn from(article: &'t Article) -> Self {
        Self { title: &article.title, body: &article.body, language: article.language.as_deref() }
    }
}
