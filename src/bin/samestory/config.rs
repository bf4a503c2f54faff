//! `samestory config`.

use std::fmt::Write as _;
use std::io::Write as _;

use samestory::Config;

use crate::args::ConfigArgs;
use crate::config_docs::doc;
use crate::engine::read_config;
use crate::failure::Failure;
use crate::output::Output;

/// Prints a configuration.
pub(crate) fn run(args: &ConfigArgs) -> Result<(), Failure> {
    let config = read_config(args.config.as_deref())?;
    let text = to_documented_toml(&config).map_err(|error| Failure::Failed(error.to_string()))?;
    let mut output = Output::stdout();
    output.write_all(text.as_bytes())?;
    output.finish()
}

/// As TOML, with what each field means above it.
fn to_documented_toml(config: &Config) -> Result<String, toml::ser::Error> {
    let mut text = "# The configuration of samestory. What is left out keeps its default.\n".to_owned();
    let mut section = String::new();
    let mut first_of_section = false;
    for line in toml::to_string(config)?.lines().filter(|line| !line.is_empty()) {
        let (path, is_section) = match line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            Some(name) => (name.to_owned(), true),
            None => {
                let key = line.split(" =").next().unwrap_or_default();
                (if section.is_empty() { key.to_owned() } else { format!("{section}.{key}") }, false)
            }
        };
        let doc = doc(&path);
        // a blank line before what is explained, but not between a section's title and its first field
        if (is_section || !doc.is_empty()) && !first_of_section {
            text.push('\n');
        }
        for doc in doc {
            // writing to a String cannot fail
            let _ = writeln!(text, "# {doc}");
        }
        text.push_str(line);
        text.push('\n');
        first_of_section = is_section;
        if is_section {
            section = path;
        }
    }
    Ok(text)
}
