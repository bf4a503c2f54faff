//! The part of an address that says whose it is.

/// Second-level labels that are no names where a country follows: "co.uk", "com.au".
const NO_NAMES: &[&str] = &[
    "ac", "asso", "co", "com", "ed", "edu", "gen", "go", "gob", "gouv", "gov", "ltd", "mil", "ne", "net",
    "nom", "or", "org", "plc", "sch", "web",
];

/// Domains below which everybody has a site of their own.
const HOSTS_OF_MANY: &[&str] = &[
    "blogspot.com",
    "github.io",
    "medium.com",
    "substack.com",
    "tumblr.com",
    "typepad.com",
    "wixsite.com",
    "wordpress.com",
];

/// The host of a web address or of a bare domain name, in lower case without "www." and port; none if the text is neither.
///
/// ```
/// use samestory::unstable::credits::host;
/// assert_eq!(host("https://www.nytimes.com/2012/10/30/x.html?y").as_deref(), Some("nytimes.com"));
/// assert_eq!(host("Chicago.SunTimes.com").as_deref(), Some("chicago.suntimes.com"));
/// assert_eq!(host("The New York Times"), None);
/// ```
pub fn host(address: &str) -> Option<String> {
    let address = address.trim();
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let name = authority.rsplit('@').next().unwrap_or_default().split(':').next().unwrap_or_default();
    let name = name.trim_end_matches('.').to_lowercase();
    let label = |l: &str| !l.is_empty() && l.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
    let labels = name.split('.').count();
    let is_name = labels > 1
        && name.split('.').all(label)
        && name.rsplit('.').next().is_some_and(|top| top.len() > 1 && top.chars().all(char::is_alphabetic));
    is_name.then(|| name.strip_prefix("www.").map(str::to_owned).unwrap_or(name))
}

/// The registrable part of a host: its last two labels, or three where two are no name ("bbc.co.uk", "x.blogspot.com").
///
/// A short rule for the public suffixes that news sites have, not the whole [Public Suffix List](https://publicsuffix.org).
///
/// ```
/// use samestory::unstable::credits::registrable_domain;
/// assert_eq!(registrable_domain("chicago.suntimes.com"), "suntimes.com");
/// assert_eq!(registrable_domain("news.bbc.co.uk"), "bbc.co.uk");
/// assert_eq!(registrable_domain("someone.blogspot.com"), "someone.blogspot.com");
/// ```
pub fn registrable_domain(host: &str) -> &str {
    let last =
        |labels: usize| host.rmatch_indices('.').nth(labels - 1).map_or(host, |(at, _)| &host[at + 1..]);
    let two = last(2);
    let (second, top) = two.split_once('.').unwrap_or((two, ""));
    let country = top.len() == 2 && NO_NAMES.binary_search(&second).is_ok();
    if country || HOSTS_OF_MANY.binary_search(&two).is_ok() { last(3) } else { two }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_addresses_have_no_host() {
        for address in
            ["", "://", "http://", "a b.com", "1.2", "127.0.0.1", "nytimes", "...", "a..b", "St. Louis"]
        {
            assert_eq!(host(address), None, "{address}");
        }
        assert_eq!(host("http://user@www.LeMonde.fr:80/x").as_deref(), Some("lemonde.fr"));
    }

    #[test]
    fn lists_are_sorted() {
        assert!(NO_NAMES.is_sorted() && HOSTS_OF_MANY.is_sorted());
    }

    #[test]
    fn short_hosts_stay() {
        for host in ["co.uk", "com", "", "nyti.ms", "blogspot.com"] {
            assert_eq!(registrable_domain(host), host);
        }
        assert_eq!(registrable_domain("a.b.smh.com.au"), "smh.com.au");
    }
}
