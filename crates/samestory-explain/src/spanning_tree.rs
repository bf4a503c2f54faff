//! The strongest links that hold a group of articles together.

use samestory::ArticleId;
use samestory::unstable::inspection::{ClusterStatistics, Inspection, Score, Sum};

/// A maximum spanning tree of the links among the articles of a group.
///
/// Its path between two articles is the strongest chain: no other has a stronger weakest link. Articles that no link leads to hang on
/// the first by a link of score 0.
pub(super) struct SpanningTree {
    /// Ascending.
    articles: Vec<ArticleId>,
    /// All links within the group, by places.
    edges: Vec<(usize, usize, Score)>,
    /// By place, the next one on the way to the first article, and the score of the link; none for the first.
    parents: Vec<Option<(usize, Score)>>,
    /// By place, the links on the way to the first article.
    depths: Vec<usize>,
    /// All places, each after its parent.
    order: Vec<usize>,
}

/// A cut of a group at a link of its tree.
pub(super) struct Cut {
    pub(super) closeness: f64,
    /// The articles on either side: that with the first article first.
    pub(super) sides: [Vec<ArticleId>; 2],
    /// The links across, the strongest first.
    pub(super) links: Vec<(ArticleId, ArticleId, Score)>,
}

impl SpanningTree {
    /// Of a group, ascending.
    ///
    /// # Complexity
    ///
    /// n log n in the links.
    pub(super) fn new(articles: &[ArticleId], inspection: &Inspection) -> Self {
        let place = |article: ArticleId| articles.binary_search(&article).ok();
        let mut edges: Vec<(usize, usize, Score)> = Vec::new();
        for (at, &article) in articles.iter().enumerate() {
            let later = inspection.neighbors(article).filter(|&(other, _)| other > article);
            edges.extend(later.filter_map(|(other, score)| Some((at, place(other)?, score))));
        }
        edges.sort_unstable_by(|a, b| b.2.cmp(&a.2).then((a.0, a.1).cmp(&(b.0, b.1))));
        let mut links = vec![Vec::new(); articles.len()];
        let mut components = Components::new(articles.len());
        let loose = (1..articles.len()).map(|at| (0, at, Score::default()));
        for (a, b, score) in edges.iter().copied().chain(loose) {
            if components.join(a, b) {
                links[a].push((b, score));
                links[b].push((a, score));
            }
        }
        let (mut parents, mut depths) = (vec![None; articles.len()], vec![0; articles.len()]);
        let mut order: Vec<usize> = Vec::from_iter((!articles.is_empty()).then_some(0));
        let mut next = 0;
        while let Some(&at) = order.get(next) {
            for &(other, score) in &links[at] {
                if parents[at].is_none_or(|(parent, _)| parent != other) {
                    parents[other] = Some((at, score));
                    depths[other] = depths[at] + 1;
                    order.push(other);
                }
            }
            next += 1;
        }
        Self { articles: articles.to_vec(), edges, parents, depths, order }
    }

    /// The strongest chain of links from one article to another; empty if there is none.
    pub(super) fn chain(&self, from: ArticleId, to: ArticleId) -> Vec<(ArticleId, ArticleId, Score)> {
        let place = |article: ArticleId| self.articles.binary_search(&article).ok();
        let (Some(from), Some(to)) = (place(from), place(to)) else { return Vec::new() };
        let meeting = self.meeting(from, to);
        let climb = |mut at: usize| {
            let mut steps = Vec::new();
            while let Some((parent, score)) = self.parents[at].filter(|_| at != meeting) {
                steps.push((self.articles[at], self.articles[parent], score));
                at = parent;
            }
            steps
        };
        let mut chain = climb(from);
        chain.extend(climb(to).into_iter().rev().map(|(a, b, score)| (b, a, score)));
        if chain.iter().any(|&(_, _, score)| score == Score::default()) { Vec::new() } else { chain }
    }

    /// Where the ways of two places to the first article meet.
    fn meeting(&self, mut a: usize, mut b: usize) -> usize {
        while a != b {
            let further = if self.depths[a] >= self.depths[b] { &mut a } else { &mut b };
            *further = self.parents[*further].map_or(0, |(parent, _)| parent);
        }
        a
    }

    /// The link of the tree with the lowest score.
    pub(super) fn weakest(&self) -> Option<(ArticleId, ArticleId, Score)> {
        let link = |&at: &usize| {
            let (parent, score) = self.parents[at]?;
            Some((self.articles[at.min(parent)], self.articles[at.max(parent)], score))
        };
        self.order.iter().filter_map(link).min_by_key(|&(a, b, score)| (score, a, b))
    }

    /// The cut at a link of the tree whose sides are least close to each other; of equals the most even.
    ///
    /// # Complexity
    ///
    /// The links times the depth of the tree.
    pub(super) fn loosest_cut(&self, inspection: &Inspection) -> Option<Cut> {
        // by place: the sum of all scores of the articles below it, and the statistics of these
        let mut sums: Vec<Sum> = vec![0; self.articles.len()];
        let mut meets: Vec<Sum> = vec![0; self.articles.len()];
        for &(a, b, score) in &self.edges {
            sums[a] += score.units();
            sums[b] += score.units();
            meets[self.meeting(a, b)] += score.units();
        }
        let of_one = |&article: &ArticleId| ClusterStatistics::one(inspection.link_limit(article));
        let mut below: Vec<ClusterStatistics> = self.articles.iter().map(of_one).collect();
        for &at in self.order.iter().rev() {
            below[at].join(ClusterStatistics::default(), meets[at]);
            if let Some((parent, _)) = self.parents[at] {
                let (own, sum) = (below[at], sums[at]);
                below[parent].join(own, 0);
                sums[parent] += sum;
            }
        }
        let whole = *below.first()?;
        let cut = |&at: &usize| {
            self.parents[at]?;
            let between = sums[at] - 2 * below[at].within();
            let mut rest = whole;
            rest.part(below[at], between);
            Some((rest.closeness(below[at], between), rest.count.max(below[at].count), at))
        };
        let cuts = self.order.iter().filter_map(cut);
        let (closeness, _, at) = cuts.min_by(|a, b| a.0.total_cmp(&b.0).then((a.1, a.2).cmp(&(b.1, b.2))))?;
        Some(self.cut_at(at, closeness))
    }

    fn cut_at(&self, at: usize, closeness: f64) -> Cut {
        let mut is_below = vec![false; self.articles.len()];
        is_below[at] = true;
        for &place in &self.order {
            is_below[place] |= self.parents[place].is_some_and(|(parent, _)| is_below[parent]);
        }
        let side = |below: bool| {
            let places = (0..self.articles.len()).filter(|&place| is_below[place] == below);
            places.map(|place| self.articles[place]).collect()
        };
        let across = self.edges.iter().filter(|&&(a, b, _)| is_below[a] != is_below[b]);
        let links = across.map(|&(a, b, score)| (self.articles[a], self.articles[b], score)).collect();
        Cut { closeness, sides: [side(false), side(true)], links }
    }
}

/// Which places are linked so far.
struct Components(Vec<usize>);

impl Components {
    fn new(places: usize) -> Self {
        Self((0..places).collect())
    }

    /// Says whether two places were not linked before; they are now.
    fn join(&mut self, a: usize, b: usize) -> bool {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b)] = a.min(b);
        a != b
    }

    fn root(&mut self, mut at: usize) -> usize {
        while self.0[at] != at {
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }
}
