//! Corrections hold, for a closed set and for a stream, through all that comes later.

use samestory::corrections::{Correction, Corrections, Verdict};
use samestory::{Article, Clusterer, Config, Outcome, Published, StoryHistory};
use samestory_explain::{Explainer, Standing};

use crate::support::sample;

fn ids(ids: &[&str]) -> Vec<String> {
    ids.iter().map(|&id| id.to_owned()).collect()
}

fn corrected(verdicts: &[Verdict], find_copies: bool) -> Config {
    let mut corrections = Corrections::default();
    for verdict in verdicts {
        corrections.push(verdict.clone().into()).unwrap();
    }
    Config { corrections, find_copies, ..Config::default() }
}

/// Two articles of the largest story that are not versions of one, and one of another story.
fn three(articles: &[Article]) -> [String; 3] {
    let stories = samestory::cluster(articles, &Config::default()).unwrap();
    let largest = stories.iter().max_by_key(|story| story.len()).unwrap();
    let mut own = largest.members.iter().filter(|member| member.version.is_none());
    let [a, b] = [own.next().unwrap(), own.next_back().unwrap()];
    let other = stories.iter().find(|story| story.id != largest.id).unwrap();
    [a, b, &other.members[0]].map(|member| member.id.clone())
}

/// Whether two articles are together in the end, for a closed set and for a stream.
fn together(articles: &[Article], config: &Config, pairs: &[[&str; 2]]) -> [Vec<bool>; 2] {
    let stories = samestory::cluster(articles, config).unwrap();
    let batch = pairs.iter().map(|[a, b]| stories.story_of(a).unwrap().id == stories.story_of(b).unwrap().id);
    let mut clusterer = Clusterer::new(config.clone()).unwrap();
    articles.iter().for_each(|article| _ = clusterer.insert(article));
    clusterer.validate().unwrap();
    let stream = pairs.iter().map(|[a, b]| clusterer.story_of(a).unwrap() == clusterer.story_of(b).unwrap());
    [batch.collect(), stream.collect()]
}

#[test]
fn what_is_said_before_holds() {
    let articles = sample();
    let [a, b, other] = three(&articles);
    for find_copies in [false, true] {
        let pairs = [[a.as_str(), &b], [&a, &other], [&b, &other]];
        let apart = corrected(&[Verdict::NotSame(ids(&[&a, &b]))], find_copies);
        assert_eq!(together(&articles, &apart, &pairs), [vec![false; 3], vec![false; 3]]);
        let same = corrected(&[Verdict::Same(ids(&[&a, &b, &other]))], find_copies);
        assert_eq!(together(&articles, &same, &pairs), [vec![true; 3], vec![true; 3]]);
        let split = Verdict::Split { part: ids(&[&b, &other]), rest: ids(&[&a]) };
        let split = corrected(&[split], find_copies);
        assert_eq!(together(&articles, &split, &pairs), [vec![false, false, true], vec![false, false, true]]);
    }
}

#[test]
fn corrections_that_no_article_is_named_by_change_nothing() {
    let articles = sample();
    let nothing = corrected(&[Verdict::Same(ids(&["no such", "article"]))], true);
    let stories = |config: &Config| samestory::cluster(&articles, config).unwrap();
    assert_eq!(stories(&nothing).labels(), stories(&Config::default()).labels());
    let stream = |config: Config| {
        let mut clusterer = Clusterer::new(config).unwrap();
        articles.iter().map(|article| clusterer.insert(article).story).collect::<Vec<_>>()
    };
    assert_eq!(stream(nothing), stream(Config::default()));
}

#[test]
fn what_is_said_in_between_holds_and_is_kept_and_taken_back() {
    let articles = sample();
    let [a, b, other] = three(&articles);
    for find_copies in [false, true] {
        let mut clusterer = Clusterer::new(Config { find_copies, ..Config::default() }).unwrap();
        let mut history = StoryHistory::default();
        let half = articles.len() / 2;
        articles[..half].iter().for_each(|article| history.record(clusterer.insert(article)));
        let apart = Correction {
            by: Some("desk".to_owned()),
            why: Some("two events".to_owned()),
            ..Verdict::NotSame(ids(&[&a, &b])).into()
        };
        let (number, changes) = clusterer.correct(apart).unwrap();
        history.record_changes(&changes);
        clusterer.validate().unwrap();
        let (_, changes) = clusterer.correct(Verdict::Same(ids(&[&b, &other])).into()).unwrap();
        history.record_changes(&changes);
        // written and read, it goes on as if it had not been
        let saved = serde_json::to_string(&clusterer).unwrap();
        let mut read: Clusterer = serde_json::from_str(&saved).unwrap();
        assert_eq!(read.config().corrections.entries()[number].correction.by.as_deref(), Some("desk"));
        for article in &articles[half..] {
            let assignment = clusterer.insert(article);
            let again = read.insert(article);
            assert_eq!((again.story, &again.changes), (assignment.story, &assignment.changes));
            history.record(assignment);
        }
        assert_eq!(serde_json::to_string(&read).unwrap(), serde_json::to_string(&clusterer).unwrap());
        let story_of = |clusterer: &Clusterer, id: &str| clusterer.story_of(id).unwrap();
        assert_ne!(story_of(&clusterer, &a), story_of(&clusterer, &b));
        assert_eq!(story_of(&clusterer, &b), story_of(&clusterer, &other));
        let stories = history.stories();
        for id in [&a, &b, &other] {
            assert_eq!(stories.story_of(id).unwrap().id, story_of(&clusterer, id), "{id}");
        }
        clusterer.withdraw(number, None, None, Some("one event".to_owned())).unwrap();
        clusterer.validate().unwrap();
        assert!(clusterer.config().corrections.entries()[number].is_withdrawn);
        assert!(clusterer.withdraw(number, None, None, None).is_err());
    }
}

/// A later or an earlier version of an article, under an id of its own or the same.
fn version(of: &Article, id: &str, seconds: i64) -> Article {
    let mut version = of.clone();
    version.id = id.to_owned();
    version.url = Some("https://herald.example/dam".to_owned());
    version.body.push_str(" A spokesman said on Monday that the talks would go on for a week.");
    let time = of.published.map_or(1_351_000_000, |published| published.seconds());
    version.published = Published::at_second(time + seconds).ok();
    version
}

#[test]
fn a_new_version_stays_corrected() {
    let articles = sample();
    let [a, b, other] = three(&articles);
    let place = |id: &str| articles.iter().position(|article| article.id == id).unwrap();
    let mut first = articles.clone();
    first[place(&a)].url = Some("https://herald.example/dam".to_owned());
    let verdicts = [
        Verdict::NotSame(ids(&[&a, &b])),
        Verdict::Same(ids(&[&a, &other])),
        Verdict::Split { part: ids(&[&a, &other]), rest: ids(&[&b]) },
        Verdict::Headline(a.clone()),
    ];
    let title = &articles[place(&a)].title;
    for (id, seconds) in [("new", 3_600), (a.as_str(), 3_600), ("old", -3_600)] {
        let again = version(&first[place(&a)], id, seconds);
        for verdict in &verdicts {
            // what is said of a version that comes later holds for those before it, too
            let of_new = match verdict {
                Verdict::NotSame(_) if id != a => Some(Verdict::NotSame(ids(&[id, &b]))),
                _ => None,
            };
            for verdict in [verdict].into_iter().chain(&of_new) {
                let config = corrected(std::slice::from_ref(verdict), true);
                let mut all = first.clone();
                all.push(again.clone());
                let batch = samestory::cluster(&all, &config).unwrap();
                let stream = |before: bool, saved: bool| {
                    let start = if before {
                        config.clone()
                    } else {
                        Config { find_copies: true, ..Config::default() }
                    };
                    let mut clusterer = Clusterer::new(start).unwrap();
                    first.iter().for_each(|article| _ = clusterer.insert(article));
                    if !before {
                        clusterer.correct(verdict.clone().into()).unwrap();
                    }
                    if saved {
                        clusterer =
                            serde_json::from_str(&serde_json::to_string(&clusterer).unwrap()).unwrap();
                    }
                    let assignment = clusterer.insert(&again);
                    clusterer.validate().unwrap();
                    assert_eq!(assignment.outcome, Outcome::NewVersionOf(a.clone()), "{id} {verdict:?}");
                    assert_eq!(Some(assignment.story), clusterer.story_of(id), "{id} {verdict:?}");
                    let text = serde_json::to_string(&clusterer).unwrap();
                    serde_json::from_str::<Clusterer>(&text).unwrap()
                };
                let streams = [stream(true, false), stream(false, false), stream(false, true)];
                for (x, y, holds) in
                    [(id, &b, false), (a.as_str(), &b, false), (id, &other, true), (&a, &other, true)]
                {
                    let is_said = match verdict {
                        Verdict::NotSame(_) => !holds,
                        Verdict::Same(_) => holds,
                        Verdict::Split { .. } => true,
                        _ => false,
                    };
                    if is_said {
                        let together = batch.story_of(x).unwrap().id == batch.story_of(y).unwrap().id;
                        assert_eq!(together, holds, "batch: {x} {y} {verdict:?}");
                        for stream in &streams {
                            let together = stream.story_of(x) == stream.story_of(y);
                            assert_eq!(together, holds, "stream: {x} {y} {verdict:?}");
                        }
                    }
                }
                if let Verdict::Headline(_) = verdict {
                    assert_eq!(batch.story_of(id).unwrap().headline(), title);
                    for stream in &streams {
                        assert_eq!(stream.story(stream.story_of(id).unwrap()).unwrap().headline(), title);
                    }
                }
            }
        }
    }
}

#[test]
fn a_headline_is_chosen() {
    let articles = sample();
    let [_, b, _] = three(&articles);
    let config = corrected(&[Verdict::Headline(b.clone())], true);
    let title = &articles.iter().find(|article| article.id == b).unwrap().title;
    let stories = samestory::cluster(&articles, &config).unwrap();
    assert_eq!(stories.story_of(&b).unwrap().headline(), title);
    let mut clusterer = Clusterer::new(config).unwrap();
    articles.iter().for_each(|article| _ = clusterer.insert(article));
    let story = clusterer.story(clusterer.story_of(&b).unwrap()).unwrap();
    assert_eq!(story.headline(), title);
}

#[test]
fn ids_of_many_articles_mean_the_last_of_them() {
    let article = |id: &str| {
        let title = "A dam breaks near the town of Quay";
        Article::builder(id).title(title).body(format!("{title}, officials said on Monday.")).build().unwrap()
    };
    let apart = |of_each: usize| {
        let articles: Vec<Article> = (0..of_each).flat_map(|_| [article("x"), article("y")]).collect();
        let verdict = Verdict::NotSame(ids(&["x", "y"]));
        let labels = samestory::cluster(&articles, &corrected(&[verdict], false)).unwrap().labels().to_vec();
        labels.chunks(2).filter(|pair| pair[0] != pair[1]).count()
    };
    assert_eq!(apart(20), 20, "all are named");
    assert_eq!(apart(100), 1, "10,000 pairs are more than may be corrected");
}

#[test]
fn a_headline_that_is_chosen_anew_takes_the_place_of_the_one_before() {
    let articles = sample();
    let [a, b, _] = three(&articles);
    let choosing = |id: &String| corrected(&[Verdict::Headline(id.clone())], false);
    let mut stories = samestory::cluster(&articles, &choosing(&a)).unwrap();
    let plain = samestory::cluster(&articles, &corrected(&[], false)).unwrap();
    stories.choose_headlines(&choosing(&b).corrections);
    let chosen = |stories: &samestory::Stories| -> Vec<String> {
        let members = stories.members().filter(|(_, member)| member.is_headline);
        members.map(|(_, member)| member.id.clone()).collect()
    };
    assert_eq!(chosen(&stories), [b]);
    stories.choose_headlines(&Corrections::default());
    assert_eq!(stories, plain);
}

#[test]
fn explanations_name_corrections() {
    let articles = sample();
    let [a, b, other] = three(&articles);
    let config = corrected(&[Verdict::NotSame(ids(&[&a, &b])), Verdict::Same(ids(&[&b, &other]))], false);
    let explainer = Explainer::new(&articles, &config).unwrap();
    let [apart, same] = [[&a, &b], [&b, &other]].map(|[a, b]| explainer.pair(a, b).unwrap());
    assert_eq!((apart.standing, apart.same_story), (Standing::SaidNotSame, false));
    assert_eq!((same.standing, same.same_story), (Standing::SaidSame, true));
    // what is told of closeness and cohesion is told in scores
    let is_score =
        |told: Option<f64>| assert!(told.is_none_or(|told| (0.0..=2.0).contains(&told)), "{told:?}");
    is_score(apart.closeness);
    for story in explainer.stories() {
        let explained = explainer.story(story.id).unwrap();
        is_score(explained.cohesion);
        is_score(explained.split.map(|split| split.closeness));
        for member in &story.members {
            let explained = explainer.article(&member.id).unwrap();
            is_score(explained.closeness);
            is_score(explained.runner_up.map(|other| other.closeness));
        }
    }
}
