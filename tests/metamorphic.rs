//! What must not change, or must change in a known way, when the input changes.

use samestory::terms::{AnalysisConfig, Analyzer, Kind, Lexicon};
use samestory::text::{Language, Tokenizer, UnicodeWords};
use samestory::unstable::text::is_stop_word;
use samestory::{Article, Clusterer, Config, Partition};

use crate::support::{batch, sample, stream};

/// Parts of the sample corpus of about `size` articles, in the order of their dates.
fn subsets(size: usize) -> Vec<Vec<Article>> {
    sample().chunks(size).filter(|part| part.len() > size / 2).map(<[Article]>::to_vec).collect()
}

/// On something else altogether, in words that occur nowhere else.
fn unrelated(at: usize, date_of: &Article) -> Article {
    let places = ["Quorvath", "Zelmirra", "Ustrabekk", "Ploonvig"];
    let mut article = Article::builder(format!("unrelated {at}"))
        .source("Hortologist Gazette")
        .language("en")
        .title(format!("Snorrblatt exhibition unveils striped marrows near {}", places[at % 4]))
        .body(format!(
            "Gherkin connoisseurs applauded aubergine pyramids, knobbly turnips plus iridescent chard throughout \
             {} yesterday evening. Judges praised Mrs Tillyfour's rhubarb trellis; beekeepers sampled quince marmalade \
             beneath bunting.",
            places[(at + 1) % 4]
        ))
        .build()
        .unwrap();
    article.published = date_of.published;
    article
}

/// The same text printed by somebody else.
fn duplicate(article: &Article) -> Article {
    let mut copy = article.clone();
    copy.id = format!("copy of {}", article.id);
    copy.source = Some("The Daily Reprint".to_owned());
    copy.url = None;
    copy
}

/// Without the article at a place.
fn without(partition: &Partition, at: usize) -> Partition {
    let others: Vec<usize> = (0..partition.len()).filter(|&other| other != at).collect();
    partition.select(&others)
}

/// Of the inputs below, so many may change: each further article makes all others a little less likely to report one event
/// (density), so that a pair at the very threshold can part.
const AT_THE_THRESHOLD: usize = 1;

#[test]
fn an_unrelated_article_moves_hardly_anybody() {
    let config = Config::default();
    let mut changed = Vec::new();
    for (number, articles) in subsets(34).into_iter().enumerate() {
        let alone = batch(&articles, &config);
        for place in [0, articles.len() / 2, articles.len()] {
            let mut more = articles.clone();
            more.insert(place, unrelated(number, &articles[place.min(articles.len() - 1)]));
            let found = batch(&more, &config);
            let case = format!("subset {number}, place {place}");
            assert_eq!(
                found.sizes()[found.label(place) as usize],
                1,
                "{case}: the unrelated article is not alone"
            );
            if without(&found, place) != alone {
                let stories = [found.cluster_count() - 1, alone.cluster_count()];
                assert!(stories[0].abs_diff(stories[1]) <= 1, "{case}: {stories:?} stories");
                changed.push(case);
            }
        }
    }
    assert!(changed.len() <= AT_THE_THRESHOLD, "{changed:?}");
}

#[test]
fn a_verbatim_copy_lands_with_its_original_in_a_batch() {
    let config = Config::default();
    for (number, articles) in subsets(40).into_iter().enumerate() {
        // one at a time
        for at in (0..articles.len()).step_by(4) {
            let mut more = articles.clone();
            more.push(duplicate(&articles[at]));
            let found = batch(&more, &config);
            assert!(found.together(at, articles.len()), "subset {number}: {}", articles[at].id);
        }
        // all at once
        let mut more = articles.clone();
        more.extend(articles.iter().map(duplicate));
        let found = batch(&more, &config);
        for (at, article) in articles.iter().enumerate() {
            assert!(found.together(at, articles.len() + at), "subset {number}, all at once: {}", article.id);
        }
    }
}

#[test]
fn a_verbatim_copy_lands_with_its_original_in_a_stream() {
    let articles = sample();
    // how many other articles come between them
    for between in [0, 1, 20] {
        let mut clusterer = Clusterer::new(Config::default()).unwrap();
        for at in 0..articles.len() + between {
            if let Some(article) = articles.get(at) {
                clusterer.insert(article);
            }
            // every third: a stream in which all is printed twice would be another one
            if let Some(original) = at.checked_sub(between).filter(|original| original % 3 == 0) {
                let copied = clusterer.insert(&duplicate(&articles[original]));
                let home = clusterer.story_of(&articles[original].id);
                assert_eq!(Some(copied.story), home, "{}, {between} between", articles[original].id);
            }
        }
        clusterer.validate().unwrap();
    }
}

#[test]
fn finer_granularity_never_makes_fewer_stories() {
    let articles = sample();
    let mut before = (0, 0);
    for granularity in [-3.0, -1.5, -0.5, 0.0, 0.5, 1.5, 3.0] {
        let config = Config { granularity, ..Config::default() };
        let streamed = Partition::from_labels(stream(&articles, &config));
        let stories = (batch(&articles, &config).cluster_count(), streamed.cluster_count());
        assert!(
            stories.0 >= before.0 && stories.1 >= before.1,
            "{granularity}: {before:?}, then {stories:?}"
        );
        before = stories;
    }
    assert!(before.0 > 75 && before.1 > 75, "{before:?}");
}

#[test]
fn the_order_of_a_batch_does_not_matter() {
    // of versions without a date the last is the newest
    let config = Config { find_copies: false, ..Config::default() };
    for (number, articles) in subsets(24).into_iter().enumerate() {
        let forwards = batch(&articles, &config);
        let reversed: Vec<Article> = articles.iter().rev().cloned().collect();
        let backwards = batch(&reversed, &config);
        let turned: Vec<usize> = (0..articles.len()).rev().collect();
        assert_eq!(backwards.select(&turned), forwards, "subset {number}");
    }
}

/// What an outlet might print below its articles: rare words, the same each time.
fn footer(source: &str) -> String {
    let name: String = source.chars().filter(|c| c.is_alphabetic()).collect();
    format!(
        "Write to {name}desk@{name}.example, or call the Quorvath newsroom at 555-0199.\n\
         {source} is printed by Zelmirra{name} Holdings, 12 Ustrabekk Quay, Ploonvig.\n\
         Puzzles, horoscopes, rhubarb recipes: {name}Plus members read everything for half the price.\n"
    )
}

#[test]
fn what_a_source_prints_below_all_its_articles_changes_no_story() {
    let articles = sample();
    let articles_of = |source: &Option<String>| articles.iter().filter(|a| a.source == *source).count();
    let mut footed = articles.clone();
    for article in footed.iter_mut().filter(|article| articles_of(&article.source) > 2) {
        let footer = footer(article.source.as_deref().unwrap());
        article.body = format!("{}\n{footer}", article.body);
    }
    assert_eq!(batch(&footed, &Config::default()), batch(&articles, &Config::default()));
    let all_in = Config { boilerplate_repeats: 0, ..Config::default() };
    assert_ne!(batch(&footed, &all_in), batch(&articles, &all_in), "the footers matter if left in");
}

/// The pairs of articles that only one of two partitions has together, as a share of those that either has.
fn difference(a: &Partition, b: &Partition) -> f64 {
    let (mut both, mut either) = (0, 0);
    for first in 0..a.len() {
        for second in 0..first {
            let together = (a.together(first, second), b.together(first, second));
            both += usize::from(together.0 && together.1);
            either += usize::from(together.0 || together.1);
        }
    }
    (either - both) as f64 / either as f64
}

/// Changes what a batch and a stream read of the sample, and holds their stories against those of what it was made of: at most so
/// much of the pairs may differ.
fn changes_hardly_any_story(articles: &[Article], change: impl Fn(&mut Article), allowed: f64) {
    let mut changed = articles.to_vec();
    changed.iter_mut().for_each(change);
    let config = Config::default();
    let streamed = |articles: &[Article]| Partition::from_labels(stream(articles, &config));
    let in_batch = difference(&batch(&changed, &config), &batch(articles, &config));
    let in_stream = difference(&streamed(&changed), &streamed(articles));
    assert!(in_batch <= allowed && in_stream <= allowed, "batch: {in_batch}, stream: {in_stream}");
}

/// The sample as headlines.
fn headlines() -> Vec<Article> {
    let mut articles = sample();
    articles.iter_mut().for_each(|article| article.body.clear());
    articles
}

#[test]
fn the_name_of_the_outlet_behind_each_title_changes_no_story() {
    let add_source = |article: &mut Article| {
        article.title = format!("{} - {}", article.title, article.source.as_deref().unwrap());
    };
    for articles in [sample(), headlines()] {
        changes_hardly_any_story(&articles, add_source, 0.0);
    }
}

#[test]
fn the_name_of_the_outlet_behind_each_title_of_an_aggregator_changes_hardly_any_story() {
    let mut aggregated = headlines();
    for article in &mut aggregated {
        (article.source, article.url) = (Some("Every News".to_owned()), None);
    }
    let sources: Vec<String> = sample().into_iter().map(|article| article.source.unwrap()).collect();
    let ids: Vec<String> = aggregated.iter().map(|article| article.id.clone()).collect();
    let add_outlet = |article: &mut Article| {
        let at = ids.iter().position(|id| *id == article.id).unwrap();
        article.title = format!("{} - {}", article.title, sources[at]);
    };
    changes_hardly_any_story(&aggregated, add_outlet, 0.1);
}

#[test]
fn a_kicker_of_each_source_changes_hardly_any_story() {
    let kickers = ["Opinion | ", "WATCH | ", "[Exclusive] "];
    let add_kicker = |article: &mut Article| {
        let kicker = kickers[article.source.as_deref().unwrap().len() % kickers.len()];
        article.title = format!("{kicker}{}", article.title);
    };
    for articles in [sample(), headlines()] {
        changes_hardly_any_story(&articles, add_kicker, 0.1);
    }
}

#[test]
fn character_references_and_tags_change_no_story() {
    let escaped = |text: &str| {
        let text = text
            .replace('&', "&amp;")
            .replace('\'', "&#039;")
            .replace('"', "&quot;")
            .replace('é', "&eacute;");
        text.replace('’', "&amp;#8217;")
            .replace('“', "&ldquo;")
            .replace('”', "&#x201d;")
            .replace('—', "&mdash;")
    };
    let escape = |article: &mut Article| {
        article.title = format!("<b>{}</b>", escaped(&article.title));
        article.body =
            format!("<p>{}</p>", escaped(&article.body).replace("\n\n", "</p>\n<p class=\"text\">"));
    };
    for articles in [sample(), headlines()] {
        changes_hardly_any_story(&articles, escape, 0.0);
    }
}

#[test]
fn notices_in_place_of_bodies_change_hardly_any_story() {
    let notices = [
        "This text is for subscribers only. Log in or start a trial to go on reading.",
        "Share this by mail\n\nWe use cookies to make our pages better.",
        "You find the details on the announcement page.",
    ];
    let add_notice = |article: &mut Article| {
        let at = article.source.as_deref().unwrap().len() % notices.len();
        article.body = notices[at].to_owned();
    };
    changes_hardly_any_story(&headlines(), add_notice, 0.05);
    let add_footer = |article: &mut Article| article.body = footer(article.source.as_deref().unwrap());
    changes_hardly_any_story(&headlines(), add_footer, 0.1);
}

/// Of the source only what it repeats.
#[test]
fn ids_sources_and_addresses_are_not_looked_at() {
    // who copied from whom depends on them
    let config = Config { find_copies: false, ..Config::default() };
    let articles: Vec<Article> = sample().into_iter().take(40).collect();
    let mut renamed = articles.clone();
    for (at, article) in renamed.iter_mut().enumerate() {
        article.id = format!("{}", 1000 - at);
        article.source = None;
        article.url = Some(format!("https://example.org/{at}"));
    }
    assert_eq!(batch(&renamed, &config), batch(&articles, &config));
    assert_eq!(stream(&renamed, &config), stream(&articles, &config));
}

/// The words of an article as terms, in order.
fn words(article: &Article, lexicon: &mut Lexicon) -> Vec<String> {
    let config = AnalysisConfig { longest_n_gram: 1, ..AnalysisConfig::default() };
    let words = Analyzer::new(config).unwrap().terms(article, &[Kind::Word], lexicon);
    words.into_iter().map(|term| lexicon.term(term).unwrap().to_owned()).collect()
}

fn changed(article: &Article, change: impl Fn(&str) -> String) -> Article {
    let mut other = article.clone();
    other.title = change(&article.title);
    other.body = change(&article.body);
    other
}

/// Whether case tells words of a text apart: "US" and "us", "al Qaeda" and "al".
fn case_matters(article: &Article, language: Language) -> bool {
    let mut matters = false;
    for text in [&article.title, &article.body] {
        UnicodeWords.tokenize(text, &mut |at, word| {
            let small = word.to_lowercase();
            let acronym = word.chars().all(char::is_uppercase) && word.chars().count() > 1;
            let before_hyphen = text[at + word.len()..].starts_with(['-', '\u{2010}', '\u{2011}']);
            let arabic = before_hyphen || small == "al";
            matters |= is_stop_word(&small, language) && acronym;
            matters |=
                arabic && ["al", "el", "ul", "ad", "an", "ar", "as", "ash", "at", "az"].contains(&&*small);
        });
    }
    matters
}

#[test]
fn case_does_not_change_the_words() {
    let mut compared = [0; 2];
    for article in sample() {
        let language = Language::from_tag(article.language.as_deref().unwrap_or_default());
        if case_matters(&article, language) {
            continue;
        }
        let mut lexicon = Lexicon::new();
        let expected = words(&article, &mut lexicon);
        for change in [|text: &str| text.to_lowercase(), |text: &str| text.to_uppercase()] {
            let found = words(&changed(&article, change), &mut lexicon);
            assert_eq!(found, expected, "{}", article.id);
        }
        compared[usize::from(language != Language::English)] += 1;
    }
    assert!(compared[0] >= 60 && compared[1] >= 10, "only {compared:?} articles were fit for comparison");
}

#[test]
fn quotation_marks_and_apostrophes_do_not_change_the_words() {
    for article in sample() {
        let mut lexicon = Lexicon::new();
        let plain = |text: &str| text.replace(['’', '‘'], "'").replace(['“', '”', '„', '«', '»'], "\"");
        let expected = words(&changed(&article, plain), &mut lexicon);
        assert_eq!(words(&article, &mut lexicon), expected, "{}", article.id);
        for (apostrophe, quotation) in [("’", "”"), ("‘", "“"), ("＇", "«"), ("'", "„")] {
            let typographic = |text: &str| plain(text).replace('\'', apostrophe).replace('"', quotation);
            let found = words(&changed(&article, typographic), &mut lexicon);
            assert_eq!(found, expected, "{} with {apostrophe} and {quotation}", article.id);
        }
    }
}
