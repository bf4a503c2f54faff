//! The articles of a story, each with the reasons why it is there.

use maud::{Markup, html};
use samestory::{Member, Reason, Story};
use samestory_explain::{ArticleExplanation, Explainer, TermEvidence};

use super::outlets::Outlets;
use super::propagation::class;
use super::words::{apart, direction, headline, linked, listed, moment, name, one_line, percent, variant};
use crate::html::Link;
use crate::plain::shorten;

/// Articles whose reasons are told, and those whose scores are taken apart, at most. All are listed.
const MAX_EXPLAINED: usize = 200;
const MAX_SCORED: usize = 40;

/// Terms and features of a score that are named, at most.
const MAX_TERMS: usize = 8;
const MAX_FEATURES: usize = 8;

/// Articles that one is there for, named at most.
const MAX_PIVOTAL: usize = 4;

/// Longer headlines of the next story are cut.
const LONGEST_NEXT: usize = 90;

/// Longer credits are cut.
const LONGEST_CREDIT: usize = 80;

/// All articles in an order, with their sources, roles and reasons.
pub(super) fn members(
    story: &Story,
    outlets: &Outlets<'_>,
    explainer: &Explainer<'_>,
    order: &[usize],
) -> Markup {
    html! {
        ol.members {
            @for (row, &at) in order.iter().enumerate() {
                @let member = &story.members[at];
                li id={ (story.id) "-" (at) } {
                    @if story.len() > 1 { p.headline dir=[direction(&member.headline)] {
                        span class={ "dot " (class(member)) } {}
                        (linked(member.url.as_deref(), &headline(&member.headline)))
                    } }
                    p.meta {
                        (apart(&outlets.name(member))) " · "
                        @if let Some(published) = member.published { (moment(published)) " · " }
                        @if outlets.name(member) != name(&member.id) { (name(&member.id)) }
                        (written(outlets, member))
                    }
                    @if row < MAX_EXPLAINED && let Ok(explained) = explainer.article(&member.id) {
                        (why(story, outlets, explainer, &explained, row < MAX_SCORED))
                    }
                }
                "\n"
            }
        }
    }
}

/// Who wrote it, from what, and what says so.
fn written(outlets: &Outlets<'_>, member: &Member) -> Markup {
    let credit = member.evidence.iter().find_map(|reason| match reason {
        Reason::Credit { text, role, .. } if role.counts() => Some(shorten(one_line(text), LONGEST_CREDIT)),
        _ => None,
    });
    html! {
        @if let Some(version) = member.version { " · version " (version) }
        @if let Some(of) = &member.copy_of { " · copy of " (outlets.link(of)) }
        @if let Some(by) = &member.written_by {
            @if member.source.as_ref() != Some(by) { " · written by " (apart(&name(by))) }
        }
        @if let Some(credit) = &credit { " · “" (apart(credit)) "”" }
    }
}

/// Why an article is in its story, in a sentence; and behind it what would change that, and what the score with its nearest article
/// is made of.
fn why(
    story: &Story,
    outlets: &Outlets<'_>,
    explainer: &Explainer<'_>,
    article: &ArticleExplanation,
    is_told: bool,
) -> Markup {
    let next = article.runner_up.as_ref().map(|next| {
        let text = explainer.stories().get(next.story).map_or("", |story| story.headline());
        html! {
            @if story.len() > 1 {
                a href=(Link::story(next.story)) { "Next story" } " at " (score(next.closeness)) "."
            } @else {
                "Next story at " (score(next.closeness)) ": "
                a dir=[direction(text)] href=(Link::story(next.story)) { (shorten(headline(text), LONGEST_NEXT)) } "."
            }
        }
    });
    html! {
        p.why {
            @match (&article.nearest, article.closeness) {
                (Some(nearest), Some(closeness)) => {
                    "Nearest to " (outlets.link(&nearest.b)) " at " b { (score(nearest.score)) }
                    ", closeness to the story " b { (score(closeness)) } ". "
                }
                (None, Some(closeness)) => { "Closeness to the story " b { (score(closeness)) } ". " }
                _ => {}
            }
            @match (&next, article.closeness) {
                (Some(next), Some(_)) => (next),
                (Some(next), None) => { (next) " It would join from " (score(article.bar)) " on." }
                (None, None) => "No other story has anything like it.",
                (None, Some(_)) => {}
            }
        }
        @if let Some(nearest) = article.nearest.as_ref().filter(|_| is_told) {
            details.score {
                summary { "Why" }
                @if article.compared != article.article { p { "It was compared as its newest version." } }
                @if !article.pivotal.is_empty() && story.len() > 2 { (pivotal(outlets, article)) }
                (made_of(explainer, &nearest.a, &nearest.b))
            }
        }
    }
}

/// What an article is there for.
fn pivotal(outlets: &Outlets<'_>, article: &ArticleExplanation) -> Markup {
    html! {
        p {
            "Without its links to "
            (outlets.links(&article.pivotal, MAX_PIVOTAL))
            @match article.otherwise {
                Some(other) => { " it would be in " a href=(Link::story(other)) { "another story" } "." }
                None => " it would be alone.",
            }
        }
    }
}

/// What the score of two articles is made of.
fn made_of(explainer: &Explainer<'_>, a: &str, b: &str) -> Markup {
    let Ok(pair) = explainer.pair(a, b) else { return Markup::default() };
    let parts = &pair.score.contributions;
    let others = parts.iter().skip(MAX_FEATURES).map(|part| part.contribution).sum();
    let [own_names, other_names] = &pair.unmatched_names;
    let [own_numbers, other_numbers] = &pair.unmatched_numbers;
    html! {
        (terms("Names of both", &pair.shared_names))
        (terms("Words of both", &pair.shared_terms))
        (terms("Names of this alone", own_names))
        (terms("Names of the other alone", other_names))
        (terms("Numbers of this alone", own_numbers))
        (terms("Numbers of the other alone", other_numbers))
        @if let Some(shared) = &pair.shared_text {
            p {
                span.label { "Text of both" } " " (variant(shared.kind)) ", "
                (percent(shared.containment[0])) " of this, " (percent(shared.containment[1])) " of the other"
            }
        }
        p {
            span.label { "Log-odds" } " " b { (signed(pair.score.logit)) } " = bias " (signed(pair.score.bias))
            @for part in parts.iter().take(MAX_FEATURES) {
                ", " (part.feature.name().replace('_', " ")) " " (signed(part.contribution))
            }
            @if parts.len() > MAX_FEATURES { ", others " (signed(others)) }
            @if pair.score.calibration != 0.0 { ", calibration " (signed(pair.score.calibration)) }
        }
    }
}

fn terms(label: &str, terms: &[TermEvidence]) -> Markup {
    html! {
        @if !terms.is_empty() {
            p { span.label { (label) } " " (listed(terms.iter().map(|term| term.text.as_str()), MAX_TERMS)) }
        }
    }
}

/// A score as it is shown everywhere.
pub(super) fn score(score: f64) -> String {
    format!("{score:.2}")
}

/// "+1.20", "−0.31".
fn signed(value: f64) -> String {
    format!("{:+.2}", value + 0.0).replace('-', "−")
}
