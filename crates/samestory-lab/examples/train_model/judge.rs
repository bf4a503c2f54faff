//! How well a model groups a set: BCubed F1 at the default thresholds.

use samestory::{Article, Clusterer, Config, ConfigError, PairModel, Partition, StoryHistory, cluster};
use samestory_evaluation::{Contingency, bcubed};

use crate::Failure;
use crate::corpora::Corpus;
use crate::training_set::TrainingSet;

/// Of every article alone.
pub(crate) fn floor(corpus: &Corpus) -> Result<f64, Failure> {
    f1(corpus, &Partition::singletons(corpus.articles.len()))
}

/// In a batch, and as a stream unless that is left aside.
pub(crate) fn judge(set: &TrainingSet, model: &PairModel, fast: bool) -> Result<Vec<f64>, Failure> {
    let config = with(model, set);
    let mut found = vec![f1(&set.corpus, &set.pairs.group(&config)?)?];
    if !fast {
        found.push(f1(&set.corpus, &stream(&set.corpus.articles, config)?)?);
    }
    Ok(found)
}

/// The same for other articles made of those of a set, whose pairs are not known.
pub(crate) fn judge_corpus(
    corpus: &Corpus,
    of: &TrainingSet,
    model: &PairModel,
    fast: bool,
) -> Result<Vec<f64>, Failure> {
    let config = with(model, of);
    let mut found = vec![f1(corpus, &cluster(&corpus.articles, &config)?.partition())?];
    if !fast {
        found.push(f1(corpus, &stream(&corpus.articles, config)?)?);
    }
    Ok(found)
}

fn with(model: &PairModel, set: &TrainingSet) -> Config {
    Config { model: model.clone(), ..set.config.clone() }
}

fn stream(articles: &[Article], config: Config) -> Result<Partition, ConfigError> {
    let (mut clusterer, mut history) = (Clusterer::new(config)?, StoryHistory::default());
    articles.iter().for_each(|article| history.record(clusterer.insert(article)));
    Ok(history.stories().partition())
}

fn f1(corpus: &Corpus, found: &Partition) -> Result<f64, Failure> {
    let found = found.select(&corpus.own).select(&corpus.labelled);
    Ok(bcubed(&Contingency::new(&corpus.gold, &found)?).f1)
}
