//! From which article each has its text, when many share it.

use std::collections::BTreeMap;

use crate::article::ArticleId;
use crate::copies::CopyLink;

/// A text of which less is in another is a report of its own that uses it.
pub(crate) const MOSTLY: f64 = 0.5;

/// From which article another has its text, and the link that says so; none where only a declaration does.
pub(crate) type Parent<'l> = (usize, Option<&'l CopyLink>);

/// For each of `count` articles, whose places `order` says, the one it has its text from. Nobody is, over others, their own
/// parent.
///
/// What is declared, a later version with the one before it, counts before all links.
///
/// Of several possible parents the one is taken that holds most of the text; of equal ones that which is the surer original,
/// then the earlier in `order`. Where the direction of a link is not known, the earlier one in `order` is taken for the
/// original: one origin is counted for both either way.
pub(crate) fn parents<'l>(
    count: usize,
    order: &BTreeMap<ArticleId, usize>,
    declared: &[(ArticleId, ArticleId)],
    links: impl IntoIterator<Item = &'l CopyLink>,
) -> Vec<Option<Parent<'l>>> {
    let mut parents: Vec<Option<Parent<'l>>> = vec![None; count];
    for (later, earlier) in declared {
        if let (Some(&later), Some(&earlier)) = (order.get(later), order.get(earlier))
            && parents[later].is_none()
            && root(&parents, earlier) != later
        {
            parents[later] = Some((earlier, None));
        }
    }
    let mut possible: Vec<(usize, usize, &'l CopyLink)> = Vec::new();
    for link in links {
        let (Some(&first), Some(&second)) = (order.get(&link.first), order.get(&link.second)) else {
            continue;
        };
        let (original, copy) = match link.original_and_copy() {
            Some((original, _)) if original == link.first => (first, second),
            Some(_) => (second, first),
            None => (first.min(second), first.max(second)),
        };
        let id = if copy == first { link.first } else { link.second };
        let embeds = link.containment_of(id) < MOSTLY;
        if link.same_source || !embeds {
            possible.push((copy, original, link));
        }
    }
    // the surest first: later ones must not close a circle
    let strength = |&(copy, _, link): &(usize, usize, &CopyLink)| {
        let id = if order.get(&link.first) == Some(&copy) { link.first } else { link.second };
        link.containment_of(id)
    };
    possible.sort_by(|a, b| {
        let surer = b.2.direction.confidence.total_cmp(&a.2.direction.confidence);
        strength(b).total_cmp(&strength(a)).then(surer).then((a.1, a.0).cmp(&(b.1, b.0)))
    });
    for (copy, original, link) in possible {
        match parents[copy] {
            None if root(&parents, original) != copy => parents[copy] = Some((original, Some(link))),
            // the evidence for what was declared
            Some((declared, None)) if declared == original => parents[copy] = Some((original, Some(link))),
            _ => {}
        }
    }
    parents
}

/// The one that the text of a place comes from in the end.
pub(crate) fn root(parents: &[Option<Parent<'_>>], mut place: usize) -> usize {
    while let Some((parent, _)) = parents[place] {
        place = parent;
    }
    place
}
