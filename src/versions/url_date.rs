//! The day that an address names.

use crate::published::Published;

/// The day in an address: "/2012/10/30/", "/2012-10-30-", "/20121030/" and the like, or with a short name of the month
/// ("/2012/oct/30/"). The first such day counts.
///
/// ```
/// use samestory::unstable::versions::date_in_url;
///
/// let day = date_in_url("http://news.example/2012/10/30/world/mali.html").unwrap();
/// assert_eq!(day.to_string(), "2012-10-30");
/// assert_eq!(date_in_url("http://news.example/article/20121030"), Some(day));
/// assert_eq!(date_in_url("http://news.example/2012/oct/30/mali"), Some(day));
/// assert_eq!(date_in_url("http://news.example/section/12345678/mali"), None);
/// ```
pub fn date_in_url(url: &str) -> Option<Published> {
    let path = url.split(['?', '#']).next()?;
    let parts: Vec<&str> =
        path.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let joined = |part: &&str| match (part.len(), part.bytes().all(|b| b.is_ascii_digit())) {
        (8, true) => day(&part[..4], &part[4..6], &part[6..]),
        _ => None,
    };
    let parted = parts.windows(3).find_map(|three| day(three[0], three[1], three[2]));
    parted.or_else(|| parts.iter().find_map(joined))
}

fn day(year: &str, month: &str, day: &str) -> Option<Published> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    if year.len() != 4 || !(year.starts_with("19") || year.starts_with("20")) || day.len() > 2 {
        return None;
    }
    let named = MONTHS.iter().position(|name| month.eq_ignore_ascii_case(name)).map(|at| at as u32 + 1);
    let month = named.or_else(|| if month.len() <= 2 { month.parse().ok() } else { None })?;
    let day: u32 = day.parse().ok()?;
    format!("{year}-{month:02}-{day:02}").parse().ok()
}
