//! What a page says above the two versions.

use jiff::civil::DateTime;

use super::{NewsDiffsError, NewsDiffsPage};
use samestory::Published;
use samestory::unstable::versions::date_in_url;
use samestory::versions::Elapsed;

/// Reads the sentences above the table into a page: source, address, times, how often it changed.
pub(super) fn read_header(page: &mut NewsDiffsPage, lines: &[(usize, &str)]) -> Result<(), NewsDiffsError> {
    let all: Vec<&str> = lines.iter().map(|(_, line)| *line).collect();
    let all = all.join(" ");
    page.source = between(&all, "from the source", " and was")
        .map(|s| s.trim_matches([' ', '\'', '‘', '’', '"']).to_owned());
    page.source = page.source.take().filter(|source| !source.is_empty());
    page.first_seen = between(&all, "first published or seen on", " (UTC)").and_then(long_time);
    page.is_closed = all.contains("checked again for changes");
    page.changes = between(&all, "has changed", " times").and_then(|count| count.trim().parse().ok());
    let last = lines.last().map_or(1, |(line, _)| *line);
    let marked = lines.iter().find(|(_, line)| line.contains("original source at"));
    let line = marked.map_or(last, |(line, _)| *line);
    let url = between(&all, "original source at", "\u{0}").map(str::trim).unwrap_or_default();
    let url = url.split_whitespace().next().unwrap_or_default();
    if !url.starts_with("http://") && !url.starts_with("https://") {
        let found = if url.is_empty() { "it is missing".to_owned() } else { format!("\"{url}\" is none") };
        return Err(NewsDiffsError::new(line, "url", format!("{found}: http:// or https:// is expected")));
    }
    page.url = url.to_owned();
    page.url_date = date_in_url(url);
    Ok(())
}

/// What stands between two marks; up to the end if the second does not follow.
fn between<'t>(text: &'t str, from: &str, to: &str) -> Option<&'t str> {
    let at = text.find(from)? + from.len();
    let rest = &text[at..];
    Some(&rest[..rest.find(to).unwrap_or(rest.len())])
}

/// "February 11, 2019 12:48".
fn long_time(text: &str) -> Option<Published> {
    let time = DateTime::strptime("%B %d, %Y %H:%M", text.trim()).ok()?;
    format!("{time}").parse().ok()
}

/// The times in a line: "2012-10-29 14:00:00 UTC", each of them.
pub(super) fn times_in(line: &str) -> Vec<Published> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let is_day = |word: &str| word.len() == 10 && word.as_bytes()[4] == b'-';
    let with_time = words.windows(2).filter(|two| is_day(two[0]) && two[1].contains(':'));
    let stamp = |two: &[&str]| format!("{} {}", two[0], two[1]).parse().ok();
    let joined = words.iter().filter(|word| {
        word.len() > 10 && word.contains('T') && word.starts_with(|c: char| c.is_ascii_digit())
    });
    with_time.filter_map(stamp).chain(joined.filter_map(|word| word.parse().ok())).collect()
}

/// "(about 9 hours later)" in a line.
pub(super) fn elapsed_in(line: &str) -> Option<Elapsed> {
    let inside = &line[line.rfind('(')? + 1..];
    let inside = &inside[..inside.find(')')?];
    inside.strip_suffix(" later")?.parse().ok()
}
