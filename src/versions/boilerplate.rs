//! What stands in an article's text and is not of it: times of update, counters, buttons.

use std::sync::LazyLock;

use foldhash::fast::FixedState;
use hashbrown::HashSet;

use super::boilerplate_words::{
    BESIDE_COUNTERS, BESIDE_TIMES, BUTTONS, BY_AUTHOR, COUNTED, FROM_OUTLET, IN_METERED, METERED,
    OF_THE_PAGE, READING, RELATIVE, RELATIVE_UNSPACED, UNITS, UPDATED,
};
use crate::published::Published;
use crate::text::is_unspaced;

/// Sentences longer than this, in words, are text whatever they begin with.
const LONGEST: usize = 12;

/// No line that says when a page was written is longer, in bytes: it has a hundred, and at most a dozen words.
const LONGEST_TIMES: usize = 512;

/// Whether a sentence is no part of the report: a time of update ("Updated 9:40 pm"), a counter ("12 comments"), a button
/// ("Share this"), a relative time or a date alone ("3 hours ago"), the time that reading takes, the weather, the price of a share.
///
/// ```
/// use samestory::unstable::versions::is_boilerplate;
///
/// assert!(is_boilerplate("Updated: Oct. 29, 2012, 9:40 p.m."));
/// assert!(!is_boilerplate("Published accounts speak of ten dead."));
/// ```
pub fn is_boilerplate(sentence: &str) -> bool {
    // in small letters it has as many words
    let count = sentence.split_whitespace().take(LONGEST + 1).count();
    if count == 0 || count > LONGEST {
        return count == 0;
    }
    let sentence = sentence.trim();
    if is_plainly_text(sentence) {
        return false;
    }
    let folded = sentence.to_lowercase();
    let words: Vec<&str> = folded.split_whitespace().collect();
    let bare = folded.trim_matches(|c: char| !c.is_alphanumeric());
    if BUTTONS.contains(&bare) {
        return true;
    }
    if OF_THE_PAGE.iter().any(|start| folded.starts_with(start)) {
        return true;
    }
    let has_digit = folded.bytes().any(|byte| byte.is_ascii_digit());
    let begins = |start: &&str| {
        folded.strip_prefix(*start).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    };
    if has_digit && UPDATED.iter().any(begins) && says_time(&words) {
        return true;
    }
    if has_digit
        && (is_counter(&folded)
            || is_gauge(&folded, &words)
            || is_clock(sentence)
            || is_relative(bare)
            || is_times_of_writing(&folded)
            || is_clock_with_name(&folded, &words)
            || is_metered(&folded))
    {
        return true;
    }
    if words.len() <= 6 && has_digit && READING.iter().any(|reading| folded.contains(reading)) {
        return true;
    }
    match words.as_slice() {
        [number, counted] => is_number(number) && COUNTED.contains(&counted.trim_end_matches('.')),
        _ => false,
    }
}

/// Whether a line is seen to be text before it is folded: it is too long for a button, begins as nothing of the page, and has no number,
/// which all other boilerplate has.
fn is_plainly_text(line: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii() && !byte.is_ascii_digit();
    let bare = || line.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    let is_of_the_page = || OF_THE_PAGE.iter().any(|start| begins_in_any_case(line, start));
    line.bytes().all(is_plain) && bare().len() > const { longest(BUTTONS) } && !is_of_the_page()
}

/// Whether a line begins so, whatever the case of ASCII letters.
pub(super) fn begins_in_any_case(line: &str, start: &str) -> bool {
    line.as_bytes().get(..start.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(start.as_bytes()))
}

/// The most bytes of any of these.
pub(super) const fn longest(texts: &[&str]) -> usize {
    let (mut longest, mut at) = (0, 0);
    while at < texts.len() {
        if texts[at].len() > longest {
            longest = texts[at].len();
        }
        at += 1;
    }
    longest
}

/// Whether some word is a time of day, a date with digits or a year: without one, "Published" begins a sentence.
fn says_time(words: &[&str]) -> bool {
    words.iter().any(|word| {
        let digits = word.bytes().filter(u8::is_ascii_digit).count();
        (digits == 4 && word.trim_matches(|c: char| !c.is_ascii_digit()).len() == 4)
            || (digits >= 3 && word.contains([':', '/', '-', '.']))
    }) || words.last().is_some_and(|word| word.trim_end_matches('.') == "ago")
}

/// "You have 3 free articles left this month".
fn is_metered(folded: &str) -> bool {
    IN_METERED.iter().any(|part| folded.contains(part)) && METERED.iter().any(|said| folded.contains(said))
}

/// "Comments (47)", "1.2K shares", "1,204 people are reading this", "コメント47件": a number, and words of counters only.
fn is_counter(folded: &str) -> bool {
    let bare = |word: &&str| word.trim_matches(|c: char| !c.is_alphanumeric()).is_empty();
    let is_count = |word: &str| {
        let digits = word.trim_end_matches(['k', 'm', '+']);
        digits.starts_with(|c: char| c.is_ascii_digit())
            && digits.bytes().all(|b| b.is_ascii_digit() || matches!(b, b',' | b'.'))
    };
    let (mut numbers, mut counted) = (0, 0);
    let mut was_number = false;
    for word in folded.split_whitespace().flat_map(digits_apart).filter(|word| !bare(word)) {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        // "1 204" is one number
        let goes_on = std::mem::take(&mut was_number) && word.len() == 3 && is_count(word);
        if is_count(word) {
            numbers += usize::from(!goes_on);
            was_number = true;
        } else if COUNTED.contains(&word)
            || BUTTONS.contains(&word)
            || word == "reading"
            || word == "watching"
        {
            counted += 1;
        } else if !BESIDE_COUNTERS.contains(&word) {
            return false;
        }
    }
    (1..=counted).contains(&numbers)
}

/// The parts of a word where letters that are no ASCII meet digits: "コメント47件" is three.
fn digits_apart(word: &str) -> impl Iterator<Item = &str> {
    let mut rest = word;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let mut last = first;
        let end = rest.char_indices().skip(1).find(|&(_, c)| {
            let meets = c.is_ascii_digit() != last.is_ascii_digit();
            let is_foreign = |c: char| !c.is_ascii() && c.is_alphabetic();
            let parts = meets && (is_foreign(c) || is_foreign(last));
            last = c;
            parts
        });
        let (part, after) = rest.split_at(end.map_or(rest.len(), |(at, _)| at));
        rest = after;
        Some(part)
    })
}

/// "3 hours ago", "vor 3 Stunden", "3小时前", alone.
fn is_relative(bare: &str) -> bool {
    let unspaced = bare.trim_start_matches(|c: char| c.is_ascii_digit());
    if unspaced.len() < bare.len() && RELATIVE_UNSPACED.contains(&unspaced.trim_start()) {
        return true;
    }
    let words: Vec<&str> = bare.split_whitespace().collect();
    RELATIVE.iter().any(|(before, units, behind)| {
        let inner = words.strip_prefix(*before).and_then(|rest| rest.strip_suffix(*behind));
        matches!(inner, Some([number, unit]) if is_number(number) && units.iter().any(|begins| unit.starts_with(begins)))
    })
}

/// The first words of what says when a page was written.
static BEGINS_UPDATED: LazyLock<HashSet<&str, FixedState>> =
    LazyLock::new(|| UPDATED.iter().filter_map(|done| ascii_words(done).next()).collect());

/// Runs of letters and digits of ASCII.
fn ascii_words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty())
}

/// Days, times and relative times with what was done then, and nothing else: "18/01/2017 07h55 - Atualizado em 18/01/2017 09h50",
/// "2017年1月18日 09:50 更新", "Aktualisiert vor 3 Stunden".
///
/// # Complexity
///
/// Quadratic in the line, hence only for lines of some hundred bytes: few words may have many.
fn is_times_of_writing(folded: &str) -> bool {
    if folded.len() > LONGEST_TIMES {
        return false;
    }
    if folded.is_ascii() && !ascii_words(folded).any(|word| BEGINS_UPDATED.contains(word)) {
        return false;
    }
    let mut parts = folded.to_owned();
    let mut is_said = false;
    let found = |parts: &str| {
        let is_ascii = parts.is_ascii();
        let possible = UPDATED.iter().filter(|done| !is_ascii || done.is_ascii());
        let places = possible.filter_map(|done| {
            let done = done.trim_end_matches(':');
            find_word(parts, done).map(|at| (done.len(), at))
        });
        // "last updated" before "updated"
        places.max_by_key(|(length, _)| *length)
    };
    while let Some((length, at)) = found(&parts) {
        parts.replace_range(at..at + length, "\n");
        is_said = true;
    }
    let separated = parts.replace(" - ", "\n").replace(" – ", "\n").replace(", ", "\n");
    let is_time = |part: &str| {
        let part = part.trim_matches(|c: char| !c.is_alphanumeric());
        let mut words = part.split_whitespace().peekable();
        while words.next_if(|word| BESIDE_TIMES.contains(word)).is_some() {}
        let part = words.collect::<Vec<_>>().join(" ");
        part.is_empty() || is_clock(&part) || is_relative(&part) || is_time_of_day(&part)
    };
    // the whole between two words may have a comma of its own
    is_said
        && (parts.split(['\n', '|', '•', '·']).all(is_time)
            || separated.split(['\n', '|', '•', '·']).all(is_time))
}

/// "07:55", "7.55", "9h50", "09:50 uhr".
fn is_time_of_day(part: &str) -> bool {
    let time = part.split_whitespace().next().unwrap_or_default();
    let mut numbers = time.split([':', '.', 'h']);
    let is_short =
        |number: &str| (1..=2).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
    numbers.by_ref().take(2).filter(|number| is_short(number)).count() == 2
        && numbers.all(is_short)
        && part.split_whitespace().skip(1).all(|word| {
            BESIDE_TIMES.contains(&word)
                || word.len() <= 4 && word.bytes().all(|byte| byte.is_ascii_alphabetic())
        })
}

/// A time behind an author or before the outlet: "By Jane Roe, Jan 18, 2017 9:30", "2017年1月18日07:55 来源：日报".
fn is_clock_with_name(folded: &str, words: &[&str]) -> bool {
    let is_by = words.first().is_some_and(|first| BY_AUTHOR.contains(first));
    let behind_name = || {
        let partings = [", ", " | ", " - ", " – ", " — ", " • ", " · "].iter();
        partings.filter_map(|parting| folded.split_once(parting)).any(|(name, rest)| {
            name.split_whitespace().count() <= 6
                && !name.contains(|c: char| c.is_ascii_digit())
                && is_clock(rest)
        })
    };
    let before_outlet = || {
        // labels in ASCII end with a colon
        let may_have_one = !folded.is_ascii() || folded.contains(':');
        let found = FROM_OUTLET.iter().filter(|_| may_have_one).filter_map(|from| folded.split_once(from));
        found.into_iter().any(|(time, outlet)| is_clock(time) && outlet.chars().count() <= MOST_OF_OUTLET)
    };
    is_by && behind_name() || before_outlet()
}

/// The name of an outlet behind its label has no more letters.
const MOST_OF_OUTLET: usize = 24;

/// Where a phrase stands that is no part of a longer word; in scripts without blanks anywhere.
fn find_word(text: &str, phrase: &str) -> Option<usize> {
    let is_unspaced = phrase.starts_with(is_unspaced);
    text.match_indices(phrase).map(|(at, _)| at).find(|&at| {
        is_unspaced
            || !text[..at].ends_with(char::is_alphanumeric)
                && !text[at + phrase.len()..].starts_with(char::is_alphanumeric)
    })
}

/// The weather or the price of a share beside the text: "Ashford 12°C", "DAX 18,234.50 +0.45%". No sentence.
fn is_gauge(folded: &str, words: &[&str]) -> bool {
    if folded.ends_with(['.', '!', '?']) || words.len() > 8 {
        return false;
    }
    let degrees = folded.contains("°c") || folded.contains("°f") || folded.ends_with('°');
    let is_move = |word: &&str| {
        word.starts_with(['+', '-', '−', '▲', '▼', '(']) && word.contains(|c: char| c.is_ascii_digit())
    };
    let prices = folded.contains('%') && words.iter().any(is_move) || folded.contains(['▲', '▼']);
    degrees || prices
}

/// A day with or without a time, alone on a line.
fn is_clock(line: &str) -> bool {
    let line = line.trim().trim_end_matches('.');
    line.contains(|c: char| !c.is_ascii_digit()) && Published::is_alone(line)
}

fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
        && word.bytes().all(|b| b.is_ascii_digit() || b == b',' || b == b'.')
}

/// A text in which every "3 hours ago" reads "ago".
pub(super) fn without_relative_times(text: &str) -> String {
    if !text.contains("ago") {
        return text.to_owned();
    }
    let words: Vec<&str> = text.split(' ').collect();
    let mut kept: Vec<&str> = Vec::with_capacity(words.len());
    for word in words {
        if word.trim_end_matches(|c: char| !c.is_alphanumeric()) == "ago"
            && let [.., number, unit] = kept.as_slice()
            && is_number(number)
            && UNITS.contains(unit)
        {
            kept.truncate(kept.len() - 2);
        }
        kept.push(word);
    }
    kept.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_looked_for_first_is_in_all() {
        assert!(METERED.iter().all(|said| IN_METERED.iter().any(|part| said.contains(part))));
        assert!(FROM_OUTLET.iter().all(|label| !label.is_ascii() || label.contains(':')));
    }

    #[test]
    fn lines_that_are_no_text() {
        for line in [
            "Published 29 October 2012",
            "Last updated at 17:40 GMT",
            "Share this",
            "ADVERTISEMENT",
            "1,204 comments",
            "3 hours ago",
            "Posted 3 hours ago",
            "Stand: 29.10.2012, 17:40 Uhr",
            "Comments (47)",
            "1.2K shares",
            "3 min read",
            "29 October 2012",
            "© 2012 The Gazette",
            "Ashford 12°C",
            "Zuletzt aktualisiert: vor 5 Stunden",
            "vor 5 Stunden",
            "Il y a 5 heures",
            "Hace 5 horas",
            "Atualizado há 5 horas",
            "18/01/2017 07h55 - Atualizado em 18/01/2017 09h50",
            "Uppdaterad 18 januari 2017 09.50",
            "Aktualizacja: 18 stycznia 2017, 09:50",
            "Güncelleme: 18.01.2017 09:50",
            "47 yorum",
            "5 godzin temu",
            "5 часов назад",
            "Τελευταία ενημέρωση: 18/01/2017 09:50",
            "آخر تحديث: 18 يناير 2017 09:50",
            "2017年1月18日 09:50 更新",
            "2017年1月18日 9時50分 更新",
            "更新：2017年1月18日 09:50",
            "5小时前",
            "阅读 5678",
            "评论 (47)",
            "コメント47件",
            "입력 2017.01.18 07:55 수정 2017.01.18 09:50",
            "댓글 47",
            "3시간 전",
            "2 Comments | 14 shares",
            "Print | Email | 17",
            "Teilen 120",
            "1 204 vues",
            "Compartido 120 veces",
            "Rating: 4.2 (120 votes)",
            "You have 3 free articles left this month",
            "Il vous reste 75 % de cet article à lire",
            "By Jane Roe, Jan 18, 2017 9:30",
            "Von Jana Roth | 18.01.2017, 09:50 Uhr",
            "2017年01月18日07:55 来源：日报",
            "更新日時：2017年1月18日 7:55",
            "Artikel hören 2 Min",
            "Sponsored: 10 cars under $9,000",
            "",
        ] {
            assert!(is_boilerplate(line), "{line}");
        }
        for line in [
            "Updated figures show 300 dead.",
            "By noon, 300 were dead.",
            "By Friday, January 20, 300 were dead.",
            "Follow the 300 to the end.",
            "Posted to Mali, 40 soldiers left.",
            "Three hours ago it rained.",
            "Share prices fell.",
            "12 dead",
            "12 comments were deleted.",
            "It was 12°C at noon.",
            "On 29 October 2012 he died.",
            "On 29 October 2012, Mali.",
            "The shares fell -4%.",
            "Updated plans cost 40 million.",
            "Vor 5 Stunden brannte es.",
            "Hace 5 horas que llueve en Quito.",
            "Vor 30 Jahren fiel die Mauer.",
            "40 yorumcu geldi.",
            "更新法案于2017年通过。",
            "法案は2017年に公開",
            "수정안 12건 통과",
        ] {
            assert!(!is_boilerplate(line), "{line}");
        }
    }

    #[test]
    fn a_long_line_of_few_words_is_text_at_once() {
        let begun = std::time::Instant::now();
        for said in ["updated1,", "更新1", "обновлено-"] {
            let line = said.repeat((1 << 20) / said.len());
            assert!(!is_boilerplate(&line), "{said}");
        }
        let short = "更新1,".repeat(LONGEST_TIMES / "更新1,".len());
        assert!(!is_boilerplate(&short));
        assert!(begun.elapsed().as_secs() < 10, "{:?}", begun.elapsed());
    }
}
