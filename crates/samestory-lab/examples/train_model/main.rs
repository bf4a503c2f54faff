//! Trains the weights of the pair model on labelled sets by kind, and judges them on sets and kinds they have not seen.
//!
//! ```text
//! cargo run --release --example train_model -- [--kind NAME] FOLDER or CORPUS.jsonl… [--kind NAME …]
//!     [--sets FILE.tsv] [--background FILE.jsonl] [--before DATE] [--vectors FILE.txt]
//!     [--noise | --ablate] [--fast]
//! ```
//!
//! Sets are named as for the example `quality`; a list of sets also says which have texts in common (a family), and which are
//! not trained on. Files without labels are skipped.
//!
//! Every pair that clustering would look at is an example: do both articles report the same event? Each set is shown in several
//! [variants], because a model that has only seen full texts fails on headlines, and one that has only seen samples of long times
//! fails on a day's feed. The background is unlabelled articles of long times, published before a date if one is given: among
//! them the stories of the first kind of sets are put as a [crowd]. Small samples of [look_alikes] of each set weigh a quarter of a
//! variant. Each kind has the same total weight, and each set of a kind; the set as it is weighs five times a variant. The
//! likelihood of the pairs is maximised by ridge logistic regression ([fit]). Deterministic, on any number of cores.
//!
//! With `--vectors` the articles also have the mean vectors of their words, as in the example `own_vectors`: a model for vectors like
//! these. Without it the feature has the weight 0.
//!
//! Printed are, for each set, BCubed F1 at the default thresholds of the model trained on all, of that trained without the set
//! and its family, and of that trained without its whole kind; then the model, as a table for a configuration file and as lines
//! of Rust. `--noise` adds what each variant of noise (`src/noise`) costs the models that have not seen the set. With
//! `--ablate` it prints instead what is lost without each feature ([ablate]). `--fast` leaves streams and left-out kinds aside.

mod ablate;
mod arguments;
mod crowd;
mod fit;
mod input;
mod judge;
mod labelled;
mod look_alikes;
mod loss;
mod report;
mod trainer;
mod training_set;
mod variants;
#[path = "../../../../examples/own_vectors/word_vectors.rs"]
mod word_vectors;

use std::error::Error;
use std::fs::File;
use std::io::BufReader;
use std::sync::Arc;

use arguments::Arguments;
use crowd::Background;
use samestory::Config;
use samestory_lab::{corpora, noise};
use word_vectors::WordVectors;

type Failure = Box<dyn Error + Send + Sync>;

fn main() -> Result<(), Failure> {
    let arguments = Arguments::parse(std::env::args().skip(1))?;
    let background = match &arguments.background {
        Some(path) => Background::read(path, arguments.before)?,
        None => Background::none(),
    };
    let sets = corpora::sets(&arguments.paths, arguments.sets.as_deref())?;
    let mut config = Config::default();
    if let Some(path) = &arguments.vectors {
        let vectors = WordVectors::read(BufReader::new(File::open(path)?))?;
        eprintln!("{} words, {} dimensions", vectors.len(), vectors.dimensions());
        config.vectors = Some(Arc::new(vectors));
    }
    let sets = training_set::load(sets, &background, &config)?;
    if arguments.ablate {
        return ablate::report(&sets, arguments.fast);
    }
    let model = report::report(&sets, arguments.fast)?;
    if arguments.noise {
        loss::report(&sets, arguments.fast)?;
    }
    report::print_model(&model);
    Ok(())
}
