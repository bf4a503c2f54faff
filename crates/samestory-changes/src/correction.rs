//! Notes in which a newsroom says what was wrong with an article of its own.

use super::correction_words::{
    EARLIER, EARLIER_STEMS, EDITORS_NOTES, HEADINGS, ITSELF, NEUTRAL_HEADINGS, NOUNS, OF_THIS, OWN_VOICE,
    PUT_RIGHT, REGRETS, RESENT, TRASHLINES, WRONG,
};

/// A note is not longer, in characters.
const LONGEST: usize = 600;

/// A sentence in which a newsroom regrets an error has no more words.
const LONGEST_REGRET: usize = 12;

/// Before the words of regret there are no more: what somebody said who regrets an error is longer.
const MOST_BEFORE_REGRET: usize = 3;

/// What may stand before a note: list marks, stars, brackets of Chinese and Japanese.
const MARKS: &[char] = &['*', '•', '-', '–', '—', '■', '▲', '◆', '※', '＊', ' ', '\u{a0}'];

/// Brackets that open a note.
const OPENING: &[char] = &['(', '[', '【', '（', '［', '〔', '「', '<', '＜'];

/// Marks behind the heading of a note.
const CLOSING: &[char] =
    &[':', '：', '(', '（', '[', '|', ')', '）', ']', '］', '】', '〕', '」', '>', '＞', '-', '–', '—', '.'];

/// Whether a sentence or paragraph is a note of correction, by its form: a heading ("Correction:", "Correction, June 5, 2018",
/// "Korrektur vom 5. Juni", "更正："), a sentence about the article itself that says that something in it was wrong or put right, an
/// agency's line in brackets ("(Corrects name in second paragraph)"), or a short sentence of regret ("The Gazette regrets the error").
///
/// What a text says of the errors of others is none.
///
/// ```
/// use samestory_changes::unstable::is_correction_notice;
///
/// assert!(is_correction_notice("An earlier version of this article misstated the day of the talks."));
/// assert!(!is_correction_notice("The court ordered a correction of the boundary."));
/// assert!(!is_correction_notice("The bank misstated its earnings."));
/// ```
pub fn is_correction_notice(sentence: &str) -> bool {
    let Some(folded) = folded(sentence) else { return false };
    let folded = folded.trim_start_matches(MARKS);
    begins_with_heading(folded)
        || is_trashline(folded)
        || is_about_itself(folded)
        || is_regret(folded)
        || goes_on_about_itself(folded)
        || is_plain_note(folded)
}

/// "We have corrected the place of the march.", "Der Artikel wurde nachträglich korrigiert.", "Article modifié le 5 juin : correction du
/// lieu": short, in the newsroom's own voice, and nobody's quotation.
fn is_plain_note(folded: &str) -> bool {
    let is_said = |word: &str| {
        matches!(
            word.trim_matches(|c: char| !c.is_alphabetic()),
            "said" | "says" | "sagte" | "dit" | "dijo" | "disse" | "told"
        )
    };
    let is_quoted = folded.contains(['"', '“', '„', '«']);
    let is_one = |(start, done): &(&str, &[&str])| {
        let Some(rest) = folded.strip_prefix(start) else { return false };
        let sentence = rest.split(['.', '!']).next().unwrap_or(rest);
        (done.is_empty() || done.iter().any(|done| sentence.contains(done)))
            && !rest.split_whitespace().any(is_said)
    };
    !is_quoted && folded.split_whitespace().nth(LONGEST_OWN_VOICE).is_none() && OWN_VOICE.iter().any(is_one)
}

/// A note in the newsroom's own voice has no more words.
const LONGEST_OWN_VOICE: usize = 25;

/// Whether a headline says that its report is a corrected one: "CORRECTED-Mayor to go", "REFILE-CORRECTED-UPDATE 1-Mayor to go",
/// "Correction: Mayor to go", "Mayor to go (corrected)".
pub(super) fn is_corrected_headline(headline: &str) -> bool {
    let Some(folded) = folded(headline) else { return false };
    let mut rest = folded.trim_start_matches(MARKS);
    // what agencies put before it: "RPT-", "UPDATE 2-"
    while let Some((first, after)) = rest.split_once(['-', ':'])
        && first.split_whitespace().next().is_some_and(|word| RESENT.contains(&word))
        && first.split_whitespace().count() <= 2
    {
        rest = after.trim_start();
    }
    let in_brackets = folded
        .trim_end()
        .rsplit_once(['(', '[', '（', '【'])
        .is_some_and(|(_, last)| HEADINGS.contains(&last.trim_end_matches([')', ']', '）', '】']).trim()));
    // "Mise à jour - " says of no error
    in_brackets
        || heading_of(rest)
            .is_some_and(|(heading, rest)| HEADINGS.contains(&heading) && rest.starts_with(CLOSING))
}

/// A text as notes are compared; none if it is too long for one.
fn folded(text: &str) -> Option<String> {
    let text = text.trim();
    (text.chars().nth(LONGEST).is_none()).then(|| text.to_lowercase().replace('’', "'"))
}

/// The heading with which a text begins, and what follows it.
fn heading_of(folded: &str) -> Option<(&'static str, &str)> {
    let bare = folded.trim_start_matches(OPENING).trim_start();
    let headings = HEADINGS.iter().chain(EDITORS_NOTES).chain(NEUTRAL_HEADINGS);
    let heading =
        headings.filter(|heading| bare.starts_with(**heading)).max_by_key(|heading| heading.len())?;
    let rest = &bare[heading.len()..];
    (!rest.starts_with(char::is_alphanumeric)).then(|| (*heading, rest.trim_start()))
}

/// "Correction: …", "Correction (June 5, 2018)", "Correction June 5, 2018", "A correction was made on …".
fn begins_with_heading(folded: &str) -> bool {
    let Some((heading, rest)) = heading_of(folded) else {
        let made =
            ["a correction was", "a correction has been", "a clarification was", "corrections were made"];
        return made.iter().any(|start| folded.trim_start_matches(OPENING).starts_with(start));
    };
    let marked = rest.is_empty()
        || rest.starts_with(CLOSING)
        // "Correction June 5, 2018", "Korrektur vom 5. Juni", "Correction, 5 June": a day
        || rest.trim_start_matches([',', ' ']).split_whitespace().take(3).any(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    if EDITORS_NOTES.contains(&heading) {
        return marked && says_wrong(rest);
    }
    if NEUTRAL_HEADINGS.contains(&heading) {
        let note = rest.trim_start_matches(CLOSING).trim_start();
        return marked && (is_about_itself(note) || is_regret(note) || is_put_right_by_us(note));
    }
    marked
}

fn says_wrong(text: &str) -> bool {
    WRONG.iter().any(|wrong| text.contains(wrong))
}

/// "We corrected the place in the first paragraph".
fn is_put_right_by_us(note: &str) -> bool {
    let by_us = ["we ", "we've ", "wir ", "nous ", "hemos ", "abbiamo ", "we hebben ", "vi ", "мы ", "ми "];
    by_us.iter().any(|we| note.starts_with(we)) && PUT_RIGHT.iter().any(|done| note.contains(done))
}

/// "(Corrects name in second paragraph)".
fn is_trashline(folded: &str) -> bool {
    let inner = folded.strip_prefix(['(', '[']).unwrap_or_default();
    let begins = |start: &&str| {
        inner.strip_prefix(*start).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    };
    TRASHLINES.iter().any(begins) && inner.split_whitespace().count() > 1
}

/// "The Gazette regrets the error."
fn is_regret(folded: &str) -> bool {
    if folded.split_whitespace().nth(LONGEST_REGRET).is_some() {
        return false;
    }
    let is_ascii = folded.is_ascii();
    let possible = REGRETS.iter().filter(|regret| !is_ascii || regret.is_ascii());
    let found = possible.filter_map(|regret| folded.find(regret)).min();
    found.is_some_and(|at| folded[..at].split_whitespace().count() <= MOST_BEFORE_REGRET)
}

/// "It was updated on June 5 to correct the place", after a sentence that names the article.
fn goes_on_about_itself(folded: &str) -> bool {
    ["it was updated", "it has been updated"].iter().any(|start| folded.starts_with(start))
        && ["to correct", "to fix"].iter().any(|done| folded.contains(done))
}

/// So much of a text that a name of the article with [`MOST_LEADING_WORDS`] words before it is whole.
fn beginning(folded: &str) -> &str {
    let mut words = 0;
    let mut was_blank = true;
    for (at, c) in folded.char_indices() {
        words += usize::from(was_blank && !c.is_whitespace());
        was_blank = c.is_whitespace();
        if words > MOST_LEADING_WORDS {
            let longest = ITSELF.iter().map(|name| name.len()).max().unwrap_or(0);
            let end = (at + longest).min(folded.len());
            return &folded[..(end..=folded.len()).find(|&end| folded.is_char_boundary(end)).unwrap_or(end)];
        }
    }
    folded
}

/// Where a text names the article itself first.
fn place_of_name(near: &str) -> Option<usize> {
    // no name of other letters is in a text of ASCII
    let is_ascii = near.is_ascii();
    let possible = ITSELF.iter().filter(|name| !is_ascii || name.is_ascii());
    let named = possible.filter_map(|name| near.find(name)).min();
    // "this story", "this June 5 story"
    let this = near.match_indices("this ").map(|(at, _)| at).find(|&at| {
        let is_word = !near[..at].ends_with(char::is_alphanumeric);
        let mut words = near[at..].split_whitespace().skip(1).take(MOST_WORDS_OF_DAY + 1);
        let is_noun = |word: &str| NOUNS.contains(&word.trim_end_matches([',', '.', ':', ';']));
        is_word && words.find(|word| !is_of_day(word)).is_some_and(is_noun)
    });
    [named, this].into_iter().flatten().min()
}

/// Of a day between "this" and "story" there are no more words.
const MOST_WORDS_OF_DAY: usize = 3;

/// "june", "jan.", "5,", "2018".
fn is_of_day(word: &str) -> bool {
    let word = word.trim_end_matches(['.', ',']);
    let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    word.bytes().all(|byte| byte.is_ascii_digit())
        || word.len() <= 9 && months.iter().any(|month| word.starts_with(month))
}

/// "This article was amended on 5 June to …", "In einer früheren Version hieß es …".
fn is_about_itself(folded: &str) -> bool {
    let near = beginning(folded);
    let Some(at) = place_of_name(near) else { return false };
    let (before, from_name) = folded.split_at(at);
    // it begins with what it is about, after a day or "because of an editing error" at most
    let leading = before.split_whitespace().count();
    if leading > MOST_LEADING_WORDS {
        return false;
    }
    let first_words: Vec<&str> = from_name.split_whitespace().take(12).collect();
    let is_earlier =
        |word: &&str| EARLIER.contains(word) || EARLIER_STEMS.iter().any(|earlier| word.starts_with(earlier));
    if first_words.iter().take(5).any(is_earlier) {
        let is_of_this = OF_THIS.iter().any(|of| from_name.contains(of));
        return is_of_this || leading <= 2 && says_wrong(from_name);
    }
    let first_words = first_words.join(" ");
    PUT_RIGHT.iter().any(|done| first_words.contains(done))
        || PUT_RIGHT.iter().any(|done| before.contains(done))
        || before.contains("fehler")
}

/// Before the name of the article there are no more words.
const MOST_LEADING_WORDS: usize = 9;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_by_their_form() {
        for note in [
            "Correction: June 5, 2018",
            "We have corrected the place where the march ended.",
            "Wir haben die Ortsangabe korrigiert.",
            "Der Artikel wurde nachträglich korrigiert.",
            "Berichtigt wurde der Ort im ersten Absatz.",
            "Article modifié le 5 juin 2018 à 15 heures : correction du lieu du défilé.",
            "Nous avons corrigé le lieu du défilé. Nous prions nos lecteurs de nous excuser.",
            "Hemos corregido el lugar de la marcha.",
            "This article previously said that the march ended at the market. This has been amended.",
            "Due to incorrect information from the police, an earlier version gave the wrong number.",
            "Contrairement à ce que nous avions écrit, ils étaient 500.",
            "Artikkelen er korrigert. Antallet var feil i en tidligere versjon.",
            "V původní verzi článku jsme chybně uvedli počet účastníků.",
            "ERRAMOS: a marcha terminou na praça da estação.",
            "Correction: The march ended at the station.",
            "Correction, June 5, 2018: The march ended at the station.",
            "Correction 5 June 2018: The march ended at the station square.",
            "CORRECTION (5 June):",
            "Corrections & clarifications",
            "A correction was made on June 5, 2018: A caption gave the wrong place.",
            "This article was amended on 5 June 2018 to give the right place.",
            "This story corrects the place where the march ended.",
            "This story has been corrected to show that the march ended at the station.",
            "This version corrects the spelling of the mayor's name.",
            "(Corrects place of the march in first paragraph)",
            "[Corrects day in paragraph 3]",
            "An earlier version of this article named the wrong square.",
            "Because of an editing error, an earlier version of this article misstated the day.",
            "Editor's note: An earlier version gave the wrong age.",
            "• This article was corrected on 5 June.",
            "The headline of this article was corrected.",
            "Korrektur: Der Marsch endete am Bahnhof.",
            "Korrektur vom 5. Juni: Der Marsch endete am Bahnhof.",
            "In einer früheren Version dieses Artikels hieß es, der Marsch habe am Markt geendet.",
            "In der ursprünglichen Fassung stand ein falscher Ort.",
            "Anmerkung der Redaktion: In einer früheren Fassung war der Ort falsch angegeben.",
            "Wir haben den Fehler in diesem Text korrigiert.",
            "Dieser Artikel wurde korrigiert.",
            "Rectificatif : la marche s'est terminée à la gare.",
            "Une version antérieure de cet article indiquait un autre lieu.",
            "Cet article a été corrigé le 5 juin.",
            "Erratum : la marche s'est terminée à la gare.",
            "Corrección: la marcha terminó en la estación.",
            "Fe de errores: la marcha terminó en la estación.",
            "Una versión anterior de este artículo indicaba otro lugar.",
            "Este artículo ha sido corregido.",
            "(This June 5 story has been corrected to say that the march ended at the station, in paragraph 1)",
            "*This article originally stated that the march ended at the market.",
            "UPDATE: This article originally said the march ended at the market; it ended at the station.",
            "The Gazette regrets the error.",
            "It was updated on June 5 to correct the place of the march.",
            "Anm. d. Red.: In einer ersten Version stand, der Marsch ende am Markt.",
            "Wir bitten, den Fehler zu entschuldigen.",
            "Hinweis: In einer früheren Version des Textes war vom Markt die Rede.",
            "Transparenzhinweis: Wir haben den Ort im ersten Absatz korrigiert.",
            "Correzione: il corteo è finito alla stazione.",
            "Errata corrige: il corteo è finito alla stazione.",
            "Una versione precedente di questo articolo riportava la piazza del mercato.",
            "Correção: a marcha terminou na estação.",
            "O texto foi corrigido.",
            "Correctie: de tocht eindigde bij het station.",
            "In een eerdere versie van dit artikel stond het verkeerde plein.",
            "Rättelse 5 juni: Tåget slutade vid stationen.",
            "Artikeln har korrigerats.",
            "Sprostowanie: marsz zakończył się przy dworcu.",
            "W pierwotnej wersji artykułu podaliśmy błędną nazwę placu.",
            "Исправление: в предыдущей версии материала была неверно указана площадь.",
            "В первоначальной версии этого материала была допущена ошибка.",
            "Виправлення: у попередній версії матеріалу було неправильно вказано площу.",
            "Düzeltme: Haberin önceki sürümünde meydanın adı yanlış verilmişti.",
            "Διόρθωση: Σε προηγούμενη εκδοχή του άρθρου αναφερόταν λανθασμένα η πλατεία.",
            "تصحيح: ذكرت نسخة سابقة من هذا التقرير خطأ اسم الساحة.",
            "更正：本文较早版本误写了广场名称。",
            "訂正：当初の記事で広場の名前が誤っていました。",
            "【訂正】行進は駅前広場で終わった。",
            "[정정] 행진은 역전 광장에서 끝났습니다.",
        ] {
            assert!(is_correction_notice(note), "{note}");
        }
    }

    #[test]
    fn errors_of_others_are_none() {
        for text in [
            "The bank misstated its earnings.",
            "\"We have corrected the figures\", the bank said.",
            "We have corrected the figures, the bank said.",
            "Wir haben die Straße nach dem Fehler gesperrt.",
            "Nous avons corrigé les comptes, a dit le ministre.",
            "The story was long.",
            "The bank said it had misstated its earnings in an earlier version of the accounts.",
            "Correction officers went on strike.",
            "Corrections to the budget were voted down.",
            "Correctional staff left.",
            "The court ordered a correction of the boundary.",
            "Markets expect a correction, analysts said.",
            "The mayor said the newspaper had misidentified him.",
            "(Corrections officers marched.)",
            "The police misspelled the name of the victim.",
            "Editor's note: this is the first of three parts.",
            "Die Bank hat ihre Zahlen korrigiert.",
            "Die Korrektur der Grenze kam spät.",
            "La correction du tir a surpris.",
            "La corrección de la frontera fue tardía.",
            "This article was first published on 5 June.",
            "This story said much about us.",
            "Update: the police now say that two people were hurt.",
            "Updated: This story has been updated with comments from the police.",
            "Hinweis: Die Straße bleibt bis Montag gesperrt, weil Fehler gefunden wurden.",
            "Note: the bank corrected its figures.",
            "It was updated on Monday, the mayor said.",
            "The minister apologised for the error and said that the earlier version of the law would stand.",
            "The company, which makes valves for dams, said that it regrets the error.",
            "La correzione dei conti è in ritardo.",
            "A correção do salário mínimo foi aprovada.",
            "De correctie op de beurs duurt voort.",
            "Исправление школьной реформы заняло год.",
            "Korekta na giełdzie trwa.",
            "修正案获得通过。",
            "訂正法案が可決された。",
        ] {
            assert!(!is_correction_notice(text), "{text}");
        }
    }

    #[test]
    fn headlines_of_corrected_reports() {
        for headline in [
            "CORRECTED-Mayor to go",
            "REFILE-CORRECTED-UPDATE 1-Mayor to go",
            "UPDATE 2-CORRECTED-Mayor to go",
            "Correction: Mayor to go",
            "Corrected: Mayor to go",
            "Mayor to go (corrected)",
            "Korrektur: Bürgermeister geht",
            "【訂正】市長が辞任",
            "[정정] 시장 사임",
        ] {
            assert!(is_corrected_headline(headline), "{headline}");
        }
        for headline in [
            "Mayor to go",
            "Update: Mayor to go",
            "Update 2-Mayor to go",
            "Correction officers on strike",
            "Markets expect correction",
            "Rate cut is no correction (analysis)",
            "",
        ] {
            assert!(!is_corrected_headline(headline), "{headline}");
        }
    }

    #[test]
    fn what_stands_far_from_the_beginning_is_not_looked_at() {
        let text = |words: usize| format!("{}this article was amended", "ä ".repeat(words));
        let (near, far) = (text(MOST_LEADING_WORDS), text(MOST_LEADING_WORDS + 1));
        assert!(beginning(&near).contains("this article") && beginning(&text(99)).len() < 99);
        assert!(is_about_itself(&near) && !is_about_itself(&far));
        assert_eq!(beginning("ä b"), "ä b");
    }
}
