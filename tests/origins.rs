//! Origins: who wrote the texts of a story.

use samestory::copies::CopyConfig;
use samestory::credits::Newsrooms;
use samestory::origins::Role;
use samestory::unstable::copies::find_copies;
use samestory::unstable::credits::CreditRole;
use samestory::unstable::origins::{Origin, OriginEvidence, StoryOrigins, trace_origins};
use samestory::{Article, ArticleId};

use crate::support::{records, repository};

fn traced(articles: &[Article]) -> StoryOrigins {
    let links = find_copies(articles, &CopyConfig::default()).unwrap().copies;
    let numbered: Vec<_> = articles.iter().enumerate().map(|(at, a)| (ArticleId(at as u32), a)).collect();
    trace_origins(&numbered, &links, &Newsrooms::builtin())
}

/// The articles of one story of the sample corpus.
fn story(label: &str) -> Vec<Article> {
    let records = records(&repository("data/sample.jsonl"));
    records.into_iter().filter(|r| r.gold.story.as_deref() == Some(label)).map(|r| r.article).collect()
}

#[test]
fn eight_outlets_and_four_origins() {
    let articles = story("algiers-talks");
    let traced = traced(&articles);
    let origins: Vec<_> =
        traced.origins.iter().map(|o| (o.newsroom.as_deref().unwrap(), o.articles.len())).collect();
    assert_eq!(
        origins,
        [("The New York Times", 2), ("Associated Press", 3), ("BBC News", 1), ("The Washington Post", 2)]
    );
    assert_eq!(traced.independent_origins(), 4);
    let roles: Vec<_> = articles.iter().zip(&traced.articles).map(|(a, o)| (a.id.as_str(), o.role)).collect();
    for (id, role) in [
        ("nyt-algiers-1", Role::Origin),
        ("nyt-algiers-2", Role::Version),
        ("ap-algiers", Role::Origin),
        ("denver-algiers-ap", Role::Abridged),
        ("chicago-algiers-ap", Role::Reprint),
        ("wapo-algiers", Role::Origin),
        ("ledger-algiers", Role::Abridged),
    ] {
        assert!(roles.contains(&(id, role)), "{id}: {roles:?}");
    }
    assert_eq!(articles[traced.first_report.unwrap().index()].id, "nyt-algiers-1");
    let steps: Vec<_> = traced.propagation.iter().map(|s| articles[s.article.index()].id.as_str()).collect();
    assert_eq!(steps[..3], ["nyt-algiers-1", "ap-algiers", "bbc-algiers"]);
    let denver =
        traced.propagation.iter().find(|s| articles[s.article.index()].id == "denver-algiers-ap").unwrap();
    assert_eq!(denver.delay, Some(3 * 3600 + 15 * 60), "behind the agency, not behind the story");
}

#[test]
fn a_picture_by_an_agency_does_not_make_a_text_its() {
    let articles = story("algiers-talks");
    let traced = traced(&articles);
    let at = articles.iter().position(|a| a.id == "wapo-algiers").unwrap();
    let post = &traced.articles[at];
    assert_eq!((post.origin, post.written_by.as_deref()), (Origin::Own, Some("The Washington Post")));
    let roles: Vec<_> = post
        .evidence
        .iter()
        .filter_map(|e| match e {
            OriginEvidence::Credit(credit) => Some((credit.role, credit.text(&articles[at].body))),
            _ => None,
        })
        .collect();
    assert_eq!(roles, [(CreditRole::Picture, "AP")]);
}

#[test]
fn a_copy_dated_to_the_day_does_not_come_before_its_original() {
    let articles = story("algiers-talks.fr");
    let traced = traced(&articles);
    let steps: Vec<_> = traced.propagation.iter().map(|s| articles[s.article.index()].id.as_str()).collect();
    let place = |id: &str| steps.iter().position(|s| *s == id).unwrap();
    assert!(place("afp-alger") < place("lefigaro-alger-afp"), "{steps:?}");
}

fn article(id: &str, source: Option<&str>, body: &str) -> Article {
    let builder = Article::builder(id).body(body);
    source.map_or(builder.clone(), |source| builder.source(source)).build().unwrap()
}

const REPORT: &str = "The dam above Ashford held through the night, engineers said, though water stood a hand below its crest. \
    Some four hundred people slept in the gymnasium of the school. The river is expected to fall from noon on.";

#[test]
fn one_agency_is_one_origin_however_often_and_wherever_printed() {
    let (one, other) =
        (format!("ASHFORD (AP) — {REPORT}"), "Rain closed the road to Millbrook for a second day. – AP");
    let articles = [
        article("a", Some("The Ashford Gazette"), &one),
        article("b", Some("Millbrook Gazette"), other),
        article("c", None, &one.replace("ASHFORD", "Ashford")),
        article(
            "d",
            Some("apnews.com"),
            "Farmers above the dam count their losses after three weeks of rain.",
        ),
        article(
            "e",
            Some("The Millbrook Post"),
            "Our own reporter walked the levee with the mayor on the night of the flood.",
        ),
    ];
    let traced = traced(&articles);
    assert_eq!(traced.independent_origins(), 2);
    assert_eq!(traced.origins[0].articles.len(), 4);
    assert!(matches!(traced.articles[0].origin, Origin::Newsroom(_) | Origin::CopyOf(_)));
    assert_eq!(traced.articles[3].origin, Origin::Own);
    assert_eq!(traced.articles[4].written_by.as_deref(), Some("millbrook post"));
}

#[test]
fn nobody_known_is_an_origin_of_its_own() {
    let articles =
        [article("a", None, REPORT), article("b", None, "Quite another text."), article("c", None, REPORT)];
    let traced = traced(&articles);
    assert_eq!(traced.independent_origins(), 2);
    assert_eq!(traced.articles[1].origin, Origin::Unknown);
    assert_eq!(traced.articles[2].origin, Origin::CopyOf(ArticleId(0)));
    assert_eq!(trace_origins(&[], &[], &Newsrooms::empty()).first_report, None);
}

#[test]
fn what_an_outlet_credits_to_itself_is_its_own() {
    let article = |id: &str, url: &str, tail: &str| {
        let body = format!(
            "A ferry with 40 passengers ran aground off the cape on Tuesday.\n\nAll were brought ashore by noon.\n\n{tail}"
        );
        Article::builder(id).url(url).title("Ferry aground").body(body).build().unwrap()
    };
    let asia = "https://www.channelnewsasia.com/world/ferry-aground-1";
    for (url, tail, role, newsroom) in [
        (asia, "Source: CNA/ic", Role::Origin, "Channel NewsAsia"),
        (asia, "Source: Reuters/zl", Role::Reprint, "Reuters"),
        ("https://gazette.example/1", "Source: CNA", Role::Reprint, "Central News Agency"),
        (
            "https://www.aljazeera.com/news/1",
            "SOURCE: Al Jazeera and news agencies",
            Role::Origin,
            "Al Jazeera",
        ),
        ("https://www.aljazeera.com/news/2", "SOURCE: News agencies", Role::Reprint, "Wire services"),
    ] {
        let traced = traced(&[article("a", url, tail)]);
        let found = (traced.articles[0].role, traced.articles[0].written_by.as_deref());
        assert_eq!(found, (role, Some(newsroom)), "{tail}");
    }
}
