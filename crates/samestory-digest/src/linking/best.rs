//! The best and the next best of another language for each story.

/// The two best of what was shown, by place.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Best {
    first: Option<(f64, usize)>,
    second: f64,
}

impl Best {
    /// Shows one more. Of equals the first shown stays.
    pub(super) fn show(&mut self, score: f64, place: usize) {
        match self.first {
            Some((best, _)) if score <= best => self.second = self.second.max(score),
            first => {
                self.second = first.map_or(0.0, |(best, _)| best);
                self.first = Some((score, place));
            }
        }
    }

    /// The score and the place of the best.
    pub(super) fn first(&self) -> Option<(f64, usize)> {
        self.first
    }

    /// The score of the next best; 0 if there is none.
    pub(super) fn second(&self) -> f64 {
        self.second
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_two_best_are_kept() {
        let best = |scores: &[f64]| {
            let mut best = Best::default();
            scores.iter().enumerate().for_each(|(place, &score)| best.show(score, place));
            (best.first(), best.second())
        };
        assert_eq!(best(&[]), (None, 0.0));
        assert_eq!(best(&[0.2]), (Some((0.2, 0)), 0.0));
        assert_eq!(best(&[0.2, 0.5, 0.3]), (Some((0.5, 1)), 0.3));
        assert_eq!(best(&[0.5, 0.5]), (Some((0.5, 0)), 0.5));
    }
}
