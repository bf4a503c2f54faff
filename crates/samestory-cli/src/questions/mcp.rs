//! `samestory mcp`.

use samestory_server::{Desk, mcp};

use super::args::McpArgs;
use super::stream;
use crate::console::Console;
use crate::engine;
use crate::failure::Failure;
use crate::files::Role;
use crate::input::Reading;

/// Answers an assistant until it hangs up.
pub(crate) fn run(args: &McpArgs) -> Result<Reading, Failure> {
    let files = &args.stream.input.files;
    if files.is_empty() && args.state.is_none() {
        return Err(Failure::Usage("what is asked about? Name files, or --state".to_owned()));
    }
    if files.iter().any(|file| file.as_os_str() == "-") {
        return Err(Failure::Usage("stdin is for the assistant: articles come from files".to_owned()));
    }
    let files = stream::files(&args.stream).read_if(Role::State, args.state.as_deref()).check()?;
    if let Some(state) = files.path_of(Role::State).filter(|path| !path.exists()) {
        return Err(Failure::Failed(format!("{}: there is no such file", state.display())));
    }
    let families = engine::read_families(&files)?;
    let (live, reading) = stream::open(&args.stream, &files, &Console::new(false))?;
    let fail = |error: std::io::Error| Failure::Failed(format!("the assistant cannot be answered: {error}"));
    let (desk, _) = Desk::open(live, families).map_err(fail)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(fail)?;
    runtime.block_on(mcp::serve_stdio(desk)).map_err(fail)?;
    // a read of stdin that is left is not waited for
    runtime.shutdown_background();
    Ok(reading)
}
