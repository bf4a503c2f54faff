//! Reconsideration after linkage: an article moves to the story that it is closer to.

use super::neighbors::Neighbors;
use super::score::Sum;
use super::statistics::closeness_of_one;
use crate::parallel;

/// How much closer another story must be.
pub const MARGIN: f64 = 0.02;

/// An article leaves its story to stand alone when it is less than this part of the threshold close to it.
pub const LEAVING: f64 = 0.5;

const ROUNDS: usize = 5;

/// Articles that one thread reconsiders at a time.
const CHUNK: usize = 2048;

/// The decision about an article that is reconsidered.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Choice<S> {
    /// It stays in its story, or alone.
    Stay,
    /// It joins another story.
    Join(S),
    /// It leaves its story to stand alone.
    Leave,
}

/// The rule of reconsideration, of batch and stream. `own` is the closeness of the article to the rest of its story, none if it stands
/// alone; `best` the closest other story.
pub fn choose<S>(own: Option<f64>, best: Option<(f64, S)>, threshold: f64) -> Choice<S> {
    let bar = own.map_or(threshold + MARGIN, |own| threshold.max(own + MARGIN));
    match (own, best) {
        (_, Some((closeness, story))) if closeness >= bar => Choice::Join(story),
        (Some(own), _) if own < LEAVING * threshold => Choice::Leave,
        _ => Choice::Stay,
    }
}

/// Reconsiders every article, those with the largest gain first, until no article moves or five rounds are over: greedy linkage
/// followed by local search, as in Louvain's moves.
///
/// # Complexity
///
/// O(E) per round for E edges.
pub(crate) fn reconsider_all(labels: &mut [u32], neighbors: &Neighbors, threshold: f64, link_limits: &[u32]) {
    let mut stories = Stories::new(labels, neighbors, link_limits);
    let mut sums_by_label = LabelSums::default();
    let starts: Vec<usize> = (0..labels.len()).step_by(CHUNK).collect();
    for _ in 0..ROUNDS {
        let moves_of = |sums_by_label: &mut LabelSums, &start: &usize| -> Vec<(f64, usize)> {
            let decide = |article| {
                let (gain, choice) = stories.choice(article, labels, threshold, sums_by_label);
                (choice != Choice::Stay).then_some((gain, article))
            };
            (start..(start + CHUNK).min(labels.len())).filter_map(decide).collect()
        };
        let mut moves = match starts.as_slice() {
            [] => break,
            [start] => moves_of(&mut sums_by_label, start),
            several => parallel::map_with(several, LabelSums::default, moves_of).concat(),
        };
        if moves.is_empty() {
            break;
        }
        moves.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        for (_, article) in moves {
            // other articles have moved since the decision was made
            match stories.choice(article, labels, threshold, &mut sums_by_label).1 {
                Choice::Stay => {}
                Choice::Join(story) => stories.move_article(article, story, labels),
                Choice::Leave => {
                    let new = stories.size.len() as u32;
                    stories.move_article(article, new, labels);
                }
            }
        }
    }
}

/// The sizes of stories, and the similar articles of each article.
struct Stories<'n> {
    /// By article.
    link_limits: &'n [u32],
    neighbors: &'n Neighbors,
    /// By label.
    size: Vec<u32>,
}

/// The sums of the scores of one article by label; one per thread.
#[derive(Default)]
struct LabelSums {
    /// By label: 0 between articles.
    sums: Vec<Sum>,
    touched: Vec<u32>,
}

impl<'n> Stories<'n> {
    fn new(labels: &[u32], neighbors: &'n Neighbors, link_limits: &'n [u32]) -> Self {
        let mut size = vec![0; labels.len()];
        labels.iter().for_each(|&label| size[label as usize] += 1);
        Self { link_limits, neighbors, size }
    }

    fn move_article(&mut self, article: usize, story: u32, labels: &mut [u32]) {
        if story as usize == self.size.len() {
            self.size.push(0);
        }
        self.size[labels[article] as usize] -= 1;
        self.size[story as usize] += 1;
        labels[article] = story;
    }

    /// The decision about an article, and its gain in closeness.
    fn choice(
        &self,
        article: usize,
        labels: &[u32],
        threshold: f64,
        sums_by_label: &mut LabelSums,
    ) -> (f64, Choice<u32>) {
        let home = labels[article];
        let LabelSums { sums, touched } = sums_by_label;
        sums.resize(self.size.len(), 0);
        for &(neighbor, score) in self.neighbors.of(article) {
            let label = labels[neighbor as usize];
            if sums[label as usize] == 0 {
                touched.push(label);
            }
            sums[label as usize] += score.units();
        }
        let link_limit = self.link_limits[article];
        let others = self.size[home as usize] - 1;
        let own = (others > 0).then(|| closeness_of_one(link_limit, others, sums[home as usize]));
        let mut best: Option<(f64, u32)> = None;
        for label in touched.drain(..) {
            let sum = std::mem::take(&mut sums[label as usize]);
            if label == home {
                continue;
            }
            let closeness = closeness_of_one(link_limit, self.size[label as usize], sum);
            if best.is_none_or(|(most, first)| closeness > most || (closeness == most && label < first)) {
                best = Some((closeness, label));
            }
        }
        let gain = best.map_or(0.0, |(closeness, _)| closeness) - own.unwrap_or(0.0);
        (gain, choose(own, best, threshold))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cluster::linkage::score::Score;

    #[test]
    fn the_rule() {
        assert_eq!(choose(None, Some((0.45, 'a')), 0.4), Choice::Join('a'));
        assert_eq!(choose(None, Some((0.41, 'a')), 0.4), Choice::Stay);
        assert_eq!(choose(Some(0.5), Some((0.51, 'a')), 0.4), Choice::Stay);
        assert_eq!(choose(Some(0.5), Some((0.53, 'a')), 0.4), Choice::Join('a'));
        assert_eq!(choose(Some(0.1), Some((0.3, 'a')), 0.4), Choice::Leave);
        assert_eq!(choose::<char>(Some(0.3), None, 0.4), Choice::Stay);
    }

    #[test]
    fn an_article_in_the_wrong_story_moves() {
        let score = Score::new;
        // 2 was put with 0 and 1, and is like 3 and 4; 5 is similar to none there
        let edges = [
            (0, 1, score(0.9)),
            (1, 2, score(0.3)),
            (2, 3, score(0.8)),
            (2, 4, score(0.8)),
            (3, 4, score(0.9)),
            (4, 5, score(0.1)),
        ];
        let mut labels = [0, 0, 0, 3, 3, 3];
        reconsider_all(&mut labels, &Neighbors::new(6, &edges), 0.4, &[10; 6]);
        assert_eq!(labels[2], labels[3]);
        assert_eq!(labels[0], labels[1]);
        assert_ne!(labels[0], labels[2]);
        assert!(labels[..5].iter().all(|&label| label != labels[5]));
    }
}
