//! All integration tests of samestory, one binary.
