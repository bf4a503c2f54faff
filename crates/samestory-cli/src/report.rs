//! `samestory report`.

use samestory_digest::Digester;
use samestory_explain::Explainer;
use samestory_report::Report;
use std::path::Path;

use crate::args::ReportArgs;
use crate::console::Console;
use crate::engine;
use crate::failure::Failure;
use crate::files::{Content, Role, RunFiles};
use crate::input::{ArticleReader, Reading};

/// Writes all stories as one page.
pub(crate) fn run(args: &ReportArgs) -> Result<Reading, Failure> {
    let files = RunFiles::new()
        .read_all(&args.input.files)
        .read_engine(&args.engine)
        .read_tables(&args.tables)
        .write_if(Role::Rejects, args.input.rejects.as_deref())
        .write(Role::Report, Some(args.html.as_path()))
        .check()?;
    let config = engine::prepare_with_origins(&args.engine, &files)?;
    let families = engine::read_families(&files)?;
    let console = Console::new(true);
    let (articles, reading) = ArticleReader::open(&args.input, &files, false, &console)?.read_all()?;
    console.working(format!("clustering {} articles", articles.len()));
    let explainer = Explainer::new(&articles, &config)?;
    let digester = Digester::new(&articles, explainer.stories(), &config)?.with_families(families);
    console.working(format!("writing {} stories", explainer.stories().len()));
    let report = Report::new(title(args), &articles, &explainer, &digester, &config);
    let mut output = files.create(Role::Report, Content::Data)?;
    report.write(&mut output)?;
    console.done();
    reading.finish(output)?;
    Ok(reading)
}

/// The title that is asked for, or the name of the only file.
fn title(args: &ReportArgs) -> String {
    let name = match args.input.files.as_slice() {
        [file] if file != Path::new("-") => file.file_stem().map(|name| name.to_string_lossy().into_owned()),
        _ => None,
    };
    args.title.clone().or(name).unwrap_or_else(|| "Stories".to_owned())
}
