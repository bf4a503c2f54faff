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
    let is_archive = ARCHIVES.contains(&host);
    let (before, inner) = inner_address(rest, is_archive)?;
    (is_archive || stamp(before).is_some()).then(|| mended(inner))
}

/// The address inside another, and what stands before it.
fn inner_address(rest: &str, is_archive: bool) -> Option<(&str, &str)> {
    let lower = rest.to_ascii_lowercase();
    let path = lower.split(['?', '#']).next().unwrap_or_default();
    let with_scheme =
        ["/http:/", "/https:/", "/http%3a", "/https%3a"].iter().filter_map(|scheme| path.find(scheme)).min();
    if let Some(at) = with_scheme {
        return Some((&rest[..at], &rest[at + 1..]));
    }
    if !is_archive {
        return None;
    }
    // "/web/20241104081000/news.example/mali"
    let mut end = 0;
    for segment in rest.split('/') {
        end += segment.len() + 1;
        if digits(segment).is_some() {
            let inner = rest.get(end..)?;
            return is_address(inner).then(|| (&rest[..end - 1], inner));
        }
    }
    None
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
