//! A set to train on and to judge.

use samestory::Config;
use samestory::unstable::cluster::CandidatePairs;

use crate::Failure;
use crate::corpora::{Corpus, Set};
use crate::crowd::Background;
use crate::input::Input;
use crate::labelled::labelled;
use crate::look_alikes::look_alikes;
use crate::variants::{SetTraits, variants};

/// Sets of the first kind that are shown in an unknown language in more variants.
const LEADING: usize = 3;

pub(crate) struct TrainingSet {
    pub(crate) kind: String,
    pub(crate) family: String,
    /// As it is.
    pub(crate) corpus: Corpus,
    /// Of the corpus as it is.
    pub(crate) pairs: CandidatePairs,
    /// All but the model.
    pub(crate) config: Config,
    /// None if it is only judged.
    pub(crate) inputs: Vec<Input>,
}

/// Reads the sets with labels, and finds the pairs of all their variants.
pub(crate) fn load(
    sets: Vec<Set>,
    background: &Background,
    config: &Config,
) -> Result<Vec<TrainingSet>, Failure> {
    let mut read = Vec::new();
    for set in sets.into_iter().filter(Set::is_judged) {
        let corpus = Corpus::read(&set)?;
        if !corpus.labelled.is_empty() {
            read.push((set, corpus));
        }
    }
    if read.is_empty() {
        return Err("none of the files has labels".into());
    }
    let headlines: Vec<String> = read
        .iter()
        .filter(|(_, corpus)| corpus.articles.iter().all(|article| article.body.trim().is_empty()))
        .map(|(set, _)| set.family.clone())
        .collect();
    let first_kind = read.first().map(|(set, _)| set.kind.clone()).unwrap_or_default();
    let mut loaded = Vec::new();
    for (at, (set, corpus)) in read.into_iter().enumerate() {
        let is_of_first_kind = set.kind == first_kind;
        let traits = SetTraits {
            is_of_first_kind,
            is_leading: is_of_first_kind && at < LEADING,
            has_headlines: headlines.contains(&set.family),
        };
        loaded.push(TrainingSet::new(set, corpus, &traits, background, config)?);
    }
    Ok(loaded)
}

impl TrainingSet {
    pub(crate) fn has_examples(&self) -> bool {
        self.inputs.iter().any(|input| !input.same.is_empty())
    }

    fn new(
        set: Set,
        corpus: Corpus,
        traits: &SetTraits,
        background: &Background,
        config: &Config,
    ) -> Result<Self, Failure> {
        let mut variants = variants(&corpus, traits, background, config);
        if !set.is_trained_on() {
            variants.truncate(1);
        }
        let (mut inputs, mut pairs_as_it_is) = (Vec::new(), None);
        for variant in variants {
            let (name, articles) = (variant.name, variant.articles.len());
            let (input, pairs) = Input::new(variant)?;
            eprintln!("{}, {name}: {articles} articles, {} examples", corpus.name, input.same.len());
            inputs.push(input);
            pairs_as_it_is.get_or_insert(pairs);
        }
        let pairs = pairs_as_it_is.expect("the set as it is comes first");
        if set.is_trained_on() {
            inputs.push(Input::of_samples(look_alikes(&labelled(&corpus), &pairs), config)?);
        } else {
            inputs.clear();
        }
        Ok(Self { kind: set.kind, family: set.family, corpus, pairs, config: config.clone(), inputs })
    }
}
