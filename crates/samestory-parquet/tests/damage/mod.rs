//! Damaged files.

use std::io::{self, Read};

/// How many of 2,000 damaged copies of a file are errors to read: a third is cut off, in the others two or three bytes are changed. The
/// damage is the same each time.
pub(crate) fn errors_when_damaged<R: Read>(whole: &[u8], open: impl Fn(Vec<u8>) -> io::Result<R>) -> usize {
    std::panic::set_hook(Box::new(|_| {}));
    let mut state = 7_u64;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap()
    };
    let mut errors = 0;
    for round in 0..2000 {
        let mut file = whole.to_vec();
        match round % 3 {
            0 => file.truncate(next() % whole.len()),
            _ => {
                for _ in 0..=round % 3 {
                    let at = next() % file.len();
                    file[at] = next().to_le_bytes()[0];
                }
            }
        }
        let mut bytes = Vec::new();
        // neither a panic nor an endless file
        let read = open(file).and_then(|lines| lines.take(1 << 22).read_to_end(&mut bytes));
        errors += usize::from(read.is_err());
    }
    errors
}
