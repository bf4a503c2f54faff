//! `samestory formats`.

use std::io::Write;

use samestory_formats::Format;

use crate::args::FormatsArgs;
use crate::failure::Failure;
use crate::files::{Content, Role, RunFiles};
use crate::input::Reading;

/// Lists the formats that are read, a line each.
pub(crate) fn run(_: &FormatsArgs) -> Result<Reading, Failure> {
    let files = RunFiles::new().write(Role::Output, None).check()?;
    let mut output = files.create(Role::Output, Content::Text)?;
    for format in Format::ALL {
        writeln!(output, "{:<8}{}", format.name(), format.description())?;
    }
    #[cfg(feature = "parquet")]
    writeln!(output, "{:<8}rows of Parquet files as JSON objects, told by their first bytes alone", "-")?;
    #[cfg(feature = "arrow")]
    writeln!(
        output,
        "{:<8}rows of Arrow IPC files and streams as JSON objects, told by their first bytes alone",
        "-"
    )?;
    output.finish()?;
    Ok(Reading::default())
}
