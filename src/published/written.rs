//! Dates as feeds, pages and programs write them.

use std::borrow::Cow;

use jiff::civil::{Date, DateTime, Time, Weekday};
use unicode_normalization::UnicodeNormalization;

use super::DateOrder;
use super::months::{month, weekday};
use super::zones::Zone;

/// A longer text is no date, in bytes.
const LONGEST: usize = 120;

/// More words than this that are no part of a date make it a sentence.
const MOST_OTHER_WORDS: usize = 4;

/// The local time of no place is so many seconds from UTC. The farthest is 14 hours ahead; programs allow up to 18.
const MAX_OFFSET: i64 = 18 * 3600;

/// What a text says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    /// Seconds since the Unix epoch.
    Second(i64),
    Day(Date),
}

/// Reads a date, with day and month in this order where digits alone cannot tell; none if there is no date in that order.
pub(super) fn read(text: &str, order: DateOrder) -> Option<Written> {
    if text.len() > LONGEST || text.contains("://") {
        return None;
    }
    let text = unwrapped(text);
    if let Some(read) = epoch(text).or_else(|| of_python(text)) {
        return Some(read);
    }
    let (text, place) = without_place(text);
    let tokens = tokens(&text);
    let mut found = Found::default();
    found.read(&tokens)?;
    found.zone = found.zone.or(place);
    found.finish(order)
}

/// A text without the name of a zone by its place, and that zone: "10:00 America/New_York", "10:00[Europe/Paris]". An offset beside it
/// counts more.
fn without_place(text: &str) -> (Cow<'_, str>, Option<Zone>) {
    let is_end = |c: char| c.is_whitespace() || matches!(c, '[' | ']' | '(' | ')' | ',');
    // days with slashes have digits before and behind
    let names = text.split(is_end).filter(|name| {
        name.contains('/')
            && name.starts_with(|c: char| c.is_ascii_alphabetic())
            && name.ends_with(|c: char| c.is_ascii_alphanumeric())
    });
    for name in names {
        if let Some(zone) = Zone::of_place(name) {
            return (Cow::Owned(text.replacen(name, "", 1).replace("[]", " ")), Some(zone));
        }
    }
    (Cow::Borrowed(text), None)
}

/// Whether a text is a date and nothing else: no word of it is of a sentence.
pub(super) fn is_alone(text: &str) -> bool {
    text.len() <= LONGEST && !has_other_word(text) && is_alone_taken_apart(text)
}

fn is_alone_taken_apart(text: &str) -> bool {
    let mut found = Found::default();
    text.len() <= LONGEST
        && found.read(&tokens(text.trim())).is_some()
        && found.other_words == 0
        && found.finish(DateOrder::DayFirst).or_else(|| found.finish(DateOrder::MonthFirst)).is_some()
}

/// Whether a text has a word of a sentence, told before it is taken apart: in ASCII words are runs of letters, and of more than
/// three letters none belongs to a number or another word. What stands in brackets is passed over, so this says nothing of them.
fn has_other_word(text: &str) -> bool {
    text.is_ascii()
        && !text.contains('(')
        && text.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.len() > 3).any(|word| {
            let word = word.to_ascii_lowercase();
            let word = word.as_str();
            month(word).is_none()
                && weekday(word).is_none()
                && half_day(word).is_none()
                && Zone::named(word).is_none()
                && !JOINING.contains(&word)
        })
}

/// Whether the clock has twelve hours: the order of day and month is then that of North America, if nothing else says it.
pub(super) fn has_twelve_hours(text: &str) -> bool {
    text.len() <= LONGEST
        && tokens(text)
            .windows(2)
            .any(|two| matches!(&two[1], Token::Word(word) if matches!(word.as_str(), "am" | "pm")))
}

/// The date inside "/Date(1493920596000)/" and "D:20241104081000", without Go's monotonic clock ("m=+0.1").
fn unwrapped(text: &str) -> &str {
    let text = text.trim();
    // "/Date(1493920596000+0200)/" is in UTC all the same
    let inner = text.strip_prefix("/Date(").map(|rest| rest.split(['+', ')']).next().unwrap_or(rest));
    let text = inner.or_else(|| text.strip_prefix("D:")).unwrap_or(text);
    let text = text.split_once(" m=").map_or(text, |(date, _)| date);
    let text = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text);
    text.strip_prefix('@').unwrap_or(text).trim()
}

/// How Python shows a time: "datetime.datetime(2024, 11, 4, 8, 10)".
fn of_python(text: &str) -> Option<Written> {
    let inside = text.strip_prefix("datetime.date")?;
    let inside = inside.strip_prefix("time").unwrap_or(inside).strip_prefix('(')?.strip_suffix(')')?;
    // what has a name is the zone
    let numbers: Vec<i16> = inside.split(',').map_while(|part| part.trim().parse().ok()).take(6).collect();
    let small = |at: usize| i8::try_from(numbers.get(at).copied().unwrap_or(0)).ok();
    let date = Date::new(*numbers.first()?, small(1)?, small(2)?).ok()?;
    match numbers.len() {
        3 => Some(Written::Day(date)),
        _ => Zone::Fixed(0)
            .seconds(date.to_datetime(Time::new(small(3)?, small(4)?, small(5)?, 0).ok()?))
            .map(Written::Second),
    }
}

/// Digits alone: seconds, milliseconds, microseconds or nanoseconds since the Unix epoch, or a date without separators.
fn epoch(text: &str) -> Option<Written> {
    // "1.7307078E9", as spreadsheets write large numbers
    if text.contains(['e', 'E']) && text.starts_with(|c: char| c.is_ascii_digit()) {
        let number = text.parse::<f64>().ok().filter(|number| (1e8..1e12).contains(number))?;
        return Some(Written::Second(number as i64));
    }
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !all_digits(whole) || !all_digits(fraction) {
        return None;
    }
    if let Some(date) = joined(whole) {
        return Some(date);
    }
    let number: i64 = whole.parse().ok()?;
    let per_second = match whole.len() {
        9..=11 => 1,
        12..=14 => 1_000,
        15..=17 => 1_000_000,
        18..=19 => 1_000_000_000,
        _ => return None,
    };
    Some(Written::Second(number.div_euclid(per_second)))
}

/// "20241104", "2024110408", "202411040810", "20241104081000".
fn joined(digits: &str) -> Option<Written> {
    if !matches!(digits.len(), 8 | 10 | 12 | 14) || !(digits.starts_with("19") || digits.starts_with("20")) {
        return None;
    }
    let part = |from: usize| digits.get(from..from + 2).unwrap_or("0").parse::<i8>().ok();
    let date = Date::new(digits[..4].parse().ok()?, part(4)?, part(6)?).ok()?;
    if digits.len() == 8 {
        return Some(Written::Day(date));
    }
    let time = Time::new(part(8)?, part(10)?, part(12)?, 0).ok()?;
    Zone::Fixed(0).seconds(date.to_datetime(time)).map(Written::Second)
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    /// Digits, and whether white space was before them.
    Number(String, bool),
    /// Letters, small and without accents.
    Word(String),
    /// Anything else but white space, and whether white space was before it.
    Mark(char, bool),
}

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut spaced = true;
    for c in text.nfkd() {
        if matches!(c, '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{feff}') {
            continue;
        }
        let glued = !std::mem::replace(&mut spaced, c.is_whitespace());
        if let Some(digit) = digit(c) {
            match tokens.last_mut() {
                Some(Token::Number(digits, _)) if glued => digits.push(digit),
                _ => tokens.push(Token::Number(digit.to_string(), !glued)),
            }
        } else if c.is_alphabetic() || (!c.is_ascii() && !c.is_whitespace() && !is_mark(c)) {
            let small = c.to_lowercase();
            match tokens.last_mut() {
                Some(Token::Word(word)) if glued => word.extend(small),
                _ => tokens.push(Token::Word(small.collect())),
            }
        } else if !c.is_whitespace() {
            let plain = if matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}') { '-' } else { c };
            tokens.push(Token::Mark(plain, !glued));
        }
    }
    for token in &mut tokens {
        // Hangul was taken apart with the accents
        if let Token::Word(word) = token
            && word.contains(|c| matches!(c, '\u{1100}'..='\u{11ff}'))
        {
            *word = word.nfc().collect();
        }
    }
    tokens
}

/// Digits of any script in which news gives dates, as ASCII.
fn digit(c: char) -> Option<char> {
    let zero = match c {
        '0'..='9' => return Some(c),
        '\u{660}'..='\u{669}' => 0x660,
        '\u{6f0}'..='\u{6f9}' => 0x6f0,
        '\u{966}'..='\u{96f}' => 0x966,
        '\u{9e6}'..='\u{9ef}' => 0x9e6,
        _ => return None,
    };
    char::from_digit(u32::from(c) - zero, 10)
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{a1}'..='\u{bf}' | '\u{2010}'..='\u{206f}' | '\u{2212}' | '\u{3001}' | '\u{3002}')
}

/// Half of the day: whether it is the second.
fn half_day(word: &str) -> Option<bool> {
    match word {
        "am" | "上午" | "午前" | "오전" | "πμ" | "ص" => Some(false),
        "pm" | "下午" | "午後" | "오후" | "μμ" | "م" => Some(true),
        _ => None,
    }
}

/// Words between day, month and time.
const JOINING: &[&str] = &[
    "at", "on", "the", "of", "o", "um", "den", "am", "der", "uhr", "a", "le", "la", "el", "las", "los", "de",
    "del", "do", "da", "as", "alle", "ore", "il", "om", "op", "kl", "klo", "в", "г", "года", "год", "st",
    "nd", "rd", "th", "er", "e", "year", "hrs", "hours", "h", "time", "t",
];

/// What has been read of a date.
#[derive(Debug, Default)]
struct Found {
    /// Numbers of the date with the mark before each.
    numbers: Vec<(String, Option<char>)>,
    month: Option<i8>,
    /// How many numbers stand before the month.
    before_month: usize,
    weekday: Option<i8>,
    year: Option<i16>,
    day: Option<i8>,
    hour: Option<i8>,
    minute: i8,
    second: i8,
    second_half: Option<bool>,
    zone: Option<Zone>,
    week: Option<(i8, i8)>,
    other_words: usize,
    /// Whether an offset is one that no zone has.
    has_wrong_offset: bool,
}

impl Found {
    fn read(&mut self, tokens: &[Token]) -> Option<()> {
        let mut at = 0;
        let mut brackets = 0_u32;
        while let Some(token) = tokens.get(at) {
            at += match token {
                Token::Mark('(', _) => {
                    brackets += 1;
                    1
                }
                Token::Mark(')', _) => {
                    brackets = brackets.saturating_sub(1);
                    1
                }
                Token::Word(word) if brackets > 0 => {
                    // "GMT+0100 (CET)": what is in brackets says the same once more
                    // "(GMT+8)"
                    let offset = self
                        .offset(&tokens[at + 1..], Some(token))
                        .filter(|_| matches!(word.as_str(), "gmt" | "utc"));
                    if self.zone.is_none() && self.hour.is_some() {
                        self.zone = Zone::named(word);
                    }
                    1 + offset.unwrap_or(0)
                }
                _ if brackets > 0 => 1,
                Token::Mark(..) => {
                    self.offset(&tokens[at..], at.checked_sub(1).map(|before| &tokens[before])).unwrap_or(1)
                }
                Token::Word(word) => self.word(word, &tokens[at..])?,
                Token::Number(digits, _) => {
                    self.number(digits, &tokens[at..], at.checked_sub(1).map(|before| &tokens[before]))?
                }
            };
        }
        (self.other_words <= MOST_OTHER_WORDS && !self.has_wrong_offset).then_some(())
    }

    /// Takes a word, and says how many tokens belong to it.
    fn word(&mut self, word: &str, rest: &[Token]) -> Option<usize> {
        let number = |at: usize| match rest.get(at) {
            Some(Token::Number(digits, false)) => Some(digits.as_str()),
            _ => None,
        };
        // "a.m.", "p. m.", "μ.μ."
        if let ("a" | "p" | "π" | "μ", Some(Token::Mark('.', _)), Some(Token::Word(next))) =
            (word, rest.get(1), rest.get(2))
            && matches!(next.as_str(), "m" | "μ")
        {
            self.second_half = Some(matches!(word, "p" | "μ"));
            return Some(3);
        }
        if word == "t"
            && self.hour.is_none()
            && self.numbers.len() + usize::from(self.week.is_some()) > 0
            && let Some(digits) = number(1)
            && !matches!(rest.get(2), Some(Token::Mark(':', _)))
            && matches!(digits.len(), 2 | 4 | 6)
        {
            self.clock(digits)?;
            return Some(2);
        }
        if word == "w"
            && let Some(digits) = number(1)
        {
            let (week, day) = match (digits.len(), rest.get(2), number(3)) {
                (3, ..) => (&digits[..2], &digits[2..]),
                (2, Some(Token::Mark('-', _)), Some(day)) => (digits, day),
                _ => return None,
            };
            self.week = Some((week.parse().ok()?, day.parse().ok()?));
            return Some(if digits.len() == 3 { 2 } else { 4 });
        }
        if let Some(second_half) = half_day(word) {
            // "am 4. November": not after a time
            if self.hour.is_some() || matches!(rest.get(1), Some(Token::Number(..))) && word != "am" {
                self.second_half = Some(second_half);
            }
            return Some(1);
        }
        if (self.month.is_none() || weekday(word).is_none())
            && let Some(month) = month(word)
        {
            // "mar. 4 nov.": a Tuesday
            if self.month.is_some() {
                self.weekday = None;
            }
            self.month = Some(month);
            self.before_month = self.numbers.len();
            return Some(1);
        }
        if let Some(day) = weekday(word) {
            self.weekday = Some(day);
        } else if let Some(zone) = Zone::named(word).filter(|_| self.hour.is_some()) {
            let is_european = matches!(rest.get(1), Some(Token::Word(next)) if next == "european");
            let zone = Zone::european(word).filter(|_| is_european).unwrap_or(zone);
            self.zone.get_or_insert(zone);
        } else if !JOINING.contains(&word) {
            self.other_words += 1;
        }
        Some(1)
    }

    /// An offset after the time, "+0100", "-05:00", "+1": how many tokens it has.
    fn offset(&mut self, rest: &[Token], before: Option<&Token>) -> Option<usize> {
        let (Token::Mark(sign @ ('+' | '-'), spaced), Token::Number(digits, false)) =
            (rest.first()?, rest.get(1)?)
        else {
            return None;
        };
        let follows = match before {
            Some(Token::Word(_)) => true,
            Some(Token::Number(..)) => *spaced || self.numbers.is_empty() || self.hour.is_some(),
            _ => false,
        };
        if self.hour.is_none() || !follows {
            return None;
        }
        let (hours, minutes, taken) = match (digits.len(), rest.get(2), rest.get(3)) {
            (4, ..) => (&digits[..2], &digits[2..], 2),
            (1 | 2, Some(Token::Mark(':' | '\'', false)), Some(Token::Number(minutes, false)))
                if minutes.len() == 2 =>
            {
                (digits.as_str(), minutes.as_str(), 4)
            }
            (1 | 2, ..) => (digits.as_str(), "0", 2),
            _ => return None,
        };
        let seconds = (hours.parse::<i64>().ok()? * 60 + minutes.parse::<i64>().ok()?) * 60;
        self.has_wrong_offset |= seconds > MAX_OFFSET;
        self.zone = Some(Zone::Fixed(if *sign == '-' { -seconds } else { seconds }));
        Some(taken)
    }

    /// Takes a number, and says how many tokens belong to it.
    fn number(&mut self, digits: &str, rest: &[Token], before: Option<&Token>) -> Option<usize> {
        let mark =
            |at: usize, wanted: char| matches!(rest.get(at), Some(Token::Mark(c, false)) if *c == wanted);
        let number = |at: usize| match rest.get(at) {
            Some(Token::Number(digits, false)) => Some(digits.as_str()),
            _ => None,
        };
        // "2024:11:04 08:10:00", as cameras write
        let in_date =
            matches!(before, Some(Token::Mark(':', _))) && self.month.is_none() && self.numbers.len() <= 2;
        let is_free = self.hour.is_none() && digits.len() <= 2 && !in_date;
        if is_free
            && mark(1, ':')
            && let Some(minute) = number(2)
        {
            (self.hour, self.minute) = (digits.parse().ok(), minute.parse().ok()?);
            let mut taken = 3;
            if mark(3, ':')
                && let Some(second) = number(4)
            {
                self.second = second.parse::<i8>().ok()?.min(59);
                taken = 5;
            }
            // parts of a second
            if (mark(taken, '.') || mark(taken, ',') || mark(taken, ':')) && number(taken + 1).is_some() {
                taken += 2;
            }
            return Some(taken);
        }
        if let Some(Token::Word(word)) = rest.get(1) {
            match word.as_str() {
                "h" | "u" | "ч" | "時" | "时" | "點" | "시" if is_free => {
                    self.hour = digits.parse().ok();
                    if let Some(Token::Number(minute, _)) =
                        rest.get(2).filter(|_| !matches!(rest.get(3), Some(Token::Mark('.' | '/', _))))
                        && minute.len() == 2
                    {
                        self.minute = minute.parse().ok()?;
                        let is_named = matches!(rest.get(3), Some(Token::Word(word)) if matches!(word.as_str(), "分" | "분"));
                        return Some(if is_named { 4 } else { 3 });
                    }
                    return Some(2);
                }
                "分" | "분" => {
                    self.minute = digits.parse().ok()?;
                    return Some(2);
                }
                "秒" | "초" => {
                    self.second = digits.parse().ok()?;
                    return Some(2);
                }
                "年" | "년" => {
                    self.year = digits.parse().ok();
                    return Some(2);
                }
                "月" | "월" => {
                    self.month = digits.parse().ok();
                    return Some(2);
                }
                "日" | "일" | "号" => {
                    self.day = digits.parse().ok();
                    return Some(2);
                }
                "uhr" | "am" | "pm"
                    if is_free && self.numbers.len() + usize::from(self.month.is_some()) >= 3 =>
                {
                    self.hour = digits.parse().ok();
                    if word != "uhr" {
                        self.second_half = Some(word == "pm");
                    }
                    return Some(2);
                }
                _ => {}
            }
        }
        // "08.10 Uhr" after the date, "20241104 081000"
        let dated = self.numbers.len() + usize::from(self.month.is_some()) >= 3 || self.is_joined();
        if dated
            && is_free
            && mark(1, '.')
            && let Some(minute) = number(2).filter(|minute| minute.len() == 2)
        {
            (self.hour, self.minute) = (digits.parse().ok(), minute.parse().ok()?);
            if mark(3, '.')
                && let Some(second) = number(4).filter(|second| second.len() == 2)
            {
                self.second = second.parse::<i8>().ok()?.min(59);
                return Some(5);
            }
            return Some(3);
        }
        if dated && self.hour.is_none() && matches!(digits.len(), 4 | 6) {
            self.clock(digits)?;
            return Some(1);
        }
        if dated
            && is_free
            && self.second_half.is_none()
            && self.hour.is_none()
            && matches!(rest.get(1), Some(Token::Word(word)) if word == "a" || word == "p")
        {
            self.hour = digits.parse().ok();
            return Some(1);
        }
        if digits.len() == 14
            && let Some(Written::Second(_)) = joined(digits)
        {
            self.numbers.push((digits[..8].to_owned(), None));
            self.clock(&digits[8..])?;
            return Some(1);
        }
        let separator = match before {
            Some(Token::Mark(mark, _)) => Some(*mark),
            _ => None,
        };
        self.numbers.push((digits.to_owned(), separator));
        (self.numbers.len() <= 4).then_some(1)
    }

    /// Whether the date is eight digits without separators.
    fn is_joined(&self) -> bool {
        matches!(self.numbers.as_slice(), [(digits, _)] if digits.len() == 8)
    }

    /// "08", "0810" or "081000".
    fn clock(&mut self, digits: &str) -> Option<()> {
        let part = |from: usize| digits.get(from..from + 2).unwrap_or("0").parse::<i8>().ok();
        (self.hour, self.minute, self.second) = (part(0), part(2)?, part(4)?);
        Some(())
    }

    fn finish(&self, order: DateOrder) -> Option<Written> {
        let date = self.date(order)?;
        let Some(mut hour) = self.hour else { return Some(Written::Day(date)) };
        match self.second_half {
            Some(true) if hour < 12 => hour += 12,
            Some(false) if hour == 12 => hour = 0,
            _ => {}
        }
        let (date, hour) =
            if hour == 24 && self.minute == 0 { (date.tomorrow().ok()?, 0) } else { (date, hour) };
        let shown: DateTime = date.to_datetime(Time::new(hour, self.minute, self.second, 0).ok()?);
        self.zone.as_ref().unwrap_or(&Zone::Fixed(0)).seconds(shown).map(Written::Second)
    }

    fn date(&self, order: DateOrder) -> Option<Date> {
        if let (Some((week, day)), [(year, _)]) = (self.week, self.numbers.as_slice()) {
            let day = Weekday::from_monday_one_offset(day).ok()?;
            return jiff::civil::ISOWeekDate::new(year.parse().ok()?, week, day).ok().map(|date| date.date());
        }
        let numbers: Vec<&str> = self.numbers.iter().map(|(digits, _)| digits.as_str()).collect();
        if let (Some(year), Some(month), Some(day)) = (self.year, self.month, self.day) {
            return Date::new(year, month, day).ok();
        }
        if let Some(month) = self.month {
            let (day, year) = match *numbers.as_slice() {
                // "17 Aug 01" is the 17th, as in RFC 822
                [first, second] if first.len() <= 2 && is_day(first) => (first, second),
                [first, second] => (second, first),
                _ => return None,
            };
            return Date::new(year_of(year)?, month, day.parse().ok()?).ok();
        }
        match numbers.as_slice() {
            [digits] if digits.len() == 8 => match joined(digits)? {
                Written::Day(date) => Some(date),
                Written::Second(_) => None,
            },
            [year, day] if year.len() == 4 && day.len() == 3 => {
                let day: i16 = day.parse().ok()?;
                Date::new(year.parse().ok()?, 1, 1).ok()?.with().day_of_year(day).build().ok()
            }
            &[year, month, day] if year.len() == 4 || !is_day(year) => {
                Date::new(year_of(year)?, month.parse().ok()?, day.parse().ok()?).ok()
            }
            &[first, second, year] => self.in_order(first, second, year_of(year)?, order),
            _ => None,
        }
    }

    /// Two numbers of which one is the day: by the day of the week if it fits one way only, else in this order.
    fn in_order(&self, first: &str, second: &str, year: i16, order: DateOrder) -> Option<Date> {
        let (first, second): (i8, i8) = (first.parse().ok()?, second.parse().ok()?);
        let date = |order| match order {
            DateOrder::DayFirst => Date::new(year, second, first).ok(),
            DateOrder::MonthFirst => Date::new(year, first, second).ok(),
        };
        let fits = |date: &Date| self.weekday.is_none_or(|day| date.weekday().to_monday_zero_offset() == day);
        let other = match order {
            DateOrder::DayFirst => DateOrder::MonthFirst,
            DateOrder::MonthFirst => DateOrder::DayFirst,
        };
        let chosen = date(order)?;
        if !fits(&chosen) && date(other).as_ref().is_some_and(fits) { None } else { Some(chosen) }
    }
}

fn is_day(digits: &str) -> bool {
    digits.parse::<u32>().is_ok_and(|day| (1..=31).contains(&day))
}

/// Two digits are a year from 1969 to 2068, as in POSIX.
fn year_of(digits: &str) -> Option<i16> {
    let year: i16 = digits.parse().ok()?;
    match digits.len() {
        2 if year < 69 => Some(2000 + year),
        2 => Some(1900 + year),
        4 => Some(year),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_a_word_of_a_sentence_is_told_before_it_is_taken_apart() {
        let pieces = [
            "2012",
            "29",
            "3:40",
            "October",
            "oct.",
            "Mon",
            "wednesday",
            "GMT",
            "CEST",
            "pm",
            "a.m.",
            "Uhr",
            "hours",
            "time",
            "o'clock",
            "(Ashford)",
            "Talks",
            "the",
            "of",
            "W44-1",
            "T10",
            "+0100",
            "-",
            "EST5EDT",
            "at5pmOn",
            "June",
        ];
        for first in pieces {
            for second in pieces {
                for third in pieces {
                    for text in [format!("{first} {second} {third}"), format!("{first}{second}, {third}")] {
                        assert_eq!(is_alone(&text), is_alone_taken_apart(&text), "{text}");
                    }
                }
            }
        }
    }
}
