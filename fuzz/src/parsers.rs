//! Everything that reads a file.

use std::io::{BufReader, Cursor};

use samestory::Config;
use samestory::credits::Newsrooms;
use samestory::unstable::credits::{find_credits, newsroom};
use samestory::versions::Version;
use samestory_changes::TextChange;
use samestory_formats::{
    ArticleFiles, Format, JsonLines, NewsDiffsPage, ReadLimits, ReadOptions, RecordProblem, RecordReader,
    SavedPage, Source, read_feed_list, read_observation, read_record,
};

/// A record as it was read: its line, what is wrong with it, its text.
type Read = (u64, Option<RecordProblem>, Vec<u8>);

/// Lines and arrays: the same records however the file is cut into pieces, within limits, each an article or an error.
pub fn json_lines(data: &[u8]) {
    let mut limits = ReadLimits::default();
    (limits.max_record_bytes, limits.max_nesting) = (64, 4);
    let mut whole: Option<Vec<Read>> = None;
    for size in [1, 7, 4096] {
        let reader = BufReader::with_capacity(size, data);
        let mut records = RecordReader::new(reader).with_arrays().with_limits(limits);
        let mut read: Vec<Read> = Vec::new();
        while let Some(place) = records.advance().expect("memory can be read") {
            assert!(records.text().len() <= limits.max_record_bytes);
            assert!(read.last().is_none_or(|(line, ..)| *line <= place.line));
            read.push((place.line, place.problem, records.text().to_vec()));
        }
        assert_eq!(*whole.get_or_insert_with(|| read.clone()), read);
    }
    for (line, _, text) in whole.unwrap_or_default() {
        if let Ok(record) = read_record(&text, line) {
            assert!(record.article.validate().is_ok());
        }
        let _ = read_observation(&text, line).map_err(|error| error.to_string());
    }
    for line in JsonLines::new(data).with_limits(limits) {
        let _ = line.map_err(|error| error.to_string());
    }
    let _ = read_record(data, 1).map_err(|error| error.to_string());
    let _ = read_observation(data, 1).map_err(|error| error.to_string());
}

/// A saved page has no more text than it has bytes.
pub fn saved_page(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let page = SavedPage::read(&text);
    assert!(page.title.len() + page.text.len() <= 4 * text.len() + 16);
}

/// A page of two versions is read or says what it lacks, and what it shows can be compared.
pub fn newsdiffs(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let _ = NewsDiffsPage::is_one(&text);
    match NewsDiffsPage::read(&text) {
        Ok(page) => {
            let [old, new] = page.observations();
            let change =
                TextChange::between(&Version::new(old.title, old.text), &Version::new(new.title, new.text));
            let _ = change.class.name();
        }
        Err(error) => assert!(error.line as usize <= text.lines().count().max(1), "{error}"),
    }
}

/// A file of any format, told by its contents or, by the first byte, forced: every record is an article or an error with a place.
pub fn formats(data: &[u8]) {
    let (forced, data) = data.split_first().map_or((0, data), |(first, rest)| (usize::from(*first), rest));
    for from in [None, Format::ALL.get(forced % (2 * Format::ALL.len())).copied()] {
        let bytes = data.to_vec();
        let source = Source::new("bytes", move || Ok(Box::new(Cursor::new(bytes))));
        let options = ReadOptions::from(ReadLimits::default()).from_format(from);
        for read in ArticleFiles::new([source], options) {
            match read {
                Ok(record) => assert!(record.article.validate().is_ok()),
                Err(error) => assert!(!error.to_string().is_empty()),
            }
        }
    }
    let _ = read_feed_list(data);
}

/// A configuration that is valid is written and read back as itself.
pub fn config(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    match toml::from_str::<Config>(text) {
        Ok(config) => match config.validate() {
            Ok(()) => {
                let written = toml::to_string(&config).expect("what was read can be written");
                assert_eq!(toml::from_str::<Config>(&written).expect("and read again"), config);
            }
            Err(error) => assert!(!error.to_string().is_empty()),
        },
        Err(error) => assert!(!error.message().is_empty()),
    }
}

/// A table of newsrooms, and a text in which its names are looked for.
pub fn newsrooms(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let (table, body) = text.split_once("\n\n").unwrap_or((&text, &text));
    let mut newsrooms = Newsrooms::empty();
    let _ = newsrooms.extend_tsv(table).map_err(|error| error.to_string());
    for credit in find_credits(body, &newsrooms) {
        assert!(newsroom(&newsrooms, credit.newsroom).is_some());
        assert!(!credit.text(body).is_empty());
    }
    let _ = newsrooms.source_name(Some(body), Some(body));
}
