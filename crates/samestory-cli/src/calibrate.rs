//! `samestory calibrate`.

use std::collections::HashMap;
use std::io::Write;

use samestory::{ArticleId, Config};
use samestory_evaluation::calibration::{Calibration, Labels, Trial, calibrate};
use samestory_formats::Record;

use crate::args::CalibrateArgs;
use crate::console::Console;
use crate::engine;
use crate::failure::Failure;
use crate::files::{Content, Role, RunFiles};
use crate::input::{ArticleReader, Reading, read_pairs};

/// Writes the configuration that agrees with labels.
pub(crate) fn run(args: &CalibrateArgs) -> Result<Reading, Failure> {
    let files = RunFiles::new()
        .read_all(&args.input.files)
        .read_engine(&args.engine)
        .read_if(Role::Pairs, args.pairs.as_deref())
        .write_if(Role::Rejects, args.input.rejects.as_deref())
        .write(Role::Output, args.output.as_deref())
        .check()?;
    let config = engine::prepare(&args.engine, &files)?;
    let console = Console::new(true);
    let mut articles = ArticleReader::open(&args.input, &files, false, &console)?;
    let mut output = files.create(Role::Output, Content::Data)?;
    let fail = |error: String| Failure::Failed(error);
    let (mut unread, mut ids, mut stories) = (Vec::new(), HashMap::new(), Vec::new());
    let mut numbers: HashMap<String, u32> = HashMap::new();
    while let Some(Record { article, gold, .. }) = articles.next_record()? {
        let next = numbers.len() as u32;
        let number = gold.story.map(|story| *numbers.entry(story).or_insert(next));
        stories.push(number);
        ids.insert(article.id.clone(), ArticleId(ids.len() as u32));
        unread.push(article);
    }
    let mut reading = articles.finish()?;
    let (labels, what) = match &args.pairs {
        None => {
            let labelled = stories.iter().flatten().count();
            let what = format!("{labelled} labelled articles of {} stories", numbers.len());
            (Labels::Stories(stories), what)
        }
        Some(_) => {
            let (pairs, of_pairs) = read_pairs(&args.input, &files, &ids, &console)?;
            reading = reading.and(of_pairs);
            let what = format!("{} labelled pairs", pairs.len());
            (Labels::Pairs(pairs), what)
        }
    };
    console.working(format!("clustering {} articles", unread.len()));
    let found = calibrate(&unread, &labels, &config).map_err(|error| fail(error.to_string()))?;
    console.done();
    write(&mut output, &found, &what, config)?;
    reading.finish(output)?;
    Ok(reading)
}

/// The configuration as TOML, only what differs from the default, with what was tried above it.
fn write(output: &mut impl Write, found: &Calibration, what: &str, config: Config) -> Result<(), Failure> {
    writeln!(output, "# Made by \"samestory calibrate\" from {what}.")?;
    writeln!(output, "# Agreement with them, 0 to 1, by granularity (batch mode):")?;
    for (at, trial) in found.trials.iter().enumerate() {
        let notes =
            [(at == found.best, "best"), (at == found.chosen, "chosen: nearest to 0 that is as good")];
        let notes: Vec<&str> = notes.into_iter().filter_map(|(holds, note)| holds.then_some(note)).collect();
        if at % 5 == 0 || !notes.is_empty() {
            let Trial { granularity, stories, score } = trial;
            let line =
                format!("# {granularity:>5.1}  {score:.4}  {stories:>7} stories  {}", notes.join(", "));
            writeln!(output, "{}", line.trim_end())?;
        }
    }
    let config = Config { granularity: found.granularity(), ..config };
    let toml =
        |config: &Config| toml::Table::try_from(config).map_err(|error| Failure::Failed(error.to_string()));
    let text = toml::to_string(&changed(toml(&config)?, &toml(&Config::default())?));
    write!(output, "{}", text.map_err(|error| Failure::Failed(error.to_string()))?)?;
    Ok(())
}

/// What is not as in the default; the granularity always.
fn changed(table: toml::Table, default: &toml::Table) -> toml::Table {
    table
        .into_iter()
        .filter_map(|(key, value)| match (value, default.get(&key)) {
            (toml::Value::Table(inner), Some(toml::Value::Table(default))) => {
                let inner = changed(inner, default);
                (!inner.is_empty()).then_some((key, toml::Value::Table(inner)))
            }
            (value, default) => (default != Some(&value) || key == "granularity").then_some((key, value)),
        })
        .collect()
}
