//! The samestory command.
fn main() {}
