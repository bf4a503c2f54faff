//! What is missing in a report.

/// What of the input could not be used; reports for programs say so.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Skipped {
    /// Records that were skipped.
    pub records: usize,
    /// Articles that lost their date.
    pub dates: usize,
}
