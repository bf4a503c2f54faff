//! How much of a JSON value is read: what refers to itself, or is referred to again and again, ends.

/// So many values are read.
pub(super) const MAX_VALUES: usize = 200_000;

/// Values stand no deeper in each other.
pub(super) const DEEPEST: usize = 64;

/// So many bytes of a text count as much as a value.
const BYTES_OF_VALUE: usize = 64;

/// Takes a value with a text of so many bytes from how many values are left to be read.
pub(super) fn spend(left: &mut usize, bytes: usize) {
    *left = left.saturating_sub(1 + bytes / BYTES_OF_VALUE);
}
