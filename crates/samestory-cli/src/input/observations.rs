//! Observations from files: JSON lines, or saved pages.

use samestory::credits::Newsrooms;
use samestory::formats::read_observation;
use samestory::versions::Observation;

use super::lines::{Lines, Pages, Step};
use super::pages::read_page;
use super::reading::Reading;
use super::rejects::{Rejects, long_text};
use crate::args::InputArgs;
use crate::console::Console;
use crate::failure::Failure;
use crate::files::{Role, RunFiles};

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
    let mut lines = Lines::new(files.inputs(Role::Input), Pages::Any, &args.limits, console)?;
    let mut rejects = Rejects::open(args, files, false, console)?;
    let newsrooms = Newsrooms::builtin();
    let mut observations: Vec<Observation> = Vec::new();
    while let Some(step) = lines.advance()? {
        match step {
            Step::Excess(place, reason) => {
                rejects.skip(lines.name(place.file), place.line, &reason, lines.text())?;
            }
            Step::Page(place) => {
                let text = String::from_utf8_lossy(lines.text());
                let page = read_page(lines.path(place.file), &text, &newsrooms)
                    .map_err(|error| Failure::Failed(format!("{}: {error}", lines.name(place.file))))?;
                for seen in page {
                    match long_text(&seen.title, &seen.text, &lines.limits()) {
                        Some(reason) => {
                            rejects.skip(lines.name(place.file), place.line, &reason, lines.text())?;
                        }
                        None => {
                            rejects.count_read();
                            observations.push(seen);
                        }
                    }
                }
            }
            Step::Record(place) => {
                let name = lines.name(place.file);
                let reason = match read_observation(lines.text(), place.line) {
                    Ok(read) => {
                        let seen = read.observation;
                        match long_text(&seen.title, &seen.text, &lines.limits()) {
                            Some(reason) => reason,
                            None => {
                                if let Some(error) = read.bad_time {
                                    rejects.bad_date(name, place.line, &error.to_string());
                                }
                                rejects.count_read();
                                observations.push(seen);
                                continue;
                            }
                        }
                    }
                    Err(error) => {
                        let message = error.to_string();
                        message.split_once(": ").map_or(message.as_str(), |(_, reason)| reason).to_owned()
                    }
                };
                rejects.skip(name, place.line, &reason, lines.text())?;
            }
        }
    }
    let reading = rejects.finish()?;
    console.done();
    observations.sort_by_key(|seen| (seen.time.map_or(i64::MIN, |time| time.seconds()), seen.number));
    Ok((observations, reading))
}
