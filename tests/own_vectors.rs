//! Vectors of a program's own, as one more feature of a pair.

use std::sync::Arc;

use ndarray::{Array1, arr1};
use samestory::cluster::Feature;
use samestory::terms::Analyzer;
use samestory::{Article, ArticleVectors, Assignment, Clusterer, Config, cluster};
use samestory_explain::Explainer;

use crate::support::sample;

/// By how often the letters of a text come: it changes the stories of the sample, and that is all it is good for.
struct Letters;

impl ArticleVectors for Letters {
    fn vector(&self, article: &Article) -> Option<Array1<f32>> {
        let mut counts = Array1::zeros(26);
        for byte in article.title.bytes().chain(article.body.bytes()).filter(u8::is_ascii_lowercase) {
            counts[usize::from(byte - b'a')] += 1.0;
        }
        Some(counts)
    }
}

/// What no vector should be.
struct Odd;

impl ArticleVectors for Odd {
    fn vector(&self, article: &Article) -> Option<Array1<f32>> {
        match article.id.len() % 6 {
            0 => None,
            1 => Some(arr1(&[])),
            2 => Some(arr1(&[f32::NAN, 1.0])),
            3 => Some(arr1(&[f32::INFINITY, f32::MIN])),
            4 => Some(arr1(&[f32::MAX, f32::MIN])),
            _ => Some(arr1(&[1.0, 2.0, 3.0])),
        }
    }
}

fn with(vectors: impl ArticleVectors + 'static, weight: f64, find_copies: bool) -> Config {
    let mut config = Config { vectors: Some(Arc::new(vectors)), find_copies, ..Config::default() };
    config.model.own_vectors = weight;
    config.model.bias -= weight * 0.97;
    config
}

fn plain(find_copies: bool) -> Config {
    Config { find_copies, ..Config::default() }
}

fn insert_all(clusterer: &mut Clusterer, articles: &[Article]) -> Vec<Assignment> {
    articles.iter().map(|article| clusterer.insert(article)).collect()
}

/// What became of each article, and how near the nearest was, to the bit.
fn told(assignments: &[Assignment]) -> Vec<String> {
    let told = |a: &Assignment| {
        let scores = a
            .evidence
            .as_ref()
            .map(|e| (e.nearest.clone(), e.nearest_score.to_bits(), e.story_score.to_bits()));
        format!("{} {} {:?} {scores:?} {:?}", a.article.id, a.story, a.outcome, a.changes)
    };
    assignments.iter().map(told).collect()
}

#[test]
fn without_a_weight_nothing_changes() {
    let articles = sample();
    for find_copies in [false, true] {
        let [with, without] = [with(Letters, 0.0, find_copies), plain(find_copies)];
        assert_eq!(cluster(&articles, &with).unwrap(), cluster(&articles, &without).unwrap());
        let [with, without] =
            [with, without].map(|config| told(&insert_all(&mut Clusterer::new(config).unwrap(), &articles)));
        assert_eq!(with, without);
    }
}

#[test]
fn a_weight_changes_batches_and_streams() {
    let articles = sample();
    for find_copies in [false, true] {
        let [with, without] = [with(Letters, 60.0, find_copies), plain(find_copies)];
        assert_ne!(
            cluster(&articles, &with).unwrap().partition(),
            cluster(&articles, &without).unwrap().partition()
        );
        let (mut one_by_one, mut blocks) =
            (Clusterer::new(with.clone()).unwrap(), Clusterer::new(with).unwrap());
        let expected = insert_all(&mut one_by_one, &articles);
        let mut before = Clusterer::new(without).unwrap();
        assert_ne!(told(&expected), told(&insert_all(&mut before, &articles)));
        let cosines =
            expected.iter().filter_map(|a| Some(a.evidence.as_ref()?.features.get(Feature::OwnVectors)));
        assert!(cosines.into_iter().all(|cosine| cosine > 0.5 && cosine <= 1.0));
        assert!(
            one_by_one.memory_usage().articles > before.memory_usage().articles + articles.len() * 26 * 3
        );

        let (mut rest, mut found) = (articles.chunks(31), Vec::new());
        let next = || Ok::<_, std::convert::Infallible>(rest.next().unwrap_or_default().to_vec());
        blocks.insert_blocks(next, |assignment| found.push(assignment)).unwrap();
        assert_eq!(found, expected);
    }
}

#[test]
fn vectors_of_live_articles_are_saved_with_a_stream() {
    let articles = sample();
    let (first, last) = articles.split_at(90);
    for find_copies in [false, true] {
        let config = with(Letters, 60.0, find_copies);
        let mut whole = Clusterer::new(config.clone()).unwrap();
        insert_all(&mut whole, first);
        let text = serde_json::to_string(&whole).unwrap();
        let refused = serde_json::from_str::<Clusterer>(&text).unwrap_err().to_string();
        assert!(refused.contains("begun with vectors of a program's own"), "{refused}");
        let load = |text: &str, tables: &Config| {
            Clusterer::load_with(&mut serde_json::Deserializer::from_str(text), tables, Analyzer::default())
        };
        let mut read = load(&text, &config).unwrap();
        assert_eq!(read.config(), whole.config());
        assert_eq!(serde_json::to_string(&read).unwrap(), text);
        assert_eq!(insert_all(&mut read, last), insert_all(&mut whole, last));
        assert_eq!(serde_json::to_string(&read).unwrap(), serde_json::to_string(&whole).unwrap());

        let without = serde_json::to_string(&Clusterer::new(plain(find_copies)).unwrap()).unwrap();
        let refused = load(&without, &config).unwrap_err().to_string();
        assert!(refused.contains("begun without vectors"), "{refused}");
    }
}

#[test]
fn odd_vectors_count_as_none() {
    let articles = sample();
    let config = with(Odd, 2.0, true);
    cluster(&articles, &config).unwrap();
    let mut clusterer = Clusterer::new(config.clone()).unwrap();
    for assignment in insert_all(&mut clusterer, &articles) {
        let Some(evidence) = assignment.evidence else { continue };
        let is_odd = [&assignment.article.id, &evidence.nearest].iter().any(|id| id.len() % 6 < 4);
        let cosine = evidence.features.get(Feature::OwnVectors);
        assert!(cosine.is_finite() && (!is_odd || cosine == 0.0), "{cosine}");
    }
    assert_eq!(clusterer.validate(), Ok(()));
    let read = serde_json::to_value(&clusterer).unwrap();
    assert!(Clusterer::load_with(read, &config, Analyzer::default()).is_ok());
}

#[test]
fn explanations_name_the_feature() {
    let articles = sample();
    let explainer = Explainer::new(&articles, &with(Letters, 60.0, true)).unwrap();
    let pair = explainer.pair(&articles[0].id, &articles[1].id).unwrap();
    let named = |part: &samestory_explain::Contribution| part.feature == Feature::OwnVectors;
    assert!(pair.score.contributions.iter().any(named));
}
