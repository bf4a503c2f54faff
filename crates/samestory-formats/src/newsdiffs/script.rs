//! The page of NewsDiffs: both texts stand in a script, as `var text1 = '…';`.

use super::{NewsDiffsError, NewsDiffsPage, PageVersion};
use samestory::versions::date_in_url;

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
    let heading =
        shown.split("Comparing:").nth(1).and_then(|rest| rest.lines().next()).unwrap_or_default().trim();
    for version in [&mut page.old, &mut page.new] {
        if version.title.is_empty() {
            version.title = heading.to_owned();
        }
    }
    Ok(page)
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
    fn escapes_are_resolved() {
        let script = r"var text1 = 'It\u0027s \u003Cb\u003E\u000Aa \'test\' \uD83D\uDE00\x41';";
        assert_eq!(string_literal(script).unwrap(), "It's <b>\na 'test' 😀A");
        assert_eq!(string_literal("var text1 = 'open"), None);
    }
}
