//! When two addresses are one article's.

/// Labels that hosts put before the name of a site for a kind of device.
const DEVICES: &[&str] = &["www", "www1", "www2", "www3", "m", "mobile", "mobil", "amp", "wap", "touch"];

/// Parameters that can say which article is meant. Sorted.
const NAMING: &[&str] = &[
    "a",
    "aid",
    "article",
    "article_id",
    "articleid",
    "artid",
    "cid",
    "contentid",
    "docid",
    "id",
    "idarticle",
    "itemid",
    "n",
    "newsid",
    "nid",
    "oid",
    "p",
    "page_id",
    "pid",
    "post",
    "s",
    "sid",
    "story",
    "story_id",
    "storyid",
    "v",
];

/// Endings of programs: what they show is in the parameters.
const PROGRAMS: &[&str] = &[".php", ".asp", ".aspx", ".cgi", ".jsp", ".do", ".cfm", ".dll", ".pl", ".phtml"];

/// Names of pages that stand for the folder they are in.
const INDEX: &[&str] = &["index.html", "index.htm", "index.php", "default.aspx", "index.amp.html"];

/// The form of an address that all addresses of one article have in common: host and path, without scheme, port and user, "www.",
/// "m." and "amp.", AMP forms and caches, a trailing slash or index page, fragment and query. Case counts in the path only.
///
/// Parameters are kept where they name the article: where the path is a program ("story.php?id=7"), one plain word or nothing. Of
/// them only those stay that can be a name, sorted; what is left of tracking goes.
///
/// The canonical form of a canonical form is itself. Any text has one; that of no address is itself without white space around.
///
/// # Complexity
///
/// Linear in the address for each form taken off.
///
/// # Examples
///
/// ```
/// use samestory::versions::canonical_url;
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
    let mut canonical = once(url);
    // one form may hide another; no round makes it longer
    loop {
        let next = once(&canonical);
        if next == canonical {
            return canonical;
        }
        canonical = next;
    }
}

fn once(url: &str) -> String {
    let url = url.trim();
    let url = strip_scheme(url);
    let (url, _fragment) = url.split_once('#').unwrap_or((url, ""));
    let (place, query) = url.split_once('?').unwrap_or((url, ""));
    let (host, path) = match place.find('/') {
        Some(at) => place.split_at(at),
        None => (place, ""),
    };
    let host = bare_host(host);
    let mut path = bare_path(path);
    if let Some(cached) = in_cache(&host, &path) {
        return format!("{cached}{}{query}", if query.is_empty() { "" } else { "?" });
    }
    path = without_amp(&path);
    let query = naming_query(&path, query);
    format!("{host}{path}{query}")
}

fn strip_scheme(url: &str) -> &str {
    let lower =
        |scheme: &str| url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    ["https://", "http://", "//"]
        .iter()
        .find(|scheme| lower(scheme))
        .map_or(url, |scheme| &url[scheme.len()..])
}

fn bare_host(host: &str) -> String {
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    let host = host.strip_suffix(":80").or_else(|| host.strip_suffix(":443")).unwrap_or(host);
    let mut host = host.trim_end_matches('.').to_ascii_lowercase();
    while let Some((label, rest)) = host.split_once('.') {
        // "m.com" is a site of that name
        if !DEVICES.contains(&label) || !rest.contains('.') {
            break;
        }
        host = rest.to_owned();
    }
    host
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

/// Letters, digits and "-._~" stand for themselves (RFC 3986, 6.2.2), other escapes are in capitals.
fn push_unescaped(out: &mut String, part: &str) {
    let mut rest = part;
    while let Some(at) = rest.find('%') {
        out.push_str(&rest[..at]);
        let byte = rest.get(at + 1..at + 3).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        let taken = match byte {
            Some(byte) if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) => {
                out.push(char::from(byte));
                3
            }
            Some(byte) => {
                out.push_str(&format!("%{byte:02X}"));
                3
            }
            None => {
                out.push('%');
                1
            }
        };
        rest = &rest[at + taken..];
    }
    out.push_str(rest);
}

/// The address that an AMP cache holds.
fn in_cache(host: &str, path: &str) -> Option<String> {
    let is_search = host.starts_with("google.") && path.starts_with("/amp/");
    let rest = if is_search {
        path.strip_prefix("/amp/")?
    } else if host.ends_with(".cdn.ampproject.org") {
        ["/c/", "/v/", "/i/", "/wp/"].iter().find_map(|kind| path.strip_prefix(kind))?
    } else {
        return None;
    };
    let rest = rest.strip_prefix("s/").unwrap_or(rest);
    rest.split('/').next().is_some_and(|host| host.contains('.')).then(|| rest.to_owned())
}

fn without_amp(path: &str) -> String {
    let mut parts: Vec<String> = path.split('/').skip(1).map(str::to_owned).collect();
    if let Some(last) = parts.last_mut() {
        for (form, plain) in
            [(".amp.html", ".html"), (".amp.htm", ".htm"), (".amp.php", ".php"), (".amp", "")]
        {
            if let Some(name) = last.strip_suffix(form).filter(|name| !name.is_empty()) {
                *last = format!("{name}{plain}");
                break;
            }
        }
    }
    if parts.len() > 1 && parts.last().is_some_and(|part| part == "amp" || part == "amp.html") {
        parts.pop();
    }
    if parts.len() > 1 && parts.first().is_some_and(|part| part == "amp") {
        parts.remove(0);
    }
    parts.iter().map(|part| format!("/{part}")).collect()
}

/// The parameters that name the article, sorted, with their question mark.
fn naming_query(path: &str, query: &str) -> String {
    let last = path.rsplit('/').next().unwrap_or_default();
    let is_program = PROGRAMS.iter().any(|ending| last.to_ascii_lowercase().ends_with(ending));
    let is_plain = last.len() <= 12 && last.bytes().all(|b| b.is_ascii_alphabetic());
    if !is_program && !is_plain {
        return String::new();
    }
    let mut kept: Vec<&str> = query
        .split(['&', ';'])
        .filter(|parameter| {
            let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
            !value.is_empty() && NAMING.binary_search(&name.to_ascii_lowercase().as_str()).is_ok()
        })
        .collect();
    kept.sort_unstable();
    kept.dedup();
    if kept.is_empty() { String::new() } else { format!("?{}", kept.join("&")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_article() {
        assert!(NAMING.is_sorted());
        for (a, b) in [
            ("http://x.example/a/", "https://x.example/a"),
            ("x.example/a/index.html", "http://www.x.example/a"),
            ("http://x.example/amp/a", "http://x.example/a"),
            ("http://x.example/a/amp/", "http://x.example/a?amp=1"),
            ("http://X.example/%7ea%2fb", "http://x.example/~a%2Fb"),
            ("http://user:pw@x.example:80//a", "//x.example/a"),
            ("http://x.example/?p=12&utm_medium=x", "http://x.example/?p=12"),
            ("http://mobile.x.example/a.html?smid=tw", "http://x.example/a.html"),
        ] {
            assert_eq!(canonical_url(a), canonical_url(b), "{a} {b}");
        }
        for (a, b) in [
            ("http://x.example/a", "http://x.example/A"),
            ("http://x.example/?p=12", "http://x.example/?p=13"),
            ("http://x.example/a", "http://y.example/a"),
            ("http://m.com/a", "http://com/a"),
            ("http://x.example/amp", "http://x.example/"),
        ] {
            assert_ne!(canonical_url(a), canonical_url(b), "{a} {b}");
        }
        assert_eq!(canonical_url("  "), "");
    }
}
