//! `samestory read`.

use std::io::{self, Write};

use samestory::Published;
use samestory_formats::Record;
use serde::Serialize;

use crate::args::{ReadArgs, ReadFormat};
use crate::console::Console;
use crate::failure::Failure;
use crate::files::{Content, Role, RunFiles};
use crate::input::{ArticleReader, Reading};

/// Prints what is read.
pub(crate) fn run(args: &ReadArgs) -> Result<Reading, Failure> {
    let files = RunFiles::new()
        .read_all(&args.input.files)
        .write_if(Role::Rejects, args.input.rejects.as_deref())
        .write(Role::Output, args.output.as_deref())
        .check()?;
    let console = Console::new(args.output.is_some());
    let mut articles = ArticleReader::open(&args.input, &files, false, &console)?;
    let mut output = files.create(Role::Output, Content::Data)?;
    #[cfg(feature = "parquet")]
    let mut rows = samestory_parquet::ParquetRows::new()?;
    #[cfg(feature = "arrow")]
    let mut arrow_rows = samestory_parquet::ArrowRows::new()?;
    loop {
        let records = articles.next_records()?;
        if records.is_empty() {
            break;
        }
        for record in &records {
            match args.to {
                ReadFormat::Jsonl => write_line(&mut output, &Line::new(record))?,
                ReadFormat::Ninjs => write_line(&mut output, &Ninjs::new(record))?,
                #[cfg(feature = "parquet")]
                ReadFormat::Parquet => {
                    output.write_all(&Line::new(record).as_row(|row| rows.push(row))?)?;
                }
                #[cfg(feature = "arrow")]
                ReadFormat::Arrow => {
                    output.write_all(&Line::new(record).as_row(|row| arrow_rows.push(row))?)?;
                }
            }
        }
    }
    #[cfg(feature = "parquet")]
    if args.to == ReadFormat::Parquet {
        output.write_all(&rows.finish()?)?;
    }
    #[cfg(feature = "arrow")]
    if args.to == ReadFormat::Arrow {
        output.write_all(&arrow_rows.finish()?)?;
    }
    let reading = articles.finish()?;
    console.done();
    reading.finish(output)?;
    Ok(reading)
}

fn write_line(output: &mut impl Write, line: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *output, line)?;
    writeln!(output)
}

/// An article as it is printed. What is not known is null, so that all lines have the same keys.
#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    source: Option<&'a str>,
    url: Option<&'a str>,
    published: Option<Published>,
    modified: Option<Published>,
    author: Option<&'a str>,
    lang: Option<&'a str>,
    title: &'a str,
    text: &'a str,
}

impl<'a> Line<'a> {
    fn new(Record { article, modified, .. }: &'a Record) -> Self {
        Self {
            id: &article.id,
            source: article.source.as_deref(),
            url: article.url.as_deref(),
            published: article.published,
            modified: *modified,
            author: article.author.as_deref(),
            lang: article.language.as_deref(),
            title: &article.title,
            text: &article.body,
        }
    }

    /// Gives it as a row, and returns the bytes of the file that are ready.
    #[cfg(feature = "parquet")]
    fn as_row(
        &self,
        push: impl FnOnce([Option<&str>; samestory_parquet::COLUMNS.len()]) -> io::Result<Vec<u8>>,
    ) -> io::Result<Vec<u8>> {
        let (published, modified) =
            (self.published.map(|time| time.to_string()), self.modified.map(|time| time.to_string()));
        push([
            Some(self.id),
            self.source,
            self.url,
            published.as_deref(),
            modified.as_deref(),
            self.author,
            self.lang,
            Some(self.title),
            Some(self.text),
        ])
    }
}

/// An article as ninjs 3.0 has it.
#[derive(Serialize)]
struct Ninjs<'a> {
    uri: &'a str,
    standard: Standard,
    r#type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    firstcreated: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    versioncreated: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    headlines: Vec<Text<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    bodies: Vec<Text<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    infosources: Vec<Source<'a>>,
    altids: [AlternativeId<'a>; 1],
}

#[derive(Serialize)]
struct Standard {
    name: &'static str,
    version: &'static str,
    schema: &'static str,
}

#[derive(Serialize)]
struct Text<'a> {
    role: &'static str,
    contenttype: &'static str,
    value: &'a str,
}

#[derive(Serialize)]
struct Source<'a> {
    name: &'a str,
}

/// The id, which need not be an address.
#[derive(Serialize)]
struct AlternativeId<'a> {
    role: &'static str,
    value: &'a str,
}

impl<'a> Ninjs<'a> {
    fn new(Record { article, modified, .. }: &'a Record) -> Self {
        let text = |value: &'a str| {
            let is_known = !value.trim().is_empty();
            is_known.then_some(Text { role: "main", contenttype: "text/plain", value }).into_iter().collect()
        };
        Self {
            uri: article.url.as_deref().unwrap_or(&article.id),
            standard: Standard {
                name: "ninjs",
                version: "3.0",
                schema: "https://www.iptc.org/std/ninjs/ninjs-schema_3.0.json",
            },
            r#type: "text",
            language: article.language.as_deref(),
            firstcreated: article.published.map(moment),
            versioncreated: modified.or(article.published).map(moment),
            headlines: text(&article.title),
            bodies: text(&article.body),
            by: article.author.as_deref(),
            infosources: article.source.as_deref().map(|name| Source { name }).into_iter().collect(),
            altids: [AlternativeId { role: "id", value: &article.id }],
        }
    }
}

/// A time as ninjs wants it, to the second: a day stands for its noon, as everywhere.
fn moment(time: Published) -> String {
    Published::at_second(time.seconds()).unwrap_or(time).to_string()
}
