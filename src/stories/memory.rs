//! What a stream holds in memory.

/// The bytes that a [`Clusterer`](super::Clusterer) holds, by part: counted from sizes and capacities. What an allocator adds is
/// not among them, nor are the tables of the configuration.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct MemoryUsage {
    /// Terms, how common they are, what is remembered of printed words, boilerplate and forms. Grows with the terms of the last
    /// 16,384 to 131,072 articles, or of the live ones if these are more.
    pub terms: usize,
    /// The index of the live articles.
    pub index: usize,
    /// What is known of each live article: its terms, what lies around it, its id and headline.
    pub articles: usize,
    /// The stories, and the scored pairs of their articles.
    pub stories: usize,
    /// With `Config::find_copies`: the texts of live articles, their versions, sketches and origins.
    pub copies: usize,
}

impl MemoryUsage {
    /// All parts together.
    pub fn total(&self) -> usize {
        let Self { terms, index, articles, stories, copies } = self;
        terms + index + articles + stories + copies
    }
}
