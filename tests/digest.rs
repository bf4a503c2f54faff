//! Digests: what an editor reads of a story.

use proptest::prelude::*;
use samestory::corrections::Verdict;
use samestory::credits::Newsrooms;
use samestory::{Article, Config, Stories, cluster};
use samestory_digest::{Digest, Digester, Families, Trend};

use crate::any_text::text;
use crate::support::{property, sample};

fn config() -> Config {
    Config { find_copies: true, ..Config::default() }
}

/// The digest of the story of an article.
fn digest_of(articles: &[Article], id: &str) -> Digest {
    digest_with(articles, id, &config())
}

fn digest_with(articles: &[Article], id: &str, config: &Config) -> Digest {
    let stories = cluster(articles, config).unwrap();
    let story = stories.story_of(id).unwrap().id;
    let digest = Digester::new(articles, &stories, config).unwrap().digest(story).unwrap();
    check(&digest, articles, &stories);
    digest
}

/// Checks that all a digest says is there.
fn check(digest: &Digest, articles: &[Article], stories: &Stories) {
    let story = stories.get(digest.story).unwrap();
    let is_member = |id: &str| story.members.iter().any(|member| member.id == id);
    assert_eq!(digest.articles, story.len());
    assert!(is_member(&digest.headline.article), "{:?}", digest.headline);
    for sentence in &digest.summary {
        assert!(is_member(&sentence.article), "{sentence:?}");
        if let Some((start, end)) = sentence.span {
            let is_there = |article: &Article| {
                let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
                article.body.get(start..end).map(words).as_deref() == Some(&sentence.text)
            };
            let mut named = articles.iter().filter(|article| article.id == sentence.article);
            assert!(named.any(is_there), "{sentence:?}");
        }
    }
    let dated = story.members.iter().filter(|member| member.published.is_some()).count();
    assert_eq!(digest.timeline.periods.iter().map(|period| period.articles).sum::<usize>(), dated);
    for source in &digest.sources {
        let reprints = source.reprints.iter().flat_map(|(id, of)| [id, of]);
        source.originals.iter().chain(&source.versions).chain(reprints).for_each(|id| assert!(is_member(id)));
        assert!(is_member(&source.first_article) && source.delay.is_none_or(|delay| delay >= 0));
    }
    for value in digest.figures.iter().flat_map(|figure| &figure.values) {
        assert!(!value.articles.is_empty() && value.articles.iter().all(|id| is_member(id)), "{value:?}");
    }
    assert!(digest.stresses.iter().all(|stress| is_member(&stress.article)));
    assert!(digest.related.iter().all(|r| r.story != digest.story && stories.get(r.story).is_some()));
    if let Some(saga) = &digest.saga {
        assert!(
            saga.stories.len() > 1 && saga.stories.iter().any(|one| one.story == digest.story),
            "{saga:?}"
        );
        assert!(
            saga.stories
                .iter()
                .all(|one| stories.get(one.story).is_some_and(|story| story.len() == one.articles))
        );
        assert!((0.0..=1.0).contains(&saga.cohesion), "{saga:?}");
    }
    assert!(digest.key_terms.iter().all(|term| term.weight.is_finite() && term.weight > 0.0));
    assert!((0.0..=1.0).contains(&digest.confidence.cohesion), "{:?}", digest.confidence);
    assert!(digest.confidence.edge.iter().all(|id| is_member(id)));
    assert!(digest.corroboration.families <= digest.corroboration.newsrooms);
}

fn article(id: &str, source: &str, published: &str, title: &str, body: &str) -> Article {
    let article = Article::builder(id).source(source).title(title).body(body).language("en");
    article.published(published.parse().unwrap()).build().unwrap()
}

#[test]
fn the_algiers_story_reads_well() {
    let articles = sample();
    let digest = digest_of(&articles, "wapo-algiers");
    let title = &articles.iter().find(|article| article.id == digest.headline.article).unwrap().title;
    assert!(digest.headline.is_title && title.contains(&digest.headline.text), "{:?}", digest.headline);
    assert!(digest.headline.text.contains("Clinton"), "{:?}", digest.headline);
    let terms: Vec<&str> = digest.key_terms.iter().map(|term| term.text.as_str()).collect();
    for expected in ["Mali", "Algeria", "Abdelaziz Bouteflika"] {
        assert!(terms.contains(&expected), "{expected}: {terms:?}");
    }
    assert_eq!((digest.corroboration.newsrooms, digest.corroboration.families), (4, 4));
    let source = |name: &str| digest.sources.iter().find(|source| source.source == name).unwrap();
    assert_eq!(
        source("The Star-Ledger").reprints,
        [("ledger-algiers".to_owned(), "wapo-algiers".to_owned())]
    );
    assert_eq!(source("The New York Times").versions, ["nyt-algiers-2"]);
    assert_eq!(source("The Washington Post").family.as_deref(), Some("Nash Holdings"));
    assert_eq!(digest.timeline.first_report.as_deref(), Some("nyt-algiers-1"));
    let outlets: Vec<&str> =
        digest.summary.iter().filter_map(|sentence| sentence.source.as_deref()).collect();
    assert!(outlets.len() == 4 && outlets.iter().all(|o| outlets.iter().filter(|p| *p == o).count() == 1));
}

/// Three outlets on one accident, two of them with other numbers.
pub(crate) fn collapse() -> Vec<Article> {
    let facts = [
        ("a", "Ashford Gazette", "2024-05-06T08:00:00Z", "12"),
        ("b", "Quay Herald", "2024-05-06T09:30:00Z", "12"),
        ("c", "Selby Star", "2024-05-06T15:00:00Z", "17"),
    ];
    let titles = [
        "Footbridge collapses over the Zelm at Ploonvig",
        "Ploonvig footbridge collapses into the river Zelm",
        "Footbridge collapse at Ploonvig: rescuers search the Zelm",
    ];
    let bodies = [
        "A footbridge over the river Zelm collapsed at Ploonvig during the boat parade. The mayor said N people were killed when \
         the footbridge fell into the Zelm. Divers went on searching under the wreck through the morning.",
        "The footbridge at Ploonvig fell into the river Zelm while a crowd watched the boat parade. Police counted N people killed \
         by the collapse of the footbridge. The parade has crossed the town every May since the bridge was built.",
        "Rescuers searched the Zelm below Ploonvig for those who stood on the footbridge. By the afternoon N people were known to be \
         killed in the collapse of the footbridge. An engineer had warned the town of rust two years ago.",
    ];
    let all = facts.iter().zip(titles).zip(bodies);
    all.map(|((&(id, source, time, killed), title), body)| {
        article(id, source, time, title, &body.replace("N people", &format!("{killed} people")))
    })
    .collect()
}

#[test]
fn figures_disagree_and_change() {
    let digest = digest_of(&collapse(), "a");
    assert_eq!(digest.articles, 3);
    let figure = &digest.figures[0];
    assert_eq!(figure.unit, "people");
    let values: Vec<(f64, &str, usize)> =
        figure.values.iter().map(|value| (value.value, value.text.as_str(), value.articles.len())).collect();
    assert_eq!(values, [(12.0, "12", 2), (17.0, "17", 1)]);
    assert!(figure.changed_over_time);
    assert_eq!(digest.figures.len(), 1, "{:?}", digest.figures);
    // numbers that all agree on are no figure
    let mut agreed = collapse();
    agreed[2].body = agreed[2].body.replace("17", "twelve");
    assert_eq!(digest_of(&agreed, "a").figures, []);
}

#[test]
fn figures_are_found_in_other_languages() {
    let of = |id: &str, source: &str, body: &str| {
        let article = Article::builder(id).source(source).language("de");
        article.title("Fußgängerbrücke in Ploonvig stürzt in die Zelm").body(body).build().unwrap()
    };
    let articles = [
        of(
            "a",
            "Quaybote",
            "Beim Einsturz der Fußgängerbrücke in Ploonvig wurden nach Angaben der Polizei 12 Menschen getötet.",
        ),
        of(
            "b",
            "Selbyer Tagblatt",
            "Die Polizei zählte nach dem Einsturz der Fußgängerbrücke in Ploonvig 17 Menschen, die tot sind.",
        ),
    ];
    let digest = digest_of(&articles, "a");
    let values: Vec<f64> = digest.figures.iter().flat_map(|f| &f.values).map(|value| value.value).collect();
    assert_eq!((digest.figures[0].unit.as_str(), values), ("Menschen", vec![12.0, 17.0]));
}

/// A bridge that falls, told by two outlets; both texts end with a sentence of their own.
fn told_twice(one: &str, other: &str) -> Digest {
    let body = |said: &str| {
        format!(
            "The Quaytown footbridge fell into the Zelm on Monday. {said} Engineers had warned of rust in the bridge's cables for years."
        )
    };
    let articles = [
        article("a", "Herald", "2021-03-01T09:00:00Z", "Quaytown footbridge falls into the Zelm", &body(one)),
        article("b", "Post", "2021-03-01T15:00:00Z", "Footbridge in Quaytown falls into Zelm", &body(other)),
    ];
    digest_of(&articles, "a")
}

#[test]
fn figures_of_different_things_do_not_disagree() {
    let killed = "The fall of the footbridge in Quaytown killed 17 people, police said.";
    for (other, differ) in [
        ("Police said 12 people were killed when the footbridge in Quaytown fell.", true),
        // another fate, another noun, another place
        ("Police said 12 people were injured when the footbridge in Quaytown fell.", false),
        ("Police said 12 rescue workers were killed when the footbridge in Quaytown fell.", false),
        ("Police said a fall of the footbridge in Ashford killed 12 people in 1987.", false),
        // what is said allows the other number
        ("Police said at least 12 people were killed when the footbridge in Quaytown fell.", false),
        ("Police said more than a dozen people were killed when the footbridge in Quaytown fell.", false),
        ("Police said about 15 people were killed when the footbridge in Quaytown fell.", false),
        ("Police said up to 30 people were killed when the footbridge in Quaytown fell.", false),
        // a part, or one more
        ("Police said another 12 people were killed when the footbridge in Quaytown fell.", false),
        ("Police said 12 of 30 people were killed when the footbridge in Quaytown fell.", false),
        (
            "Police said 12 people were killed, and five more on the bank, when the footbridge in Quaytown fell.",
            false,
        ),
        // it has both numbers
        (
            "Police said 12 people were killed when the footbridge in Quaytown fell. The mayor of Quaytown said the footbridge \
             killed 17 people.",
            false,
        ),
    ] {
        let figures = told_twice(killed, other).figures;
        assert_eq!(!figures.is_empty(), differ, "{other}: {figures:?}");
    }
}

#[test]
fn stories_of_one_affair_are_a_saga() {
    let mut articles = Vec::new();
    let mut add = |id: &str, source: &str, day: &str, title: &str, body: &str| {
        articles.push(article(id, source, &format!("{day}T09:00:00Z"), title, body));
    };
    let steps = [
        (
            "2021-03-01",
            "Plimworth arrested over Orvin dam",
            "Police arrested Edda Plimworth, who built the Orvin dam, at her villa. Handcuffed officers led the engineer to a car.",
        ),
        (
            "2021-03-12",
            "Plimworth charged with manslaughter over Orvin dam",
            "Prosecutors charged Edda Plimworth, who built the Orvin dam, with manslaughter. The indictment lists forged inspections of concrete.",
        ),
        (
            "2021-03-29",
            "Jury hears first witnesses in Orvin dam trial of Plimworth",
            "The trial of Edda Plimworth, who built the Orvin dam, began. A jury heard witnesses speak of sirens and floodwater at night.",
        ),
    ];
    for (at, (day, title, body)) in steps.into_iter().enumerate() {
        for source in ["Herald", "Post"] {
            add(&format!("{source}-{at}"), source, day, &format!("{title}, {source} learns"), body);
        }
    }
    // another dam, and other people
    for source in ["Herald", "Post"] {
        add(
            &format!("{source}-other"),
            source,
            "2021-03-13",
            "Engineer charged over Brackwell tunnel",
            "Prosecutors in Brackwell charged the engineer Tobias Vane with fraud over the tunnel. The indictment lists bribes.",
        );
        add(
            &format!("{source}-sport"),
            source,
            "2021-03-14",
            "Rovers win cup in Fenwick",
            "The Rovers won the cup in Fenwick after extra time. Supporters danced.",
        );
    }
    // they are reports of three days, whatever they have in common
    let mut config = config();
    let [herald, post] =
        ["Herald", "Post"].map(|source| (0..3).map(|at| format!("{source}-{at}")).collect::<Vec<_>>());
    for days in [&herald, &post] {
        config.corrections.push(Verdict::NotSame(days.clone()).into()).unwrap();
    }
    for (one, other) in herald.iter().zip(&post) {
        config.corrections.push(Verdict::Same(vec![one.clone(), other.clone()]).into()).unwrap();
    }
    let stories = cluster(&articles, &config).unwrap();
    let digester = Digester::new(&articles, &stories, &config).unwrap();
    let number = |id: &str| stories.story_of(id).unwrap().id;
    let expected = [number("Herald-0"), number("Herald-1"), number("Herald-2")];
    assert!(expected[0] != expected[1] && expected[1] != expected[2], "{stories:?}");
    let [saga] = digester.sagas() else { panic!("{:?}", digester.sagas()) };
    assert_eq!(saga.stories.iter().map(|story| story.story).collect::<Vec<_>>(), expected);
    assert_eq!(saga.articles, 6);
    assert_eq!(digester.digest(expected[1]).unwrap().saga.as_ref(), Some(saga));
    assert_eq!(digester.digest(number("Post-sport")).unwrap().saga, None);
    // a long time later it is another affair, and one source alone makes none
    let mut later = articles.clone();
    for article in later.iter_mut().filter(|article| article.id.ends_with("-2")) {
        article.published = "2021-06-29".parse().ok();
    }
    let stories = cluster(&later, &config).unwrap();
    let sagas = Digester::new(&later, &stories, &config).unwrap().sagas().to_vec();
    assert_eq!(sagas.iter().map(|saga| saga.stories.len()).collect::<Vec<_>>(), [2]);
    for article in articles.iter_mut().filter(|article| article.id != "Post-sport") {
        article.source = Some("Herald".to_owned());
    }
    let stories = cluster(&articles, &config).unwrap();
    assert_eq!(Digester::new(&articles, &stories, &config).unwrap().sagas(), []);
    // unless there is no other
    articles.retain(|article| article.id != "Post-sport");
    let stories = cluster(&articles, &config).unwrap();
    assert_eq!(Digester::new(&articles, &stories, &config).unwrap().sagas().len(), 1);
}

#[test]
fn headlines_are_headlines() {
    let mut articles = collapse();
    articles[0].title = "COLLAPSE OF THE PLOONVIG FOOTBRIDGE ON THE ZELM".to_owned();
    articles[1].title =
        "The footbridge of Ploonvig in the river Zelm after the collapse of the footbridge. (Jane Roe/QP)"
            .to_owned();
    let digest = digest_of(&articles, "a");
    assert_eq!(digest.headline.article, "c", "{:?}", digest.headline);
    assert!(digest.headline.is_title);
    for article in &mut articles {
        article.title.clear();
    }
    let digest = digest_of(&articles, "a");
    assert!(
        !digest.headline.is_title && digest.headline.text.contains("footbridge"),
        "{:?}",
        digest.headline
    );
}

#[test]
fn a_timeline_has_growth_and_revivals() {
    let mut articles = collapse();
    let more =
        ["2024-05-06T16:00:00Z", "2024-05-06T18:00:00Z", "2024-05-16T10:00:00Z", "2024-05-16T12:00:00Z"];
    for (number, time) in (0..).zip(more) {
        let mut again = articles[number % 3].clone();
        again.id = format!("m{number}");
        again.source = Some(format!("Outlet {number}"));
        again.published = time.parse().ok();
        again.body.push_str(&format!(
            " Witness {number} spoke of a crack that ran along rail {number} of the deck."
        ));
        articles.push(again);
    }
    let digest = digest_of(&articles, "a");
    let timeline = &digest.timeline;
    assert_eq!(timeline.period_seconds, 86_400);
    let days: Vec<(usize, bool)> = timeline.periods.iter().map(|p| (p.articles, p.is_revival)).collect();
    assert_eq!(days, [(5, false), (2, true)]);
    // the input goes on without it
    articles.push(article("z", "Quay Herald", "2024-07-30", "Orchards fear frost", "Growers light fires."));
    assert_eq!(digest_of(&articles, "a").timeline.trend, Trend::Over);
}

#[test]
fn outlets_that_cover_such_news_are_missed() {
    let events = [
        (
            "Dam of the Zelm river board gives way",
            "The dam above Ploonvig gave way at night and mud buried nine barns. The Zelm river board had inspected its spillway.",
        ),
        (
            "Zelm river board counts dead trout",
            "Anglers at Quorvath found thousands of dead trout on the gravel. The Zelm river board blames dye from the tannery.",
        ),
        (
            "Zelm river board raises ferry fares",
            "A ferry ticket to Zelmirra will cost four crowns. The Zelm river board says diesel made the old fare a loss.",
        ),
        (
            "Pier of the Zelm river board burns",
            "Flames ate the wooden pier of Ustrabekk while firemen pumped. The Zelm river board will not rebuild its tea house.",
        ),
        (
            "Zelm river board hires a lock keeper",
            "Ilse Carverin, a clockmaker, becomes keeper of the lock at Selbin. The Zelm river board chose her from eighty.",
        ),
    ];
    let mut articles = Vec::new();
    for (number, (title, body)) in (0..).zip(events) {
        for source in ["Quay Herald", "Selby Star", "Ashford Gazette"] {
            // the Gazette has nothing of the last
            if source != "Ashford Gazette" || number < 4 {
                let (id, day) = (format!("{source}-{number}"), format!("2024-{:02}-03", 1 + number * 2));
                articles.push(article(&id, source, &day, title, body));
            }
        }
    }
    // what they have in common is much of so short texts
    let config = Config { granularity: 5.0, ..config() };
    let digest = digest_with(&articles, "Quay Herald-4", &config);
    assert_eq!(digest.articles, 2, "{digest:?}");
    assert_eq!(digest.missing_sources, ["Ashford Gazette"]);
    assert_eq!(digest_with(&articles, "Quay Herald-1", &config).missing_sources, [""; 0]);
}

#[test]
fn one_owner_is_one_voice() {
    let mut articles = collapse();
    articles[0].source = Some("The Wall Street Journal".to_owned());
    articles[1].source = Some("New York Post".to_owned());
    let voices = digest_of(&articles, "a").corroboration;
    assert_eq!((voices.newsrooms, voices.families, voices.largest.as_deref()), (3, 2, Some("News Corp")));
    let mut families = Families::empty();
    families.extend_tsv("Selby Star\tNews Corp\tgb\tnewspaper").unwrap();
    assert!(families.of(Some("The Selby Star"), None, &Newsrooms::empty()).is_some());
}

#[test]
fn a_digester_knows_no_other_stories_and_needs_no_texts() {
    let articles = collapse();
    let stories = cluster(&articles, &config()).unwrap();
    let digester = Digester::new(&[], &stories, &config()).unwrap();
    let digest = digester.digest(stories.story_of("a").unwrap().id).unwrap();
    check(&digest, &[], &stories);
    assert!(digest.summary.is_empty() && digest.sources.len() == 3);
    assert_eq!(digester.digest(samestory::StoryId(99)), None);
}

proptest! {
    #![proptest_config(property("any_text_has_a_digest", 60))]

    #[test]
    fn any_text_has_a_digest(
        texts in prop::collection::vec((text(), text(), prop::option::of(0_i64..3_000_000)), 1..7),
        is_traced in any::<bool>(),
    ) {
        let build = |(at, (title, body, time)): (usize, &(String, String, Option<i64>))| {
            let mut article = Article::builder(format!("{}", at % 5)).title("-").build().unwrap();
            article.source = (at % 3 > 0).then(|| format!("Outlet {}", at % 3));
            article.published = time.and_then(|time| samestory::Published::at_second(1_700_000_000 + time).ok());
            // what all have in common makes them one story
            article.title = format!("{title} Ploonvig");
            article.body = format!("Ferry sinks off Ploonvig with {at} sailors. {body} The Zelm froze over.\n{body}");
            article
        };
        let articles: Vec<Article> = texts.iter().enumerate().map(build).collect();
        let config = Config { find_copies: is_traced, ..Config::default() };
        let stories = cluster(&articles, &config).unwrap();
        let digester = Digester::new(&articles, &stories, &config).unwrap();
        let again = Digester::new(&articles, &stories, &config).unwrap();
        for story in &stories {
            let digest = digester.digest(story.id).unwrap();
            check(&digest, &articles, &stories);
            prop_assert_eq!(&digest, &again.digest(story.id).unwrap());
            prop_assert!(serde_json::to_string(&digest).is_ok());
        }
    }
}
