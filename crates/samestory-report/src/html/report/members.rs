//! The articles of a story, each with the reasons why it is there.

use maud::{Markup, html};
use samestory::explain::{ArticleExplanation, Explainer, TermEvidence};
use samestory::{Member, Reason, Story};

use super::propagation::class;
use super::words::{headline, linked, moment, name, one_line, percent, variant};
use crate::html::Link;

/// Articles whose reasons are told, at most. All are listed.
const MAX_EXPLAINED: usize = 60;

/// Terms and features of a score that are named, at most.
const MAX_TERMS: usize = 8;
const MAX_FEATURES: usize = 8;

/// Articles that one is there for, named at most.
const MAX_PIVOTAL: usize = 4;

/// Longer credits are cut.
const LONGEST_CREDIT: usize = 80;

/// All articles in an order, with their sources, roles and reasons.
pub(super) fn members(story: &Story, explainer: &Explainer<'_>, order: &[usize]) -> Markup {
    html! {
        ol.members {
            @for (row, &at) in order.iter().enumerate() {
                @let member = &story.members[at];
                li id={ (story.id) "-" (at) } {
                    p.headline dir="auto" {
                        span class={ "dot " (class(member)) } {}
                        (linked(member.url.as_deref(), &headline(&member.headline)))
                    }
                    p.meta {
                        @if let Some(source) = &member.source { bdi { (name(source)) } " · " }
                        @if let Some(published) = member.published { (moment(published)) " · " }
                        span.id { (name(&member.id)) }
                        (written(story, member))
                    }
                    @if row < MAX_EXPLAINED && let Ok(explained) = explainer.article(&member.id) {
                        (why(story, explainer, &explained))
                    }
                }
                "\n"
            }
        }
    }
}

/// Who wrote it, from what, and what says so.
fn written(story: &Story, member: &Member) -> Markup {
    let link = |id: &str| {
        let place = story.members.iter().rposition(|member| member.id == id);
        html! {
            @match place {
                Some(at) => a href=(Link::member(story.id, at)) { bdi { (source(&story.members[at])) } },
                None => (name(id)),
            }
        }
    };
    let credit = member.evidence.iter().find_map(|reason| match reason {
        Reason::Credit { text, .. } => Some(crate::plain::shorten(one_line(text), LONGEST_CREDIT)),
        _ => None,
    });
    html! {
        @if let Some(version) = member.version { " · version " (version) }
        @if let Some(of) = &member.version_of { " of an article of " (link(of)) }
        @if let Some(of) = &member.copy_of { " · copy of " (link(of)) }
        @if let Some(by) = &member.written_by {
            @if member.source.as_ref() != Some(by) { " · written by " bdi { (name(by)) } }
        }
        @if let Some(credit) = &credit { " · “" (credit) "”" }
    }
}

fn source(member: &Member) -> String {
    name(member.source.as_deref().unwrap_or(&member.id)).into_owned()
}

/// Why an article is in its story, in sentences; and what the score with its nearest article is made of.
fn why(story: &Story, explainer: &Explainer<'_>, article: &ArticleExplanation) -> Markup {
    let label = |id: &str| {
        explainer.stories().story_of(id).and_then(|story| story.member(id)).map_or_else(String::new, source)
    };
    let place = |id: &str| story.members.iter().rposition(|member| member.id == id);
    let link = |id: &str| html! {
        @match place(id) {
            Some(at) => a href=(Link::member(story.id, at)) { bdi { (label(id)) } },
            None => bdi { (label(id)) },
        }
    };
    let nearest = article.nearest.as_ref();
    html! {
        p.why {
            @if article.compared != article.article { "Compared as its newest version. " }
            @match (nearest, article.closeness) {
                (Some(nearest), Some(closeness)) => {
                    "Nearest to " (link(&nearest.b)) " at " b { (score(nearest.score)) }
                    "; closeness to this story " b { (score(closeness)) } ". "
                }
                (None, Some(closeness)) => { "Closeness to this story " b { (score(closeness)) } ". " }
                _ => {}
            }
            @if let Some(other) = &article.runner_up {
                @let text = explainer.stories().get(other.story).map_or("", |story| story.headline());
                "Next story: " a dir="auto" href=(Link::story(other.story)) { (headline(text)) } " at " (score(other.closeness))
                @if story.len() == 1 { ", and " (score(article.bar)) " would be needed" }
                ". "
            } @else if article.closeness.is_none() {
                "No other story has anything like it. "
            }
            @if !article.pivotal.is_empty() && story.len() > 2 {
                "Without its links to "
                @for (at, id) in article.pivotal.iter().take(MAX_PIVOTAL).enumerate() { @if at > 0 { ", " } (link(id)) }
                @if article.pivotal.len() > MAX_PIVOTAL { " and " (article.pivotal.len() - MAX_PIVOTAL) " more" }
                @match article.otherwise {
                    Some(other) => { " it would be in " a href=(Link::story(other)) { "another story" } "." }
                    None => " it would be alone.",
                }
            }
        }
        @if let Some(nearest) = nearest { (made_of(explainer, &nearest.a, &nearest.b)) }
    }
}

/// What the score of two articles is made of.
fn made_of(explainer: &Explainer<'_>, a: &str, b: &str) -> Markup {
    let Ok(pair) = explainer.pair(a, b) else { return Markup::default() };
    let parts = &pair.score.contributions;
    html! {
        details.score {
            summary { "What the score of " (score(pair.score.score)) " is made of" }
            (terms("Names of both", &pair.shared_names))
            (terms("Words of both", &pair.shared_terms))
            @let [own, other] = &pair.unmatched_names;
            (terms("Names it alone has", own))
            (terms("Names the other alone has", other))
            @let [own, other] = &pair.unmatched_numbers;
            (terms("Numbers it alone has", own))
            (terms("Numbers the other alone has", other))
            @if let Some(shared) = &pair.shared_text {
                p { "Shared text: " (variant(shared.kind)) ", " (percent(shared.containment[0])) " of this one and " (percent(shared.containment[1])) " of the other." }
            }
            p.sum {
                "Log-odds " b { (signed(pair.score.logit)) } " = bias " (signed(pair.score.bias))
                @for part in parts.iter().take(MAX_FEATURES) {
                    ", " (part.feature.name().replace('_', " ")) " " b { (signed(part.contribution)) }
                }
                @if parts.len() > MAX_FEATURES {
                    ", others " (signed(parts[MAX_FEATURES..].iter().map(|part| part.contribution).sum()))
                }
                ", calibration " (signed(pair.score.calibration)) "."
            }
        }
    }
}

fn terms(label: &str, terms: &[TermEvidence]) -> Markup {
    html! {
        @if !terms.is_empty() {
            p {
                span.label { (label) } " "
                @for (at, term) in terms.iter().take(MAX_TERMS).enumerate() { @if at > 0 { ", " } bdi { (name(&term.text)) } }
                @if terms.len() > MAX_TERMS { " and " (terms.len() - MAX_TERMS) " more" }
            }
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
