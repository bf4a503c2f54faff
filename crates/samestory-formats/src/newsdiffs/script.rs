//! The page of NewsDiffs: both texts stand in a script, as `var text1 = '…';`.

use super::{NewsDiffsError, NewsDiffsPage, PageVersion};
use crate::page::read_date;
use samestory::Published;
use samestory::unstable::versions::date_in_url;

/// Lines above the body in a stored text: date, headline, byline.
const HEAD_LINES: usize = 3;

/// Reads the texts from the script, and address and headline from what the page shows.
pub(super) fn read_script(html: &str, shown: &str) -> Result<NewsDiffsPage, NewsDiffsError> {
    let last_line = html.lines().count().max(1);
    let line_of = |at: usize| html[..at].matches('\n').count() + 1;
    let mut page = NewsDiffsPage::default();
    let url =
        shown.split_whitespace().find(|word| word.starts_with("http://") || word.starts_with("https://"));
    let Some(url) = url else {
        return Err(NewsDiffsError::new(
            last_line,
            "url",
            "the page names no address that begins with http:// or https://",
        ));
    };
    page.url = url.to_owned();
    page.url_date = date_in_url(url);
    for (version, variable) in [(&mut page.old, "var text1"), (&mut page.new, "var text2")] {
        let Some(at) = html.find(variable) else {
            let message =
                format!("there is neither a table of class \"version_diff\" nor \"{variable}\" in a script");
            return Err(NewsDiffsError::new(last_line, "text", message));
        };
        let Some(text) = string_literal(&html[at..]) else {
            return Err(NewsDiffsError::new(
                line_of(at),
                "text",
                format!("\"{variable}\" is no text in quotation marks"),
            ));
        };
        read_stored(version, &text);
    }
    // when the site took a version is closer to what readers saw than the date in the stored text
    for (version, time) in [&mut page.old, &mut page.new].into_iter().zip(archived_times(shown)) {
        version.time = time.or(version.time);
    }
    let heading =
        shown.split("Comparing:").nth(1).and_then(|rest| rest.lines().next()).unwrap_or_default().trim();
    for version in [&mut page.old, &mut page.new] {
        if version.title.is_empty() {
            version.title = heading.to_owned();
        }
    }
    Ok(page)
}

/// The times after "Archived", the older version's first: "October 30, 2012 at  4:00am EDT", "Oct. 30, 2012, 8 a.m.".
fn archived_times(shown: &str) -> Vec<Option<Published>> {
    let lines = shown.lines().filter_map(|line| line.split_once(": Archived "));
    lines.take(2).map(|(_, time)| read_date(time, true)?.parse().ok()).collect()
}

fn read_stored(version: &mut PageVersion, text: &str) {
    let mut lines = text.lines().map(str::trim);
    let head: Vec<&str> = lines.by_ref().take(HEAD_LINES).collect();
    version.time = head.first().and_then(|date| date.parse().ok());
    version.title = head.get(1).copied().unwrap_or_default().to_owned();
    version.paragraphs = lines.filter(|line| !line.is_empty()).map(str::to_owned).collect();
}

/// The text of the first string literal of a script, escapes resolved.
fn string_literal(script: &str) -> Option<String> {
    let start = script.find(['\'', '"'])?;
    let mut chars = script[start..].chars();
    let quote = chars.next()?;
    let mut text = String::new();
    // pairs of \uD83D and \uDE00 make one character
    let mut units: Vec<u16> = Vec::new();
    loop {
        let c = chars.next()?;
        let unit = match c {
            '\\' => match chars.next()? {
                'u' => u16::from_str_radix(&chars.by_ref().take(4).collect::<String>(), 16).ok(),
                'x' => u16::from_str_radix(&chars.by_ref().take(2).collect::<String>(), 16).ok(),
                'n' => Some(u16::from(b'\n')),
                't' => Some(u16::from(b'\t')),
                'r' => Some(u16::from(b'\r')),
                other => {
                    units.extend(other.encode_utf16(&mut [0; 2]).iter());
                    continue;
                }
            },
            c if c == quote => break,
            c => {
                units.extend(c.encode_utf16(&mut [0; 2]).iter());
                continue;
            }
        };
        units.extend(unit);
    }
    text.push_str(&String::from_utf16_lossy(&units));
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn archived_times_are_read() {
        let times = |first: &str, second: &str| -> Vec<Option<String>> {
            let shown = format!("Comparing: Dam\nPink: Archived {first}\nGreen: Archived {second}\n");
            archived_times(&shown).iter().map(|time| time.map(|time| time.to_string())).collect()
        };
        let some = |time: &str| Some(time.to_owned());
        assert_eq!(
            times("October 30, 2012 at  4:00am EDT", "October 30, 2012 at  1:05pm EDT"),
            [some("2012-10-30T08:00:00Z"), some("2012-10-30T17:05:00Z")]
        );
        assert_eq!(
            times("Oct. 30, 2012, 8 a.m.", "Oct. 30, 2012, 5:05 p.m."),
            [some("2012-10-30T08:00:00Z"), some("2012-10-30T17:05:00Z")]
        );
        assert_eq!(times("Oct. 30, 2012, noon", "never"), [some("2012-10-30T12:00:00Z"), None]);
        assert_eq!(
            times("Jan. 2, 2013, midnight", "Sept. 3, 2013"),
            [some("2013-01-02T00:00:00Z"), some("2013-09-03")]
        );
    }

    #[test]
    fn escapes_are_resolved() {
        let script = r"var text1 = 'It\u0027s \u003Cb\u003E\u000Aa \'test\' \uD83D\uDE00\x41';";
        assert_eq!(string_literal(script).unwrap(), "It's <b>\na 'test' 😀A");
        assert_eq!(string_literal("var text1 = 'open"), None);
    }
}
