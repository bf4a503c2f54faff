//! What news services put before and behind a headline to say which of their reports it is.

/// Words of marks, in small letters; a number and "the" ordinals may stand with them.
const MARKS: &[&str] = &[
    "update",
    "updated",
    "wrapup",
    "wrap",
    "rpt",
    "repeat",
    "refile",
    "refiled",
    "corrected",
    "correction",
    "recast",
    "recasts",
    "resend",
    "resending",
    "lead",
    "ld",
    "writethru",
    "writethrough",
    "urgent",
    "breaking",
    "breaking news",
    "live",
    "live updates",
    "the latest",
    "just in",
    "developing",
    "advisory",
    "newsalert",
    "news alert",
    "alert",
    "snap",
    "flash",
    "official",
    "aktualisiert",
    "update aktualisiert",
    "eil",
    "eilmeldung",
    "roundup",
    "wdh",
    "korrektur",
    "korr",
    "zusammenfassung",
    "zus",
    "neu",
    "liveblog",
    "live-ticker",
    "liveticker",
    "mise à jour",
    "actualisé",
    "actualise",
    "màj",
    "maj",
    "direct",
    "en direct",
    "actu",
    "synthèse",
    "correctif",
    "actualiza",
    "actualización",
    "actualizado",
    "actualizada",
    "ampliación",
    "ampl",
    "amp",
    "amp2",
    "urgente",
    "última hora",
    "ultima hora",
    "en vivo",
    "directo",
    "crónica",
    "resumen",
    "corrige",
    "repite",
    "atualiza",
    "atualização",
    "atualizada",
    "atualizado",
    "ao vivo",
    "aggiornamento",
    "aggiornato",
    "diretta",
    "ultim'ora",
    "punto",
    "bijgewerkt",
    "oppdatert",
    "uppdatering",
    "opdateret",
    "päivitetty",
    "обновлено",
    "обновление",
    "срочно",
    "молния",
    "дополнено",
    "оновлено",
    "терміново",
    "pilne",
    "aktualizacja",
    "güncelleme",
    "son dakika",
    "عاجل",
    "تحديث",
    "更新",
    "速報",
    "続報",
    "快讯",
    "快訊",
    "突发",
    "종합",
    "속보",
    "종합2보",
    "종합3보",
    "종합1보",
    "2보",
    "3보",
    "1보",
    "상보",
    "עדכון",
    "מבזק",
];

/// A mark is not longer, in letters.
const LONGEST: usize = 24;

/// A headline without such marks at its ends: "RPT-UPDATE 2-Mayor to go", "(2nd LD) Mayor to go", "BREAKING: Mayor to go", "Mayor to go -
/// UPDATE". One that is nothing else stays as it is.
pub(super) fn without_marks(headline: &str) -> &str {
    let mut bare = headline.trim();
    while let Some(rest) = behind_mark(bare).or_else(|| before_mark(bare)) {
        bare = rest;
    }
    bare
}

/// What follows a mark at the beginning.
fn behind_mark(headline: &str) -> Option<&str> {
    let first = headline.chars().next()?;
    let rest = match BRACKETS.iter().find(|(open, _)| *open == first) {
        Some(&(_, close)) => {
            let end = headline.find(close)?;
            let inside = &headline[first.len_utf8()..end];
            is_mark(inside).then(|| headline[end + close.len_utf8()..].trim_start_matches(PARTING))?
        }
        None => {
            // "live-ticker" has a hyphen of its own
            let ends = headline.match_indices(['-', ':', '：', '/', '|', '–', '—']).take(3);
            let (end, parting) = ends.filter(|&(end, _)| is_mark(&headline[..end])).last()?;
            headline[end + parting.len()..].trim_start_matches(PARTING)
        }
    };
    rest.contains(char::is_alphanumeric).then_some(rest)
}

/// What stands before a mark at the end: "Mayor to go (Update 2)", "Mayor to go - UPDATE".
fn before_mark(headline: &str) -> Option<&str> {
    let last = headline.chars().next_back()?;
    let rest = match BRACKETS.iter().find(|(_, close)| *close == last) {
        Some(&(open, _)) => {
            let at = headline.rfind(open)?;
            let inside = &headline[at + open.len_utf8()..headline.len() - last.len_utf8()];
            is_mark(inside).then(|| headline[..at].trim_end())?
        }
        None => {
            let partings = [" - ", " – ", " — ", " | "].iter();
            let (rest, mark) = partings
                .filter_map(|parting| headline.rsplit_once(parting))
                .max_by_key(|(rest, _)| rest.len())?;
            is_mark(mark).then(|| rest.trim_end())?
        }
    };
    rest.contains(char::is_alphanumeric).then_some(rest)
}

/// Brackets around marks.
const BRACKETS: &[(char, char)] = &[('(', ')'), ('[', ']'), ('（', '）'), ('【', '】'), ('〔', '〕')];

const PARTING: &[char] = &['-', '–', '—', ':', '：', '/', '|', ' ', '\u{a0}', '\u{3000}'];

/// Whether a piece is a mark: known words with a number or an ordinal at most.
fn is_mark(piece: &str) -> bool {
    let piece = piece.trim();
    if piece.is_empty() || piece.chars().count() > LONGEST {
        return false;
    }
    let lower = piece.to_lowercase().replace('’', "'");
    let is_number = |word: &str| {
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        (1..=2).contains(&digits) && matches!(&word[digits..], "" | "st" | "nd" | "rd" | "th")
    };
    let bare = lower
        .split(|c: char| c.is_whitespace() || matches!(c, '.' | '#' | '-' | '(' | ')'))
        .filter(|word| !word.is_empty() && !is_number(word))
        .collect::<Vec<_>>();
    !bare.is_empty()
        && (MARKS.contains(&bare.join(" ").as_str())
            || MARKS.contains(&lower.as_str())
            || bare.iter().all(|word| MARKS.contains(word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_services_go() {
        for headline in [
            "UPDATE 1-Mayor to go",
            "RPT-UPDATE 2-Mayor to go",
            "WRAPUP 3-Mayor to go",
            "CORRECTED-(OFFICIAL)-Mayor to go",
            "REFILE-UPDATE 1-Mayor to go",
            "(2nd LD) Mayor to go",
            "(LEAD) Mayor to go",
            "[Update] Mayor to go",
            "BREAKING: Mayor to go",
            "Breaking News - Mayor to go",
            "Update 2: Mayor to go",
            "ROUNDUP 2: Mayor to go",
            "WDH/ROUNDUP: Mayor to go",
            "Eilmeldung: Mayor to go",
            "EN DIRECT - Mayor to go",
            "MISE À JOUR 1-Mayor to go",
            "ACTUALIZA 2-Mayor to go",
            "(AMPLIACIÓN) Mayor to go",
            "ÚLTIMA HORA | Mayor to go",
            "ATUALIZA 1-Mayor to go",
            "Live-Ticker: Mayor to go",
            "СРОЧНО: Mayor to go",
            "【速報】Mayor to go",
            "(종합2보) Mayor to go",
            "Mayor to go (Update 2)",
            "Mayor to go [UPDATED]",
            "Mayor to go - UPDATE",
            "THE LATEST: Mayor to go",
        ] {
            assert_eq!(without_marks(headline), "Mayor to go", "{headline}");
        }
    }

    #[test]
    fn all_else_stays() {
        for headline in [
            "",
            "UPDATE",
            "UPDATE 1-",
            "(Update)",
            "Update of the law: mayor to go",
            "Live music: mayor to go",
            "Mayor: 2 dead",
            "12 dead - mayor",
            "Lead in water: mayor to go",
            "Mayor to go - council",
            "Live",
            "【",
            "(",
        ] {
            assert_eq!(without_marks(headline), headline, "{headline}");
        }
    }
}
