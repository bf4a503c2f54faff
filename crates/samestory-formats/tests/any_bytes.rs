//! Readers on arbitrary bytes: they read what they can, say what they cannot, and end.

#![expect(clippy::unwrap_used, reason = "in a test, what is not expected has to panic")]

use std::fs;
use std::path::{Path, PathBuf};

use samestory_formats::{
    ArticleFiles, Format, InputError, ObservationFiles, ReadLimits, ReadOptions, Source, read_feed_list,
};

/// Numbers that look random and are the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % end.max(1) as u64).unwrap()
    }
}

fn samples() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/formats");
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .collect();
    files.sort();
    files
}

/// Reads bytes as articles and as observations: what is rejected has a place and a reason.
fn read_all(bytes: &[u8], from: Option<Format>) {
    let source = || {
        let bytes = bytes.to_vec();
        Source::new("bytes", move || Ok(Box::new(std::io::Cursor::new(bytes))))
    };
    let options = || ReadOptions::from(ReadLimits::default()).from_format(from);
    for read in ArticleFiles::new([source()], options()) {
        match read {
            Ok(record) => assert!(record.article.validate().is_ok()),
            Err(InputError::Rejected(rejected)) => {
                assert!(rejected.place.line > 0 && !rejected.reason.is_empty())
            }
            Err(failed) => assert!(!failed.to_string().is_empty()),
        }
    }
    let count = ObservationFiles::new([source()], options()).count();
    assert!(count <= bytes.len() + 2);
    let _ = read_feed_list(bytes);
}

#[test]
fn changed_files_are_read() {
    let samples: Vec<Vec<u8>> = samples().iter().map(|path| fs::read(path).unwrap()).collect();
    assert!(samples.len() > 15);
    for (number, sample) in samples.iter().enumerate() {
        for seed in 0..12 {
            let mut numbers = Numbers(seed * 1000 + number as u64);
            let mut bytes = sample.clone();
            for _ in 0..=numbers.below(6) {
                let at = numbers.below(bytes.len());
                match numbers.below(5) {
                    0 => bytes[at] = u8::try_from(numbers.below(256)).unwrap(),
                    1 => bytes.truncate(at),
                    2 => drop(bytes.drain(at..(at + numbers.below(40)).min(bytes.len()))),
                    3 => {
                        let other = &samples[numbers.below(samples.len())];
                        let from = numbers.below(other.len());
                        let piece = other[from..(from + 60).min(other.len())].to_vec();
                        bytes.splice(at..at, piece);
                    }
                    _ => bytes.insert(at, b"<>\"&{}[],\n\0\\"[numbers.below(12)]),
                }
            }
            let format = numbers.below(Format::ALL.len() + 1);
            read_all(&bytes, Format::ALL.get(format).copied());
            read_all(&bytes, None);
        }
    }
}

#[test]
fn any_bytes_are_read_as_any_format() {
    for seed in 0..40 {
        let mut numbers = Numbers(seed);
        let length = numbers.below(600);
        let letters = b"<>/=\"'&;:{}[],\n\r\t\\ aeitle WARC/1.0 item\0\xff\xc3\xa9";
        let bytes: Vec<u8> = (0..length).map(|_| letters[numbers.below(letters.len())]).collect();
        for format in Format::ALL {
            read_all(&bytes, Some(format));
        }
        read_all(&bytes, None);
    }
}
