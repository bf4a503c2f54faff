//! Vectors that a program brings along.

use std::fmt;

use ndarray::Array1;
use serde::{Deserialize, Serialize};

use super::config::Config;
use crate::article::Article;
use crate::saved::ensure;

/// Numbers multiplied at once.
const LANES: usize = 8;

/// Vectors of your own: embeddings of articles, by a model or from a file. They are one more feature of a pair,
/// [`Feature::OwnVectors`](super::Feature::OwnVectors): the cosine of the vectors of both articles.
///
/// [`Config::vectors`](crate::Config::vectors) takes them, for a closed set and for a stream, and
/// [`PairModel::own_vectors`](crate::PairModel::own_vectors) is what the feature weighs: by default nothing. Vectors find no pairs. Of
/// the pairs whose articles have enough words in common they make some more likely and others less.
///
/// A weight goes with a lower bias. If articles that have nothing to do with each other have a cosine of about c, the bias is
/// to be lowered by weight · c: otherwise every pair becomes more likely. The example `train_model` in the repository finds both for
/// your vectors and your labelled articles.
///
/// # Contract
///
/// The vector of an article depends on the article alone: then the same input gives the same output. An article is given without
/// markup, once, by any thread and in any order. A vector that has the length 0, or a number that is not finite, counts as none. Two
/// vectors with different numbers of dimensions are not compared.
///
/// # Resource use
///
/// Four bytes for each dimension of a live article, and one pass over both vectors for each pair. The vectors are kept in a saved stream.
///
/// # Examples
///
/// ```
/// use std::sync::Arc;
///
/// use samestory::cluster::Feature;
/// use samestory::{Article, ArticleVectors, Assignment, Clusterer, Config};
///
/// /// How much of a title is about the weather, and how much about money.
/// struct Subjects;
///
/// impl ArticleVectors for Subjects {
///     fn vector(&self, article: &Article) -> Option<ndarray::Array1<f32>> {
///         let title = article.title.to_lowercase();
///         let share = |words: &[&str]| words.iter().filter(|&&word| title.contains(word)).count() as f32;
///         Some(ndarray::arr1(&[share(&["storm", "gale", "flood"]), share(&["bank", "shares", "loan"])]))
///     }
/// }
///
/// let mut config = Config { vectors: Some(Arc::new(Subjects)), ..Config::default() };
/// // log-odds 1 higher for articles of one subject, and 1 lower for others
/// config.model.own_vectors = 2.0;
/// config.model.bias -= 1.0;
/// let article = |title: &str| Article::builder(title).title(title).build();
/// let mut clusterer = Clusterer::new(config)?;
/// clusterer.insert(&article("Storm hits Quimby port")?);
/// let cosine = |assignment: Assignment| assignment.evidence.map(|evidence| evidence.features.get(Feature::OwnVectors));
/// assert_eq!(cosine(clusterer.insert(&article("A storm at Quimby port")?)), Some(1.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait ArticleVectors: Send + Sync {
    /// The vector of an article; none if there is nothing to tell, as of a text without words. Its length does not matter, only its
    /// direction.
    fn vector(&self, article: &Article) -> Option<Array1<f32>>;
}

impl fmt::Debug for dyn ArticleVectors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ArticleVectors").finish_non_exhaustive()
    }
}

/// Equal are those that are one and the same.
impl PartialEq for dyn ArticleVectors {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::addr_eq(self, other)
    }
}

/// A vector of length 1, or none, which has no dimensions.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct UnitVector(Box<[f32]>);

impl UnitVector {
    /// The direction of an article.
    pub(crate) fn of(article: &Article, config: &Config) -> Self {
        let vector = config.vectors.as_ref().and_then(|vectors| vectors.vector(article));
        vector.map_or_else(Self::default, |vector| Self::new(&vector))
    }

    fn new(vector: &Array1<f32>) -> Self {
        let length = vector.iter().map(|&x| f64::from(x).powi(2)).sum::<f64>().sqrt();
        if length > 0.0 && length.is_finite() {
            Self(vector.iter().map(|&x| (f64::from(x) / length) as f32).collect())
        } else {
            Self::default()
        }
    }

    /// The cosine of two vectors, −1 to 1; 0 if they cannot be compared. Symmetric, to the last bit.
    pub(crate) fn cosine(&self, other: &Self) -> f32 {
        if self.0.len() != other.0.len() {
            return 0.0;
        }
        let (ours, theirs) = (self.0.chunks(LANES), other.0.chunks(LANES));
        let mut sums = [0.0; LANES];
        for (ours, theirs) in ours.zip(theirs) {
            sums.iter_mut().zip(ours).zip(theirs).for_each(|((sum, a), b)| *sum += a * b);
        }
        sums.iter().sum::<f32>().clamp(-1.0, 1.0)
    }

    /// Checks that its length is 1.
    ///
    /// # Errors
    ///
    /// Says what it is.
    pub(crate) fn check(&self) -> Result<(), String> {
        let square: f64 = self.0.iter().map(|&x| f64::from(x).powi(2)).sum();
        ensure(self.0.is_empty() || (square - 1.0).abs() < 1e-3, || {
            format!("a vector has the squared length {square}, not 1")
        })
    }

    pub(crate) fn memory_usage(&self) -> usize {
        self.0.len() * size_of::<f32>()
    }
}

#[cfg(test)]
mod tests {
    use ndarray::arr1;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_no_direction_is_none() {
        for odd in [&[][..], &[0.0, 0.0], &[1.0, f32::NAN], &[f32::INFINITY, 1.0]] {
            assert_eq!(UnitVector::new(&arr1(odd)), UnitVector::default());
        }
        let [huge, tiny] = [f32::MAX, f32::MIN_POSITIVE].map(|x| UnitVector::new(&arr1(&[x, x])));
        assert_eq!((huge.check(), tiny.check()), (Ok(()), Ok(())));
        assert_eq!(huge, tiny);
        assert_eq!(
            (huge.cosine(&UnitVector::default()), huge.cosine(&UnitVector::new(&arr1(&[1.0])))),
            (0.0, 0.0)
        );
        assert!(
            UnitVector(Box::new([2.0])).check().is_err() && UnitVector(Box::new([f32::NAN])).check().is_err()
        );
    }

    proptest! {
        #[test]
        fn the_cosine_is_that_of_the_definition(
            (a, b) in (1_usize..30).prop_flat_map(|n| {
                let vector = || prop::collection::vec(-9.0_f32..9.0, n);
                (vector(), vector())
            }),
        ) {
            let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(&x, &y)| f64::from(x) * f64::from(y)).sum::<f64>();
            let [one, other] = [&a, &b].map(|vector| UnitVector::new(&Array1::from_vec(vector.clone())));
            let found = one.cosine(&other);
            prop_assert_eq!(found.to_bits(), other.cosine(&one).to_bits());
            let lengths = (dot(&a, &a) * dot(&b, &b)).sqrt();
            let expected = if lengths > 0.0 { dot(&a, &b) / lengths } else { 0.0 };
            prop_assert!((f64::from(found) - expected).abs() < 1e-5, "{} for {}", found, expected);
        }
    }
}
