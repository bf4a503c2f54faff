//! Explanations are what clustering did, and add up.

use std::sync::LazyLock;

use proptest::prelude::*;
use samestory::terms::{Analyzer, Kind, Lexicon};
use samestory::{Article, Clusterer, Config, Published, StoryId, cluster};
use samestory_explain::{AlarmKind, Explainer, FindOptions, PairExplanation, ScoreExplanation, Standing};

use crate::any_text;
use crate::support::{property, sample, without_background};

static SAMPLE: LazyLock<Vec<Article>> = LazyLock::new(sample);
static EXPLAINER: LazyLock<Explainer<'static>> =
    LazyLock::new(|| Explainer::new(&SAMPLE, &Config { find_copies: false, ..Config::default() }).unwrap());

fn article(id: &str, source: &str, published: &str, title: &str, body: &str) -> Article {
    let published: Published = published.parse().unwrap();
    Article::builder(id)
        .source(source)
        .published(published)
        .language("en")
        .title(title)
        .body(body)
        .build()
        .unwrap()
}

/// Checks that bias, contributions and calibration make the score.
fn assert_adds_up(score: &ScoreExplanation) {
    let sum: f64 = score.contributions.iter().map(|part| part.contribution).sum();
    let logit = score.bias + sum + score.calibration;
    assert!((logit - score.logit).abs() < 1e-9, "{score:?}");
    assert!((1.0 / (1.0 + (-logit).exp()) - score.score).abs() < 1e-5, "{score:?}");
}

/// The terms of a printed text: words and names, each as if it stood within a sentence.
fn terms_of(text: &str, language: Option<&str>) -> Vec<String> {
    let mut article = Article::builder("a")
        .body(format!("and then they saw how {text} went on into the evening"))
        .build()
        .unwrap();
    article.language = language.map(str::to_owned);
    let mut lexicon = Lexicon::new();
    let kinds = [Kind::Word, Kind::Number, Kind::Name];
    let terms = Analyzer::default().terms(&article, &kinds, &mut lexicon);
    terms.into_iter().filter_map(|term| lexicon.term(term).map(str::to_owned)).collect()
}

/// Checks that every span is a part of its article, and holds its term.
fn assert_spans_hold_terms(pair: &PairExplanation, articles: [&Article; 2]) -> usize {
    let one_sided = pair.unmatched_names.iter().chain(&pair.unmatched_numbers).flatten();
    let mut spans = 0;
    for term in pair.shared_terms.iter().chain(&pair.shared_names).chain(one_sided) {
        for (own, article) in term.spans.iter().zip(articles) {
            for span in own {
                let text = span.of(article);
                let terms = terms_of(text, article.language.as_deref());
                assert!(!text.is_empty() && terms.contains(&term.term), "{term:?}: {text:?} has {terms:?}");
                spans += 1;
            }
        }
    }
    spans
}

fn by_id(id: &str) -> &'static Article {
    SAMPLE.iter().find(|article| article.id == id).unwrap()
}

proptest! {
    #![proptest_config(property("explain", 96))]

    #[test]
    fn contributions_add_up_to_the_score(a in 0..SAMPLE.len(), b in 0..SAMPLE.len(), near in any::<bool>()) {
        // half of the pairs are of one story or next to it
        let b = if near { (a + b % 5 + 1) % SAMPLE.len() } else { b };
        let pair = EXPLAINER.pair(&SAMPLE[a].id, &SAMPLE[b].id).unwrap();
        assert_adds_up(&pair.score);
        assert_spans_hold_terms(&pair, [&SAMPLE[a], &SAMPLE[b]]);
        prop_assert_eq!(pair.same_story, EXPLAINER.stories().labels()[a] == EXPLAINER.stories().labels()[b]);
        let back = EXPLAINER.pair(&SAMPLE[b].id, &SAMPLE[a].id).unwrap();
        prop_assert_eq!((pair.score, pair.standing), (back.score, back.standing));
    }

    #[test]
    fn no_text_makes_it_panic(texts in prop::collection::vec((any_text::text(), any_text::text()), 1..6), asked in any_text::text()) {
        let article = |(at, (title, body)): (usize, &(String, String))| {
            let mut article = Article::builder(format!("{}", at % 4)).title("-").build().unwrap();
            (article.title, article.body) = (title.clone(), body.clone());
            article
        };
        let articles: Vec<Article> = texts.iter().enumerate().map(article).collect();
        let explainer = Explainer::new(&articles, &without_background()).unwrap();
        let options = FindOptions::default();
        let _ = explainer.find(&asked, &options);
        for (title, body) in &texts {
            let _ = explainer.find(&format!("{title}\n{body}"), &options);
        }
        for one in &articles {
            explainer.article(&one.id).unwrap();
            for other in &articles {
                let pair = explainer.pair(&one.id, &other.id).unwrap();
                let terms = pair.shared_terms.iter().chain(&pair.shared_names);
                for span in terms.flat_map(|term| &term.spans[0]) {
                    prop_assert!(articles.iter().any(|article| !span.of(article).is_empty()));
                }
            }
        }
        for story in explainer.stories() {
            explainer.story(story.id).unwrap();
        }
    }
}

#[test]
fn the_stories_are_those_of_clustering() {
    for find_copies in [false, true] {
        let config = Config { find_copies, ..Config::default() };
        let explainer = Explainer::new(&SAMPLE, &config).unwrap();
        assert_eq!(*explainer.stories(), cluster(&SAMPLE, &config).unwrap());
        for article in SAMPLE.iter() {
            let explained = explainer.article(&article.id).unwrap();
            let story = explainer.stories().story_of(&article.id).unwrap();
            assert_eq!(explained.story, story.id);
            assert!(find_copies || explained.compared == article.id);
            let alone = explainer.story(story.id).unwrap().articles == 1;
            assert_eq!(explained.closeness.is_none(), alone, "{}", article.id);
            if let (Some(own), Some(leaves)) = (explained.closeness, explained.leaves_below) {
                assert!(
                    own >= leaves && explained.margin.is_none_or(|margin| margin > -0.02),
                    "{explained:?}"
                );
            }
        }
    }
}

#[test]
fn chains_and_cuts_are_the_strongest_and_the_loosest() {
    for story in EXPLAINER.stories().iter().filter(|story| (3..=10).contains(&story.len())) {
        let ids: Vec<&str> = story.members.iter().map(|member| member.id.as_str()).collect();
        let n = ids.len();
        // the widest way between any two, by Floyd and Warshall
        let counted = |a: usize, b: usize| {
            let pair = EXPLAINER.pair(ids[a], ids[b]).unwrap();
            if pair.standing == Standing::Counted && a != b { pair.score.score } else { 0.0 }
        };
        let scores: Vec<Vec<f64>> = (0..n).map(|a| (0..n).map(|b| counted(a, b)).collect()).collect();
        let mut widest = scores.clone();
        for over in 0..n {
            for a in 0..n {
                for b in 0..n {
                    widest[a][b] = widest[a][b].max(widest[a][over].min(widest[over][b]));
                }
            }
        }
        for a in 0..n {
            for b in (0..n).filter(|&b| b != a) {
                let chain = EXPLAINER.pair(ids[a], ids[b]).unwrap().chain;
                let weakest = chain.iter().map(|link| link.score).fold(f64::INFINITY, f64::min);
                assert_eq!(
                    if chain.is_empty() { 0.0 } else { weakest },
                    widest[a][b],
                    "{}–{}",
                    ids[a],
                    ids[b]
                );
                assert!(chain.windows(2).all(|two| two[0].b == two[1].a));
                assert!(chain.is_empty() || (chain[0].a == ids[a] && chain[chain.len() - 1].b == ids[b]));
            }
        }
        let explained = EXPLAINER.story(story.id).unwrap();
        let weakest =
            (0..n).flat_map(|a| (0..a).map(move |b| (a, b))).map(|(a, b)| widest[a][b]).fold(1.0, f64::min);
        assert_eq!(explained.weakest.map_or(0.0, |link| link.score), weakest);
        // in a small story every cross pair counts: closeness is their mean
        let split = explained.split.unwrap();
        let place = |id: &String| ids.iter().position(|other| other == id).unwrap();
        let [one, other] = split.parts.each_ref().map(|part| part.iter().map(place).collect::<Vec<_>>());
        let sum: f64 =
            one.iter().flat_map(|&a| other.iter().map(move |&b| (a, b))).map(|(a, b)| scores[a][b]).sum();
        assert!((split.closeness - sum / (one.len() * other.len()) as f64).abs() < 1e-8, "{}", story.id);
        let pairs = (n * (n - 1) / 2) as f64;
        let all: f64 = (0..n).map(|a| scores[a][..a].iter().sum::<f64>()).sum();
        assert!((explained.cohesion.unwrap() - all / pairs).abs() < 1e-8);
    }
}

#[test]
fn what_speaks_for_and_against_a_pair_is_named() {
    let articles = [
        article(
            "a",
            "Herald",
            "2012-10-01",
            "Flood in Ploonvig kills 12",
            "The river Ustra flooded Ploonvig. Mayor Anna Quorvath counted 12 dead.",
        ),
        article(
            "b",
            "Times",
            "2012-10-01",
            "Ploonvig flood kills 17",
            "The river Ustra flooded Ploonvig, and Governor Peter Zelmirra counted 17 dead.",
        ),
        article(
            "c",
            "Post",
            "2012-10-09",
            "Orchestra of Carver plays Mahler",
            "The orchestra of Carver played a symphony of Mahler in Selby.",
        ),
    ];
    let explainer = Explainer::new(&articles, &Config::default()).unwrap();
    let pair = explainer.pair("a", "b").unwrap();
    let texts = |terms: &[samestory_explain::TermEvidence]| -> Vec<String> {
        terms.iter().map(|term| term.text.clone()).collect()
    };
    assert!(texts(&pair.shared_terms).contains(&"Ploonvig".to_owned()), "{pair:?}");
    assert_eq!(
        pair.unmatched_numbers.each_ref().map(|list| texts(list)),
        [vec!["12".to_owned()], vec!["17".to_owned()]]
    );
    assert!(texts(&pair.unmatched_names[0]).contains(&"Quorvath".to_owned()), "{pair:?}");
    assert_eq!(pair.days_apart, Some(0.0));
    let other = explainer.pair("a", "c").unwrap();
    assert!(!other.same_story && other.closeness.is_some() && other.chain.is_empty());
    assert_ne!(other.standing, Standing::Counted);
    assert_eq!(explainer.pair("a", "x").unwrap_err().to_string(), "no article has the id \"x\"");
    assert_eq!(explainer.story(StoryId(7)).unwrap_err().to_string(), "no story has the number s7");
}

#[test]
fn a_weekly_column_is_a_series() {
    let column = |week: u32| {
        article(
            &format!("c{week}"),
            "Herald",
            &format!("2012-10-{:02}", 1 + 7 * week),
            "Gardening with Anna Quorvath: tulips, compost and frost",
            "Anna Quorvath answers questions of readers on tulips, compost, pruning and frost in the gardens of Ploonvig.",
        )
    };
    let articles: Vec<Article> = (0..4).map(column).collect();
    let explainer =
        Explainer::new(&articles, &Config { boilerplate_repeats: 0, ..Config::default() }).unwrap();
    let story = explainer.stories().story_of("c0").unwrap();
    assert_eq!(story.len(), 4);
    let explained = explainer.story(story.id).unwrap();
    let alarm = explained.alarms.iter().find(|alarm| alarm.kind == AlarmKind::Series).unwrap();
    assert!(alarm.reason.contains("4 of its 4 articles are of Herald, one a week"), "{}", alarm.reason);
}

#[test]
fn the_evidence_of_a_stream_is_taken_apart() {
    let mut clusterer = Clusterer::new(Config::default()).unwrap();
    let mut seen = 0;
    for article in SAMPLE.iter() {
        let assignment = clusterer.insert(article);
        if let Some(evidence) = &assignment.evidence {
            assert_adds_up(&ScoreExplanation::of(evidence, clusterer.config()));
            seen += 1;
        }
    }
    assert!(seen > SAMPLE.len() / 2);
}

#[test]
fn spans_are_in_the_text_that_was_given() {
    let pair = EXPLAINER.pair("reuters-glitter", "reuters-glitter").unwrap();
    assert!(assert_spans_hold_terms(&pair, [by_id("reuters-glitter"); 2]) > 100);
}

#[test]
fn stories_that_were_found_otherwise_are_explained_as_they_are() {
    for find_copies in [false, true] {
        let config = Config { find_copies, ..Config::default() };
        let own = Explainer::new(&SAMPLE, &config).unwrap();
        let given = Explainer::of_stories(&SAMPLE, own.stories().clone(), &config).unwrap();
        for articles in SAMPLE.windows(2).step_by(7) {
            let [a, b] = [articles[0].id.as_str(), articles[1].id.as_str()];
            assert_eq!(given.pair(a, b), own.pair(a, b));
            assert_eq!(given.article(a), own.article(a));
        }
        for story in own.stories() {
            assert_eq!(given.story(story.id), own.story(story.id));
        }
    }
    // of a stream
    let mut clusterer = Clusterer::new(Config::default()).unwrap();
    SAMPLE.iter().for_each(|article| drop(clusterer.insert(article)));
    let explainer =
        Explainer::of_stories(&SAMPLE, clusterer.stories().collect(), clusterer.config()).unwrap();
    for story in clusterer.stories() {
        let explained = explainer.story(story.id).unwrap();
        assert_eq!(explained.story, story.id);
        assert!(explained.articles <= story.len());
        let [first, last] = [&story.members[0].id, &story.members[story.len() - 1].id];
        assert!(explainer.pair(first, last).unwrap().same_story);
    }
    let missing =
        Explainer::of_stories(&SAMPLE[1..], clusterer.stories().collect(), clusterer.config()).unwrap_err();
    assert!(missing.to_string().contains("168 articles are given, and the stories have 169"), "{missing}");
}
