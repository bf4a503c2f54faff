//! Stories of several languages, linked by names, numbers and dates.

use std::collections::HashMap;

use proptest::prelude::*;
use samestory::{Article, Config, Stories, cluster};
use samestory_digest::{LanguageLinker, StoryLink};

use crate::support::{property, records, repository};

fn article(id: &str, language: &str, published: &str, body: &str) -> Article {
    Article::builder(id).language(language).published(published.parse().unwrap()).body(body).build().unwrap()
}

/// One event in three languages, and another of the same day in two of them.
fn articles() -> Vec<Article> {
    vec![
        article(
            "bridge en",
            "en",
            "2031-03-04",
            "A bridge over the Quelva at Ostramund fell on Monday, and 3,400 people in Vellarine were cut off. \
             The engineer Ivo Karpenko of Brondal Works had warned of it.",
        ),
        article(
            "bridge es",
            "es",
            "2031-03-05",
            "Un puente sobre el Quelva en Ostramund cayó el lunes y dejó aisladas a 3.400 personas de Vellarine. \
             El ingeniero Ivo Karpenko, de Brondal Works, lo había advertido.",
        ),
        article(
            "bridge uk",
            "uk",
            "2031-03-04",
            "У місті Острамунд упав міст через річку Кельва, 3 400 людей у селищі Велларіне відрізані. \
             Про це попереджав інженер Іво Карпенко з фірми Brondal Works.",
        ),
        article(
            "vote en",
            "en",
            "2031-03-04",
            "The mayor of Ostramund, Dana Wexholm, lost the vote in Tarnby by 1,250 ballots to Rolf Isandre.",
        ),
        article(
            "vote es",
            "es",
            "2031-03-04",
            "La alcaldesa de Ostramund, Dana Wexholm, perdió la votación en Tarnby por 1.250 papeletas ante Rolf Isandre.",
        ),
    ]
}

fn links(articles: &[Article]) -> (Stories, Vec<StoryLink>) {
    let config = Config::default();
    let stories = cluster(articles, &config).unwrap();
    let mut linker = LanguageLinker::new(&config).unwrap();
    linker.read(articles);
    let links = linker.links(&stories);
    (stories, links)
}

/// The links by the ids of the first articles of their stories, sorted.
fn named(articles: &[Article]) -> Vec<[String; 2]> {
    let (stories, links) = links(articles);
    let first = |id| stories.get(id).unwrap().members[0].id.clone();
    let mut named: Vec<[String; 2]> = links.iter().map(|link| link.stories.map(first)).collect();
    named.sort();
    named
}

#[test]
fn one_event_is_linked_across_languages_and_another_is_not() {
    let found = named(&articles());
    for pair in [
        ["bridge en", "bridge es"],
        ["bridge en", "bridge uk"],
        ["bridge es", "bridge uk"],
        ["vote en", "vote es"],
    ] {
        assert!(found.contains(&pair.map(str::to_owned)), "{pair:?}: {found:?}");
    }
    assert_eq!(found.len(), 4, "{found:?}");
}

#[test]
fn a_link_says_what_is_shared() {
    let (_, links) = links(&articles()[..2]);
    assert_eq!(links[0].languages, ["en", "es"]);
    assert!(links[0].strength > 0.5 && links[0].strength <= 1.0);
    assert_eq!(links[0].shared.len(), 5);
    assert!(links[0].shared.iter().any(|shared| shared == "Karpenko"), "{:?}", links[0].shared);
}

#[test]
fn the_order_of_reading_in_parts_does_not_matter() {
    let (articles, config) = (articles(), Config::default());
    let (stories, expected) = links(&articles);
    let mut linker = LanguageLinker::new(&config).unwrap();
    articles.chunks(2).for_each(|part| linker.read(part));
    assert_eq!(linker.links(&stories), expected);
    let mut turned = articles;
    let named_before = named(&turned);
    turned.reverse();
    let mut named_after = named(&turned);
    named_after.iter_mut().for_each(|pair| pair.sort());
    named_after.sort();
    assert_eq!(named_after, named_before);
}

#[test]
fn days_apart_no_language_and_one_language_link_nothing() {
    let mut articles = articles();
    articles.truncate(2);
    articles[1].published = Some("2031-03-09".parse().unwrap());
    assert_eq!(named(&articles), Vec::<[String; 2]>::new());
    articles[1].published = None;
    assert_eq!(named(&articles).len(), 1);
    articles[1].language = Some("ar".to_owned());
    articles[1].body = format!(
        "في أوسترامند يوم الاثنين انهار الجسر وقال المهندس إن العمال حذروا. {}",
        "3,400 Ostramund Karpenko Vellarine"
    );
    assert_eq!(named(&articles), Vec::<[String; 2]>::new());
    articles[1].language = Some("en".to_owned());
    assert_eq!(named(&articles), Vec::<[String; 2]>::new());
    articles.iter_mut().for_each(|article| (article.title, article.body) = (String::new(), String::new()));
    assert_eq!(named(&articles), Vec::<[String; 2]>::new());
}

#[test]
fn links_of_the_sample_are_right() {
    let records = records(&repository("data/sample.jsonl"));
    // a label is "event" or "event.language"
    let event = |story: &str| story.split('.').next().unwrap().to_owned();
    let labelled =
        records.iter().map(|of| (of.article.id.as_str(), event(of.gold.story.as_deref().unwrap())));
    let events: HashMap<&str, String> = labelled.collect();
    let articles: Vec<Article> = records.iter().map(|record| record.article.clone()).collect();
    let (stories, links) = links(&articles);
    let events_of = |id| -> Vec<&str> {
        stories.get(id).unwrap().members.iter().map(|member| events[member.id.as_str()].as_str()).collect()
    };
    assert!(links.len() > 3, "{links:?}");
    for link in &links {
        let [one, other] = link.stories.map(events_of);
        assert!(one.iter().any(|event| other.contains(event)), "{link:?}: {one:?}, {other:?}");
    }
}

proptest! {
    #![proptest_config(property("links of any text", 60))]

    #[test]
    fn any_text_is_read(texts in prop::collection::vec((any::<String>(), any::<String>(), 0..4_usize), 0..12)) {
        let article = |(at, (title, body, language)): (usize, (String, String, usize))| {
            let language = ["en", "es", "uk", "ar"][language];
            Article::builder(at.to_string()).title(title).body(body).language(language).build().ok()
        };
        let articles: Vec<Article> = texts.into_iter().enumerate().filter_map(article).collect();
        let (_, links) = links(&articles);
        prop_assert!(links.iter().all(|link| link.strength <= 1.0 && link.stories[0] < link.stories[1]));
    }
}
