//! The list of stories: what is found, filters, and a row for each story.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use maud::{Markup, html};
use samestory::{Published, Story, StoryId};
use samestory_digest::Digest;

use super::days::Days;
use super::words::{apart, count, direction, formatted, grouped, headline, name, span};
use crate::html::Link;

/// Outlets of a story that are named in its row.
const NAMED: usize = 4;

/// The longest bar is of so many articles, or of those of the largest story if that has fewer.
const FULL_BAR: usize = 40;

/// Outlets that can be filtered by: those with the most articles.
const MAX_SOURCES: usize = 400;

/// A story as a row of the list.
#[derive(Debug)]
pub(super) struct Row {
    story: StoryId,
    /// Whether its view is a page of its own.
    is_apart: bool,
    headline: String,
    language: Option<String>,
    articles: usize,
    /// Its copies and versions.
    copies: usize,
    origins: usize,
    sources: Vec<String>,
    languages: Vec<String>,
    first: Option<Published>,
    last: Option<Published>,
}

impl Row {
    /// `languages` are those of its articles, and `language` that of its headline.
    pub(super) fn new(
        story: &Story,
        digest: &Digest,
        language: Option<String>,
        languages: Vec<String>,
    ) -> Self {
        Self {
            headline: headline(&digest.headline.text).into_owned(),
            language,
            sources: digest.sources.iter().map(|source| name(&source.source).into_owned()).collect(),
            ..Self::without_digest(story, languages)
        }
    }

    /// As far as a story tells by itself; its view is a page of its own.
    pub(super) fn of_story(story: &Story, languages: &BTreeSet<String>) -> Self {
        let mut seen = BTreeSet::new();
        let sources = story.members.iter().filter_map(|member| member.source.as_deref());
        Self {
            is_apart: true,
            headline: headline(story.headline()).into_owned(),
            sources: sources
                .filter(|source| seen.insert(*source))
                .map(|source| name(source).into_owned())
                .collect(),
            ..Self::without_digest(story, languages.iter().cloned().collect())
        }
    }

    fn without_digest(story: &Story, languages: Vec<String>) -> Self {
        let is_again = |member: &&samestory::Member| member.copy_of.is_some() || member.version_of.is_some();
        Self {
            story: story.id,
            is_apart: false,
            headline: String::new(),
            language: None,
            articles: story.len(),
            copies: story.members.iter().filter(is_again).count(),
            origins: story.independent_origins(),
            sources: Vec::new(),
            languages,
            first: story.first_published(),
            last: story.last_published(),
        }
    }

    fn html(&self, full: usize, known: &BTreeMap<&str, usize>) -> Markup {
        let width = |articles: usize| (articles.min(full) * 1000).div_ceil(full);
        let (all, copies) = (width(self.articles), width(self.copies));
        let numbers: Vec<String> = self
            .sources
            .iter()
            .filter_map(|source| known.get(source.as_str()))
            .map(usize::to_string)
            .collect();
        let more = self.sources.len().saturating_sub(NAMED);
        let link = if self.is_apart { Link::story_page(self.story) } else { Link::story(self.story) };
        html! {
            li data-n=(self.articles) data-o=(self.origins) data-s=(numbers.join(" ")) data-l=(self.languages.join(" ")) {
                span.size { (grouped(self.articles)) }
                span.bar title={ (count(self.articles - self.copies, "own report", "own reports")) ", " (count(self.copies, "copy or version", "copies or versions")) } {
                    i style={ "width:" (tenths(all - copies.min(all))) } {}
                    i.copy style={ "width:" (tenths(copies.min(all))) } {}
                }
                span.what {
                    a.headline dir=[direction(&self.headline)] lang=[&self.language] href=(link) { (self.headline) }
                    span.meta {
                        @for (at, source) in self.sources.iter().take(NAMED).enumerate() {
                            @if at > 0 { ", " }
                            (apart(source))
                        }
                        @if more > 0 { " +" (more) }
                        @if self.origins > 1 { " · " (self.origins) " origins" }
                        @if self.languages.iter().any(|language| language != "en") { " · " (self.languages.join(", ")) }
                    }
                }
                span.when { (when(self.first)) }
            }
            "\n"
        }
    }
}

/// "12.3%" of a number of tenths of per cent.
fn tenths(width: usize) -> String {
    format!("{}.{}%", width / 10, width % 10)
}

/// The time of the day, if it is known.
fn when(published: Option<Published>) -> String {
    let exact = published.filter(|published| published.precision() == samestory::Precision::Second);
    exact.map(|published| formatted(published.seconds(), "%H:%M")).unwrap_or_default()
}

/// The list of all stories, with what is said of all.
pub(super) fn list(rows: &[Row], days: &Days) -> Markup {
    let full = rows.iter().map(|row| row.articles).max().unwrap_or(1).clamp(1, FULL_BAR);
    let sources = sources(rows);
    let known: BTreeMap<&str, usize> =
        sources.iter().enumerate().map(|(at, (source, _))| (*source, at)).collect();
    let mut by_day: BTreeMap<Option<Date>, Vec<&Row>> = BTreeMap::new();
    for row in rows {
        by_day.entry(row.first.map(|first| days.start(first))).or_default().push(row);
    }
    for rows in by_day.values_mut() {
        rows.sort_by_key(|row| (std::cmp::Reverse(row.articles), std::cmp::Reverse(row.origins), row.story));
    }
    html! {
        (facts(rows, &sources))
        (days.chart(|day| by_day.contains_key(&Some(day))))
        (filters(rows, &sources))
        @for (day, rows) in by_day.iter().rev() {
            @let id = day.map_or("undated".to_owned(), |day| format!("d{}-{}-{}", day.year(), day.month(), day.day()));
            @let (several, alone): (Vec<&Row>, Vec<&Row>) = rows.iter().partition(|row| row.articles > 1);
            section.day id=(id) {
                h2 {
                    @match day { Some(day) => (days.title(*day)), None => "Without a date" }
                    small { (count(rows.len(), "story", "stories")) }
                }
                "\n"
                @if !several.is_empty() {
                    ol.rows { "\n" @for row in &several { (row.html(full, &known)) } }
                }
                @if !alone.is_empty() {
                    details.alone open[several.is_empty() && by_day.len() == 1] {
                        summary { (count(alone.len(), "article that is alone", "articles that are alone")) }
                        // most rows of a large input: parsed once the page is there
                        noscript { ol.rows { "\n" @for row in &alone { (row.html(full, &known)) } } }
                    }
                }
            }
            "\n"
        }
    }
}

/// How much there is of what, and from when.
fn facts(rows: &[Row], sources: &[(&str, usize)]) -> Markup {
    let sum = |of: fn(&Row) -> usize| rows.iter().map(of).sum::<usize>();
    let (articles, copies) = (sum(|row| row.articles), sum(|row| row.copies));
    let several = rows.iter().filter(|row| row.articles > 1).count();
    let first = rows.iter().filter_map(|row| row.first).min_by_key(|time| time.seconds());
    let last = rows.iter().filter_map(|row| row.last).max_by_key(|time| time.seconds());
    html! {
        dl.facts {
            div { dt { "Articles" } dd { (grouped(articles)) } }
            div { dt { "Stories of several" } dd { (grouped(several)) } }
            div { dt { "Articles alone" } dd { (grouped(rows.len() - several)) } }
            div { dt { "Copies, versions" } dd { (grouped(copies)) } }
            div { dt { "Sources" } dd { (grouped(sources.len())) } }
            @if let Some(span) = span(first, last) { div { dt { "Published" } dd { (span) } } }
        }
        "\n"
    }
}

/// The outlets, those with the most stories first.
fn sources(rows: &[Row]) -> Vec<(&str, usize)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for row in rows {
        for source in &row.sources {
            *counts.entry(source).or_default() += 1;
        }
    }
    let mut sources: Vec<(&str, usize)> = counts.into_iter().collect();
    sources.sort_by_key(|&(source, stories)| (std::cmp::Reverse(stories), source));
    sources
}

/// The filters, which need the script.
fn filters(rows: &[Row], sources: &[(&str, usize)]) -> Markup {
    let mut languages: BTreeMap<&str, usize> = BTreeMap::new();
    for language in rows.iter().flat_map(|row| &row.languages) {
        *languages.entry(language).or_default() += 1;
    }
    let mut languages: Vec<(&str, usize)> = languages.into_iter().collect();
    languages.sort_by_key(|&(language, stories)| (std::cmp::Reverse(stories), language));
    let most = |of: fn(&Row) -> usize| rows.iter().map(of).max().unwrap_or(0);
    let steps = |most: usize| [2, 3, 5, 10, 20, 50].into_iter().filter(move |&least| least <= most);
    html! {
        form.filters role="search" hidden {
            input type="search" name="q" placeholder="Search texts, names, headlines" aria-label="Search" autocomplete="off" spellcheck="false";
            select name="s" aria-label="Source" {
                option value="" { "All sources" }
                @for (at, (source, stories)) in sources.iter().enumerate().take(MAX_SOURCES) {
                    option value=(at) { (source) " (" (stories) ")" }
                }
            }
            @if languages.len() > 1 {
                select name="l" aria-label="Language" {
                    option value="" { "All languages" }
                    @for (language, stories) in &languages {
                        option value=(language) { (language) " (" (stories) ")" }
                    }
                }
            }
            select name="n" aria-label="Size" {
                option value="1" { "Any size" }
                @for least in steps(most(|row| row.articles)) { option value=(least) { (least) "+ articles" } }
            }
            select name="o" aria-label="Independent origins" {
                option value="0" { "Any origins" }
                @for least in steps(most(|row| row.origins)) { option value=(least) { (least) "+ origins" } }
            }
            output aria-live="polite" {}
        }
        "\n"
    }
}
