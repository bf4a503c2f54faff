//! Claims find the story they are of, and nothing if there is none.

use std::fs;

use samestory::Config;
use samestory_explain::{Collapse, Explainer, FindOptions};

use crate::support::{records, repository};

/// Sentences of the sample corpus, put in other words, each with the label of its story.
fn claims(file: &str) -> Vec<(String, String)> {
    let text = fs::read_to_string(repository(&format!("tests/claims/{file}"))).unwrap();
    let claim = |line: &str| {
        let (story, claim) = line.split_once('\t').unwrap_or(("", line));
        (story.to_owned(), claim.to_owned())
    };
    text.lines().map(claim).collect()
}

#[test]
fn sentences_in_other_words_find_their_story() {
    let records = records(&repository("data/sample.jsonl"));
    let gold =
        |id: &str| records.iter().find(|record| record.article.id == id).unwrap().gold.story.clone().unwrap();
    let articles: Vec<_> = records.iter().map(|record| record.article.clone()).collect();
    let explainer = Explainer::new(&articles, &Config::default()).unwrap();
    let options = FindOptions::default();
    let known = claims("known.tsv");
    assert_eq!(known.len(), 200);
    let (mut right, mut wrong) = (0, Vec::new());
    for (story, claim) in &known {
        let found = explainer.find(claim, &options);
        match found.first() {
            Some(first) if gold(&first.nearest) == *story => right += 1,
            first => {
                wrong.push(format!("{story}: {claim} → {:?}", first.map(|f| (gold(&f.nearest), f.score))))
            }
        }
    }
    println!("{right} of 200 sentences find their story first\n{}", wrong.join("\n"));
    let other = claims("other.tsv");
    assert_eq!(other.len(), 100);
    let found_any = other.iter().filter_map(|(_, claim)| {
        let found = explainer.find(claim, &options);
        found.first().map(|first| format!("{claim} → {} {:.3}", first.headline, first.score))
    });
    let found_any: Vec<String> = found_any.collect();
    println!("{} of 100 other sentences find nothing\n{}", 100 - found_any.len(), found_any.join("\n"));
    assert!(right >= 180, "{right} of 200:\n{}", wrong.join("\n"));
    assert!(found_any.len() <= 5, "{} of 100:\n{}", found_any.len(), found_any.join("\n"));
}

#[test]
fn a_whole_article_finds_its_story_and_whose_wording_it_is() {
    let records = records(&repository("data/sample.jsonl"));
    let articles: Vec<_> = records.iter().map(|record| record.article.clone()).collect();
    let explainer = Explainer::new(&articles, &Config { find_copies: true, ..Config::default() }).unwrap();
    let copy = records.iter().find(|record| record.gold.copy_of.is_some()).unwrap();
    let original = copy.gold.copy_of.as_deref().unwrap();
    let mut options = FindOptions::default();
    options.collapse = Collapse::Nothing;
    let found = explainer.find(&format!("{}\n{}", copy.article.title, copy.article.body), &options);
    assert_eq!(found[0].wording_of.as_deref(), Some(original));
    assert!(found[0].independent_origins >= 1 && found[0].independent_origins <= found[0].articles);
    assert_eq!(found[0].listed.len(), found[0].articles);
    options.collapse = Collapse::Origin;
    let by_origin = explainer.find(&copy.article.title, &options);
    assert_eq!(by_origin[0].listed.len(), by_origin[0].independent_origins);
    options.min_origins = 1000;
    assert!(explainer.find(&copy.article.title, &options).is_empty());
    assert!(explainer.find("", &FindOptions::default()).is_empty());
}
