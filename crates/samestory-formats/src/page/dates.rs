//! Dates as pages write them.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;

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
    let Found { date, rest } = found;
    if !(1900..2100).contains(&date.year()) || date == Date::constant(1970, 1, 1) {
        return None;
    }
    let Some((time, after)) = time_in(&rest) else { return Some(date.to_string()) };
    let offset = offset_in(&after);
    let time = DateTime::from_parts(date, time);
    Some(match offset {
        None => time.to_string(),
        Some(offset) if offset.is_zero() => format!("{time}Z"),
        Some(offset) => format!("{time}{}", sign(offset)),
    })
}

fn sign(offset: Offset) -> String {
    let minutes = offset.seconds() / 60;
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

/// A date, and what stands after it.
struct Found {
    date: Date,
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
    Some(Found { date: time.date(), rest: format!("{}Z", time.time()) })
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
    Some(Found { date, rest })
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
            return Some(Found { date, rest: rest() });
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

/// The months by how their names begin, in the languages that pages are in.
const MONTHS: [&[&str]; 12] = [
    &[
        "jan",
        "jän",
        "ene",
        "gen",
        "янв",
        "sty",
        "oca",
        "янв",
        "ιαν",
        "led",
        "tammi",
        "يناير",
        "كانون الثاني",
        "січ",
        "ян",
    ],
    &["feb", "fév", "fev", "фев", "lut", "şub", "φεβ", "úno", "helmi", "فبراير", "شباط", "лют"],
    &["mar", "mär", "maa", "mrt", "мар", "μαρ", "bře", "مارس", "آذار", "бер", "mrz"],
    &["apr", "avr", "abr", "апр", "kwi", "nis", "απρ", "dub", "huhti", "أبريل", "ابريل", "نيسان", "квіт"],
    &["may", "mai", "mei", "mag", "maj", "мая", "май", "μαΐ", "μαι", "kvě", "touko", "مايو", "أيار", "трав"],
    &["jun", "juin", "giu", "июн", "cze", "haz", "ιουν", "ιούν", "červn", "kesä", "يونيو", "حزيران", "черв"],
    &["jul", "juil", "lug", "июл", "lip", "tem", "ιουλ", "ιούλ", "červenc", "heinä", "يوليو", "تموز", "лип"],
    &["aug", "août", "aou", "ago", "авг", "sie", "ağu", "αυγ", "αύγ", "srp", "elo", "أغسطس", "آب", "серп"],
    &["sep", "set", "сен", "wrz", "eyl", "σεπ", "zář", "syys", "سبتمبر", "أيلول", "верес"],
    &["oct", "okt", "out", "ott", "окт", "paź", "eki", "οκτ", "říj", "loka", "أكتوبر", "تشرين الأول", "жовт"],
    &["nov", "ноя", "lis", "kas", "νοε", "marras", "نوفمبر", "تشرين الثاني", "листоп"],
    &[
        "dec",
        "dez",
        "déc",
        "dic",
        "дек",
        "gru",
        "ara",
        "δεκ",
        "pros",
        "joulu",
        "ديسمبر",
        "كانون الأول",
        "груд",
        "des",
    ],
];

fn month(word: &str) -> Option<i64> {
    let lower = word.trim_matches(['.', ',']).to_lowercase();
    if lower.chars().count() < 3 || lower.chars().count() > 12 {
        return None;
    }
    let fits =
        |names: &[&str]| names.iter().filter(|name| lower.starts_with(**name)).map(|name| name.len()).max();
    let best = MONTHS
        .iter()
        .enumerate()
        .filter_map(|(at, names)| fits(names).map(|length| (length, at)))
        .max_by_key(|(length, at)| (*length, usize::MAX - at))?;
    // a word that only begins like a month: "market", "decided"
    let tails = lower.chars().count();
    let known = tails <= 4 || FULL.iter().any(|name| lower == *name) || !lower.is_ascii();
    known.then(|| i64::try_from(best.1).unwrap_or(0) + 1)
}

/// The full names that are written in ASCII.
const FULL: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "august",
    "september",
    "october",
    "november",
    "december",
    "januar",
    "februar",
    "april",
    "oktober",
    "dezember",
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
    "enero",
    "febrero",
    "marzo",
    "abril",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "setiembre",
    "octubre",
    "noviembre",
    "diciembre",
    "janeiro",
    "fevereiro",
    "junho",
    "julho",
    "setembro",
    "outubro",
    "novembro",
    "dezembro",
    "gennaio",
    "febbraio",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "settembre",
    "ottobre",
    "dicembre",
    "januari",
    "februari",
    "maart",
    "augustus",
    "stycznia",
    "lutego",
    "marca",
    "kwietnia",
    "czerwca",
    "lipca",
    "sierpnia",
    "listopada",
    "grudnia",
    "ocak",
    "nisan",
    "mayis",
    "haziran",
    "temmuz",
    "kasim",
    "aralik",
    "desember",
    "augusti",
    "agustus",
    "juni",
    "juli",
];

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
    for (at, (_, word)) in words.iter().enumerate() {
        let Some(month) = month(word) else { continue };
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
            return Some(Found { date, rest: text[end..].to_owned() });
        }
        let day_after = near(1).filter(|(day, _)| (1..=31).contains(day));
        if let (Some((day, _)), Some((year, end))) =
            (day_after, near(2).filter(|(year, _)| (1900..2100).contains(year)))
            && let Some(date) = civil(year, month, day)
        {
            return Some(Found { date, rest: text[end..].to_owned() });
        }
        // "Mon Nov 4 09:10:00 2024"
        if let (Some((day, end)), Some((year, _))) =
            (day_after, (2..6).find_map(|step| near(step).filter(|(year, _)| (1900..2100).contains(year))))
            && let Some(date) = civil(year, month, day)
        {
            return Some(Found { date, rest: text[end..].to_owned() });
        }
    }
    None
}

/// The time of day near the beginning of a text, and what stands after it.
fn time_in(text: &str) -> Option<(Time, String)> {
    // how Django writes twelve o'clock
    for (word, hour) in [("noon", 12), ("midnight", 0)] {
        let rest = text.trim_start_matches([',', ' ']);
        if let Some(rest) = rest.strip_prefix(word) {
            return Some((Time::new(hour, 0, 0, 0).ok()?, rest.to_owned()));
        }
    }
    let bytes = text.as_bytes();
    let limit = bytes.len().min(40);
    let mut at = 0;
    while at < limit {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let digits =
            |from: usize| bytes[from..].iter().take(3).take_while(|byte| byte.is_ascii_digit()).count();
        let hours = digits(at);
        let after = at + hours;
        let mark = bytes.get(after).copied().unwrap_or(b' ');
        let half = half_of_day(&text[after..]);
        let hour: i8 = text[at..after].parse().ok()?;
        if hours <= 2 && matches!(mark, b':' | b'.' | b'h') && digits(after + 1) == 2 {
            let minute: i8 = text[after + 1..after + 3].parse().ok()?;
            let mut end = after + 3;
            let mut second = 0i8;
            if bytes.get(end) == Some(&b':') && digits(end + 1) == 2 {
                second = text[end + 1..end + 3].parse().ok()?;
                end += 3;
            }
            if bytes.get(end) == Some(&b'.') && second_fraction(&bytes[end + 1..]) {
                end += 1 + bytes[end + 1..].iter().take_while(|byte| byte.is_ascii_digit()).count();
            }
            let hour = twelve(hour, half_of_day(&text[end..]));
            return Some((Time::new(hour, minute, second.min(59), 0).ok()?, text[end..].to_owned()));
        }
        if hours <= 2 && half.is_some() {
            return Some((Time::new(twelve(hour, half), 0, 0, 0).ok()?, text[after..].to_owned()));
        }
        at = after.max(at + 1);
    }
    None
}

fn second_fraction(bytes: &[u8]) -> bool {
    bytes.first().is_some_and(u8::is_ascii_digit)
}

/// Whether "am" or "pm" follows: true for the second half.
fn half_of_day(text: &str) -> Option<bool> {
    let lower: String = text.trim_start().chars().take(4).collect::<String>().to_lowercase();
    match lower.as_str() {
        _ if lower.starts_with("am") || lower.starts_with("a.m") => Some(false),
        _ if lower.starts_with("pm") || lower.starts_with("p.m") => Some(true),
        _ => None,
    }
}

fn twelve(hour: i8, half: Option<bool>) -> i8 {
    match half {
        Some(true) if hour < 12 => hour + 12,
        Some(false) if hour == 12 => 0,
        _ => hour,
    }
}

/// Names of zones, and their offsets in minutes.
const ZONES: &[(&str, i32)] = &[
    ("UTC", 0),
    ("GMT", 0),
    ("EST", -300),
    ("EDT", -240),
    ("CST", -360),
    ("CDT", -300),
    ("MST", -420),
    ("MDT", -360),
    ("PST", -480),
    ("PDT", -420),
    ("CET", 60),
    ("CEST", 120),
    ("MEZ", 60),
    ("MESZ", 120),
    ("EET", 120),
    ("EEST", 180),
    ("BST", 60),
    ("MSK", 180),
    ("JST", 540),
    ("KST", 540),
    ("AEST", 600),
    ("AEDT", 660),
    ("HKT", 480),
    ("SGT", 480),
];

/// The offset that is written after a time.
fn offset_in(text: &str) -> Option<Offset> {
    let text = text.trim_start();
    let text = half_of_day(text)
        .map_or(text, |_| text.trim_start_matches(|c: char| c.is_alphabetic() || c == '.').trim_start());
    let of = |minutes: i32| Offset::from_seconds(minutes * 60).ok();
    if text.starts_with(['Z', 'z']) && !text[1..].starts_with(char::is_alphabetic) {
        return of(0);
    }
    let word: String = text.trim_start_matches('(').chars().take_while(char::is_ascii_alphabetic).collect();
    if let Some((_, minutes)) = ZONES.iter().find(|(name, _)| *name == word) {
        let rest = text.trim_start_matches('(')[word.len()..].trim_start();
        return match rest.starts_with(['+', '-']) {
            true => offset_in(rest).or_else(|| of(*minutes)),
            false => of(*minutes),
        };
    }
    let sign = match text.chars().next()? {
        '+' => 1,
        '-' | '−' => -1,
        _ => return None,
    };
    let digits: String =
        text.chars().skip(1).filter(|c| *c != ':').take_while(char::is_ascii_digit).take(4).collect();
    match digits.len() {
        4 => of(sign * (digits[..2].parse::<i32>().ok()? * 60 + digits[2..].parse::<i32>().ok()?)),
        1 | 2 => of(sign * digits.parse::<i32>().ok()? * 60),
        _ => None,
    }
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
