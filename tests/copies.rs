//! Copies: what editors do to a text, and what is no copy.

use samestory::copies::{CopyConfig, reference};
use samestory::unstable::copies::{CopyFinder, CopyKind, CopyLink, Found, find_copies};
use samestory::{Article, ArticleId};

use crate::support::{records, repository, sample};

/// A wire report on the rescue of the Chilean miners in October 2010, written for this test.
const WIRE: &[&str] = &[
    "COPIAPO, Chile (AP) — The last of the 33 miners trapped deep beneath the Atacama Desert rode a narrow capsule to the surface on Wednesday, ending a rescue that had held much of the world before its screens.",
    "Shift foreman Luis Urzua, 54, stepped out of the cage at 9:55 p.m. to sirens, champagne and the national anthem.",
    "President Sebastian Pinera embraced him and told him that Chile would never be the same country again.",
    "The operation took 22 hours and 39 minutes, less than half of what engineers had planned for.",
    "Each man travelled some 620 meters through a shaft hardly wider than a bicycle wheel, his heartbeat watched by doctors above.",
    "The copper and gold mine at San Jose collapsed on Aug. 5, and for 17 days nobody knew whether anyone below was alive.",
    "Then a drill bit came up with a scrap of paper tied to it, saying in red letters that all 33 were well in the shelter.",
    "Families had by then pitched tents on the bare hillside, a settlement that grew to some 2,000 people and was named Camp Hope.",
    "Three drills raced each other through rock that geologists called among the hardest in the region.",
    "The American crew that broke through first had been flown in from Afghanistan, where its members were drilling wells for the army.",
    "Health Minister Jaime Manalich said that one miner had pneumonia and that several needed work on their teeth.",
    "All were to stay at the hospital in Copiapo for two days at the least, dark glasses over eyes that had not seen the sun for 69 days.",
    "The government has promised to look into the safety of small mines, which employ thousands in the north of the country.",
    "The owners of San Jose, which had been shut once before after a death, are facing lawsuits from 27 of the families.",
];

fn article(id: &str, source: &str, body: String) -> Article {
    Article::builder(id).source(source).body(body).build().unwrap()
}

fn wire() -> Article {
    article("wire", "Associated Press", WIRE.join(" "))
}

/// What is found of a text that comes after the wire report.
fn found(body: String) -> Found {
    let mut finder = CopyFinder::new(CopyConfig::default()).unwrap();
    finder.insert(ArticleId(0), &wire());
    let found = finder.insert(ArticleId(1), &article("reprint", "The Ashford Gazette", body));
    finder.validate().unwrap();
    found
}

fn link(body: String) -> Option<CopyLink> {
    found(body).copies.into_iter().next()
}

/// An edit that newsrooms make.
type Edit = fn(Vec<String>) -> Vec<String>;

fn replaced(text: Vec<String>, pairs: &[(&str, &str)]) -> Vec<String> {
    text.into_iter().map(|s| pairs.iter().fold(s, |s, (from, to)| s.replace(from, to))).collect()
}

fn other_dateline(text: Vec<String>) -> Vec<String> {
    replaced(text, &[("COPIAPO, Chile (AP) — ", "SAN JOSE MINE -- ")])
}

fn relative_days(text: Vec<String>) -> Vec<String> {
    replaced(text, &[("on Wednesday", "yesterday")])
}

fn honorifics(text: Vec<String>) -> Vec<String> {
    replaced(
        text,
        &[
            ("Luis Urzua", "Mr. Luis A. Urzua"),
            ("Jaime Manalich", "Dr. Jaime Manalich"),
            ("President Sebastian", "Mr. Sebastian"),
        ],
    )
}

fn spelling(text: Vec<String>) -> Vec<String> {
    replaced(
        text,
        &[
            ("meters", "metres"),
            ("travelled", "traveled"),
            ("Sebastian Pinera", "Sebastián Piñera"),
            ("Urzua", "Urzúa"),
            ("2,000", "2000"),
        ],
    )
}

fn typography(text: Vec<String>) -> Vec<String> {
    replaced(text, &[("—", "--"), ("'", "’"), ("p.m.", "pm"), (" ", "\u{a0}")])
}

fn function_words(text: Vec<String>) -> Vec<String> {
    replaced(
        text,
        &[
            ("saying in red", "that said in a red"),
            ("said that one", "said one"),
            ("are facing", "face"),
            ("at the least", "at least"),
        ],
    )
}

fn dropped(text: Vec<String>) -> Vec<String> {
    text.into_iter().enumerate().filter(|(at, _)| !matches!(at, 3 | 8 | 10)).map(|(_, s)| s).collect()
}

fn cut_tail(mut text: Vec<String>) -> Vec<String> {
    text.truncate(6);
    text
}

fn merged(text: Vec<String>) -> Vec<String> {
    let mut merged: Vec<String> = Vec::new();
    for (at, sentence) in text.into_iter().enumerate() {
        match merged.last_mut() {
            Some(last) if at % 3 == 2 => {
                last.pop();
                last.push_str(", and ");
                last.push_str(&sentence);
            }
            _ => merged.push(sentence),
        }
    }
    merged
}

fn added(mut text: Vec<String>) -> Vec<String> {
    let local = "Ashford's own mine rescue squad followed the broadcast in the fire hall, where its captain, Dale Prewitt, \
        kept a pot of coffee going until dawn and explained the winch to schoolchildren.";
    text.insert(2, local.to_owned());
    text
}

fn credited(mut text: Vec<String>) -> Vec<String> {
    text.push("— The Associated Press".to_owned());
    text
}

fn moved(mut text: Vec<String>) -> Vec<String> {
    if text.len() > 9 {
        text.swap(5, 9);
    }
    text
}

const EDITS: &[(&str, Edit)] = &[
    ("another dateline", other_dateline),
    ("yesterday for Wednesday", relative_days),
    ("honorifics and initials", honorifics),
    ("spelling and diacritics", spelling),
    ("quotes, dashes, blanks", typography),
    ("function words", function_words),
    ("sentences dropped", dropped),
    ("tail cut", cut_tail),
    ("sentences merged", merged),
    ("local paragraph added", added),
    ("credit added", credited),
    ("sentences moved", moved),
];

fn text() -> Vec<String> {
    WIRE.iter().map(|&s| s.to_owned()).collect()
}

#[test]
fn a_text_is_found_after_every_edit() {
    for (name, edit) in EDITS {
        let link = link(edit(text()).join(" ")).unwrap_or_else(|| panic!("{name}: not found"));
        let [original, copy] = link.overlap.containment();
        assert!(copy >= 0.85 && link.confidence > 0.9, "{name}: {original} {copy} {}", link.confidence);
        assert!(!link.same_source, "{name}");
        let cut = matches!(*name, "tail cut" | "sentences dropped");
        assert_eq!(original < 0.9, cut, "{name}: {original}");
    }
}

#[test]
fn a_text_is_found_after_all_edits_in_any_pair_and_together() {
    for (a, first) in EDITS {
        for (b, second) in EDITS {
            assert!(link(second(first(text())).join(" ")).is_some(), "{a}, then {b}");
        }
    }
    let all = EDITS.iter().fold(text(), |text, (_, edit)| edit(text));
    let link = link(all.join("\n\n")).expect("found after all edits");
    assert_eq!(link.kind, CopyKind::Contained);
    assert_eq!(link.direction.original, Some(ArticleId(0)));
}

#[test]
fn kinds() {
    let of =
        |edits: &[Edit]| link(edits.iter().fold(text(), |text, edit| edit(text)).join(" ")).unwrap().kind;
    assert_eq!(of(&[]), CopyKind::Exact);
    assert_eq!(of(&[other_dateline, relative_days, spelling, typography, credited]), CopyKind::Exact);
    assert_eq!(of(&[function_words, added]), CopyKind::Near);
    assert_eq!(of(&[cut_tail]), CopyKind::Contained);
    assert_eq!(of(&[moved]), CopyKind::Near, "another order is an edit");
}

#[test]
fn thirty_percent_is_enough_and_a_tenth_is_not() {
    let local = "The county fair opens this weekend with a record number of entries in the pie contest. Organizers expect \
        twelve thousand visitors over three days if the weather holds. Parking costs five dollars at the west gate and \
        nothing at the school. The tractor parade starts at noon on Saturday and ends at the grandstand. Last year's \
        winner, a rhubarb and ginger tart from Millbrook, is not defending its title. Volunteers are still wanted for \
        the evening shifts at the cider press. A bus runs every half hour between the station and the fairground. \
        Dogs have to stay on a leash, and drones are not allowed at all. The fireworks are on Sunday at ten.";
    // of the words of the whole some 30 in 100, then some 10, are the wire's
    let third = format!("{local} {} {} {}", WIRE[5], WIRE[6], WIRE[7]);
    let link = link(third).expect("found");
    let [_, share] = link.overlap.containment();
    assert!((0.28..0.40).contains(&share), "{share}");
    assert_eq!(link.kind, CopyKind::Partial);
    assert_eq!(found(format!("{local} {local} {}", WIRE[3])).copies, []);
    // the other way round: the reprint has three in ten of the original, and nothing else
    let part = WIRE[4..8].join(" ");
    let link = self::link(part).expect("found");
    let [share, whole] = link.overlap.containment();
    assert!((0.25..0.36).contains(&share) && whole > 0.99, "{share} {whole}");
    assert_eq!(link.direction.original, Some(ArticleId(0)));
}

#[test]
fn another_report_of_the_event_is_no_copy() {
    let other = "COPIAPO, Chile — Luis Urzua, the shift foreman who shared out two spoonfuls of tuna a day, came up last. \
        It was five minutes to ten on Wednesday night when the capsule named Phoenix brought him into the floodlights, \
        and with that all 33 men of the San Jose mine were out. Relatives in Camp Hope wept and sang. Seventeen days \
        had passed in August before a probe found them alive, more than 600 meters down, after the gallery fell in on \
        Aug. 5. Sebastian Pinera, the president, stayed at the shaft through the night. Doctors said that the men were \
        in better health than anyone had dared to hope, though one had a lung infection.";
    assert_eq!(found(other.to_owned()), Found::default());
    assert_eq!(
        found(WIRE.iter().map(|s| s.split(' ').rev().collect::<Vec<_>>().join(" ")).collect()).copies,
        []
    );
}

#[test]
fn shared_quotations_are_no_copy_and_are_shown() {
    let speech = "“We have done what the entire world was waiting for, and the seventy days that we fought so hard were not in \
        vain,” the foreman said. “We had strength, we had spirit, we wanted to fight for our families, and that was the \
        greatest thing of all,” he added.";
    let one = format!("{} {} {} {speech}", WIRE[0], WIRE[1], WIRE[3]);
    let other = format!(
        "A foreman was the last to leave the mine at San Jose, and the first words he had for the president were a report. \
        {speech} He had kept order among the trapped for more than two months, rationing food and drawing maps. Outside, \
        car horns sounded through the valley until morning came up."
    );
    let mut finder = CopyFinder::new(CopyConfig::default()).unwrap();
    finder.insert(ArticleId(0), &article("one", "Reuters", one));
    let found = finder.insert(ArticleId(1), &article("other", "AFP", other.clone()));
    assert_eq!(found.copies, []);
    assert_eq!(found.quotes.len(), 1);
    let quotes = &found.quotes[0].overlap.quotes;
    assert_eq!(quotes.len(), 2);
    assert!(quotes[0].second.of(&other).starts_with("We have done what the entire world"));
}

#[test]
fn direction_without_dates() {
    let (whole, cut) = (WIRE.join(" "), WIRE[..9].join(" "));
    let direction = |first: &str, second: &str| {
        let articles = [article("a", "One", first.to_owned()), article("b", "Two", second.to_owned())];
        find_copies(&articles, &CopyConfig::default()).unwrap().copies[0].direction.original
    };
    let without_dateline = |text: &str| text.replace("(AP) ", "");
    let (whole, cut) = (without_dateline(&whole), without_dateline(&cut));
    assert_eq!(direction(&whole, &cut), Some(ArticleId(0)), "what leaves something out is the copy");
    assert_eq!(direction(&cut, &whole), Some(ArticleId(1)));
    let relative = whole.replace("on Wednesday", "yesterday");
    assert_eq!(direction(&relative, &whole), Some(ArticleId(1)), "a day became yesterday");
    assert_eq!(direction(&whole, &whole), None, "nothing tells");
}

#[test]
fn time_and_credit_tell_who_was_first() {
    let day = |source: &str, body: String, time: &str| {
        Article::builder(source).source(source).body(body).published(time.parse().unwrap()).build().unwrap()
    };
    let original = |articles: &[Article]| {
        find_copies(articles, &CopyConfig::default()).unwrap().copies[0]
            .direction
            .original
            .map(ArticleId::index)
    };
    let plain = WIRE.join(" ").replace("(AP) ", "");
    let early = day("One", plain.clone(), "2010-10-14T02:00:00Z");
    let late = day("Two", plain.clone(), "2010-10-14T09:00:00Z");
    assert_eq!(original(&[late.clone(), early.clone()]), Some(1));
    // the day alone does not tell; a credit outweighs the hour of an update
    assert_eq!(original(&[day("Three", plain, "2010-10-14"), late]), None);
    let wire = day("AP", WIRE.join(" "), "2010-10-14T12:00:00Z");
    let reprint = day("One", WIRE.join(" "), "2010-10-14T02:00:00Z");
    assert_eq!(original(&[reprint, wire]), Some(1));
}

#[test]
fn one_source_makes_versions_by_any_name() {
    let articles = [
        article("a", "The New York Times", WIRE.join(" ")),
        article("b", "nytimes.com", dropped(text()).join(" ")),
        article("c", "Ashford Gazette", WIRE.join(" ")),
    ];
    let links = find_copies(&articles, &CopyConfig::default()).unwrap().copies;
    let same: Vec<_> = links.iter().map(|l| (l.first.index(), l.second.index(), l.same_source)).collect();
    assert_eq!(same, [(0, 1, true), (0, 2, false), (1, 2, false)]);
}

#[test]
fn what_a_source_repeats_is_no_copy() {
    let notice = "You have reached the limit of free articles this month. Sign up for unlimited digital access and receive \
        the newsletter of the editor every morning before breakfast, with the best of our reporting on the county.";
    let report = |at: usize| format!("{} {notice}", WIRE[at]);
    let gazette = |at: usize, source: &str| {
        Article::builder(format!("{at}"))
            .source(source)
            .title(&WIRE[at][..40])
            .body(report(at))
            .build()
            .unwrap()
    };
    let mut articles: Vec<Article> = (1..6).map(|at| gazette(at, "The Ashford Gazette")).collect();
    // another paper of the same owner
    articles.push(gazette(6, "The Millbrook Gazette"));
    articles.push(gazette(7, "The Millbrook Gazette"));
    let found = find_copies(&articles, &CopyConfig::default()).unwrap();
    assert_eq!(found.copies, [], "no headline's word is in the notice, and it is known for furniture soon");
}

#[test]
fn all_copies_of_the_sample_corpus_with_direction() {
    let records = records(&repository("data/sample.jsonl"));
    let articles: Vec<Article> = records.iter().map(|r| r.article.clone()).collect();
    let links = find_copies(&articles, &CopyConfig::default()).unwrap().copies;
    let place = |id: &str| articles.iter().position(|a| a.id == id).map(|at| ArticleId(at as u32)).unwrap();
    let mut gold = 0;
    for (at, record) in records.iter().enumerate() {
        let copy = ArticleId(at as u32);
        let labels = [(&record.gold.copy_of, false), (&record.gold.version_of, true)];
        for (original, same_source) in
            labels.into_iter().filter_map(|(of, same)| Some((place(of.as_ref()?), same)))
        {
            gold += 1;
            let ends = [original, copy];
            let link = links.iter().find(|l| ends.contains(&l.first) && ends.contains(&l.second));
            let link = link.unwrap_or_else(|| panic!("{} is not found", record.article.id));
            assert_eq!(link.original_and_copy(), Some((original, copy)), "{}", record.article.id);
            assert_eq!(link.same_source, same_source, "{}", record.article.id);
        }
    }
    // two papers that print one wire report are copies of each other's original
    let siblings = links.len() - gold;
    assert_eq!((gold, siblings), (12, 1));
    assert!(
        links.iter().all(|l| records[l.first.index()].gold.story == records[l.second.index()].gold.story)
    );
}

#[test]
fn the_plain_way_finds_the_same_in_the_sample() {
    let articles = sample();
    let config = CopyConfig::default();
    assert_eq!(find_copies(&articles, &config).unwrap(), reference::find_copies(&articles, &config).unwrap());
}

#[test]
fn a_sentence_edited_all_over_is_still_shown_as_shared() {
    let edited = WIRE.join(" ").replace(
        "Three drills raced each other through rock that geologists called among the hardest in the region.",
        "Three drills raced together through rock which geologists counted among the hardest in all the region.",
    );
    let link = link(edited.clone()).unwrap();
    assert_eq!(link.overlap.sentences.len(), WIRE.len());
    let drills =
        link.overlap.sentences.iter().find(|s| s.second.of(&edited).starts_with("Three drills")).unwrap();
    assert!(drills.first.of(&WIRE.join(" ")).starts_with("Three drills") && drills.share < 1.0);
}
