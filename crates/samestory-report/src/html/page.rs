//! The history of an article as a page.

use maud::{DOCTYPE, Markup, PreEscaped, html};
use samestory::Published;
use samestory::versions::{History, Version};
use samestory_changes::{Schedule, TextChange, Turnover, changes};

use super::time::time;
use super::{Link, diff_fragment};
use crate::allowed::allowed;

const STYLE: &str = include_str!("style.css");

/// What a page says beside the history.
#[derive(Debug, Clone, Default)]
pub struct PageInfo {
    /// When the page is made: the next look at the article is told from it. Without it nothing is said of that.
    pub now: Option<Published>,
    /// How often articles are looked at.
    pub schedule: Schedule,
    /// Where the feed of changes is: an http or https address, or a file in or below the folder of the page.
    pub feed: Option<String>,
    /// Where the list of all articles is: as the feed.
    pub index: Option<String>,
}

/// The history of an article as one HTML page: where it is from and where it is, how often it changed and when it is looked at
/// again, its versions, and every change side by side with its numbers and facts.
///
/// The page is whole: it asks for nothing from elsewhere, runs no scripts, and follows the reader's choice of light or dark. All
/// text is escaped; only http and https addresses become links.
pub fn html_page(history: &History, info: &PageInfo) -> String {
    let title = headline(history);
    let changes: Vec<(&Version, &Version, TextChange)> = changes(history).collect();
    let feed = info.feed.as_deref().map(Link::web_or_file);
    let head = html! {
        title { (allowed(title)) " – versions" } "\n"
        @if let Some(link) = &feed {
            link rel="alternate" type="application/atom+xml" href=(link); "\n"
        }
    };
    let body = html! {
        @if let Some(index) = &info.index {
            nav { a href=(Link::web_or_file(index)) { "All articles" } } "\n"
        }
        h1 { (allowed(title)) } "\n"
        (about(history, info))
        (versions(history, &changes))
        @for (old, new, change) in &changes {
            (one_change(old, new, change, history))
        }
    };
    page(&head, &body)
}

/// A list of articles with their pages: headline, source, when it last changed and how often.
pub fn html_index(pages: &[(String, &History)], info: &PageInfo) -> String {
    let head = html! { title { "Articles that changed" } "\n" };
    let body = html! {
        h1 { "Articles that changed" } "\n"
        @if let Some(feed) = &info.feed {
            p.quiet { "There is a " a href=(Link::web_or_file(feed)) { "feed of changes" } "." } "\n"
        }
        table.versions {
            tr { th { "Last changed" } th { "Source" } th { "Changes" } th { "Headline" } } "\n"
            @for (page, history) in pages {
                tr {
                    td { @if let Some(changed) = history.last_changed() { (changed) } }
                    td { (allowed(history.source().unwrap_or_default())) }
                    td { (history.times_changed()) }
                    td { a href=(Link::file(page)) { (allowed(headline(history))) } }
                }
                "\n"
            }
        }
    };
    page(&head, &body)
}

/// A whole page.
fn page(head: &Markup, body: &Markup) -> String {
    let page = html! {
        (DOCTYPE) "\n"
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width";
                "\n" (head) style { "\n" (PreEscaped(STYLE)) }
            }
            body { "\n" (body) }
        }
        "\n"
    };
    page.into_string()
}

fn headline(history: &History) -> &str {
    match history.current().title.trim() {
        "" => "Untitled article",
        title => title,
    }
}

/// "once", "2 times".
fn times(n: u32) -> String {
    if n == 1 { "once".to_owned() } else { format!("{n} times") }
}

fn about(history: &History, info: &PageInfo) -> Markup {
    html! {
        p.quiet {
            "This article is "
            @if let Some(source) = history.source() { "from the source " cite { (allowed(source)) } " and was " }
            @match history.first_seen() {
                Some(seen) => { "first published or seen on " (time(seen)) "." }
                None => "first published or seen at an unknown time.",
            }
            @if let (Some(changed), Some(now)) = (history.last_changed(), info.now) {
                " It last changed on " (time(changed))
                @match info.schedule.next_check(history, now) {
                    Some(delay) => { " and is to be checked again for changes after " (delay) "." }
                    None => " and won’t be checked again for changes.",
                }
            }
        }
        "\n"
        @if let Some(url) = history.url() {
            p.quiet {
                "The current article is at its original source: "
                @match Link::web(url) {
                    Some(link) => a.url rel="external noreferrer" href=(link) { (allowed(url)) },
                    None => (allowed(url)),
                }
            }
            "\n"
        }
        p.quiet {
            "The article has changed " (times(history.times_changed())) "."
            @if history.flaps() > 0 { " An earlier version came back " (times(history.flaps())) "." }
            @if history.forgotten() > 0 { " " (history.forgotten()) " of its versions are not kept." }
            @if let Some(feed) = &info.feed {
                " There is a " a rel="alternate" href=(Link::web_or_file(feed)) { "feed of changes" } "."
            }
        }
        "\n"
    }
}

fn versions(history: &History, changes: &[(&Version, &Version, TextChange)]) -> Markup {
    let mut known = changes.iter();
    html! {
        table.versions {
            tr { th { "Version" } th { "Seen" } th { "Later" } th { "Change" } th { "Headline" } } "\n"
            @for (at, version) in history.versions().iter().enumerate() {
                @let change = if at == 0 { None } else { known.next() };
                tr {
                    td {
                        @match change {
                            Some(_) => a href=(Link::version(version.number)) { (version.number) },
                            None => (version.number),
                        }
                    }
                    td { @if let Some(seen) = version.time { (seen) } }
                    td { @if let Some(later) = change.and_then(|(old, new, _)| new.since(old)) { (later) } }
                    td { @if let Some((_, _, change)) = change { (change.class.name()) } }
                    td { (allowed(&version.title)) }
                }
                "\n"
            }
        }
        "\n"
    }
}

fn one_change(old: &Version, new: &Version, change: &TextChange, history: &History) -> Markup {
    let known: Vec<u32> = history.versions().iter().skip(1).map(|version| version.number).collect();
    let at = known.iter().position(|&number| number == new.number).unwrap_or(0);
    let previous = at.checked_sub(1).and_then(|at| known.get(at));
    let numbers = &change.numbers;
    let percent = |share: f64| (share * 100.0).round().to_string();
    html! {
        h2 id={ "v" (new.number) } {
            "Version " (old.number) " to version " (new.number) " " span.tag { (change.class.name()) }
        }
        "\n"
        nav {
            @if let Some(previous) = previous { a href=(Link::version(*previous)) { "Previous version" } }
            @if let Some(next) = known.get(at + 1) { a href=(Link::version(*next)) { "Next version" } }
        }
        "\n"
        p.numbers {
            (numbers.added_words) " words came (" (percent(numbers.added_share())) " % of the new text), "
            (numbers.deleted_words) " went (" (percent(numbers.deleted_share())) " % of the old). Sentences: "
            (numbers.kept) " kept, " (numbers.edited) " edited, " (numbers.added) " added, "
            (numbers.deleted) " deleted, " (numbers.moved) " moved."
        }
        "\n"
        @if !change.facts.is_empty() {
            dl {
                (turnover("Numbers", &change.facts.numbers))
                (turnover("Names", &change.facts.names))
                (turnover("Quotes", &change.facts.quotes))
            }
            "\n"
        }
        (diff_fragment(old, new, change))
    }
}

fn turnover(what: &str, turnover: &Turnover) -> Markup {
    html! {
        @if !turnover.appeared.is_empty() {
            dt { (what) " appeared" }
            dd {
                @for (at, fact) in turnover.appeared.iter().enumerate() {
                    @if at > 0 { " · " }
                    ins { (allowed(fact)) }
                }
            }
        }
        @if !turnover.gone.is_empty() {
            dt { (what) " gone" }
            dd {
                @for (at, fact) in turnover.gone.iter().enumerate() {
                    @if at > 0 { " · " }
                    del { (allowed(fact)) }
                }
            }
        }
    }
}
