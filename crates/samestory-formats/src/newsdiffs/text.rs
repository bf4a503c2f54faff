//! A page as copied text.

use super::columns::take_apart;
use super::header::{elapsed_in, read_header, times_in};
use super::title::split_title;
use super::{NewsDiffsError, NewsDiffsPage};

/// Lines below the headlines that may hold times.
const TIME_LINES: usize = 4;

pub(super) fn read_text(text: &str) -> Result<NewsDiffsPage, NewsDiffsError> {
    let lines: Vec<(usize, &str)> = (1..).zip(text.lines().map(str::trim_end)).collect();
    let last_line = lines.len().max(1);
    let numbered = lines.iter().enumerate().find_map(|(at, (_, line))| Some((at, version_numbers(line)?)));
    let Some((at, (old, new))) = numbered else {
        let message = "no line holds the numbers of both versions: \"Version 2 Version 3\" is expected";
        return Err(NewsDiffsError::new(last_line, "version", message));
    };
    let mut page = NewsDiffsPage::default();
    read_header(&mut page, &lines[..at])?;
    (page.old.number, page.new.number) = (Some(old), Some(new));

    let mut rest = lines[at + 1..].iter().skip_while(|(_, line)| line.trim().is_empty());
    let Some(&(title_line, titles)) = rest.next() else {
        return Err(NewsDiffsError::new(last_line, "title", "the page ends before the headlines"));
    };
    let Some((old_title, new_title)) = split_title(titles, &page.url) else {
        let message = "it cannot be told where the old headline ends and the new one begins";
        return Err(NewsDiffsError::new(title_line, "title", message));
    };
    (page.old.title, page.new.title) = (old_title, new_title);

    let mut body: Vec<(usize, &str)> = rest.copied().collect();
    let mut times = Vec::new();
    let mut above = 0;
    for (at, (_, line)) in body.iter().enumerate().take(TIME_LINES) {
        let (found, elapsed) = (times_in(line), elapsed_in(line));
        if !found.is_empty() || elapsed.is_some() {
            times.extend(found);
            page.elapsed = page.elapsed.or(elapsed);
            above = at + 1;
        }
    }
    if let [old, new] = times[..] {
        (page.old.time, page.new.time) = (Some(old), Some(new));
    }
    body.drain(..above);
    let body_line =
        body.iter().find(|(_, line)| !line.trim().is_empty()).map_or(last_line, |(line, _)| *line);
    let body: Vec<&str> = body.into_iter().map(|(_, line)| line).collect();
    for (old, new) in take_apart(&body) {
        page.old.paragraphs.extend(Some(old).filter(|text| !text.is_empty()));
        page.new.paragraphs.extend(Some(new).filter(|text| !text.is_empty()));
    }
    if page.old.paragraphs.is_empty() && page.new.paragraphs.is_empty() {
        return Err(NewsDiffsError::new(body_line, "text", "the page ends before the text"));
    }
    Ok(page)
}

/// "Version 2 Version 3".
fn version_numbers(line: &str) -> Option<(u32, u32)> {
    match line.split_whitespace().collect::<Vec<_>>().as_slice() {
        ["Version", old, "Version", new] => Some((old.parse().ok()?, new.parse().ok()?)),
        _ => None,
    }
}
