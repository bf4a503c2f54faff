//! TF-IDF in batch, with the habits of scikit-learn's `TfidfVectorizer`.

use super::document_frequency::DocumentFrequencies;
use super::vector::SparseVector;
use super::weighting::Weighting;
use crate::terms::TermId;

/// TF-IDF vectors of token lists: [`fit`](Self::fit) counts document frequencies, [`transform`](Self::transform) weighs.
///
/// On the same tokens it equals scikit-learn's `TfidfVectorizer` (its `smooth_idf`, `sublinear_tf` and `norm` are the
/// variants of [`Weighting`]); golden numbers from scikit-learn hold that to 1e-6. Terms that `fit` has not seen are left
/// out by `transform`.
///
/// # Examples
///
/// ```
/// use samestory::Article;
/// use samestory::terms::{Analyzer, Kind, Lexicon, TermId};
/// use samestory::weights::{TfIdfVectorizer, Weighting};
///
/// let (analyzer, mut lexicon) = (Analyzer::default(), Lexicon::new());
/// let mut words = |title: &str| -> Result<Vec<TermId>, samestory::ArticleError> {
///     let article = Article::builder("id").title(title).language("en").build()?;
///     Ok(analyzer.terms(&article, &[Kind::Word], &mut lexicon))
/// };
/// let tokens = [words("Mali force at summit")?, words("Mali talks fail")?, words("Storm makes landfall")?];
/// let mut tf_idf = TfIdfVectorizer::new(Weighting::default());
/// let vectors = tf_idf.fit_transform(&tokens);
/// assert!(vectors[0].view().dot(vectors[1].view()) > vectors[0].view().dot(vectors[2].view()));
/// # Ok::<(), samestory::ArticleError>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct TfIdfVectorizer {
    weighting: Weighting,
    df: DocumentFrequencies,
}

impl TfIdfVectorizer {
    /// A vectorizer that has seen nothing.
    pub fn new(weighting: Weighting) -> Self {
        Self { weighting, df: DocumentFrequencies::new() }
    }

    /// Forgets what it has seen and counts these token lists.
    pub fn fit<D: AsRef<[TermId]>>(&mut self, documents: &[D]) {
        self.df = DocumentFrequencies::new();
        self.partial_fit(documents);
    }

    /// Counts more token lists.
    pub fn partial_fit<D: AsRef<[TermId]>>(&mut self, documents: &[D]) {
        for document in documents {
            self.df.add(counted(document.as_ref()).into_iter().map(|(term, _)| term), 1.0);
        }
    }

    /// The vector of each token list.
    pub fn transform<D: AsRef<[TermId]>>(&self, documents: &[D]) -> Vec<SparseVector> {
        let weigh = |document: &D| {
            let mut counts = counted(document.as_ref());
            counts.retain(|&(term, _)| self.df.of(term) > 0.0);
            self.weighting.weigh(counts, &self.df)
        };
        documents.iter().map(weigh).collect()
    }

    /// [`fit`](Self::fit), then [`transform`](Self::transform).
    pub fn fit_transform<D: AsRef<[TermId]>>(&mut self, documents: &[D]) -> Vec<SparseVector> {
        self.fit(documents);
        self.transform(documents)
    }

    /// The document frequencies.
    #[doc(hidden)]
    pub fn document_frequencies(&self) -> &DocumentFrequencies {
        &self.df
    }

    /// The weighting scheme.
    pub fn weighting(&self) -> Weighting {
        self.weighting
    }
}

/// Distinct tokens with their counts, ascending.
fn counted(tokens: &[TermId]) -> Vec<(TermId, u32)> {
    let mut sorted = tokens.to_vec();
    sorted.sort_unstable();
    sorted.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() as u32)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unseen_terms_are_left_out() {
        let mut tf_idf = TfIdfVectorizer::default();
        tf_idf.fit(&[vec![TermId(0), TermId(0), TermId(1)]]);
        let vectors = tf_idf.transform(&[vec![TermId(0), TermId(9)], vec![TermId(9)], vec![]]);
        assert_eq!(vectors[0].view().terms(), [TermId(0)]);
        assert!(vectors[1].view().is_empty() && vectors[2].view().is_empty());
        assert_eq!(tf_idf.document_frequencies().of(TermId(0)), 1.0);
    }
}
