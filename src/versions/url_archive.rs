//! Addresses in web archives and caches, and when a page was captured.

use crate::published::Published;

/// Hosts that keep captures of pages under their addresses.
const ARCHIVES: &[&str] = &[
    "archive.ph",
    "archive.is",
    "archive.today",
    "archive.fo",
    "archive.li",
    "archive.md",
    "archive.vn",
    "arquivo.pt",
    "web.archive.org",
    "wayback.archive-it.org",
    "webarchive.nationalarchives.gov.uk",
    "webarchive.loc.gov",
    "webcache.googleusercontent.com",
    "perma-archives.org",
    "archive.org",
    "vefsafn.is",
    "webarchive.org.uk",
];

/// The address that an archive or a cache holds a page of, with what stands behind it.
pub(super) fn archived(host: &str, rest: &str) -> Option<String> {
    if host == "webcache.googleusercontent.com" {
        let cached = rest.split_once("cache:")?.1;
        // "cache:ID:ADDRESS"
        let address = cached.split(['+', '&']).next().unwrap_or(cached);
        let (id, behind) = address.split_once(':').unwrap_or(("", address));
        let address = if id.contains('.') || id.starts_with("http") { address } else { behind };
        return is_address(address).then(|| address.to_owned());
    }
    if let Some(target) = redirected(rest) {
        return Some(target);
    }
    let is_archive = ARCHIVES.contains(&host);
    let (before, inner) = inner_address(rest, is_archive)?;
    (is_archive || stamp(before).is_some()).then(|| mended(inner))
}

/// The address inside another, and what stands before it.
fn inner_address(rest: &str, is_archive: bool) -> Option<(&str, &str)> {
    let path = rest.split(['?', '#']).next().unwrap_or_default();
    let begins_address = |from: &str| {
        ["/http:/", "/https:/", "/http%3a", "/https%3a"]
            .iter()
            .any(|scheme| from.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))
    };
    let may_hold_one = path.contains([':', '%']);
    let inner = path.match_indices('/').find(|&(at, _)| may_hold_one && begins_address(&path[at..]));
    if let Some((at, _)) = inner {
        return Some((&rest[..at], &rest[at + 1..]));
    }
    if !is_archive {
        return None;
    }
    // "/web/20241104081000/news.example/mali"
    let mut end = 0;
    for segment in rest.split('/') {
        end += segment.len() + 1;
        if digits(segment).is_some() || is_year_or_month(segment) {
            let inner = rest.get(end..)?;
            return is_address(inner).then(|| (&rest[..end - 1], inner));
        }
    }
    None
}

/// "2024", "202411": an archive goes on to the nearest capture.
fn is_year_or_month(segment: &str) -> bool {
    matches!(segment.len(), 4 | 6)
        && segment.bytes().all(|byte| byte.is_ascii_digit())
        && (segment.starts_with("19") || segment.starts_with("20"))
}

/// Last segments of paths that only lead elsewhere, in search engines, networks and mails.
const LEADING_ELSEWHERE: &[&str] = &[
    "url",
    "l.php",
    "away.php",
    "redirect",
    "redirect.php",
    "redir",
    "out",
    "click",
    "goto",
    "go",
    "exit",
    "sharer.php",
    "share",
    "translate",
    "leaving",
    "external",
    "safety",
    "r",
];

/// Parameters that hold where they lead.
const TARGETS: &[&str] = &["url", "u", "q", "to", "target", "dest", "destination", "link", "redirect"];

/// The address that one leads on to: "/url?q=https://news.example/mali", "/l.php?u=https%3A%2F%2Fnews.example%2Fmali".
fn redirected(rest: &str) -> Option<String> {
    let (path, query) = rest.split('#').next()?.split_once('?')?;
    let last = path.trim_end_matches('/').rsplit('/').next()?;
    if !LEADING_ELSEWHERE.contains(&last) {
        return None;
    }
    let target = query.split('&').find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        let is_whole = value.get(..4).is_some_and(|scheme| scheme.eq_ignore_ascii_case("http"));
        (TARGETS.contains(&name) && is_whole).then_some(value)
    })?;
    let target = unescaped(target);
    (target.starts_with("http://") || target.starts_with("https://")).then_some(target)
}

/// A text with its escapes resolved; what is none stays.
fn unescaped(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let escaped = (first == b'%').then(|| after.get(..2)).flatten();
        let byte = escaped.and_then(|two| u8::from_str_radix(std::str::from_utf8(two).ok()?, 16).ok());
        bytes.push(byte.unwrap_or(first));
        rest = if byte.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn is_address(text: &str) -> bool {
    let host = text.split('/').next().unwrap_or_default();
    text.starts_with("http") || (host.contains('.') && !host.starts_with('.') && !host.ends_with('.'))
}

/// Servers make one slash of two; some archives escape the address.
fn mended(inner: &str) -> String {
    let inner = inner.replace("%3A", ":").replace("%3a", ":").replace("%2F", "/").replace("%2f", "/");
    match inner.split_once(":/") {
        Some((scheme, rest)) => format!("{scheme}://{}", rest.trim_start_matches('/')),
        None => inner,
    }
}

/// The digits of a time in a segment, without flags: "20241104081000", "20241104081000id_", "2024.11.04-081000".
fn digits(segment: &str) -> Option<String> {
    let bare = match segment.len().checked_sub(3) {
        Some(at) if segment.ends_with('_') && segment.is_char_boundary(at) => &segment[..at],
        _ => segment,
    };
    let digits: String = bare.chars().filter(char::is_ascii_digit).collect();
    let plain = bare.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-'));
    let is_time =
        matches!(digits.len(), 8 | 10 | 12 | 14) && (digits.starts_with("19") || digits.starts_with("20"));
    (plain && is_time).then_some(digits)
}

/// The time in what stands before an archived address.
fn stamp(before: &str) -> Option<Published> {
    before.rsplit('/').next().and_then(digits)?.parse().ok()
}

/// When a web archive captured the page at an address of its own.
pub(super) fn capture_time(host: &str, rest: &str) -> Option<Published> {
    let (before, _) = inner_address(rest, ARCHIVES.contains(&host))?;
    stamp(before)
}
