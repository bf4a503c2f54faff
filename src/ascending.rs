//! Lists of numbers in ascending order, none of them twice.

/// How many numbers both lists have. Linear in their lengths.
pub(crate) fn count_common(a: &[u32], b: &[u32]) -> usize {
    let (mut at_a, mut at_b, mut common) = (0, 0, 0);
    // a processor cannot guess which list goes on: both places are moved without a branch
    while let (Some(a), Some(b)) = (a.get(at_a), b.get(at_b)) {
        common += usize::from(a == b);
        at_a += usize::from(a <= b);
        at_b += usize::from(b <= a);
    }
    common
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_both_are_counted() {
        assert_eq!(count_common(&[1, 3, 5, 9], &[0, 3, 4, 9, 10]), 2);
        assert_eq!(count_common(&[], &[1]), 0);
    }
}
