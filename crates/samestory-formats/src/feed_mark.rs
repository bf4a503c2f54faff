//! The line that blogs put below every item of their feeds: "The post Dam gives way appeared first on Gazette."

/// What that line says besides the title and the name of the blog, in the languages that blogs are written in. Case-folded.
const MARKS: &[&str] = &[
    "appeared first on",
    "first appeared on",
    "erschien zuerst auf",
    "apparaît en premier sur",
    "est apparu en premier sur",
    "se publicó primero en",
    "apareció primero en",
    "aparece primero en",
    "proviene da",
    "sembra essere il primo su",
    "apareceu primeiro em",
    "apareceu primeiro no",
    "aparece primeiro em",
    "verscheen eerst op",
    "dök först upp på",
    "blev først udgivet på",
    "først udgivet på",
    "pojawił się poraz pierwszy w",
    "pierwszy raz pojawił się w",
    "появились сначала на",
    "впервые появилась",
    "спочатку з'явився на",
    "ilk önce üzerinde ortaya çıktı",
    "εμφανίστηκε πρώτα στο",
    "first appeared in",
    "最先出现在",
];

/// Besides the title the line has no more bytes.
const LONGEST: usize = 160;

/// A text without such a line at its end, which has the title of the article in it.
pub(crate) fn without_feed_mark(text: &str, title: &str) -> Option<String> {
    let trimmed = text.trim_end();
    let (before, last) = trimmed.rsplit_once('\n').unwrap_or(("", trimmed));
    let title = title.trim();
    if title.is_empty() || last.len() > title.len() + LONGEST || !last.contains(title) {
        return None;
    }
    let (first, second) = last.split_once(title)?;
    let said = format!("{first} {second}").to_lowercase().replace('’', "'");
    MARKS.iter().any(|mark| said.contains(mark)).then(|| before.trim_end().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_of_a_feed_is_no_text() {
        for line in [
            "The post Dam gives way appeared first on Gazette.",
            "Der Beitrag Dam gives way erschien zuerst auf Gazette.",
            "L’article Dam gives way est apparu en premier sur Gazette.",
            "La entrada Dam gives way se publicó primero en Gazette.",
            "L'articolo Dam gives way proviene da Gazette.",
            "Het bericht Dam gives way verscheen eerst op Gazette.",
        ] {
            assert_eq!(without_feed_mark(line, "Dam gives way").as_deref(), Some(""), "{line}");
            let text = format!("It gave way.\n\n{line}\n");
            assert_eq!(without_feed_mark(&text, "Dam gives way").as_deref(), Some("It gave way."), "{line}");
        }
        for text in [
            "The post Lake full appeared first on Gazette.",
            "The dam appeared first on maps of 1910.",
            "Dam gives way",
            "",
        ] {
            assert_eq!(without_feed_mark(text, "Dam gives way"), None, "{text}");
        }
        assert_eq!(without_feed_mark("The post  appeared first on Gazette.", ""), None);
    }
}
