//! Observations from files.

use samestory::versions::Observation;
use samestory_formats::ObservationFiles;

use super::reading::Reading;
use super::rejects::Rejects;
use super::sources::sources;
use crate::args::InputArgs;
use crate::console::Console;
use crate::failure::Failure;
use crate::files::{InputFile, Role, RunFiles};

/// Reads all observations, by time; those of one moment or none in the order of the input.
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
    let read = ObservationFiles::new(sources(&inputs, console)?, args.limits.reading());
    let mut rejects = Rejects::open(args, files, false, console)?;
    let mut observations: Vec<Observation> = Vec::new();
    for read in read {
        let Some(observed) = rejects.take(read)? else { continue };
        if let Some(error) = observed.bad_time {
            let file = inputs.get(observed.place.source as usize).map_or("", InputFile::name);
            rejects.bad_date(file, observed.place.line, &error.to_string());
        }
        observations.push(observed.observation);
    }
    let reading = rejects.finish()?;
    console.done();
    observations.sort_by_key(|seen| (seen.time.map_or(i64::MIN, |time| time.seconds()), seen.number));
    Ok((observations, reading))
}
