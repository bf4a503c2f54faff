//! Observations from files.

use std::collections::HashMap;

use samestory::versions::Observation;
use samestory_formats::{ObservationFiles, ObservedLine};

use super::mappings::warn_unfound;
use super::reading::Reading;
use super::rejects::Rejects;
use super::sources::sources;
use crate::args::InputArgs;
use crate::console::Console;
use crate::failure::Failure;
use crate::files::{InputFile, Role, RunFiles};

/// Reads all observations, by time; those of one moment in the order of the input. One without a time keeps its place among those
/// of its article.
///
/// # Errors
///
/// If a file cannot be read, a page lacks something, or a bad line is not tolerated.
pub(crate) fn read_observations(
    args: &InputArgs,
    files: &RunFiles,
    console: &Console,
) -> Result<(Vec<Observation>, Reading), Failure> {
    let inputs = files.inputs(Role::Input);
    let mut read = ObservationFiles::new(sources(&inputs, console)?, args.options()?);
    let mut rejects = Rejects::open(args, files, false, console)?;
    let mut lines: Vec<ObservedLine> = Vec::new();
    loop {
        let line = read.next();
        for note in read.take_notes() {
            rejects.note(&note);
        }
        rejects.left_out(&read.take_left_out());
        let Some(line) = line else { break };
        let Some(observed) = rejects.take(line)? else { continue };
        let file = inputs.get(observed.place.source as usize).map_or("", InputFile::name);
        let place = format!("line {}", observed.place.line);
        if let Some(error) = &observed.bad_time {
            rejects.bad_date(file, &place, &format!("field \"published\": {error}"));
        }
        for odd in &observed.odd_fields {
            rejects.odd_field(file, &place, odd);
        }
        rejects.warn_all(&observed.warnings);
        lines.push(observed);
    }
    // what the last dates say holds for the first too
    lines.iter_mut().for_each(|line| read.settle_time(line));
    let reading = rejects.finish()?;
    warn_unfound(&read.unfound_mappings(), console);
    console.done();
    let observations: Vec<Observation> = lines.into_iter().map(|line| line.observation).collect();
    let places = places(&observations);
    let mut ordered: Vec<(i64, Observation)> = places.into_iter().zip(observations).collect();
    ordered.sort_by_key(|(place, seen)| (*place, seen.number));
    Ok((ordered.into_iter().map(|(_, seen)| seen).collect(), reading))
}

/// Where each observation stands in time: at its own, else after the one of its article before it in the input. Where the newest
/// comes first it is between its two neighbors.
fn places(observations: &[Observation]) -> Vec<i64> {
    let time = |seen: &Observation| seen.time.map(|time| time.seconds());
    if observations.iter().all(|seen| seen.time.is_some()) {
        return observations.iter().filter_map(time).collect();
    }
    let keys: Vec<Option<String>> = observations.iter().map(Observation::key).collect();
    let mut places: Vec<i64> = observations.iter().map(|seen| time(seen).unwrap_or(i64::MIN)).collect();
    let mut next: HashMap<&str, i64> = HashMap::new();
    let mut nexts = vec![None; observations.len()];
    for (at, seen) in observations.iter().enumerate().rev() {
        let Some(key) = keys[at].as_deref() else { continue };
        nexts[at] = next.get(key).copied();
        if let Some(time) = time(seen) {
            next.insert(key, time);
        }
    }
    let mut before: HashMap<&str, i64> = HashMap::new();
    for (at, seen) in observations.iter().enumerate() {
        let Some(key) = keys[at].as_deref() else { continue };
        match (time(seen), before.get(key)) {
            (Some(time), _) => {
                before.insert(key, time);
            }
            (None, Some(&before)) => {
                let falls = nexts[at].filter(|&next| next < before);
                places[at] = falls.map_or(before, |next| next + (before - next) / 2);
            }
            (None, None) => {}
        }
    }
    places
}
