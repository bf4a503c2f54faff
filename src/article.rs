//! An article: one text of one source.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::published::Published;

/// One text of one source, as it was published.
///
/// Only an [`id`](Article::id) and some text (a title or a body) are required. Whatever else is missing has a defined
/// meaning: without a date the article has no place in time, and time says nothing about its pairs; without a
/// language it is detected; without a source or a URL nothing is concluded from them.
///
/// # Examples
///
/// ```
/// use samestory::Article;
///
/// let article = Article::builder("nyt-1")
///     .source("The New York Times")
///     .published("2012-10-29T17:40:00Z".parse()?)
///     .title("U.S. and Algeria Discuss Ousting Mali Militants")
///     .body("ALGIERS — The secretary of state met the president of Algeria on Monday.")
///     .build()?;
/// assert_eq!(article.id, "nyt-1");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// The caller's name for the article, unique in a collection, never empty.
    pub id: String,
    /// The outlet that published it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Where it was found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// When it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Published>,
    /// Who signed it, as its page or feed says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// The declared language, as a BCP 47 tag ("en", "pt-BR").
    #[serde(default, rename = "lang", skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The headline; may be empty.
    #[serde(default)]
    pub title: String,
    /// The text without the headline; may be empty.
    #[serde(default, rename = "text")]
    pub body: String,
}

impl Article {
    /// Starts an article with its id.
    pub fn builder(id: impl Into<String>) -> ArticleBuilder {
        ArticleBuilder {
            article: Self {
                id: id.into(),
                source: None,
                url: None,
                published: None,
                author: None,
                language: None,
                title: String::new(),
                body: String::new(),
            },
        }
    }

    /// Checks what every article must have.
    ///
    /// # Errors
    ///
    /// [`ArticleError::NoId`] or [`ArticleError::NoText`].
    pub fn validate(&self) -> Result<(), ArticleError> {
        if self.id.trim().is_empty() {
            return Err(ArticleError::NoId);
        }
        if self.title.trim().is_empty() && self.body.trim().is_empty() {
            return Err(ArticleError::NoText { id: self.id.clone() });
        }
        Ok(())
    }
}

/// The number samestory gives an article: dense, in order of arrival. Not [`Article::id`], which is the caller's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ArticleId(pub u32);

impl ArticleId {
    /// As an index into arrays by article.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl fmt::Display for ArticleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a{}", self.0)
    }
}

/// Builds an [`Article`] field by field.
#[derive(Debug, Clone)]
pub struct ArticleBuilder {
    article: Article,
}

impl ArticleBuilder {
    /// Sets the outlet.
    #[must_use]
    pub fn source(mut self, source: impl Into<String>) -> Self {
        self.article.source = Some(source.into());
        self
    }

    /// Sets the address.
    #[must_use]
    pub fn url(mut self, url: impl Into<String>) -> Self {
        self.article.url = Some(url.into());
        self
    }

    /// Sets the publication time.
    #[must_use]
    pub fn published(mut self, published: Published) -> Self {
        self.article.published = Some(published);
        self
    }

    /// Sets who signed it.
    #[must_use]
    pub fn author(mut self, author: impl Into<String>) -> Self {
        self.article.author = Some(author.into());
        self
    }

    /// Declares the language by its BCP 47 tag.
    #[must_use]
    pub fn language(mut self, tag: impl Into<String>) -> Self {
        self.article.language = Some(tag.into());
        self
    }

    /// Sets the headline.
    #[must_use]
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.article.title = title.into();
        self
    }

    /// Sets the text below the headline.
    #[must_use]
    pub fn body(mut self, body: impl Into<String>) -> Self {
        self.article.body = body.into();
        self
    }

    /// Finishes the article.
    ///
    /// # Errors
    ///
    /// As [`Article::validate`].
    pub fn build(self) -> Result<Article, ArticleError> {
        self.article.validate()?;
        Ok(self.article)
    }
}

/// What an article lacks.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ArticleError {
    /// The id is missing or blank.
    NoId,
    /// Title and body are both missing or blank.
    NoText {
        /// The article's id.
        id: String,
    },
}

impl fmt::Display for ArticleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoId => write!(f, "field \"id\" is missing or blank"),
            Self::NoText { id } => write!(f, "article \"{id}\" has neither \"title\" nor \"text\""),
        }
    }
}

impl std::error::Error for ArticleError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_id_and_some_text_are_needed() {
        assert!(Article::builder("a").title("t").build().is_ok());
        assert!(Article::builder("a").body("b").build().is_ok());
        assert_eq!(Article::builder(" ").body("b").build(), Err(ArticleError::NoId));
        assert_eq!(
            Article::builder("a").title(" \n").build(),
            Err(ArticleError::NoText { id: "a".to_owned() })
        );
    }
}
