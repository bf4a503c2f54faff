//! Numbers that look random and follow from a seed.

/// SplitMix64 (Steele, Lea & Flood 2014).
pub(super) struct Random(u64);

impl Random {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mix(self.0)
    }

    /// From 0 to below `end`, which is above 0.
    pub(super) fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    /// From 0 to below 1.
    pub(super) fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    pub(super) fn is(&mut self, probability: f64) -> bool {
        self.share() < probability
    }

    /// An exponentially distributed time.
    pub(super) fn waiting_time(&mut self, mean: f64) -> f64 {
        -mean * (1.0 - self.share()).ln()
    }

    /// A rank by a law of Zipf and Mandelbrot: it is above x with the probability (1 + x / `shift`)^−`exponent`.
    pub(super) fn rank(&mut self, shift: f64, exponent: f64) -> u64 {
        (shift * ((1.0 - self.share()).powf(-1.0 / exponent) - 1.0)) as u64
    }
}

/// Another number that looks random, for each number one.
pub(super) fn mix(number: u64) -> u64 {
    let number = (number ^ number >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ number >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ number >> 31
}
