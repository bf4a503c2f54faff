//! When two addresses are one article's.

use std::borrow::Cow;

use super::url_archive::archived;
use super::url_query::{naming_fragment, naming_query};
use crate::credits::{Newsrooms, registrable_domain};

/// Labels that hosts put before the name of a site for a kind of device, a form of the page, or an edition.
const DEVICES: &[&str] = &[
    "www",
    "www1",
    "www2",
    "www3",
    "ww1",
    "ww2",
    "m",
    "mobile",
    "mobil",
    "amp",
    "wap",
    "touch",
    "edition",
    "us",
    "uk",
    "eu",
    "int",
    "intl",
    "international",
    "global",
    "beta",
    "print",
    "lite",
    "text",
    "secure",
    "ssl",
];

/// Endings and parts of a path that stand for a form of the page.
const FORMS: &[&str] = &[
    "amp",
    "amp.html",
    "print",
    "print.html",
    "printable",
    "drucken",
    "druckansicht",
    "imprimer",
    "imprimir",
    "stampa",
];

/// First parts of a path that stand for a form of the page.
const LEADING_FORMS: &[&str] = &["amp", "m", "mobile", "print"];

/// How names end that are a form, before what says the kind of file: "a.amp.html", "a-print.html".
const NAME_FORMS: &[&str] = &["amp", "print", "druck", "printable", "imprimir", "stampa"];

/// Names of pages that stand for the folder they are in.
const INDEX: &[&str] = &["index.html", "index.htm", "index.php", "default.aspx", "index.amp.html"];

/// No longer address, in bytes, is taken apart. Those of articles have a few hundred, of redirections to them up to two thousand.
const LONGEST: usize = 4096;

/// The form of an address that all addresses of one article have in common: host and path, without scheme, port and user, "www.",
/// "m.", "edition." and "amp.", AMP, mobile and print forms, caches and web archives, a trailing slash or index page. Case counts in
/// the path only. All domains of one outlet are one: those of the table of newsrooms, and "news.co.uk" is "news.com".
///
/// A parameter is a part of the address unless it is known to say nothing of what is read, as campaigns, referrers and sessions do;
/// a fragment is if it is a route ("#/article/1") or has parameters. Those that stay are sorted.
///
/// The canonical form of a canonical form is itself. Any text has one; that of no address is itself without white space around, as is
/// that of an address of more than 4096 bytes.
///
/// # Complexity
///
/// Linear in the address for each form taken off, several first parts of a path being one.
///
/// # Examples
///
/// ```
/// use samestory::unstable::versions::canonical_url;
///
/// let canonical = "news.example/2012/10/30/mali.html";
/// for url in [
///     "http://news.example/2012/10/30/mali.html",
///     "https://www.news.example:443/2012/10/30/mali.html?utm_source=rss&r=1#more",
///     "https://m.news.example/2012/10/30/mali.amp.html/",
///     "https://www.google.com/amp/s/news.example/2012/10/30/mali.html",
///     "https://news-example.cdn.ampproject.org/c/s/news.example/2012/10/30/mali.html",
/// ] {
///     assert_eq!(canonical_url(url), canonical, "{url}");
/// }
/// assert_eq!(canonical_url("http://news.example/story.php?ref=home&id=7"), "news.example/story.php?id=7");
/// ```
pub fn canonical_url(url: &str) -> String {
    // one form may hide another; no round hides one
    let mut form = Cow::Borrowed(url);
    loop {
        let address = form.trim();
        if address.len() > LONGEST {
            return address.to_owned();
        }
        let (host, rest) = host_and_rest(address);
        let next = without_forms(&host, rest);
        if host_and_rest(&next) == (host, rest) {
            return next;
        }
        form = Cow::Owned(next);
    }
}

/// The host of an address as it stands there, ASCII in small letters, and what follows it.
pub(super) fn host_and_rest(url: &str) -> (String, &str) {
    let url = strip_scheme(url.trim());
    let end = url.find(['/', '?', '#']).unwrap_or(url.len());
    let (host, rest) = url.split_at(end);
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    let host = host.strip_suffix(":80").or_else(|| host.strip_suffix(":443")).unwrap_or(host);
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    (host.strip_prefix("www.").map(str::to_owned).unwrap_or(host), rest)
}

/// The address without the outermost form, which its host and the rest say.
fn without_forms(host: &str, rest: &str) -> String {
    if let Some(inner) = archived(host, rest) {
        return inner;
    }
    let translated = translated(host);
    let host = translated.as_deref().unwrap_or(host);
    let (rest, fragment) = rest.split_once('#').unwrap_or((rest, ""));
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let host = bare_host(host);
    // "/a;jsessionid=1"
    let session = path.match_indices(';').find(|&(at, _)| path[at..].starts_with(";jsessionid"));
    let path = bare_path(session.map_or(path, |(at, _)| &path[..at]));
    if let Some(cached) = in_cache(host, &path) {
        return format!("{cached}{}{query}", if query.is_empty() { "" } else { "?" });
    }
    let path = without_form(&path);
    let (query, fragment) = (naming_query(query), naming_fragment(fragment, path.is_empty()));
    [&*outlet_host(host), &path, &query, &fragment].concat()
}

fn strip_scheme(url: &str) -> &str {
    let lower =
        |scheme: &str| url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    ["https://", "http://", "//"]
        .iter()
        .find(|scheme| lower(scheme))
        .map_or(url, |scheme| &url[scheme.len()..])
}

fn bare_host(mut host: &str) -> &str {
    while let Some((label, rest)) = host.split_once('.') {
        // "m.com" is a site of that name
        if !DEVICES.contains(&label) || !rest.contains('.') || registrable_domain(host) == host {
            break;
        }
        host = rest;
    }
    host
}

/// The host with one domain for all of an outlet.
fn outlet_host(host: &str) -> Cow<'_, str> {
    let domain = registrable_domain(host);
    let before = &host[..host.len() - domain.len()];
    if let Some(main) = Newsrooms::shared().main_domain(domain) {
        return if main == domain { host.into() } else { format!("{before}{main}").into() };
    }
    let mut labels = domain.split('.');
    match [labels.next(), labels.next(), labels.next(), labels.next()] {
        [Some(name), Some("co" | "com"), Some(_), None] => format!("{before}{name}.com").into(),
        _ => host.into(),
    }
}

/// The path without empty parts, trailing slash and index page, escapes in one form.
fn bare_path(path: &str) -> String {
    let mut bare = String::with_capacity(path.len());
    let mut parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    if parts.last().is_some_and(|last| INDEX.iter().any(|index| last.eq_ignore_ascii_case(index))) {
        parts.pop();
    }
    for part in parts {
        bare.push('/');
        push_unescaped(&mut bare, part);
    }
    bare
}

/// Letters and digits of any script and "-._~" stand for themselves (RFC 3986, 6.2.2), other escapes are in capitals.
fn push_unescaped(out: &mut String, part: &str) {
    let mut rest = part;
    while let Some(at) = rest.find('%') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let (bytes, taken) = escaped_bytes(rest);
        match std::str::from_utf8(&bytes) {
            Ok(letters) if !letters.is_empty() && letters.chars().all(stands_for_itself) => {
                out.push_str(letters)
            }
            _ if bytes.is_empty() => out.push('%'),
            _ => bytes.iter().for_each(|byte| out.push_str(&format!("%{byte:02X}"))),
        }
        rest = &rest[taken.max(1)..];
    }
    out.push_str(rest);
}

fn stands_for_itself(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '.' | '_' | '~')
}

/// The bytes of the escapes that a text begins with, one character's, and how long these are.
fn escaped_bytes(text: &str) -> (Vec<u8>, usize) {
    let mut bytes: Vec<u8> = Vec::new();
    let mut taken = 0;
    while let Some(byte) = text.get(taken + 1..taken + 3).and_then(|hex| u8::from_str_radix(hex, 16).ok())
        && text[taken..].starts_with('%')
        && (bytes.is_empty() || !byte.is_ascii() && byte & 0xc0 == 0x80 && !bytes[0].is_ascii())
    {
        bytes.push(byte);
        taken += 3;
    }
    (bytes, taken)
}

/// The host of a page that is shown in translation: "www-x-example.translate.goog", where a hyphen of the host stands twice.
fn translated(host: &str) -> Option<String> {
    let name = host.strip_suffix(".translate.goog")?;
    let host = name.replace("--", "\0").replace('-', ".").replace('\0', "-");
    host.contains('.').then_some(host)
}

/// The address that an AMP cache holds.
fn in_cache(host: &str, path: &str) -> Option<String> {
    let is_search = (host.starts_with("google.") || host == "bing.com") && path.starts_with("/amp/");
    let rest = if is_search {
        path.strip_prefix("/amp/")?
    } else if host == "cdn.ampproject.org" || host.ends_with(".cdn.ampproject.org") || host == "bing-amp.com"
    {
        ["/c/", "/v/", "/i/", "/wp/"].iter().find_map(|kind| path.strip_prefix(kind))?
    } else {
        return None;
    };
    let rest = rest.strip_prefix("s/").unwrap_or(rest);
    rest.split('/').next().is_some_and(|host| host.contains('.')).then(|| rest.to_owned())
}

/// The path without what stands for a form of the page.
fn without_form(path: &str) -> String {
    let mut parts: Vec<&str> = path.split('/').skip(1).collect();
    let plain = parts.last().and_then(|last| without_name_form(last));
    if let (Some(last), Some(plain)) = (parts.last_mut(), &plain) {
        *last = plain;
    }
    if parts.len() > 1 && parts.last().is_some_and(|part| FORMS.contains(part)) {
        parts.pop();
    }
    if parts.len() > 1 && parts.first().is_some_and(|part| LEADING_FORMS.contains(part)) {
        parts.remove(0);
    }
    // "/news/amp/uk-123": within a path it is no section
    if parts.len() > 2 {
        let last = parts.len() - 1;
        let mut at = 0;
        parts.retain(|part| {
            at += 1;
            *part != "amp" || at == 1 || at > last
        });
    }
    parts[more_leading_forms(&parts)..].iter().flat_map(|part| ["/", part]).collect()
}

/// How many of the first parts of a path the next rounds would take off, each one of them and nothing else.
fn more_leading_forms(parts: &[&str]) -> usize {
    let Some((last, before)) = parts.split_last() else { return 0 };
    // an escape may hide a form, as may white space at the end, and some forms are none in a path of one part
    let hides_form = parts.iter().any(|part| part.contains(|c: char| c == '%' || c.is_whitespace()));
    let is_index = INDEX.iter().any(|index| last.eq_ignore_ascii_case(index));
    if hides_form || is_index || FORMS.contains(last) || without_name_form(last).is_some() {
        return 0;
    }
    // "/amp/" may be that of a cache
    before.iter().take_while(|part| **part != "amp" && LEADING_FORMS.contains(part)).count()
}

/// "a.amp.html" as "a.html", "a.amp" as "a".
fn without_name_form(name: &str) -> Option<String> {
    let (stem, ending) = match name.rsplit_once('.') {
        Some((stem, "amp")) => (stem, ""),
        Some((stem, ending)) if ending.len() <= 5 => {
            let at = stem.rfind(['.', '-', '_'])?;
            let form = &stem[at + 1..];
            (&stem[..at], if NAME_FORMS.contains(&form) { ending } else { return None })
        }
        _ => return None,
    };
    if stem.is_empty() {
        return None;
    }
    Some(if ending.is_empty() { stem.to_owned() } else { format!("{stem}.{ending}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_article() {
        for (a, b) in [
            ("http://x.example/a/", "https://x.example/a"),
            ("x.example/a/index.html", "http://www.x.example/a"),
            ("http://x.example/amp/a", "http://x.example/a"),
            ("http://x.example/a/amp/", "http://x.example/a?amp=1"),
            ("http://X.example/%7ea%2fb", "http://x.example/~a%2Fb"),
            ("http://user:pw@x.example:80//a", "//x.example/a"),
            ("http://x.example/?p=12&utm_medium=x", "http://x.example/?p=12"),
            ("http://mobile.x.example/a.html?smid=tw", "http://x.example/a.html"),
            ("https://edition.x.example/a", "https://x.example/a"),
            ("https://www.gazette.co.uk/a/1", "https://gazette.com/a/1"),
            (
                "https://www.bbc.co.uk/news/articles/c1#3",
                "https://www.bbc.com/news/articles/c1?at_medium=RSS",
            ),
            ("https://x.example/a/print", "https://x.example/a"),
            (
                "https://www-my--paper-example.translate.goog/a/1?_x_tr_sl=de&_x_tr_tl=en&_x_tr_hl=en",
                "https://my-paper.example/a/1",
            ),
            (
                "https://translate.google.com/translate?sl=de&tl=en&u=https%3A%2F%2Fx.example%2Fa",
                "https://x.example/a",
            ),
            (
                "https://www-x-example.cdn.ampproject.org/c/s/www.x.example/amp/a?usqp=mq331AQ",
                "https://x.example/a",
            ),
            ("https://cdn.ampproject.org/v/s/x.example/a.amp.html?amp_js_v=0.1", "https://x.example/a.html"),
            ("https://www.google.de/amp/s/x.example/a", "https://x.example/a"),
            ("https://www.bing.com/amp/s/x.example/a", "https://x.example/a"),
            ("https://x.example/news/amp/uk-123", "https://x.example/news/uk-123"),
            ("https://x.example/a_amp.shtml", "https://x.example/a.shtml"),
            ("https://x.example/a.amp", "https://x.example/a"),
            ("https://x.example/a?outputType=amp", "https://x.example/a"),
            ("https://x.example/a?page=2&total=5", "https://x.example/a"),
            ("https://x.example/print/a?print=1&tmpl=component", "https://x.example/a"),
            ("https://x.example/m/a?print=1", "https://x.example/a"),
            ("https://x.example/a-amp.html", "https://x.example/a.html"),
            ("https://x.example/новости/1", "https://x.example/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8/1"),
            ("https://x.example/a;jsessionid=7F", "https://x.example/a"),
            ("https://x.example/app/#/article/1", "https://x.example/app#!/article/1"),
            ("https://x.example/a?b=1&c=2", "https://x.example/a?c=2&utm_source=x&b=1"),
            ("https://web.archive.org/web/20241104081000/https://www.x.example/a", "https://x.example/a"),
            (
                "https://web.archive.org/web/20241104081000id_/http:/x.example/a?id=7",
                "https://x.example/a?id=7",
            ),
            ("http://web.archive.org/web/20241104081000if_/x.example:80/a", "https://x.example/a"),
            ("https://web.archive.org/web/2024/https://x.example/a", "https://x.example/a"),
            ("https://web.archive.org/web/*/https://x.example/a", "https://x.example/a"),
            ("https://archive.ph/20241104081000/https://x.example/a", "https://x.example/a"),
            ("https://archive.is/2024.11.04-081000/https://x.example/a", "https://x.example/a"),
            ("https://archive.today/newest/https://x.example/a", "https://x.example/a"),
            ("https://arquivo.pt/wayback/20241104081000/https://x.example/a", "https://x.example/a"),
            (
                "https://arquivo.pt/noFrame/replay/20241104081000mp_/https://x.example/a",
                "https://x.example/a",
            ),
            ("https://wayback.archive-it.org/123/20241104081000/https://x.example/a", "https://x.example/a"),
            (
                "https://webcache.googleusercontent.com/search?q=cache:AbC:https://x.example/a+&cd=1",
                "https://x.example/a",
            ),
        ] {
            assert_eq!(canonical_url(a), canonical_url(b), "{a} {b}");
        }
        for (a, b) in [
            ("http://x.example/a", "http://x.example/A"),
            ("http://x.example/?p=12", "http://x.example/?p=13"),
            ("http://x.example/a", "http://y.example/a"),
            ("http://m.com/a", "http://com/a"),
            ("http://x.example/amp", "http://x.example/"),
            ("http://x.example/amp/news", "http://x.example/amp/sport"),
            ("http://x.example/articleView.html?idxno=1", "http://x.example/articleView.html?idxno=2"),
            ("http://x.example/read.nhn?oid=1&aid=2", "http://x.example/read.nhn?oid=1&aid=3"),
            ("http://x.example/#/article/1", "http://x.example/#/article/2"),
            ("http://x.example/a?SerialNo=79489", "http://x.example/a?SerialNo=79336"),
            ("http://gazette.org/a", "http://gazette.com/a"),
        ] {
            assert_ne!(canonical_url(a), canonical_url(b), "{a} {b}");
        }
        assert_eq!(canonical_url("  "), "");
    }

    #[test]
    fn forms_in_a_row_are_taken_off_from_the_outermost() {
        for (url, canonical) in [
            ("x.example/m/mobile/print/m/a", "x.example/a"),
            ("x.example/m/amp/m/amp/amp/a", "x.example/a"),
            ("x.example/m/m/m", "x.example/m"),
            ("x.example/m/m/print/print", "x.example/m"),
            ("x.example/m/m/a.amp", "x.example/a"),
            ("x.example/m/m/index.html/index.html", "x.example/m"),
            ("x.example/m/m/%%36%31mp", "x.example/m"),
            ("x.example/m/m/ #", "x.example/m"),
            ("google.de/m/amp/s/x.example/a", "x.example/a"),
            ("google.de/m/m/amp/s/x.example/a", "google.de/s/x.example/a"),
            ("cdn.ampproject.org/m/m/c/s/x.example/a", "x.example/a"),
            ("x.example/m/m/url/amp?url=http://y.example/a", "y.example/a"),
        ] {
            assert_eq!(canonical_url(url), canonical, "{url}");
        }
    }

    #[test]
    fn hostile_addresses_take_no_longer() {
        let begun = std::time::Instant::now();
        let site = "https://x.example";
        let most = (LONGEST - site.len()) / "/m".len();
        assert_eq!(canonical_url(&format!("{site}{}", "/m".repeat(most))), "x.example/m");
        for form in ["/m", "/amp", "/print", "/a.amp", "/index.html", ".amp", "//http:/", "/amp/s/google.de"]
        {
            let hostile = format!("{site}{}", form.repeat((1 << 20) / form.len()));
            assert_eq!(canonical_url(&format!(" {hostile}\n")), hostile);
            assert_eq!(canonical_url(&hostile), hostile);
            let short = canonical_url(&hostile[..LONGEST]);
            assert_eq!(canonical_url(&short), short);
        }
        // every form for itself would take minutes
        assert!(begun.elapsed().as_secs() < 20, "{:?}", begun.elapsed());
    }
}
