//! Setting the granularity by a few labels.
//!
//! The default is meant to serve without labels. Who has some, and wants what they call a story, sets
//! [`Config::granularity`](samestory::Config::granularity) by them: [`calibrate`].

use std::fmt;

use samestory::unstable::{cluster, parallel};
use samestory::{Article, ArticleId, Config, ConfigError, Partition};

use super::Contingency;

/// How far from [`Config::granularity`](samestory::Config::granularity) 0 is looked, in tenths.
const TENTHS: i32 = 20;

/// What somebody says about some articles of a collection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Labels {
    /// For each article, in order, the number of its story; none where nobody knows.
    Stories(Vec<Option<u32>>),
    /// Pairs of articles, and whether both report one event.
    Pairs(Vec<(ArticleId, ArticleId, bool)>),
}

/// How well one granularity agrees with the labels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trial {
    /// The granularity, −2 to 2.
    pub granularity: f64,
    /// The stories that all articles make.
    pub stories: usize,
    /// The agreement, 0 to 1. With stories: the F1 of BCubed precision and recall of each article, on average. With pairs:
    /// the share of right ones, where those of one event count as much together as the others.
    pub score: f64,
}

/// What labels say about [`Config::granularity`](samestory::Config::granularity).
#[derive(Debug, Clone, PartialEq)]
pub struct Calibration {
    /// All that was tried, from coarse to fine.
    pub trials: Vec<Trial>,
    /// The place of the one that agrees best; of equal ones that nearest to 0.
    pub best: usize,
    /// The place of the one to take: the nearest to 0 that is not worse than the best by more than one standard error of
    /// the difference. Few labels say little, and change nothing.
    pub chosen: usize,
}

impl Calibration {
    /// The granularity to take.
    pub fn granularity(&self) -> f64 {
        self.trials[self.chosen].granularity
    }

    /// What granularity 0 does.
    pub fn default_trial(&self) -> &Trial {
        &self.trials[TENTHS as usize]
    }
}

/// Why nothing can be calibrated.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CalibrationError {
    /// The configuration is out of range.
    Config(ConfigError),
    /// The labels do not fit the articles, or say too little: how.
    Labels(String),
}

impl fmt::Display for CalibrationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Config(error) => error.fmt(f),
            Self::Labels(message) => write!(f, "labels: {message}"),
        }
    }
}

impl std::error::Error for CalibrationError {}

/// Finds the [granularity](samestory::Config::granularity) at which the stories agree with what somebody says about some of
/// the articles. The granularity of the configuration is not looked at.
///
/// Of 41 granularities from −2 to 2 it is not the best on these labels that is taken, but the nearest to the default
/// that is as good, by the rule of one standard error (Breiman et al., *Classification and Regression Trees*, 1984,
/// 3.4.3), with the labelled story, or pair, as what is drawn.
///
/// # Errors
///
/// If the configuration is out of range, there are not as many labels as articles, no label at all, a pair of what is no article, or pairs of one kind only.
///
/// # Complexity
///
/// Pairs are scored once; linkage runs 41 times, on all cores.
///
/// # Examples
///
/// ```
/// use samestory::{Article, ArticleId, Config};
/// use samestory_evaluation::calibration::{Labels, calibrate};
///
/// let article = |id: &str, title: &str| Article::builder(id).title(title).build();
/// let articles = [
///     article("a", "Clinton asks Algeria to back force in Mali")?,
///     article("b", "In Algiers, Clinton seeks help against Mali militants")?,
///     article("c", "Giants sweep Tigers to win World Series")?,
/// ];
/// let pairs = [(0, 1, true), (0, 2, false)].map(|(a, b, same)| (ArticleId(a), ArticleId(b), same));
/// let calibration = calibrate(&articles, &Labels::Pairs(pairs.to_vec()), &Config::default())?;
/// assert_eq!(calibration.granularity(), 0.0);
/// assert_eq!(calibration.default_trial().score, 1.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn calibrate(
    articles: &[Article],
    labels: &Labels,
    config: &Config,
) -> Result<Calibration, CalibrationError> {
    let units = Units::new(labels, articles.len())?;
    let scored = cluster::score(articles, config).map_err(CalibrationError::Config)?;
    let granularities: Vec<f64> = (-TENTHS..=TENTHS).map(|tenths| f64::from(tenths) / 10.0).collect();
    let tried: Vec<(Trial, Vec<f64>)> = parallel::map(&granularities, |&granularity| {
        let found = scored.group_at(granularity);
        let scores = units.scores(&found);
        let score = units.mean(&scores);
        (Trial { granularity, stories: found.cluster_count(), score }, scores)
    });
    Ok(choose(tried, &units))
}

fn choose(tried: Vec<(Trial, Vec<f64>)>, units: &Units) -> Calibration {
    let mut from_the_middle: Vec<usize> = (0..tried.len()).collect();
    from_the_middle.sort_by_key(|&at| (at as i32 - TENTHS).abs());
    let score = |at: usize| tried[at].0.score;
    let mut best = TENTHS as usize;
    for &at in &from_the_middle {
        if score(at) > score(best) {
            best = at;
        }
    }
    let as_good = |&at: &usize| {
        score(best) - score(at) <= units.standard_error(&tried[best].1, &tried[at].1) || at == best
    };
    let chosen = from_the_middle.into_iter().find(as_good).unwrap_or(best);
    Calibration { trials: tried.into_iter().map(|(trial, _)| trial).collect(), best, chosen }
}

/// What is labelled, in units that are right or wrong independently of each other: stories or pairs.
struct Units {
    of: Kind,
    /// What each counts; 1 in sum.
    weights: Vec<f64>,
}

enum Kind {
    /// The labelled articles, and their stories.
    Stories {
        articles: Vec<usize>,
        gold: Partition,
    },
    Pairs(Vec<(ArticleId, ArticleId, bool)>),
}

impl Units {
    fn new(labels: &Labels, articles: usize) -> Result<Self, CalibrationError> {
        match labels {
            Labels::Stories(stories) => {
                if stories.len() != articles {
                    return Err(CalibrationError::Labels(format!(
                        "{} for {articles} articles",
                        stories.len()
                    )));
                }
                let labelled: Vec<usize> = (0..articles).filter(|&at| stories[at].is_some()).collect();
                if labelled.is_empty() {
                    return Err(CalibrationError::Labels("no article has one".to_owned()));
                }
                let gold = Partition::from_labels(labelled.iter().map(|&at| stories[at]));
                let all = labelled.len() as f64;
                let weights = gold.sizes().into_iter().map(|size| f64::from(size) / all).collect();
                Ok(Self { of: Kind::Stories { articles: labelled, gold }, weights })
            }
            Labels::Pairs(pairs) => {
                let is_none = |id: &ArticleId| id.index() >= articles;
                if let Some((a, b, _)) = pairs.iter().find(|(a, b, _)| is_none(a) || is_none(b)) {
                    return Err(CalibrationError::Labels(format!("{a} and {b} of {articles} articles")));
                }
                let same = pairs.iter().filter(|(_, _, same)| *same).count();
                let different = pairs.len() - same;
                if same == 0 || different == 0 {
                    return Err(CalibrationError::Labels(format!(
                        "{same} pairs of one event and {different} of two: both kinds are needed"
                    )));
                }
                let weight = |&(_, _, is_same): &(ArticleId, ArticleId, bool)| {
                    0.5 / if is_same { same as f64 } else { different as f64 }
                };
                Ok(Self { weights: pairs.iter().map(weight).collect(), of: Kind::Pairs(pairs.clone()) })
            }
        }
    }

    /// How well each unit is found, 0 to 1.
    fn scores(&self, found: &Partition) -> Vec<f64> {
        match &self.of {
            Kind::Stories { articles, gold } => {
                let table = Contingency::new(gold, &found.select(articles)).expect("of the same articles");
                let mut scores = vec![0.0; gold.cluster_count()];
                for cell in table.cells() {
                    let (size, together) = (f64::from(table.gold_size(cell)), f64::from(cell.count));
                    // the F1 of precision together / found and recall together / gold, once per article
                    let f1 = 2.0 * together / (size + f64::from(table.found_size(cell)));
                    scores[cell.gold as usize] += together * f1 / size;
                }
                scores
            }
            Kind::Pairs(pairs) => pairs
                .iter()
                .map(|&(a, b, same)| f64::from(u8::from(found.together(a.index(), b.index()) == same)))
                .collect(),
        }
    }

    fn mean(&self, scores: &[f64]) -> f64 {
        self.weights.iter().zip(scores).map(|(weight, score)| weight * score).sum()
    }

    /// Of the difference of two means.
    fn standard_error(&self, a: &[f64], b: &[f64]) -> f64 {
        let parts = self.weights.iter().zip(a.iter().zip(b)).map(|(weight, (a, b))| weight * (a - b));
        parts.map(|part| part * part).sum::<f64>().sqrt()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reports of `events` events, each told `times` times with some words in common.
    fn articles(events: usize, times: usize) -> Vec<Article> {
        let report = |event: usize, time: usize| {
            let body = format!(
                "Officials in Town{event} said the Bridge{event} collapsed on day{event} near River{event}. \
                 Witness{event}x{time} told Paper{time}x{event} about Colour{time}{event} and Sound{event}{time}."
            );
            Article::builder(format!("{event}-{time}")).body(body).build().unwrap()
        };
        (0..events).flat_map(|event| (0..times).map(move |time| report(event, time))).collect()
    }

    fn calibrate_by(articles: &[Article], labels: &Labels) -> Result<Calibration, CalibrationError> {
        calibrate(articles, labels, &Config::default())
    }

    fn stories(events: usize, times: usize) -> Labels {
        Labels::Stories((0..events * times).map(|at| Some((at / times) as u32)).collect())
    }

    #[test]
    fn where_the_default_is_right_it_stays() {
        let found = calibrate_by(&articles(12, 3), &stories(12, 3)).unwrap();
        assert_eq!(found.granularity(), 0.0, "{found:?}");
        assert_eq!(found.trials.len(), 41);
        assert_eq!(found.default_trial().granularity, 0.0);
        let stories: Vec<usize> = found.trials.iter().map(|trial| trial.stories).collect();
        assert!(stories.is_sorted(), "{stories:?}");
    }

    #[test]
    fn what_is_chosen_is_as_good_as_the_best_and_nearest_to_the_default() {
        let units = Units::new(&Labels::Stories((0..10).map(Some).collect()), 10).unwrap();
        // so many of the ten units are right at a granularity
        let chosen = |right: fn(i32) -> usize| {
            let trial = |tenths: i32| {
                let scores: Vec<f64> =
                    (0..10).map(|unit| f64::from(u8::from(unit < right(tenths)))).collect();
                let granularity = f64::from(tenths) / 10.0;
                (Trial { granularity, stories: 1, score: units.mean(&scores) }, scores)
            };
            let found = choose((-TENTHS..=TENTHS).map(trial).collect(), &units);
            (found.trials[found.best].granularity, found.granularity())
        };
        assert_eq!(chosen(|_| 5), (0.0, 0.0));
        assert_eq!(chosen(|tenths| if tenths == -7 { 6 } else { 5 }), (-0.7, 0.0), "one more is chance");
        assert_eq!(
            chosen(|tenths| 2 + (tenths / 3).clamp(0, 6) as usize),
            (1.8, 1.5),
            "one less is no worse"
        );
        assert_eq!(chosen(|tenths| if tenths.abs() == 4 { 9 } else { 2 }), (-0.4, -0.4));
    }

    #[test]
    fn two_labels_do_not_move_the_default() {
        let articles = articles(12, 3);
        let mut few = vec![None; 36];
        (few[0], few[1]) = (Some(0), Some(1));
        assert_eq!(calibrate_by(&articles, &Labels::Stories(few)).unwrap().granularity(), 0.0);
    }

    #[test]
    fn the_score_of_stories_is_the_mean_f1_of_articles() {
        let gold = [0, 0, 0, 1, 1, 2];
        let found = [0, 0, 1, 1, 1, 1];
        let units = Units::new(&Labels::Stories(gold.map(Some).to_vec()), 6).unwrap();
        let count = |labels: &[u32], at: usize| labels.iter().filter(|&&l| l == labels[at]).count() as f64;
        let mean = (0..6)
            .map(|at| {
                let both = (0..6).filter(|&o| gold[o] == gold[at] && found[o] == found[at]).count() as f64;
                let (precision, recall) = (both / count(&found, at), both / count(&gold, at));
                2.0 * precision * recall / (precision + recall) / 6.0
            })
            .sum::<f64>();
        let partition = Partition::from_labels(found);
        assert!((units.mean(&units.scores(&partition)) - mean).abs() < 1e-12);
    }

    #[test]
    fn errors_say_what_is_wrong() {
        let articles = articles(2, 2);
        let pair = |a, b, same| (ArticleId(a), ArticleId(b), same);
        for (labels, expected) in [
            (Labels::Stories(vec![Some(1)]), "labels: 1 for 4 articles"),
            (Labels::Stories(vec![None; 4]), "labels: no article has one"),
            (Labels::Pairs(vec![pair(0, 9, true)]), "labels: a0 and a9 of 4 articles"),
            (
                Labels::Pairs(vec![pair(0, 1, true)]),
                "labels: 1 pairs of one event and 0 of two: both kinds are needed",
            ),
        ] {
            assert_eq!(calibrate_by(&articles, &labels).unwrap_err().to_string(), expected);
        }
    }
}
