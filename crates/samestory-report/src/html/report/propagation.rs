//! Who printed it when, and from whom, as a graph.

use std::collections::HashMap;

use maud::{Markup, html};
use samestory::origins::Role;
use samestory::{Member, Published, Story};
use samestory_digest::Digest;

use super::outlets::Outlets;
use super::words::moment;
use crate::plain::duration;

/// Articles of a graph, at most.
const MAX_ARTICLES: usize = 60;

/// The size of the drawing: its width is stretched to what there is, a row is as high as a line of the list.
const WIDTH: usize = 1000;
const ROW: usize = 30;

/// What is free at both ends, and how far an article without a date is from the one that it is made of.
const MARGIN: usize = 15;
const STEP: usize = 60;

/// The articles of a story, those of one origin after each other: who wrote, who copied, in order of time.
pub(super) fn order(story: &Story) -> Vec<usize> {
    let places: HashMap<&str, usize> =
        story.members.iter().enumerate().map(|(at, member)| (member.id.as_str(), at)).collect();
    let mut order: Vec<usize> = Vec::with_capacity(story.len());
    let mut is_placed = vec![false; story.len()];
    let mut place = |articles: &mut Vec<usize>| {
        articles.sort_by_key(|&at| rank(&story.members[at]));
        order.extend(articles.iter().copied().filter(|&at| !std::mem::replace(&mut is_placed[at], true)));
    };
    for origin in &story.origins {
        place(&mut origin.articles.iter().filter_map(|id| places.get(id.as_str()).copied()).collect());
    }
    place(&mut (0..story.len()).collect());
    order
}

/// Those without a date last, what is written before what is copied from it.
fn rank(member: &Member) -> (i64, bool) {
    let is_again = member.copy_of.is_some() || member.version_of.is_some();
    (member.published.map_or(i64::MAX, Published::seconds), is_again)
}

/// A graph: a row for each article, from left to right the time, and a line from each text to what was made of it.
pub(super) fn propagation(story: &Story, outlets: &Outlets<'_>, digest: &Digest, order: &[usize]) -> Markup {
    let shown = &order[..order.len().min(MAX_ARTICLES)];
    let rows: HashMap<&str, usize> =
        shown.iter().enumerate().map(|(row, &at)| (story.members[at].id.as_str(), row)).collect();
    let (places, is_timed) = places(story, shown, &rows);
    let middle = |row: usize| row * ROW + ROW / 2;
    let height = shown.len() * ROW;
    let (first, last) = (digest.timeline.first_published, digest.timeline.last_published);
    html! {
        figure.flow {
            ol {
                @for &at in shown {
                    @let member = &story.members[at];
                    li {
                        span class={ "dot " (class(member)) } {}
                        (outlets.link(&member.id))
                        @if let Some(role) = again(member) { " " span.role { (role) } }
                        span.quiet { (delay(member, first)) }
                    }
                }
            }
            svg viewBox={ "0 0 " (WIDTH) " " (height) } height=(height) preserveAspectRatio="none" role="img" aria-label="Who printed it when, and from whom" {
                @for (row, &at) in shown.iter().enumerate() {
                    path.lane d={ "M0 " (middle(row)) "h" (WIDTH) } {}
                    @if let Some((parent, place)) = parent(&story.members[at], &rows).zip(places[row])
                        && let Some(from) = places[parent]
                    {
                        path.edge d={ "M" (from) " " (middle(parent)) "C" (from) " " (middle(row)) " " (from) " " (middle(row)) " " (place) " " (middle(row)) } {}
                    }
                }
                @for (row, &at) in shown.iter().enumerate() {
                    @if let Some(place) = places[row] {
                        path class={ "dot " (class(&story.members[at])) } d={ "M" (place) " " (middle(row)) "h0" } {}
                        @if class(&story.members[at]) == "version" {
                            path.hole d={ "M" (place) " " (middle(row)) "h0" } {}
                        }
                    }
                }
            }
            @if let (true, Some(first), Some(last)) = (is_timed, first, last) {
                figcaption.ends { span { (moment(first)) } @if first != last { span { (moment(last)) } } }
            }
        }
        @if story.members.iter().any(|member| class(member) != "own") {
            p.key {
                span { span.dot.own {} "own report" }
                span { span.dot.copy {} "copy" }
                span { span.dot.version {} "later version" }
            }
        }
        @if order.len() > shown.len() {
            p.quiet { "The first " (shown.len()) " of " (order.len()) " articles." }
        }
    }
}

/// By row, where it is from left to right; and whether that is the time. It is if most articles have a date: one without stands beside
/// the article that it is made of, or nowhere. Else steps from text to text stand for the time.
fn places(story: &Story, shown: &[usize], rows: &HashMap<&str, usize>) -> (Vec<Option<usize>>, bool) {
    let seconds: Vec<Option<i64>> =
        shown.iter().map(|&at| story.members[at].published.map(Published::seconds)).collect();
    let dated = || seconds.iter().flatten().copied();
    let depth = |row: usize| depth(story, shown, rows, row);
    match dated().min().zip(dated().max()).filter(|_| 2 * dated().count() > shown.len()) {
        Some((first, last)) => {
            let length = (last - first).max(1);
            let place =
                |second: i64| MARGIN + ((second - first) * (WIDTH - 2 * MARGIN) as i64 / length) as usize;
            let own = |row: usize| seconds[row].map(place);
            let beside = |row: usize| {
                Some((own(parent(&story.members[shown[row]], rows)?)? + STEP).min(WIDTH - MARGIN))
            };
            ((0..shown.len()).map(|row| own(row).or_else(|| beside(row))).collect(), true)
        }
        None => {
            let deepest = (0..shown.len()).map(depth).max().unwrap_or(0);
            let step = (WIDTH - 2 * MARGIN) / (deepest + 1).max(4);
            ((0..shown.len()).map(|row| Some(MARGIN + depth(row) * step)).collect(), false)
        }
    }
}

/// How many texts a text is away from the one that was written.
fn depth(story: &Story, shown: &[usize], rows: &HashMap<&str, usize>, row: usize) -> usize {
    let mut at = row;
    (0..shown.len())
        .take_while(|_| {
            let parent = parent(&story.members[shown[at]], rows);
            at = parent.unwrap_or(at);
            parent.is_some()
        })
        .count()
}

/// The row of the article that a member has its text from.
fn parent(member: &Member, rows: &HashMap<&str, usize>) -> Option<usize> {
    member.copy_of.as_ref().or(member.version_of.as_ref()).and_then(|id| rows.get(id.as_str())).copied()
}

/// What an article is, as a class of the style sheet.
pub(super) fn class(member: &Member) -> &'static str {
    match member.role {
        _ if member.version_of.is_some() => "version",
        _ if member.copy_of.is_some() => "copy",
        Some(Role::Reprint | Role::Abridged) => "copy",
        _ => "own",
    }
}

fn again(member: &Member) -> Option<&'static str> {
    member.role.filter(|role| *role != Role::Origin).map(Role::name)
}

fn delay(member: &Member, first: Option<Published>) -> String {
    match member.published.zip(first).map(|(own, first)| own.seconds() - first.seconds()) {
        Some(0) => " first".to_owned(),
        Some(delay) => format!(" +{}", duration(delay)),
        None => String::new(),
    }
}
