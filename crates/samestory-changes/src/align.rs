//! Which sentence of the old text became which of the new one.

use std::collections::HashMap;

use samestory::unstable::WordBag;
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Sentences that have so much in common are one sentence, edited; see [`WordBag::similarity`].
const SAME: f64 = 0.5;

/// A word that more new sentences hold proposes none of them: it would propose all for all.
const MAX_HOLDERS: usize = 64;

/// A sentence of the old text and the sentence of the new text that it is aligned with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct AlignedPair {
    /// Its place in the old text.
    pub(crate) old: usize,
    /// Its place in the new text.
    pub(crate) new: usize,
    /// Whether both are equal when compared.
    pub(crate) equal: bool,
    /// Whether other sentences passed it by.
    pub(crate) moved: bool,
}

/// Pairs the sentences of two texts, given in comparable form, by old place.
///
/// Equal sentences in order first (longest common subsequence), then equal ones anywhere, then the most similar of the rest, best
/// first. Of the pairs found, the heaviest (in characters) that are in the same order in both texts stand where they stood, the
/// others moved.
pub(crate) fn align(old: &[String], new: &[String]) -> Vec<AlignedPair> {
    pair_up(old, new, candidates)
}

/// The same with every sentence compared with every other: what [`align`] finds wherever no word is in too many sentences.
#[cfg(feature = "unstable")]
pub(crate) fn align_by_all_pairs(old: &[String], new: &[String]) -> Vec<AlignedPair> {
    pair_up(old, new, |old, new| (0..old.len()).flat_map(|a| (0..new.len()).map(move |b| (a, b))).collect())
}

fn pair_up(
    old: &[String],
    new: &[String],
    candidates: impl Fn(&[&WordBag], &[&WordBag]) -> Vec<(usize, usize)>,
) -> Vec<AlignedPair> {
    let mut partner: Vec<Option<usize>> = vec![None; old.len()];
    let mut taken = vec![false; new.len()];
    for op in capture_diff_slices(Algorithm::Myers, old, new) {
        if let DiffOp::Equal { old_index, new_index, len } = op {
            for at in 0..len {
                partner[old_index + at] = Some(new_index + at);
                taken[new_index + at] = true;
            }
        }
    }
    pair_equal(old, new, &mut partner, &mut taken);
    let equal: Vec<bool> = partner.iter().map(Option::is_some).collect();

    let old_left: Vec<usize> = (0..old.len()).filter(|&at| partner[at].is_none()).collect();
    let new_left: Vec<usize> = (0..new.len()).filter(|&at| !taken[at]).collect();
    let old_bags: Vec<WordBag> = old_left.iter().map(|&at| WordBag::new(&old[at])).collect();
    let new_bags: Vec<WordBag> = new_left.iter().map(|&at| WordBag::new(&new[at])).collect();
    let mut scored: Vec<(f64, usize, usize)> =
        candidates(&old_bags.iter().collect::<Vec<_>>(), &new_bags.iter().collect::<Vec<_>>())
            .into_iter()
            .map(|(a, b)| (old_bags[a].similarity(&new_bags[b]), a, b))
            .filter(|&(similarity, ..)| similarity >= SAME)
            .collect();
    // among equals, what stands at about the same place
    let distance = |a: usize, b: usize| (old_left[a] * new.len()).abs_diff(new_left[b] * old.len());
    scored.sort_by(|x, y| {
        y.0.total_cmp(&x.0).then_with(|| (distance(x.1, x.2), x.1, x.2).cmp(&(distance(y.1, y.2), y.1, y.2)))
    });
    for (_, a, b) in scored {
        let (a, b) = (old_left[a], new_left[b]);
        if partner[a].is_none() && !taken[b] {
            partner[a] = Some(b);
            taken[b] = true;
        }
    }
    let mut pairs: Vec<AlignedPair> = partner
        .iter()
        .enumerate()
        .filter_map(|(a, b)| b.map(|b| AlignedPair { old: a, new: b, equal: equal[a], moved: true }))
        .collect();
    let weights: Vec<usize> = pairs.iter().map(|pair| new[pair.new].len() + 1).collect();
    for at in heaviest_increasing(&pairs, &weights, new.len()) {
        pairs[at].moved = false;
    }
    pairs
}

/// Pairs equal sentences that stand in another order, first with first.
fn pair_equal(old: &[String], new: &[String], partner: &mut [Option<usize>], taken: &mut [bool]) {
    let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, sentence) in new.iter().enumerate().rev().filter(|(at, _)| !taken[*at]) {
        places.entry(sentence).or_default().push(at);
    }
    for (sentence, partner) in old.iter().zip(partner).filter(|(_, partner)| partner.is_none()) {
        if let Some(at) = places.get_mut(sentence.as_str()).and_then(Vec::pop) {
            *partner = Some(at);
            taken[at] = true;
        }
    }
}

/// Pairs of sentences that share a word few sentences have.
fn candidates(old: &[&WordBag], new: &[&WordBag]) -> Vec<(usize, usize)> {
    let mut holders: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, bag) in new.iter().enumerate() {
        for word in bag.words() {
            let holders = holders.entry(word).or_default();
            if holders.last() != Some(&at) {
                holders.push(at);
            }
        }
    }
    let mut found = Vec::new();
    for (at, bag) in old.iter().enumerate() {
        let known =
            bag.words().filter_map(|word| holders.get(word)).filter(|holders| holders.len() <= MAX_HOLDERS);
        let mut mine: Vec<usize> = known.flatten().copied().collect();
        mine.sort_unstable();
        mine.dedup();
        found.extend(mine.into_iter().map(|other| (at, other)));
    }
    found
}

/// The places of the pairs that make up the heaviest run with rising new places (old places rise already): a Fenwick tree of
/// heaviest ends, O(n log n).
fn heaviest_increasing(pairs: &[AlignedPair], weights: &[usize], ends: usize) -> Vec<usize> {
    // best[i]: the heaviest run that ends at a new place covered by node i, and its last pair
    let mut best: Vec<(usize, Option<usize>)> = vec![(0, None); ends + 1];
    let mut before: Vec<Option<usize>> = vec![None; pairs.len()];
    let mut heaviest = (0, None);
    for (at, pair) in pairs.iter().enumerate() {
        let mut found = (0, None);
        let mut node = pair.new;
        while node > 0 {
            if best[node].0 > found.0 {
                found = best[node];
            }
            node &= node - 1;
        }
        before[at] = found.1;
        let mine = (found.0 + weights[at], Some(at));
        let mut node = pair.new + 1;
        while node <= ends {
            if mine.0 > best[node].0 {
                best[node] = mine;
            }
            node += node & node.wrapping_neg();
        }
        if mine.0 > heaviest.0 {
            heaviest = mine;
        }
    }
    let mut run = Vec::new();
    let mut at = heaviest.1;
    while let Some(pair) = at {
        run.push(pair);
        at = before[pair];
    }
    run
}

#[cfg(test)]
mod tests {
    use super::*;

    fn aligned(old: &[&str], new: &[&str]) -> Vec<(usize, usize, bool, bool)> {
        let own = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect::<Vec<_>>();
        let (old, new) = (own(old), own(new));
        let found = align(&old, &new);
        assert_eq!(found, align_by_all_pairs(&old, &new));
        found.iter().map(|p| (p.old, p.new, p.equal, p.moved)).collect()
    }

    #[test]
    fn kept_edited_and_moved() {
        let (a, b, c) =
            ("rain fell on Mali all day long", "the market was closed", "nobody was hurt, police said");
        assert_eq!(aligned(&[a, b], &[a, c, b]), [(0, 0, true, false), (1, 2, true, false)]);
        assert_eq!(aligned(&[a, b], &["rain fell on Mali all night long"]), [(0, 0, false, false)]);
        // the lighter of two that changed places has moved
        assert_eq!(aligned(&[a, b], &[b, a]), [(0, 1, true, false), (1, 0, true, true)]);
        assert_eq!(aligned(&[a, a, b], &[b, a, a]).iter().filter(|p| p.3).count(), 1);
        assert_eq!(aligned(&[], &[a]), []);
    }
}
