//! Same input, same output, to the last bit, whatever the number of threads.

use samestory::terms::{Analyzer, Lexicon};
use samestory::unstable::cluster::candidate_pairs;
use samestory::unstable::terms::{Field, FieldCounts, Occurrence, analyze, count_terms};
use samestory::weights::InverseDocumentFrequency;
use samestory::{Article, Assignment, BatchClusterer, Clusterer, Config, cluster};
use samestory_explain::{Explainer, FindOptions};

use crate::form_reports::report;
use crate::support::{sample, without_background};

/// More articles than one thread takes at a time: the sample corpus four times, each time with some other words.
fn many() -> Vec<Article> {
    let mut articles = Vec::new();
    for round in 0..4 {
        for (at, mut article) in sample().into_iter().enumerate() {
            article.id = format!("{} {round}", article.id);
            article.body =
                format!("{} Round{round} article{at} quartier{}", article.body, (at * 31 + round) % 17);
            articles.push(article);
        }
    }
    articles
}

/// Runs something in pools of 1, 2 and 4 threads.
#[cfg(feature = "parallel")]
fn in_pools<R: Send>(run: impl Fn() -> R + Send + Sync) -> [R; 3] {
    [1, 2, 4].map(|threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            assert_eq!(rayon::current_num_threads(), threads);
            run()
        })
    })
}

/// Without threads at least thrice the same.
#[cfg(not(feature = "parallel"))]
fn in_pools<R>(run: impl Fn() -> R) -> [R; 3] {
    [run(), run(), run()]
}

fn terms(lexicon: &Lexicon) -> Vec<String> {
    lexicon.vocabulary().iter().map(|(_, term)| term.to_owned()).collect()
}

#[test]
fn terms_are_numbered_in_the_order_of_the_text() {
    let articles = many();
    let analyzer = Analyzer::default();
    let [one, two, four] = in_pools(|| {
        let mut lexicon = Lexicon::new();
        lexicon.vocabulary_mut().intern("a term from before");
        // in parts: what threads have learnt from one they bring to the next
        let parts = articles.chunks(articles.len().div_ceil(2));
        let counts: Vec<FieldCounts> =
            parts.flat_map(|part| count_terms(&analyzer, part, &mut lexicon)).collect();
        lexicon.vocabulary().validate().unwrap();
        (terms(&lexicon), counts)
    });
    assert!(one == two && one == four);
    assert_eq!(one.1.len(), articles.len());

    // and they are those of reading article by article
    let mut lexicon = Lexicon::new();
    lexicon.vocabulary_mut().intern("a term from before");
    let counts: Vec<FieldCounts> =
        articles.iter().map(|article| FieldCounts::new(&analyze(&analyzer, article, &mut lexicon))).collect();
    assert!(one == (terms(&lexicon), counts));
    assert!(
        one.1.iter().all(|counts| Field::ALL.iter().all(|&f| counts.field(f).is_sorted_by(|a, b| a.0 < b.0)))
    );
}

#[test]
fn batch_stories_do_not_depend_on_the_threads() {
    let articles = many();
    let config = Config::default();
    let [one, two, four] = in_pools(|| cluster(&articles, &config).unwrap());
    assert!(one == two && one == four);
    // outside of any pool, and again
    assert!(cluster(&articles, &config).unwrap() == one);
    assert!(one.len() > 30);
}

#[test]
fn batch_stories_do_not_depend_on_how_many_are_read_at_once() {
    let article = |number: usize| {
        let [title, body] = report(number);
        Article::builder(format!("{number}")).source("Wire").title(title).body(body).build().unwrap()
    };
    let articles: Vec<Article> = (0..4500).map(article).collect();
    for find_copies in [false, true] {
        let config = Config { find_copies, ..Config::default() };
        let expected = cluster(&articles, &config).unwrap();
        for at_once in [700, 4400] {
            let mut batch = BatchClusterer::new(config.clone()).unwrap();
            articles.chunks(at_once).for_each(|articles| batch.read(articles.to_vec()));
            let stories = batch.finish();
            assert!(
                stories == expected,
                "{at_once} at once, copies {find_copies}: {} stories, not {}",
                stories.len(),
                expected.len()
            );
        }
    }
}

#[test]
fn candidates_do_not_depend_on_the_threads() {
    let articles = sample();
    let config = Config::default();
    // every bit counts, so as text with all digits
    let [one, two, four] = in_pools(|| format!("{:?}", candidate_pairs(&articles, &config).unwrap()));
    assert!(one == two && one == four);
    assert!(one.len() > 1000);
}

#[test]
fn the_same_stream_gives_the_same_assignments() {
    let articles = sample();
    let run = || -> Vec<Assignment> {
        let mut clusterer = Clusterer::new(Config::default()).unwrap();
        articles.iter().map(|article| clusterer.insert(article)).collect()
    };
    let first = run();
    assert!(first == run());
    assert_eq!(first.len(), articles.len());
}

#[test]
fn a_stream_read_ahead_gives_the_same_assignments() {
    let articles = many();
    // articles leave, too
    let config = Config { min_live: 50, max_live: 200, ..Config::default() };
    let mut clusterer = Clusterer::new(config.clone()).unwrap();
    let expected: Vec<Assignment> = articles.iter().map(|article| clusterer.insert(article)).collect();
    for size in [1, 7, 1000] {
        let [one, two, four] = in_pools(|| {
            let (mut blocks, mut assigned) = (articles.chunks(size), Vec::new());
            let mut clusterer = Clusterer::new(config.clone()).unwrap();
            let next = || Ok::<_, ()>(blocks.next().unwrap_or_default().to_vec());
            clusterer.insert_blocks(next, |assignment| assigned.push(assignment)).unwrap();
            clusterer.validate().unwrap();
            assigned
        });
        assert!(one == two && one == four);
        assert!(one == expected);
    }
}

#[test]
fn what_was_read_before_a_failure_is_assigned() {
    let articles = sample();
    let (mut blocks, mut assigned) = (articles.chunks(5).take(3), 0);
    let mut clusterer = Clusterer::new(Config::default()).unwrap();
    let next = || blocks.next().map(<[Article]>::to_vec).ok_or("the file ends too early");
    let failed = clusterer.insert_blocks(next, |_| assigned += 1);
    assert_eq!((failed, assigned), (Err("the file ends too early"), 15));
    assert_eq!(clusterer.live_articles(), 15);
}

#[test]
fn analysis_does_not_depend_on_what_was_read_before() {
    let (analyzer, articles) = (Analyzer::default(), sample());
    let mut used = Lexicon::new();
    for article in articles.iter().rev() {
        analyze(&analyzer, article, &mut used);
    }
    for article in articles.iter().step_by(5) {
        let read = |lexicon: &mut Lexicon| {
            let analysis = analyze(&analyzer, article, lexicon);
            let named = |o: &Occurrence| {
                let term = lexicon.term(o.term).unwrap().to_owned();
                (o.section, o.start, o.end, o.kind, term)
            };
            (analysis.language, analysis.occurrences.iter().map(named).collect::<Vec<_>>())
        };
        assert!(read(&mut used) == read(&mut Lexicon::new()), "{}", article.id);
    }
}

#[test]
fn of_equally_close_stories_the_earlier_is_named() {
    let mut config = without_background();
    config.idf = InverseDocumentFrequency::Unit;
    config.stream_threshold = 1.0;
    let mut clusterer = Clusterer::new(config).unwrap();
    let article =
        |id: &str| Article::builder(id).title("Giants sweep Tigers").language("en").build().unwrap();
    for (id, expected) in [("a", None), ("b", Some((0, "a"))), ("c", Some((0, "a"))), ("d", Some((0, "a")))] {
        let evidence = clusterer.insert(&article(id)).evidence;
        assert_eq!(evidence.as_ref().map(|e| (e.story.0, e.nearest.as_str())), expected);
    }
}

#[test]
fn explanations_do_not_depend_on_threads() {
    let articles = many();
    let [one, two, four] = in_pools(|| {
        let explainer = Explainer::new(&articles, &Config::default()).unwrap();
        let pair = explainer.pair(&articles[7].id, &articles[200].id).unwrap();
        let article = explainer.article(&articles[7].id).unwrap();
        let story = explainer.story(article.story).unwrap();
        (pair, article, story, explainer.find(&articles[9].title, &FindOptions::default()))
    });
    assert!(one == two && one == four);
}
