//! `samestory config`.

use std::io::Write;

use samestory::Config;

use crate::args::ConfigArgs;
use crate::config_docs::doc;
use crate::engine::read_config;
use crate::failure::Failure;
use crate::files::{Content, Role, RunFiles};
use crate::input::Reading;

/// How wide comments get.
const WIDTH: usize = 100;

/// Prints a configuration.
pub(crate) fn run(args: &ConfigArgs) -> Result<Reading, Failure> {
    let files =
        RunFiles::new().read_if(Role::Config, args.config.as_deref()).write(Role::Output, None).check()?;
    let config = read_config(&files)?;
    let text = to_documented_toml(&config).map_err(|error| Failure::Failed(error.to_string()))?;
    let mut output = files.create(Role::Output, Content::Data)?;
    output.write_all(text.as_bytes())?;
    output.finish()?;
    Ok(Reading::default())
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
        if !first_of_section {
            text.push('\n');
        }
        add_comment(&mut text, &doc(&path));
        text.push_str(line);
        text.push('\n');
        first_of_section = is_section;
        if is_section {
            section = path;
        }
    }
    Ok(text)
}

fn add_comment(text: &mut String, comment: &str) {
    let mut width = 0;
    for word in comment.split_whitespace() {
        let wider = width + 1 + word.chars().count();
        if width > 0 && wider <= WIDTH {
            text.push(' ');
            width = wider;
        } else {
            text.push_str(if width == 0 { "# " } else { "\n# " });
            width = 2 + word.chars().count();
        }
        text.push_str(word);
    }
    if width > 0 {
        text.push('\n');
    }
}
