//! Addresses that pages and feeds link to.

use std::fmt;

use samestory::StoryId;
use serde::Serialize;

/// The value of an `href` attribute: every other type in its place fails tests/architecture.rs. It is an `http` or `https` address, or a file beside the page;
/// nothing that a reader's program would run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub(crate) struct Link(String);

impl Link {
    /// A link to a web address; none for anything else: other schemes, relative addresses, addresses without a host, with blanks or
    /// with control characters.
    pub(crate) fn web(address: &str) -> Option<Self> {
        let address = address.trim();
        let (scheme, rest) = address.split_once("://")?;
        if !["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known)) {
            return None;
        }
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let host = host.rsplit('@').next().unwrap_or_default();
        let is_host = host.chars().all(|c| c.is_alphanumeric() || "-._~%:[]".contains(c))
            && host.starts_with(|c: char| c.is_alphanumeric() || c == '[');
        let is_plain = |c: char| !c.is_whitespace() && !c.is_control() && !"<>\"\\^`{|}".contains(c);
        (is_host && rest.chars().all(is_plain)).then(|| Self(address.to_owned()))
    }

    /// A link to a file in the folder of the page, or below it. What could be a scheme or another host is escaped.
    pub(crate) fn file(name: &str) -> Self {
        let mut path = String::with_capacity(name.len());
        for byte in name.trim_start_matches('/').bytes() {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                    path.push(char::from(byte));
                }
                _ => path.push_str(&format!("%{byte:02X}")),
            }
        }
        Self(path)
    }

    /// A link to a feed or a list of pages: a web address, else a file.
    pub(crate) fn web_or_file(target: &str) -> Self {
        Self::web(target).unwrap_or_else(|| Self::file(target))
    }

    /// A link to the page of all stories of a server.
    pub(crate) fn front() -> Self {
        Self("/".to_owned())
    }

    /// A link to the view of a story on the same page.
    pub(crate) fn story(story: StoryId) -> Self {
        Self(format!("#{story}"))
    }

    /// A link to the page of a story of a server.
    pub(crate) fn story_page(story: StoryId) -> Self {
        Self(format!("/stories/{story}"))
    }

    /// A link to a member of a story, by its place, on the same page.
    pub(crate) fn member(story: StoryId, place: usize) -> Self {
        Self(format!("#{story}-{place}"))
    }

    /// A link to a place on the same page that has a name of this program's.
    pub(crate) fn place(name: &'static str) -> Self {
        Self(format!("#{name}"))
    }

    /// A link to the stories of a day, a month or a year on the same page, by the name of its section.
    pub(crate) fn day(year: i16, month: i8, day: i8) -> Self {
        Self(format!("#d{year}-{month}-{day}"))
    }

    /// A link to a version on the same page.
    pub(crate) fn version(number: u32) -> Self {
        Self(format!("#v{number}"))
    }
}

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_are_links() {
        for (address, href) in [
            ("http://x.example/a?b=1&c", "http://x.example/a?b=1&c"),
            (" HTTPS://user@x.example:8080/ä ", "HTTPS://user@x.example:8080/ä"),
            ("http://[::1]/", "http://[::1]/"),
        ] {
            assert_eq!(Link::web(address).map(|link| link.to_string()).as_deref(), Some(href));
        }
        for address in [
            "javascript:alert(document.domain)//",
            "javascript://x.example/%0aalert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
            "//x.example/a",
            "/a",
            "x.example",
            "http:x",
            "http://",
            "http:///a",
            "http://x.example/a b",
            "http://x.example/\u{7}",
            "http://x\".example/",
            "http://x.example/\"onmouseover=\"x",
            "http\t://x.example",
            "",
        ] {
            assert_eq!(Link::web(address), None, "{address}");
        }
    }

    #[test]
    fn files_are_never_addresses() {
        for (name, href) in [
            ("0001-flood.html", "0001-flood.html"),
            ("javascript:alert(1)", "javascript%3Aalert%281%29"),
            ("//x.example/a", "x.example/a"),
            ("a\"b", "a%22b"),
        ] {
            assert_eq!(Link::web_or_file(name).to_string(), href);
        }
    }
}
