//! Observations from files: JSON lines, or saved pages.

use std::io::{BufRead, Read};
use std::path::{Path, PathBuf};

use samestory::credits::Newsrooms;
use samestory::formats::read_observation;
use samestory::versions::Observation;

use super::open::{name_of, open};
use super::pages::read_page;
use super::rejects::Rejects;
use crate::args::InputArgs;
use crate::console::Console;
use crate::failure::Failure;

/// Reads all observations, by time; those of one moment or none in the order of the input.
///
/// # Errors
///
/// If a file cannot be read, a page lacks something, or a bad line is not tolerated.
pub(crate) fn read_observations(args: &InputArgs, console: &Console) -> Result<Vec<Observation>, Failure> {
    let mut rejects = Rejects::new(args.strict, args.rejects.as_deref(), console)?;
    let stdin = [PathBuf::from("-")];
    let files = if args.files.is_empty() { &stdin[..] } else { &args.files };
    let mut observations = Vec::new();
    for file in files {
        read_file(file, console, &mut rejects, &mut observations)?;
    }
    rejects.finish();
    console.done();
    observations.sort_by_key(|seen| (seen.time.map_or(i64::MIN, |time| time.seconds()), seen.number));
    Ok(observations)
}

fn read_file(
    file: &Path,
    console: &Console,
    rejects: &mut Rejects<'_>,
    observations: &mut Vec<Observation>,
) -> Result<(), Failure> {
    let name = name_of(file);
    let unreadable = |error: std::io::Error| Failure::Failed(format!("{name}: cannot be read: {error}"));
    let mut reader = open(file, console).map_err(unreadable)?;
    let (mut line, mut number) = (Vec::new(), 0);
    let mut begun = false;
    loop {
        line.clear();
        number += 1;
        if reader.read_until(b'\n', &mut line).map_err(unreadable)? == 0 {
            return Ok(());
        }
        let bare = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&line).trim_ascii();
        if bare.is_empty() {
            continue;
        }
        if !begun && !bare.starts_with(b"{") {
            reader.read_to_end(&mut line).map_err(unreadable)?;
            let blank = "\n".repeat(number - 1);
            let text = blank + &String::from_utf8_lossy(&line);
            let page = read_page(file, &text, &Newsrooms::builtin())
                .map_err(|error| Failure::Failed(format!("{name}: {error}")))?;
            observations.extend(page);
            return Ok(());
        }
        begun = true;
        match read_observation(&line, number as u64) {
            Ok(read) => {
                if let Some(error) = read.bad_time {
                    rejects.bad_date(&name, number as u64, &error.to_string());
                }
                observations.push(read.observation);
            }
            Err(error) => {
                let message = error.to_string();
                let reason = message.split_once(": ").map_or(message.as_str(), |(_, reason)| reason);
                rejects.skip(&name, number as u64, reason, &line)?;
            }
        }
    }
}
