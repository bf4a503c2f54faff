//! The view of one story.

use maud::{Markup, html};
use samestory::{Article, Story, StoryId};
use samestory_digest::{Digest, Figure, Saga};
use samestory_explain::StoryExplanation;

use super::coverage::{sources, voices};
use super::matrix::matrix;
use super::members::{members, score};
use super::outlets::Outlets;
use super::page::Report;
use super::passages::passages;
use super::propagation::{order, propagation};
use super::timeline::timeline;
use super::versions::versions;
use super::words::{apart, count, day, direction, headline, linked, listed, moment, name, one_line, span};
use crate::digest::around;
use crate::html::Link;
use crate::plain::{duration, shorten};

/// Longer headlines of related stories are cut, and those of an article that is alone are fewer.
const LONGEST_RELATED: usize = 110;
const RELATED_OF_ONE: usize = 2;

/// Key terms of an article that is alone.
const TERMS_OF_ONE: usize = 6;

/// Articles of a figure that are named.
const MAX_NAMED: usize = 6;

/// The view of a story: its element has the number of the story as id.
pub(super) fn story(report: &Report<'_>, story: &Story, digest: &Digest, language: Option<&str>) -> Markup {
    let order = order(story);
    let article = |id: &str| -> Option<&Article> { report.article(id) };
    let outlets = &Outlets::new(story, digest);
    let is_alone = story.len() == 1;
    html! {
        article.story id=(story.id) {
            h2 tabindex="-1" dir=[direction(&digest.headline.text)] lang=[language] {
                (linked(story.members[0].url.as_deref().filter(|_| is_alone), &headline(&digest.headline.text)))
            }
            p.facts { (facts(story, digest).join(" · ")) }
            @if !digest.key_terms.is_empty() {
                ul.terms {
                    @for term in digest.key_terms.iter().take(if is_alone { TERMS_OF_ONE } else { usize::MAX }) { li { (apart(&name(&term.text))) } }
                }
            }
            @if !digest.summary.is_empty() {
                section.summary {
                    @for sentence in &digest.summary {
                        blockquote {
                            p dir=[direction(&sentence.text)] { (one_line(&sentence.text)) }
                            @if !is_alone { footer { (outlets.link(&sentence.article)) } }
                        }
                    }
                }
            }
            @if !is_alone {
                h3 { "Who wrote, who copied" }
                (voices(digest))
                (propagation(story, outlets, digest, &order))
                h3 { "Sources" }
                (sources(digest))
                @let timeline = timeline(&digest.timeline);
                @if !timeline.0.is_empty() { h3 { "Timeline" } (timeline) }
            }
            @if !digest.figures.is_empty() {
                h3 { "Figures that differ" }
                (figures(digest, outlets))
            }
            @if !digest.stresses.is_empty() {
                h3 { "What single outlets stress" }
                dl.pairs {
                    @for stress in &digest.stresses {
                        dt { (outlets.link(&stress.article)) }
                        dd { (listed(stress.terms.iter().map(String::as_str), usize::MAX)) }
                    }
                }
            }
            @if !is_alone {
                (versions(story, outlets, article))
                (passages(story, outlets, article, report.config()))
                h3 { "Why these are together" }
                @if let Ok(explained) = report.explainer().story(story.id) { (together(story, outlets, &explained)) }
                @if let Ok(scores) = report.explainer().similarities(story.id) { (matrix(story, outlets, scores.view(), &order)) }
            }
            h3 { @if is_alone { "The article" } @else { "The articles" } }
            (members(story, outlets, report.explainer(), &order))
            @if let Some(saga) = &digest.saga { (whole(saga, story.id)) }
            (related(digest, if is_alone { RELATED_OF_ONE } else { usize::MAX }))
        }
    }
}

/// How many articles, sources and origins it has, and when.
fn facts(story: &Story, digest: &Digest) -> Vec<String> {
    let mut facts = vec![story.id.to_string(), count(story.len(), "article", "articles")];
    if !digest.sources.is_empty() {
        facts.push(count(digest.sources.len(), "source", "sources"));
    }
    if digest.corroboration.newsrooms > 0 {
        facts.push(count(digest.corroboration.newsrooms, "independent origin", "independent origins"));
    }
    facts.extend(span(digest.timeline.first_published, digest.timeline.last_published));
    facts
}

/// Numbers of the same thing that differ, with who has which.
fn figures(digest: &Digest, outlets: &Outlets<'_>) -> Markup {
    let verb = |figure: &Figure| if figure.changed_over_time { "changed" } else { "differ" };
    html! {
        table.data.figures {
            @for figure in &digest.figures {
                tbody {
                    @for (at, value) in figure.values.iter().enumerate() {
                        tr {
                            @if at == 0 {
                                th rowspan=(figure.values.len()) { (one_line(&figure.unit)) " " span.quiet { (verb(figure)) } }
                            }
                            td.figure { (one_line(&value.text)) }
                            td {
                                (outlets.links(&value.articles, MAX_NAMED))
                                @if let Some(published) = value.first_published.filter(|_| figure.changed_over_time) {
                                    " " span.quiet { (moment(published)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What holds the story together.
fn together(story: &Story, outlets: &Outlets<'_>, explained: &StoryExplanation) -> Markup {
    html! {
        @if let Some(cohesion) = explained.cohesion {
            p {
                "The mean score of its pairs is " b { (score(cohesion)) } "; stories join from " (score(explained.bar)) " on."
                @if let Some(weakest) = &explained.weakest {
                    " Weakest link: " (outlets.link(&weakest.a)) " and "
                    (outlets.link(&weakest.b)) " at " b { (score(weakest.score)) } "."
                }
                @if let Some(split) = explained.split.as_ref().filter(|_| story.len() > 2) {
                    @let [one, other] = &split.parts;
                    " It would split first into " (one.len()) " and " (other.len()) " articles, at a closeness of " b { (score(split.closeness)) } "."
                }
            }
        }
        @for alarm in &explained.alarms { p.alarm { (one_line(&alarm.reason)) } }
        @if !explained.terms.is_empty() {
            p {
                span.label { "In common" } " "
                @for (at, term) in explained.terms.iter().enumerate() {
                    @if at > 0 { ", " }
                    (apart(&name(&term.text))) " " span.quiet { (term.articles) }
                }
            }
        }
    }
}

/// The saga that a story is a part of: its stories in order of time.
fn whole(saga: &Saga, story: StoryId) -> Markup {
    let shown = around(&saga.stories, story);
    let left_out = |number: usize, when: &str| {
        html! { @if number > 0 { li { span {} span.quiet { "… " (number) " " (when) } } } }
    };
    html! {
        h3 { "Part of a saga" }
        p.quiet { (count(saga.stories.len(), "story", "stories")) ", " (count(saga.articles, "article", "articles")) ", in order of time" }
        ol.saga {
            (left_out(shown.start, "before"))
            @for one in &saga.stories[shown.clone()] {
                @let text = shorten(headline(&one.headline), LONGEST_RELATED);
                li {
                    span.quiet { @if let Some(published) = one.first_published { (day(published)) } }
                    span {
                        @if one.story == story { b dir=[direction(&one.headline)] { (text) } }
                        @else { a dir=[direction(&one.headline)] href=(Link::story(one.story)) { (text) } }
                        span.quiet { " " (count(one.articles, "article", "articles")) }
                    }
                }
            }
            (left_out(saga.stories.len() - shown.end, "after"))
        }
    }
}

/// The nearest other stories.
fn related(digest: &Digest, most: usize) -> Markup {
    html! {
        @if !digest.related.is_empty() {
            h3 { "Related stories" }
            ul.related {
                @for related in digest.related.iter().take(most) {
                    li {
                        span.n { (score(related.similarity)) }
                        span {
                            a dir=[direction(&related.headline)] href=(Link::story(related.story)) { (shorten(headline(&related.headline), LONGEST_RELATED)) }
                            span.quiet {
                                " " (count(related.articles, "article", "articles"))
                                @match related.begins_after {
                                    Some(seconds) if seconds < 0 => { ", " (duration(-seconds)) " before" }
                                    Some(seconds) => { ", " (duration(seconds)) " after" }
                                    None => {}
                                }
                                @if digest.parent == Some(related.story) { ", of which this is a part" }
                            }
                        }
                    }
                }
            }
        }
    }
}
