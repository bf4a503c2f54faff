//! The same corpus as other kinds of input: what a model should also get right.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs::File;
use std::io::BufReader;

use samestory::cluster::{Candidate, CandidatePairs, Feature, candidate_pairs};
use samestory::formats::JsonLines;
use samestory::{Article, Config};

use crate::FOLDS;
use crate::judge::{Corpus, Gold};

/// Words of the body that a lead has.
const LEAD: usize = 60;

/// Pairs of a variant that are looked at at most, spread evenly.
const MOST_PAIRS: usize = 12_000;

/// Days in which what is like an article in another story comes to matter 1/e as much.
const CLOSE_DAYS: f64 = 30.0;

/// What there is to learn from the corpora of one argument.
pub(crate) struct Group {
    /// Those to be judged.
    pub(crate) corpora: Vec<Corpus>,
    pub(crate) inputs: Vec<Input>,
}

/// A variant of a corpus, or its densest quarter.
pub(crate) struct Input {
    /// Examples for the likelihood.
    pub(crate) examples: Vec<Pair>,
    pub(crate) pairs: CandidatePairs,
    pub(crate) gold: Gold,
    /// How much its stories count in the search for the best ones.
    pub(crate) weight: f64,
}

/// An example to learn from.
pub(crate) struct Pair {
    pub(crate) features: [f64; Feature::COUNT],
    pub(crate) same: bool,
    folds: [u64; 2],
}

impl Pair {
    /// Whether one of its articles is of a story in the fold.
    pub(crate) fn is_in(&self, fold: u64) -> bool {
        self.folds.contains(&fold)
    }
}

type Labelled = (Article, String);

impl Group {
    pub(crate) fn load(paths: &str, judged: bool) -> Result<Self, Box<dyn Error>> {
        let mut group = Self { corpora: Vec::new(), inputs: Vec::new() };
        for path in paths.split(',') {
            let mut articles: Vec<Labelled> = Vec::new();
            for record in JsonLines::new(BufReader::new(File::open(path)?)) {
                let record = record?;
                let label = record.gold.story.unwrap_or_else(|| format!("alone {}", record.line));
                articles.push((record.article, label));
            }
            let all = group.inputs.len();
            for (name, weight, variant) in variants(&articles) {
                let input = Input::new(&variant, MOST_PAIRS, weight)?;
                eprintln!("{path}, {name}: {} articles, {} pairs", variant.len(), input.examples.len());
                group.inputs.push(input);
            }
            if judged {
                // the first variant is the corpus as it is
                let densest = densest(&articles, &group.inputs[all].pairs);
                group.inputs.push(Input::new(&densest, 0, 2.0)?);
                let name = path.rsplit('/').next().unwrap_or(path);
                group.corpora.push(corpus(format!("{name}, densest"), &densest));
                group.corpora.push(corpus(name.to_owned(), &articles));
            }
        }
        Ok(group)
    }
}

impl Input {
    /// With so many examples at most, spread evenly over its pairs.
    fn new(articles: &[Labelled], most: usize, weight: f64) -> Result<Self, Box<dyn Error>> {
        let pairs = candidate_pairs(&plain(articles), &Config::default())?;
        let step = pairs.pairs().len().div_ceil(most.max(1)).max(1);
        let example = |pair: &Candidate| {
            let [a, b] = [pair.a, pair.b].map(|id| articles[id.index()].1.as_str());
            let mut features = [0.0; Feature::COUNT];
            features.iter_mut().zip(pair.features.values()).for_each(|(to, &from)| *to = f64::from(from));
            Pair { features, same: a == b, folds: [fold(a), fold(b)] }
        };
        let examples = pairs.pairs().iter().step_by(step).take(most).map(example).collect();
        Ok(Self { examples, pairs, gold: gold(articles), weight })
    }
}

fn plain(articles: &[Labelled]) -> Vec<Article> {
    articles.iter().map(|(article, _)| article.clone()).collect()
}

fn gold(articles: &[Labelled]) -> Gold {
    let labels: Vec<&str> = articles.iter().map(|(_, label)| label.as_str()).collect();
    Gold::new(&labels, fold)
}

fn corpus(name: String, articles: &[Labelled]) -> Corpus {
    Corpus { name, articles: plain(articles), gold: gold(articles) }
}

/// The quarter of the articles, story by story, that have most around them that is of another story, by the squares of the cosines
/// and how near in time it is: sagas and look-alikes, among which a cut that serves the whole corpus may be much too low.
fn densest(articles: &[Labelled], pairs: &CandidatePairs) -> Vec<Labelled> {
    let mut stories = BTreeMap::<&str, (f64, f64)>::new();
    articles.iter().for_each(|(_, label)| stories.entry(label).or_default().1 += 1.0);
    for pair in pairs.pairs() {
        let [a, b] = [pair.a, pair.b].map(|id| articles[id.index()].1.as_str());
        let [root, gap] = [Feature::RootAll, Feature::LogGap].map(|f| f64::from(pair.features.get(f)));
        if a != b {
            let crowding = root.powi(4) * (-gap.exp_m1() / CLOSE_DAYS).exp();
            [a, b].iter().for_each(|label| stories.entry(label).or_default().0 += crowding);
        }
    }
    let crowd = |label: &str| stories[label].0 / stories[label].1;
    let mut crowds: Vec<f64> = articles.iter().map(|(_, label)| crowd(label)).collect();
    crowds.sort_by(f64::total_cmp);
    let least = crowds.get(crowds.len() * 3 / 4).copied().unwrap_or_default();
    articles.iter().filter(|(_, label)| crowd(label) >= least).cloned().collect()
}

/// The corpus as it is; its titles, its leads; without dates; titles without dates; a tenth and a third of its stories; and
/// its stories thinned out to a few articles each. With how much their stories count: what is asked for most, and parts of it not
/// again.
fn variants(articles: &[Labelled]) -> Vec<(&'static str, f64, Vec<Labelled>)> {
    let each = |change: fn(Article) -> Option<Article>| -> Vec<Labelled> {
        articles
            .iter()
            .filter_map(|(article, label)| Some((change(article.clone())?, label.clone())))
            .collect()
    };
    let stories = |part: f64| -> Vec<Labelled> {
        articles.iter().filter(|(_, label)| chance(label, 1) < part).cloned().collect()
    };
    let mut all = vec![
        ("all", 2.0, articles.to_vec()),
        ("a tenth of the stories", 0.0, stories(0.1)),
        ("a third of the stories", 0.0, stories(1.0 / 3.0)),
        ("thinned to about 10", 1.0, thinned(articles, 10.0)),
        ("thinned to about 4", 1.0, thinned(articles, 3.0)),
        ("thinned to about 2", 1.0, thinned(articles, 1.0)),
    ];
    let count = |is: fn(&Article) -> bool| articles.iter().filter(|(article, _)| is(article)).count();
    let dated = count(|article| article.published.is_some()) * 2 > articles.len();
    let bodies = count(|article| !article.body.is_empty()) * 2 > articles.len();
    if bodies {
        all.push(("titles", 1.0, each(titled)));
        all.push(("leads", 1.0, each(|article| Some(led(article)))));
    }
    if dated {
        all.push(("undated", 1.0, each(|article| Some(undated(article)))));
    }
    if bodies && dated {
        all.push(("undated titles", 1.0, each(|article| titled(undated(article)))));
    }
    all
}

fn titled(mut article: Article) -> Option<Article> {
    article.body.clear();
    (!article.title.trim().is_empty()).then_some(article)
}

fn led(mut article: Article) -> Article {
    let end = article
        .body
        .split_whitespace()
        .nth(LEAD)
        .map(|word| word.as_ptr() as usize - article.body.as_ptr() as usize);
    if let Some(end) = end {
        article.body.truncate(end);
    }
    article
}

fn undated(mut article: Article) -> Article {
    article.published = None;
    article
}

/// Of each story so many articles as an exponential draw with this mean says, at least one, spread over the story.
fn thinned(articles: &[Labelled], mean: f64) -> Vec<Labelled> {
    let mut sizes = std::collections::HashMap::<&str, usize>::new();
    articles.iter().for_each(|(_, label)| *sizes.entry(label).or_default() += 1);
    let part = |label: &str| {
        let wanted = 1.0 + (-mean * (1.0 - chance(label, 2)).ln()).floor();
        wanted / sizes[label] as f64
    };
    let mut sums = std::collections::HashMap::<&str, f64>::new();
    let kept = articles.iter().filter(|(_, label)| {
        // the sum passes a whole number as often as articles are wanted
        let sum = sums.entry(label).or_insert(1.0 - f64::EPSILON);
        let before = sum.floor();
        *sum += part(label).min(1.0);
        sum.floor() > before
    });
    kept.cloned().collect()
}

/// The fold of a story.
fn fold(label: &str) -> u64 {
    hash(label, 3) % FOLDS
}

/// A number from 0 to below 1 that depends on the label alone.
fn chance(label: &str, salt: u64) -> f64 {
    (hash(label, salt) >> 11) as f64 / (1_u64 << 53) as f64
}

/// FNV-1a with the finish of SplitMix64.
fn hash(label: &str, salt: u64) -> u64 {
    mix(label.bytes().fold(0xcbf2_9ce4_8422_2325 ^ salt, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
    }))
}

/// The finish of SplitMix64: numbers that look random, one for each number.
pub(crate) fn mix(number: u64) -> u64 {
    let mixed = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}
