//! Dates as pages write them.

use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;

use super::clock::{offset_in, time_in};
use super::months::month;

/// Reads a date in any form that pages use, as text in the order of ISO 8601: "2024-11-04", "2024-11-04T09:10:00", and with the offset if
/// one is written: "2024-11-04T09:10:00+01:00". `month_first` says how to read "11/04/2024".
pub(crate) fn read_date(text: &str, month_first: bool) -> Option<String> {
    let text = text.trim();
    if text.is_empty() || text.len() > 400 {
        return None;
    }
    let found = epoch(text)
        .or_else(|| compact(text))
        .or_else(|| numbers(text, month_first))
        .or_else(|| names(text))?;
    let Found { date, before, rest } = found;
    if !(1900..2100).contains(&date.year()) || date == Date::constant(1970, 1, 1) {
        return None;
    }
    // "8:10 AM GMT, November 4, 2024"
    let time_before = || time_in(&before).filter(|_| before.len() <= MAX_BEFORE);
    let Some((time, after)) = time_in(&rest).or_else(time_before) else { return Some(date.to_string()) };
    let offset = offset_in(&after);
    let time = DateTime::from_parts(date, time);
    Some(match offset {
        None => time.to_string(),
        Some(offset) if offset.is_zero() => format!("{time}Z"),
        Some(offset) => format!("{time}{}", sign(offset)),
    })
}

/// A time of day stands before its day in so many bytes.
const MAX_BEFORE: usize = 48;

fn sign(offset: Offset) -> String {
    let minutes = offset.seconds() / 60;
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

/// A date, and what stands before and after it.
struct Found {
    date: Date,
    before: String,
    rest: String,
}

/// Seconds or milliseconds since 1970.
fn epoch(text: &str) -> Option<Found> {
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    let seconds = match text.len() {
        10 if is_number => text.parse::<i64>().ok()?,
        13 if is_number => text.parse::<i64>().ok()? / 1000,
        _ => return None,
    };
    if !(631_152_000..4_102_444_800).contains(&seconds) {
        return None;
    }
    let time = Offset::UTC.to_datetime(jiff::Timestamp::from_second(seconds).ok()?);
    Some(Found { date: time.date(), before: String::new(), rest: format!("{}Z", time.time()) })
}

/// "20241104", "20241104T0910", "20241104091000".
fn compact(text: &str) -> Option<Found> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if !matches!(digits, 8 | 12 | 14) {
        return None;
    }
    let date = civil(text[..4].parse().ok()?, text[4..6].parse().ok()?, text[6..8].parse().ok()?)?;
    let rest = text[8..].trim_start_matches(['T', ' ']);
    let clock: String = rest.chars().take_while(char::is_ascii_digit).collect();
    let rest = match clock.len() {
        4 => format!("{}:{}{}", &clock[..2], &clock[2..], &rest[4..]),
        6 => format!("{}:{}:{}{}", &clock[..2], &clock[2..4], &clock[4..], &rest[6..]),
        _ => rest.to_owned(),
    };
    Some(Found { date, before: String::new(), rest })
}

fn civil(year: i64, month: i64, day: i64) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// "2024-11-04", "2024/11/4", "2024年11月4日", "4.11.2024", "11/04/2024", "04-11-24".
fn numbers(text: &str, month_first: bool) -> Option<Found> {
    let bytes = text.as_bytes();
    let mut runs: Vec<(i64, usize, usize)> = Vec::new();
    let mut at = 0;
    while at < bytes.len() && runs.len() < 24 {
        let length = bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        if length == 0 {
            at += 1;
            continue;
        }
        runs.push((text[at..at + length].parse().unwrap_or(-1), at, at + length));
        at += length;
    }
    let is_mark = |from: usize, to: usize| {
        matches!(text[from..to].trim(), "-" | "/" | "." | "年" | "月" | "년" | "월" | "–" | "‐")
    };
    for three in runs.windows(3) {
        let [(a, from, a_end), (b, b_start, b_end), (c, c_start, c_end)] = three else { continue };
        if !is_mark(*a_end, *b_start) || !is_mark(*b_end, *c_start) {
            continue;
        }
        let rest = || text[*c_end..].trim_start_matches(['日', '일', 'T', ',', ' ']).to_owned();
        let is_free = text[..*from].chars().next_back().is_none_or(|c| !c.is_alphanumeric() || !c.is_ascii());
        if !is_free {
            continue;
        }
        let goes_on = runs.iter().any(|(_, next, end)| {
            next > c_end && is_mark(*c_end, *next) || end < from && is_mark(*end, *from)
        });
        let date = match (a_end - from, c_end - c_start) {
            (4, 1 | 2) => civil(*a, *b, *c),
            (1 | 2, 4) => by_order(*a, *b, *c, month_first, &text[*a_end..*b_start]),
            (1 | 2, 2) if b_end - b_start == 2 && !goes_on => {
                by_order(*a, *b, 2000 + c, month_first, &text[*a_end..*b_start])
            }
            _ => None,
        };
        if let Some(date) = date {
            return Some(Found { date, before: text[..*from].to_owned(), rest: rest() });
        }
    }
    None
}

/// A date of which the first number is the day or the month.
fn by_order(first: i64, second: i64, year: i64, month_first: bool, mark: &str) -> Option<Date> {
    let (month, day) = match (first, second) {
        (13.., _) => (second, first),
        (_, 13..) => (first, second),
        _ if month_first && mark.trim() == "/" => (first, second),
        _ => (second, first),
    };
    civil(year, month, day)
}

/// "November 4, 2024", "4 November 2024", "4. Nov. 2024", "4 de noviembre de 2024".
fn names(text: &str) -> Option<Found> {
    let mut places: Vec<(usize, &str)> = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        if c.is_whitespace() || matches!(c, ',' | '|' | '(' | ')' | '،' | '-' | '/') {
            if start < at {
                places.push((start, &text[start..at]));
            }
            start = at + c.len_utf8();
        }
        if places.len() > 60 {
            break;
        }
    }
    let number = |word: &str| -> Option<i64> {
        let digits = word.trim_end_matches(['.', ',', ':']);
        let digits = digits
            .strip_suffix("st")
            .or_else(|| digits.strip_suffix("nd"))
            .or_else(|| digits.strip_suffix("rd"))
            .or_else(|| digits.strip_suffix("th"))
            .or_else(|| digits.strip_suffix("er"))
            .or_else(|| digits.strip_suffix('º'))
            .unwrap_or(digits);
        if digits.len() > 4 { None } else { digits.parse().ok() }
    };
    let is_small = |word: &str| {
        matches!(word.to_lowercase().as_str(), "de" | "del" | "of" | "di" | "the" | "г" | "г." | "року")
    };
    let words: Vec<(usize, &str)> = places.into_iter().filter(|(_, word)| !is_small(word)).collect();
    for (at, (place, word)) in words.iter().enumerate() {
        let Some(month) = month(word) else { continue };
        let before = || {
            text[..*place]
                .trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '.' | ','))
                .to_owned()
        };
        let near = |step: isize| {
            at.checked_add_signed(step)
                .and_then(|at| words.get(at))
                .and_then(|(place, word)| number(word).map(|n| (n, place + word.len())))
        };
        let day_before = near(-1).filter(|(day, _)| (1..=31).contains(day));
        let year_after = near(1).filter(|(year, _)| (1900..2100).contains(year));
        if let (Some((day, _)), Some((year, end))) = (day_before, year_after)
            && let Some(date) = civil(year, month, day)
        {
            return Some(Found { date, before: before(), rest: text[end..].to_owned() });
        }
        let day_after = near(1).filter(|(day, _)| (1..=31).contains(day));
        if let (Some((day, _)), Some((year, end))) =
            (day_after, near(2).filter(|(year, _)| (1900..2100).contains(year)))
            && let Some(date) = civil(year, month, day)
        {
            return Some(Found { date, before: before(), rest: text[end..].to_owned() });
        }
        // "Mon Nov 4 09:10:00 2024"
        if let (Some((day, end)), Some((year, _))) =
            (day_after, (2..6).find_map(|step| near(step).filter(|(year, _)| (1900..2100).contains(year))))
            && let Some(date) = civil(year, month, day)
        {
            return Some(Found { date, before: before(), rest: text[end..].to_owned() });
        }
    }
    None
}

/// The day that an address names: "/2024/11/04/", "/2024-11-04-", "/20241104/".
pub(super) fn date_in_address(url: &str) -> Option<String> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = path.split_once('/').map_or("", |(_, path)| path);
    let plausible =
        |text: &str| read_date(text, false).filter(|date| ("1990".."2100").contains(&date.as_str()));
    let parts: Vec<&str> = path.split(['/', '?', '=']).collect();
    for three in parts.windows(3) {
        if three[0].len() == 4 && matches!(three[1].len(), 1..=2) && matches!(three[2].len(), 1..=2) {
            let found = plausible(&three.join("-"));
            if found.is_some() {
                return found;
            }
        }
    }
    parts.iter().find_map(|part| {
        let start = part.find(|c: char| c.is_ascii_digit())?;
        let part = &part[start..];
        let digits = part.bytes().take_while(u8::is_ascii_digit).count();
        match digits {
            8 => plausible(&part[..8]),
            4 if part.len() >= 10
                && part.as_bytes()[4] == b'-'
                && part.as_bytes()[7] == b'-'
                && part.is_char_boundary(10) =>
            {
                plausible(&part[..10])
            }
            _ => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_they_are_written() {
        for (text, date) in [
            ("2024-11-04T09:10:00+01:00", "2024-11-04T09:10:00+01:00"),
            ("2024-11-04T09:10:00.123Z", "2024-11-04T09:10:00Z"),
            ("2024-11-04 09:10:00 +0100", "2024-11-04T09:10:00+01:00"),
            ("2024-11-04T09:10", "2024-11-04T09:10:00"),
            ("2024-11-04", "2024-11-04"),
            ("2024/11/04 09:10", "2024-11-04T09:10:00"),
            ("20241104", "2024-11-04"),
            ("20241104T091000Z", "2024-11-04T09:10:00Z"),
            ("1730711400", "2024-11-04T09:10:00Z"),
            ("1730711400000", "2024-11-04T09:10:00Z"),
            ("Mon, 04 Nov 2024 09:10:00 +0100", "2024-11-04T09:10:00+01:00"),
            ("Mon Nov 04 2024 09:10:00 GMT+0100 (CET)", "2024-11-04T09:10:00+01:00"),
            ("Mon Nov  4 09:10:00 EST 2024", "2024-11-04T09:10:00-05:00"),
            ("Published: November 4, 2024 at 9:10 p.m. EST", "2024-11-04T21:10:00-05:00"),
            ("4th November 2024", "2024-11-04"),
            ("Montag, 4. November 2024, 09.10 Uhr", "2024-11-04T09:10:00"),
            ("04.11.2024, 9:10 Uhr", "2024-11-04T09:10:00"),
            ("Publié le 04/11/2024 à 09h10", "2024-11-04T09:10:00"),
            ("4 de noviembre de 2024", "2024-11-04"),
            ("4 ноября 2024, 09:10", "2024-11-04T09:10:00"),
            ("2024年11月4日 09:10", "2024-11-04T09:10:00"),
            ("2024. 11. 4. 09:10", "2024-11-04T09:10:00"),
            ("4 نوفمبر 2024", "2024-11-04"),
        ] {
            assert_eq!(read_date(text, false).as_deref(), Some(date), "{text}");
        }
        assert_eq!(read_date("11/04/2024", true).as_deref(), Some("2024-11-04"));
        assert_eq!(read_date("25/04/2024", true).as_deref(), Some("2024-04-25"));
        for text in [
            "",
            "soon",
            "0000-00-00",
            "1970-01-01T00:00:00Z",
            "2024",
            "12:30",
            "March of 2000 people",
            "10.10.10.10",
        ] {
            assert_eq!(read_date(text, false), None, "{text}");
        }
    }

    #[test]
    fn addresses_name_days() {
        for (url, day) in [
            ("https://x.example/2024/11/04/harbour", Some("2024-11-04")),
            ("https://x.example/news/2024-11-04-harbour", Some("2024-11-04")),
            ("https://x.example/a/20241104/b", Some("2024-11-04")),
            ("https://x.example/harbour-20241304", None),
            ("https://x.example/2024/11/harbour", None),
            ("https://2024/11/04", None),
        ] {
            assert_eq!(date_in_address(url).as_deref(), day, "{url}");
        }
    }
}
