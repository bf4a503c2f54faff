//! The scores of a story as a matrix.

use std::collections::HashMap;

use ndarray::Array2;
use samestory::{ArticleId, StoryId};

use super::explainer::{Explainer, Unknown};

impl Explainer<'_> {
    /// The scores of all pairs of a story: a symmetric matrix whose rows and columns are [`Story::members`](samestory::Story::members),
    /// with values of 0 to 1.
    ///
    /// The scores are those that clustering used: a pair that does not count has 0. An article has 1 with itself and with the other
    /// versions of it, which were compared as one article.
    ///
    /// # Complexity
    ///
    /// The square of the number of members.
    ///
    /// # Errors
    ///
    /// If there is no such story.
    ///
    /// # Examples
    ///
    /// ```
    /// use samestory::{Article, Config};
    /// use samestory_explain::Explainer;
    ///
    /// let article = |id: &str, title: &str| Article::builder(id).title(title).build();
    /// let articles = [
    ///     article("a", "Clinton asks Algeria to back force in Mali")?,
    ///     article("b", "Giants sweep Tigers to win World Series")?,
    ///     article("c", "In Algiers, Clinton seeks help against Mali militants")?,
    /// ];
    /// let explainer = Explainer::new(&articles, &Config::default())?;
    /// let story = explainer.stories().story_of("a").unwrap().id;
    /// let scores = explainer.similarities(story)?;
    /// assert_eq!(scores.dim(), (2, 2));
    /// assert_eq!(scores[(0, 0)], 1.0);
    /// assert_eq!(scores[(0, 1)], explainer.pair("a", "c")?.score.score as f32);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn similarities(&self, story: StoryId) -> Result<Array2<f32>, Unknown> {
        let members = &self.stories.get(story).ok_or(Unknown::Story(story))?.members;
        let numbers: Vec<ArticleId> =
            members.iter().map(|member| self.number(&member.id)).collect::<Result<_, _>>()?;
        // versions of one article have several rows
        let mut rows: HashMap<ArticleId, Vec<usize>> = HashMap::new();
        for (row, &number) in numbers.iter().enumerate() {
            rows.entry(number).or_default().push(row);
        }
        let mut scores = Array2::zeros((members.len(), members.len()));
        for (row, number) in numbers.iter().enumerate() {
            for &column in &rows[number] {
                scores[(row, column)] = 1.0;
            }
            for (other, score) in self.inspection.neighbors(*number) {
                for &column in rows.get(&other).into_iter().flatten() {
                    scores[(row, column)] = score.value() as f32;
                }
            }
        }
        Ok(scores)
    }
}
