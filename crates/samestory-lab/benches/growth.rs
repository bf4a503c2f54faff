//! How processor time and memory grow with the number of articles, in batch and as a stream, with and without copies.
//!
//! A table instead of a sample of equal runs: each row is one run of one size in a process of its own
//! ([`growth`](samestory_lab::growth)). The last columns are the exponents since the row before.

use samestory_lab::Failure;
use samestory_lab::growth::{self, Case, Line, Mode};

const NAME: &str = "growth";

const SIZES: [usize; 3] = [5_000, 20_000, 80_000];

/// Sizes of which only the assertions are wanted.
const TEST_SIZES: [usize; 2] = [200, 400];

/// What the arguments ask for.
enum Asked {
    Table,
    Test,
    /// The names of the benches.
    List,
    /// Other benches.
    Nothing,
}

fn main() -> Result<(), Failure> {
    if growth::measure_for_parent()? {
        return Ok(());
    }
    match asked() {
        Asked::Table => table(),
        Asked::Test => test(),
        Asked::List => {
            println!("{NAME}: benchmark");
            Ok(())
        }
        Asked::Nothing => Ok(()),
    }
}

/// Reads the arguments as criterion does: without `--bench`, which `cargo bench` gives, it is a test, and a word selects by name.
/// The value of an option of criterion counts as a word, as what such an option asks for is not done here.
fn asked() -> Asked {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let given = |option: &str| arguments.iter().any(|argument| argument == option);
    if arguments.iter().any(|argument| !argument.starts_with('-') && !NAME.contains(argument.as_str())) {
        Asked::Nothing
    } else if given("--list") {
        Asked::List
    } else if given("--test") || !given("--bench") {
        Asked::Test
    } else {
        Asked::Table
    }
}

/// The rows of the table, without their sizes.
fn kinds() -> [(&'static str, Mode, bool); 4] {
    [
        ("batch", Mode::Batch, false),
        ("stream", Mode::Stream, false),
        ("batch, with copies", Mode::Batch, true),
        ("stream, with copies", Mode::Stream, true),
    ]
}

fn table() -> Result<(), Failure> {
    println!("{NAME}: what articles cost the more there are (invented articles, one thread)\n");
    println!("{:20} {:>9} {:>8} {:>11} {:>8} {:>9}   exponents of", "", "", "", "", "", "");
    println!(
        "{:20} {:>9} {:>8} {:>11} {:>8} {:>9} {:>8} {:>8}",
        "", "articles", "CPU s", "µs/article", "peak MB", "stories", "time", "memory"
    );
    for (kind, mode, copies) in kinds() {
        let mut before: Option<Line> = None;
        for articles in SIZES {
            let line = Case { copies, ..Case::new(mode, articles) }.measure()?;
            print!(
                "{kind:20} {articles:>9} {:>8.2} {:>11.1} {:>8.1} {:>9}",
                line.cpu, line.us_per_article, line.peak_mb, line.stories
            );
            match before.and_then(|before| line.growth_since(&before)) {
                Some(growth) => println!(" {:>8.2} {:>8.2}", growth.cpu, growth.memory),
                None => println!(),
            }
            before = Some(line);
        }
    }
    println!();
    Ok(())
}

/// Asserts what holds on any machine. No time is asserted.
fn test() -> Result<(), Failure> {
    for (kind, mode, copies) in kinds() {
        for articles in TEST_SIZES {
            let case = Case { copies, ..Case::new(mode, articles) };
            let (first, second) = (case.measure()?, case.measure()?);
            assert!(first.stories > 0, "{kind}: no stories of {articles} articles");
            assert_eq!(first.stories, second.stories, "{kind}: stories of {articles} articles, twice");
        }
        println!("Testing {NAME}/{kind}\nSuccess\n");
    }
    Ok(())
}
