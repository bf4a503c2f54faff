//! What the programs of the laboratory share. The programs are examples of this crate; each says in its head what it does:
//!
//! | example | asks |
//! | --- | --- |
//! | `train_model` | which weights suit labelled sets, and how good are they on sets they have not seen? |
//! | `quality` | how well are the stories of corpora found? |
//! | `stages` | what does every stage cost on a file? |
//! | `exactness` | is what is quick still what is plain? |
//! | `build_background` | how common are terms in a collection? |
//! | `generate` | articles without end, invented |
//! | `growth` | how do time and memory grow with the number of articles? |
//!
//! `cargo bench -p samestory-lab` prints the table of growth for a few numbers of articles.
//!
//! `sets.tsv` lists the development sets by kind.

pub mod corpora;
pub mod growth;
pub mod noise;
pub mod synthetic;
pub mod threads;

/// Why a program ends early.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;
