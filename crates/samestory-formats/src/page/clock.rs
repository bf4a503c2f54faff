//! Times of day and zones as pages write them.

use jiff::civil::Time;
use jiff::tz::Offset;

/// The time of day near the beginning of a text, and what stands after it.
pub(super) fn time_in(text: &str) -> Option<(Time, String)> {
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
pub(super) fn offset_in(text: &str) -> Option<Offset> {
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
