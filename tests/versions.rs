//! Versions of articles: what must hold for any text.

use proptest::prelude::*;
use samestory::unstable::versions::{canonical_url, comparable, sentences};
use samestory::versions::{History, Observation, Sighting, Version};
use samestory_changes::unstable::diff_words;
use samestory_changes::{ChangeClass, SentenceKind, TextChange, TextDiff, VersionLog, WordKind, reference};
use samestory_formats::NewsDiffsPage;
use samestory_report::{FeedInfo, PageInfo, atom_feed, html_page};

use crate::odd_pieces::odd_pieces;
use crate::support::{property, sample};

fn pieces() -> impl Strategy<Value = String> {
    prop::sample::select(odd_pieces()).prop_map(str::to_owned)
}

/// Sentences of a small vocabulary, so that edits, moves and repetitions come about.
fn newsy() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "rain", "fell", "Mali", "on", "Monday", "the", "10", "dead", "“no", "time”", "U.S.", "fire",
    ]);
    let sentence = prop::collection::vec(word, 1..9).prop_map(|words| {
        let text = words.join(" ");
        let mut chars = text.chars();
        let first = chars.next().into_iter().flat_map(char::to_uppercase);
        first.chain(chars).chain(['.']).collect::<String>()
    });
    let gap = prop::sample::select(vec![" ", "\n\n", "  ", "\u{a0}", "\n"]);
    prop::collection::vec((sentence, gap), 0..12)
        .prop_map(|parts| parts.into_iter().map(|(sentence, gap)| sentence + gap).collect())
}

fn any() -> impl Strategy<Value = String> {
    prop_oneof![newsy(), prop::collection::vec(pieces(), 0..40).prop_map(|pieces| pieces.concat())]
}

fn seen(url: &str, text: &str) -> Observation {
    Observation { url: Some(url.to_owned()), text: text.to_owned(), ..Observation::default() }
}

#[test]
fn the_diff_of_any_texts_leads_from_one_to_the_other() {
    let config = property("the_diff_of_any_texts_leads_from_one_to_the_other", 400);
    proptest!(config, |(old in any(), new in any())| {
        let diff = TextDiff::new(&old, &new);
        prop_assert_eq!(diff.apply(&old), Some(new.clone()));
        let words = diff_words(&old, &new);
        prop_assert_eq!(words.iter().map(|run| run.old.as_str()).collect::<String>(), old.clone());
        prop_assert_eq!(words.iter().map(|run| run.new.as_str()).collect::<String>(), new.clone());
        // every sentence of both texts is in one edit
        let count = |text: &str| sentences(text).len().max(usize::from(!text.is_empty()));
        prop_assert_eq!(diff.edits.iter().filter(|edit| edit.old.is_some()).count(), count(&old));
        prop_assert_eq!(diff.edits.iter().filter(|edit| edit.new.is_some()).count(), count(&new));
        for edit in &diff.edits {
            prop_assert_eq!(edit.old.is_none(), edit.kind == SentenceKind::Added);
            prop_assert_eq!(edit.new.is_none(), edit.kind == SentenceKind::Deleted);
        }
        prop_assert_eq!(diff, reference::text_diff(&old, &new));
    });
}

#[test]
fn a_text_has_not_changed_into_itself() {
    let config = property("a_text_has_not_changed_into_itself", 300);
    proptest!(config, |(title in newsy(), text in any())| {
        let version = Version::new(&title, &text);
        let change = TextChange::between(&version, &version);
        prop_assert!(change.text.is_unchanged() && change.headline.is_none() && change.facts.is_empty());
        prop_assert_eq!(change.class, ChangeClass::Boilerplate);
        prop_assert!(change.text.edits.iter().all(|edit| edit.words.iter().all(|run| run.kind == WordKind::Kept)));
        prop_assert_eq!(change.numbers.added_words + change.numbers.deleted_words, 0);
    });
}

#[test]
fn views_of_any_text_are_well_formed() {
    let config = property("views_of_any_text_are_well_formed", 150);
    proptest!(config, |(texts in prop::collection::vec((any(), any()), 1..4), url in any())| {
        let mut log = VersionLog::new();
        for (title, text) in &texts {
            log.observe(&Observation { title: title.clone(), ..seen(&url, text) });
        }
        log.validate().unwrap();
        for history in log.histories() {
            let html = html_page(history, &PageInfo::default());
            // what is written stands between the tags that are ours, and every `<` is one of ours
            for tag in html.split('<').skip(1) {
                let name: String = tag.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '!')).collect();
                let ours = ["!DOCTYPE", "html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "a", "table", "thead",
                    "tbody", "tr", "th", "td", "del", "ins", "span", "nav", "cite", "time", "dl", "dt", "dd", "link"];
                prop_assert!(ours.contains(&name.trim_start_matches('/')), "<{}", tag);
            }
            let opened = |tag: &str| html.matches(&format!("<{tag}>")).count() + html.matches(&format!("<{tag} ")).count();
            for tag in ["table", "tr", "td", "del", "ins", "span", "p", "dl"] {
                prop_assert_eq!(opened(tag), html.matches(&format!("</{tag}>")).count(), "{}", tag);
            }
        }
        let feed = atom_feed(&FeedInfo::new("all", "all"), log.histories());
        prop_assert_eq!(feed.matches("<entry>").count(), feed.matches("</entry>").count());
        prop_assert!(!feed.chars().any(|c| c < ' ' && !matches!(c, '\n' | '\t' | '\r')));
    });
}

#[test]
fn a_canonical_address_is_its_own() {
    let part = prop::sample::select(vec![
        "http://",
        "https://",
        "//",
        "www.",
        "m.",
        "amp.",
        "news.example",
        "google.com",
        "/amp/",
        "s/",
        "/",
        "?",
        "&",
        "id=1",
        "utm_source=x",
        "#",
        ".html",
        ".amp",
        "index.html",
        "%7e",
        "%2f",
        "%",
        "é",
        ":80",
        "@",
        "a",
        "cdn.ampproject.org/c/",
        ";",
        "story.php",
    ]);
    let config = property("a_canonical_address_is_its_own", 2000);
    proptest!(config, |(parts in prop::collection::vec(part, 0..12), any in any())| {
        for url in [parts.concat(), any] {
            let once = canonical_url(&url);
            prop_assert_eq!(canonical_url(&once), once.clone());
            prop_assert!(once.len() <= url.len());
        }
    });
}

#[test]
fn what_is_comparable_stays_so() {
    let config = property("what_is_comparable_stays_so", 500);
    proptest!(config, |(text in any())| {
        let once = comparable(&text);
        prop_assert!(!once.contains("  ") && once.trim() == once);
        // sentences cover everything that is no white space, in order
        let found = sentences(&text);
        let covered: String = found.iter().map(|s| s.text).collect::<Vec<_>>().join("");
        let all: String = text.split_whitespace().collect();
        prop_assert_eq!(covered.split_whitespace().collect::<String>(), all);
        prop_assert!(found.windows(2).all(|two| two[0].end() <= two[1].start));
    });
}

#[test]
fn any_text_may_be_a_page_or_not() {
    let config = property("any_text_may_be_a_page_or_not", 300);
    let piece = prop_oneof![
        pieces(),
        prop::sample::select(vec![
            "This article is from the source 'x' and was",
            "original source at http://x.example/2012/10/30/a ",
            "Version 1 Version 2",
            "(about 9 hours later)",
            "\n",
            "<table class=\"version_diff\">",
            "<tr>",
            "<td>",
            "</td>",
            "Version 1",
            "</table>",
            "var text1 = '",
            "var text2 = \"",
            "\\u00",
            "A b c. D e f.",
            "<time datetime=\"2012-10-29\">",
        ])
        .prop_map(str::to_owned),
    ];
    proptest!(config, |(parts in prop::collection::vec(piece, 0..40))| {
        if let Ok(page) = NewsDiffsPage::read(&parts.concat()) {
            prop_assert!(!page.url.is_empty());
        }
    });
}

/// What a history must be, the plain way: all different texts in order, and which of them is shown.
#[test]
fn histories_are_as_the_model_has_them() {
    let config = property("histories_are_as_the_model_has_them", 300);
    let step = (0..3usize, 0..5usize);
    proptest!(config, |(steps in prop::collection::vec(step, 1..40))| {
        let mut log = VersionLog::new();
        let mut model: Vec<Option<(Vec<usize>, usize)>> = vec![None; 3];
        for (article, text) in steps {
            let body = format!("Text number {text} of article {article}.");
            let (_, sighting) = log.observe(&seen(&format!("http://www.news.example/{article}?utm_source={text}"), &body));
            log.validate().unwrap();
            let expected = match &mut model[article] {
                none @ None => {
                    *none = Some((vec![text], 0));
                    Sighting::First
                }
                Some((texts, shown)) => match texts.iter().position(|&known| known == text) {
                    Some(at) if at == *shown => Sighting::Unchanged { version: at as u32 + 1, only_boilerplate: false },
                    Some(at) => {
                        *shown = at;
                        Sighting::Flapped { version: at as u32 + 1 }
                    }
                    None => {
                        texts.push(text);
                        *shown = texts.len() - 1;
                        Sighting::New { version: texts.len() as u32 }
                    }
                },
            };
            prop_assert_eq!(sighting, expected);
        }
    });
}

#[test]
fn a_history_keeps_what_it_is_told_to() {
    let mut history = History::new(&seen("u", "Text 0."));
    for at in 1..50 {
        history.observe(&seen("u", &format!("Text {at}.")));
        history.keep(5);
        history.validate().unwrap();
    }
    let numbers: Vec<u32> = history.versions().iter().map(|version| version.number).collect();
    assert_eq!(numbers, [1, 47, 48, 49, 50]);
    assert_eq!((history.times_changed(), history.forgotten()), (49, 45));
    // one that flapped back stays
    history.observe(&seen("u", "Text 46."));
    history.keep(2);
    assert_eq!(history.current().number, 47);
    history.validate().unwrap();

    let mut log = VersionLog::new().keep(3);
    for day in 10..20 {
        let time = format!("2012-10-{day}").parse().ok();
        log.observe(&Observation {
            time,
            ..seen(&format!("http://x.example/{}", day / 2), &format!("Text {day}."))
        });
    }
    log.forget_before("2012-10-16".parse().unwrap());
    log.validate().unwrap();
    assert_eq!(log.histories().len(), 2);
    assert!(log.find(&seen("x.example/9", "")).is_some() && log.find(&seen("x.example/5", "")).is_none());
}

#[test]
fn kinds_of_change() {
    let body = "Ten people died in Monday’s flood, police said. The road to the coast is closed. Rescuers were still at work in the \
                evening. The mayor called it “the worst night in years” and asked for help from the capital.";
    for (class, new) in [
        (ChangeClass::Boilerplate, body.replace('’', "'").replace(". ", ".\n\n")),
        (ChangeClass::Boilerplate, format!("{body}\n\nUpdated Oct. 30, 2012, 9:40 p.m.\n\n12 comments")),
        (ChangeClass::Typo, body.replace("Rescuers", "Resucers")),
        (ChangeClass::Typo, body.replace("road", "Road")),
        (ChangeClass::Substance, body.replace("Ten", "Twelve")),
        (ChangeClass::Substance, format!("{body} Schools are closed.")),
        (ChangeClass::Correction, format!("{body}\n\nCorrection: An earlier version misstated the day of the flood.")),
        (
            ChangeClass::Rewritten,
            "A dam above the town gave way on Monday night. Engineers had warned of cracks since the spring, letters seen by \
             this newspaper show. Nobody answered them, and the flood that followed took ten lives before help arrived by boat."
                .to_owned(),
        ),
    ] {
        let change = TextChange::between(&Version::new("Flood", body), &Version::new("Flood", &new));
        assert_eq!(change.class, class, "{new}");
    }
    let headline = TextChange::between(
        &Version::new("Ten die in flood", body),
        &Version::new("Mayor asks for help", body),
    );
    assert!(
        headline.headline.is_some()
            && headline.class == ChangeClass::Substance
            && headline.text.is_unchanged()
    );
}

#[test]
fn facts_that_changed() {
    let old = "Ten people died in Springfield, Mayor Joe Quimby said. “It was a very long night,” he said.";
    let new = "Police said 12 people died in Springfield. Damage is put at $4 million, according to Mrs. Quimby and to Seymour Skinner. \
               “We will rebuild it all,” he said.";
    let facts = TextChange::between(&Version::new("", old), &Version::new("", new)).facts;
    assert_eq!(
        (facts.numbers.appeared, facts.numbers.gone),
        (vec!["12".into(), "$4 million".into()], vec!["Ten".into()])
    );
    assert_eq!((facts.names.appeared, facts.names.gone), (vec!["Seymour Skinner".to_owned()], Vec::new()));
    assert_eq!(facts.quotes.appeared, ["We will rebuild it all,"]);
    assert_eq!(facts.quotes.gone, ["It was a very long night,"]);
}

#[test]
fn moved_sentences_are_seen() {
    let (a, b, c) = (
        "Rain fell all night long.",
        "The bridge to the old town is closed until further notice.",
        "Nobody was hurt.",
    );
    let diff = TextDiff::new(&format!("{a} {b} {c}"), &format!("{a} {c}\n\n{b}"));
    let kinds: Vec<_> = diff.edits.iter().map(|edit| (edit.kind, edit.new_text())).collect();
    assert_eq!(kinds[1], (SentenceKind::Moved, c.to_owned()));
    assert_eq!(kinds.iter().filter(|(kind, _)| *kind == SentenceKind::Kept).count(), 2);
}

#[test]
fn long_texts_take_no_long_time() {
    let long: String = (0..20_000).map(|at| format!("Rain number {} fell on {at}. ", at % 7)).collect();
    let other: String =
        (0..20_000).map(|at| format!("Snow number {} fell on {}. ", at % 5, at + 3)).collect();
    for text in [
        &" ".repeat(300_000),
        &". ".repeat(100_000),
        &"\n \u{a0}".repeat(50_000),
        &"“".repeat(100_000),
        &long,
        &other,
    ] {
        assert_eq!(TextDiff::new(text, &long).apply(text).as_deref(), Some(long.as_str()));
        assert_eq!(TextDiff::new(&long, text).apply(&long).as_deref(), Some(text.as_str()));
    }
}

/// The sample corpus marks three later versions: each is the second version of the article at its address, and nothing else is.
#[test]
fn versions_of_the_sample_corpus() {
    let articles = sample();
    let mut log = VersionLog::new();
    let mut found: Vec<&str> = Vec::new();
    for article in &articles {
        match log.observe(&Observation::of(article)).1 {
            Sighting::New { version: 2 } => found.push(&article.id),
            sighting => assert_eq!(sighting, Sighting::First, "{}", article.id),
        }
    }
    found.sort_unstable();
    assert_eq!(found, ["bbc-xi-named-2", "cnn-marathon-off-2", "nyt-algiers-2"]);
    assert_eq!(log.histories().len(), articles.len() - 3);
}

#[test]
fn declared_numbers_break_nothing() {
    let seen = |number: u32, text: &str| Observation {
        id: Some("a".into()),
        number: Some(number),
        reported_changes: Some(number),
        text: text.into(),
        ..Observation::default()
    };
    for number in [u32::MAX, u32::MAX - 1, u32::MAX / 2, u32::MAX / 2 + 1, 0] {
        let mut log = VersionLog::new().keep(3);
        for (at, text) in
            ["Ten died.", "Twelve died.", "Fifteen died.", "Ten died.", "Nobody died.", "All died."]
                .iter()
                .enumerate()
        {
            log.observe(&seen(number, text));
            assert_eq!(log.validate(), Ok(()), "{number} after {at}");
        }
        let history = &log.histories()[0];
        assert!(history.times_changed() >= 4 && history.current().number < u32::MAX);
        let page = html_page(history, &PageInfo::default());
        assert!(page.contains(&format!("href=\"#v{}\"", history.current().number)));
    }
    let mut log = VersionLog::new();
    log.observe(&seen(7, "Ten died."));
    assert_eq!(log.observe(&seen(9, "Twelve died.")).1, Sighting::New { version: 9 });
}
