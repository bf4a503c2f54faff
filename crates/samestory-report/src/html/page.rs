//! The history of an article as a page.

use std::fmt::{self, Write};

use super::{Escaped, Link, diff_fragment};
use samestory::Published;
use samestory::versions::{History, Schedule, TextChange, Turnover, Version};

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
    let mut html = String::new();
    // writing to memory cannot fail
    let _ = write_page(&mut html, history, info);
    html
}

fn write_page(html: &mut String, history: &History, info: &PageInfo) -> fmt::Result {
    let title = match history.current().title.trim() {
        "" => "Untitled article",
        title => title,
    };
    writeln!(
        html,
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>{0} – versions</title>",
        Escaped(title)
    )?;
    if let Some(feed) = &info.feed {
        let link = Link::web_or_file(feed);
        writeln!(html, "<link rel=\"alternate\" type=\"application/atom+xml\" {link}>")?;
    }
    writeln!(html, "<style>\n{STYLE}</style></head><body>")?;
    if let Some(index) = &info.index {
        writeln!(html, "<nav><a {}>All articles</a></nav>", Link::web_or_file(index))?;
    }
    writeln!(html, "<h1>{}</h1>", Escaped(title))?;
    write_about(html, history, info)?;
    let changes: Vec<(&Version, &Version, TextChange)> = history.changes().collect();
    write_versions(html, history, &changes)?;
    for (old, new, change) in &changes {
        write_change(html, old, new, change, history)?;
    }
    html.push_str("</body></html>\n");
    Ok(())
}

/// A list of articles with their pages: headline, source, when it last changed and how often.
pub fn html_index(pages: &[(String, &History)], info: &PageInfo) -> String {
    let mut html = format!(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>Articles that changed</title>\n<style>\n{STYLE}</style></head><body>\n<h1>Articles that changed</h1>\n"
    );
    if let Some(feed) = &info.feed {
        html.push_str(&format!(
            "<p class=\"quiet\">There is a <a {}>feed of changes</a>.</p>\n",
            Link::web_or_file(feed)
        ));
    }
    html.push_str("<table class=\"versions\"><tr><th>Last changed</th><th>Source</th><th>Changes</th><th>Headline</th></tr>\n");
    for (page, history) in pages {
        let changed = history.last_changed().map(|time| time.to_string()).unwrap_or_default();
        let title = match history.current().title.trim() {
            "" => "Untitled article",
            title => title,
        };
        html.push_str(&format!(
            "<tr><td>{changed}</td><td>{}</td><td>{}</td><td><a {}>{}</a></td></tr>\n",
            Escaped(history.source().unwrap_or_default()),
            history.times_changed(),
            Link::file(page),
            Escaped(title)
        ));
    }
    html.push_str("</table></body></html>\n");
    html
}

fn write_about(html: &mut String, history: &History, info: &PageInfo) -> fmt::Result {
    html.push_str("<p class=\"quiet\">This article is ");
    if let Some(source) = history.source() {
        write!(html, "from the source <cite>{}</cite> and was ", Escaped(source))?;
    }
    match history.first_seen() {
        Some(time) => write!(html, "first published or seen on <time datetime=\"{time}\">{time}</time>.")?,
        None => html.push_str("first published or seen at an unknown time."),
    }
    if let (Some(changed), Some(now)) = (history.last_changed(), info.now) {
        write!(html, " It last changed on <time datetime=\"{changed}\">{changed}</time>")?;
        match history.next_check(now, &info.schedule) {
            Some(delay) => write!(html, " and is to be checked again for changes after {delay}.")?,
            None => html.push_str(" and won’t be checked again for changes."),
        }
    }
    html.push_str("</p>\n");
    if let Some(url) = history.url() {
        write!(html, "<p class=\"quiet\">The current article is at its original source: ")?;
        match Link::web(url) {
            Some(link) => {
                write!(html, "<a class=\"url\" rel=\"external noreferrer\" {link}>{}</a>", Escaped(url))?;
            }
            None => write!(html, "{}", Escaped(url))?,
        }
        html.push_str("</p>\n");
    }
    let times = |n: u32| if n == 1 { "once".to_owned() } else { format!("{n} times") };
    write!(html, "<p class=\"quiet\">The article has changed {}.", times(history.times_changed()))?;
    if history.flaps() > 0 {
        write!(html, " An earlier version came back {}.", times(history.flaps()))?;
    }
    if history.forgotten() > 0 {
        write!(html, " {} of its versions are not kept.", history.forgotten())?;
    }
    if let Some(feed) = &info.feed {
        write!(html, " There is a <a rel=\"alternate\" {}>feed of changes</a>.", Link::web_or_file(feed))?;
    }
    html.push_str("</p>\n");
    Ok(())
}

fn write_versions(
    html: &mut String,
    history: &History,
    changes: &[(&Version, &Version, TextChange)],
) -> fmt::Result {
    html.push_str("<table class=\"versions\"><tr><th>Version</th><th>Seen</th><th>Later</th><th>Change</th><th>Headline</th></tr>\n");
    let mut known = changes.iter();
    for (at, version) in history.versions().iter().enumerate() {
        let change = if at == 0 { None } else { known.next() };
        let number = match change {
            Some(_) => format!("<a {}>{}</a>", Link::version(version.number), version.number),
            None => version.number.to_string(),
        };
        let later = change
            .and_then(|(old, new, _)| new.since(old))
            .map(|later| later.to_string())
            .unwrap_or_default();
        let class = change.map_or("", |(_, _, change)| change.class.name());
        let time = version.time.map(|time| time.to_string()).unwrap_or_default();
        writeln!(
            html,
            "<tr><td>{number}</td><td>{time}</td><td>{later}</td><td>{class}</td><td>{}</td></tr>",
            Escaped(&version.title)
        )?;
    }
    html.push_str("</table>\n");
    Ok(())
}

fn write_change(
    html: &mut String,
    old: &Version,
    new: &Version,
    change: &TextChange,
    history: &History,
) -> fmt::Result {
    writeln!(
        html,
        "<h2 id=\"v{1}\">Version {0} to version {1} <span class=\"tag\">{2}</span></h2>",
        old.number,
        new.number,
        change.class.name()
    )?;
    html.push_str("<nav>");
    let numbers: Vec<u32> = history.versions().iter().skip(1).map(|version| version.number).collect();
    let at = numbers.iter().position(|&number| number == new.number).unwrap_or(0);
    if let Some(previous) = at.checked_sub(1).and_then(|at| numbers.get(at)) {
        write!(html, "<a {}>Previous version</a>", Link::version(*previous))?;
    }
    if let Some(next) = numbers.get(at + 1) {
        write!(html, "<a {}>Next version</a>", Link::version(*next))?;
    }
    html.push_str("</nav>\n");
    let numbers = &change.numbers;
    let percent = |share: f64| (share * 100.0).round();
    writeln!(
        html,
        "<p class=\"numbers\">{} words came ({} % of the new text), {} went ({} % of the old). Sentences: {} kept, {} edited, {} \
         added, {} deleted, {} moved.</p>",
        numbers.added_words,
        percent(numbers.added_share()),
        numbers.deleted_words,
        percent(numbers.deleted_share()),
        numbers.kept,
        numbers.edited,
        numbers.added,
        numbers.deleted,
        numbers.moved,
    )?;
    if !change.facts.is_empty() {
        html.push_str("<dl>");
        write_turnover(html, "Numbers", &change.facts.numbers)?;
        write_turnover(html, "Names", &change.facts.names)?;
        write_turnover(html, "Quotes", &change.facts.quotes)?;
        html.push_str("</dl>\n");
    }
    html.push_str(&diff_fragment(old, new, change));
    Ok(())
}

fn write_turnover(html: &mut String, what: &str, turnover: &Turnover) -> fmt::Result {
    for (facts, tag, verb) in [(&turnover.appeared, "ins", "appeared"), (&turnover.gone, "del", "gone")] {
        if !facts.is_empty() {
            let shown: Vec<String> =
                facts.iter().map(|fact| format!("<{tag}>{}</{tag}>", Escaped(fact))).collect();
            write!(html, "<dt>{what} {verb}</dt><dd>{}</dd>", shown.join(" · "))?;
        }
    }
    Ok(())
}
