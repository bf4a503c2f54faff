//! A page as HTML: the table of News Sniffer, or the page of NewsDiffs with both texts in a script.

use html5gum::{HtmlString, Token, Tokenizer};

use super::header::{elapsed_in, read_header, times_in};
use super::script::read_script;
use super::{NewsDiffsError, NewsDiffsPage, PageVersion};

/// A cell of the table, or what stands above it.
#[derive(Debug, Default, Clone)]
struct Cell {
    text: String,
    /// What its `time` elements say, exactly.
    times: Vec<String>,
}

/// Whether a text is HTML.
pub(super) fn is_html(text: &str) -> bool {
    let start = text.trim_start_matches('\u{feff}').trim_start();
    start.starts_with('<') || text.contains("</table>") || text.contains("</html>")
}

pub(super) fn read_html(html: &str) -> Result<NewsDiffsPage, NewsDiffsError> {
    let (above, rows) = cells(html);
    let last_line = html.lines().count().max(1);
    let line_of = |mark: &str| html.find(mark).map_or(last_line, |at| html[..at].matches('\n').count() + 1);
    let mut page = NewsDiffsPage::default();
    if rows.is_empty() {
        return read_script(html, &above.text);
    }
    let header: Vec<(usize, &str)> =
        above.text.lines().map(|line| (line_of("original source"), line.trim())).collect();
    read_header(&mut page, &header)?;
    let table_line = line_of("version_diff");
    let pair = |row: &[Cell]| match row {
        [old, new] => Some((old.clone(), new.clone())),
        _ => None,
    };
    let mut rows = rows.iter().filter_map(|row| pair(row));
    let number = |cell: &Cell| cell.text.trim().strip_prefix("Version")?.trim().parse().ok();
    match rows.next() {
        Some((old, new)) if number(&old).is_some() && number(&new).is_some() => {
            (page.old.number, page.new.number) = (number(&old), number(&new));
        }
        _ => {
            let message = "the table does not begin with the numbers of both versions";
            return Err(NewsDiffsError::new(table_line, "version", message));
        }
    }
    let Some((old, new)) = rows.next() else {
        return Err(NewsDiffsError::new(table_line, "title", "the table ends before the headlines"));
    };
    (page.old.title, page.new.title) = (one_line(&old.text), one_line(&new.text));
    let mut begun = false;
    for (old, new) in rows {
        let elapsed = elapsed_in(&new.text);
        if !begun && (elapsed.is_some() || !(old.times.is_empty() && new.times.is_empty())) {
            page.elapsed = elapsed;
            page.old.time = time(&old);
            page.new.time = time(&new);
            continue;
        }
        begun = true;
        for (version, cell) in [(&mut page.old, &old), (&mut page.new, &new)] {
            push_paragraphs(version, &cell.text);
        }
    }
    if page.old.paragraphs.is_empty() && page.new.paragraphs.is_empty() {
        return Err(NewsDiffsError::new(table_line, "text", "the table ends before the text"));
    }
    Ok(page)
}

fn time(cell: &Cell) -> Option<samestory::Published> {
    let stamped = cell.times.iter().find_map(|time| time.parse().ok());
    stamped.or_else(|| times_in(&cell.text).first().copied())
}

/// Each line of a cell is a paragraph.
fn push_paragraphs(version: &mut PageVersion, text: &str) {
    version.paragraphs.extend(text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned));
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What stands above the table, and its rows of cells.
fn cells(html: &str) -> (Cell, Vec<Vec<Cell>>) {
    let (mut above, mut rows) = (Cell::default(), Vec::<Vec<Cell>>::new());
    let (mut in_table, mut in_cell, mut hidden) = (false, false, false);
    for Ok(token) in Tokenizer::new(html) {
        match token {
            Token::StartTag(tag) => {
                let attribute = |name: &[u8]| tag.attributes.get(name).map(|value| text(&value.value));
                let cell =
                    if in_cell { rows.last_mut().and_then(|row| row.last_mut()) } else { Some(&mut above) };
                match tag.name.as_slice() {
                    b"script" | b"style" | b"title" => hidden = true,
                    b"table" => {
                        in_table = attribute(b"class").is_some_and(|class| class.contains("version_diff"))
                    }
                    b"tr" if in_table => rows.push(Vec::new()),
                    b"td" | b"th" if in_table => {
                        if let Some(row) = rows.last_mut() {
                            row.push(Cell::default());
                            in_cell = true;
                        }
                    }
                    b"p" | b"br" | b"div" | b"li" | b"h1" | b"h2" | b"h3" => {
                        if let Some(cell) = cell {
                            cell.text.push('\n');
                        }
                    }
                    b"time" => {
                        if let Some(cell) = cell {
                            cell.times.extend(attribute(b"datetime"));
                        }
                    }
                    _ => {}
                }
            }
            Token::EndTag(tag) => match tag.name.as_slice() {
                b"script" | b"style" | b"title" => hidden = false,
                b"table" => (in_table, in_cell) = (false, false),
                b"td" | b"th" => in_cell = false,
                _ => {}
            },
            Token::String(string) if !hidden => {
                let string = text(&string.value);
                if in_cell && let Some(cell) = rows.last_mut().and_then(|row| row.last_mut()) {
                    // a line end in the source is a blank
                    cell.text.push_str(&string.replace(['\n', '\r'], " "));
                } else if rows.is_empty() {
                    above.text.push_str(&string.replace(['\n', '\r'], " "));
                }
            }
            _ => {}
        }
    }
    (above, rows)
}

fn text(html: &HtmlString) -> String {
    String::from_utf8_lossy(html).into_owned()
}
