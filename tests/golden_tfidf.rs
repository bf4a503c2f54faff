//! TF-IDF weights agree with scikit-learn (`tests/golden/tfidf.py`).

use std::collections::BTreeSet;

use samestory::terms::TermId;
use samestory::unstable::terms::Vocabulary;
use samestory::weights::{
    InverseDocumentFrequency, Norm, SparseVector, TermFrequency, TfIdfVectorizer, Weighting,
};
use serde_json::Value;

const GOLDEN: &str = include_str!("golden/tfidf.json");
const TOLERANCE: f64 = 1e-6;

const TERM_FREQUENCIES: [(&str, TermFrequency); 3] =
    [("raw", TermFrequency::Raw), ("sublinear", TermFrequency::Sublinear), ("binary", TermFrequency::Binary)];

const INVERSE_DOCUMENT_FREQUENCIES: [(&str, InverseDocumentFrequency); 3] = [
    ("unit", InverseDocumentFrequency::Unit),
    ("smooth", InverseDocumentFrequency::Smooth),
    ("plain", InverseDocumentFrequency::Plain),
];

const NORMS: [(&str, Norm); 3] = [("none", Norm::None), ("l1", Norm::L1), ("l2", Norm::L2)];

/// The documents of an entry, as printed and as term numbers.
fn documents(golden: &Value, entry: &str, vocabulary: &mut Vocabulary) -> (Vec<String>, Vec<Vec<TermId>>) {
    let texts: Vec<String> = serde_json::from_value(golden[entry].clone()).unwrap();
    let tokens = texts.iter().map(|text| text.split_whitespace());
    let numbers = tokens.map(|words| words.map(|word| vocabulary.intern(word)).collect()).collect();
    (texts, numbers)
}

/// Holds our vector against the golden weights, which are in the order of the sorted terms.
fn assert_agrees(
    case: &str,
    text: &str,
    known: &BTreeSet<&str>,
    vector: &SparseVector,
    golden: &Value,
    vocabulary: &Vocabulary,
) {
    vector.validate().unwrap();
    let golden: Vec<f64> = serde_json::from_value(golden.clone()).unwrap();
    let terms: BTreeSet<&str> = text.split_whitespace().filter(|word| known.contains(word)).collect();
    let ours: Vec<(&str, f64)> = {
        let named = vector.view().iter().map(|(term, weight)| (vocabulary.term(term).unwrap(), weight));
        let mut ours: Vec<_> = named.map(|(term, weight)| (term, f64::from(weight))).collect();
        ours.sort_by_key(|&(term, _)| term);
        ours
    };
    assert!(terms.iter().copied().eq(ours.iter().map(|&(term, _)| term)), "{case}, \"{text}\": {ours:?}");
    assert_eq!(golden.len(), ours.len(), "{case}, \"{text}\"");
    for (&(term, weight), expected) in ours.iter().zip(golden) {
        let allowed = TOLERANCE * expected.abs().max(1.0);
        assert!(
            (weight - expected).abs() <= allowed,
            "{case}, \"{text}\", {term}: {weight}, scikit-learn {expected}"
        );
    }
}

#[test]
fn every_variant_equals_scikit_learn() {
    let golden: Value = serde_json::from_str(GOLDEN).unwrap();
    let mut vocabulary = Vocabulary::new();
    let (fit_texts, fit) = documents(&golden, "fit", &mut vocabulary);
    let (new_texts, new) = documents(&golden, "transform", &mut vocabulary);
    let known: BTreeSet<&str> = fit_texts.iter().flat_map(|text| text.split_whitespace()).collect();
    let mut checked = 0;
    for (tf_name, tf) in TERM_FREQUENCIES {
        for (idf_name, idf) in INVERSE_DOCUMENT_FREQUENCIES {
            for (norm_name, norm) in NORMS {
                let case = format!("{tf_name} {idf_name} {norm_name}");
                let expected = &golden[case.as_str()];
                let mut tf_idf = TfIdfVectorizer::new(Weighting { tf, idf, norm });
                let fitted = tf_idf.fit_transform(&fit);
                let transformed = tf_idf.transform(&new);
                assert_eq!(fitted.len(), expected["fit"].as_array().unwrap().len(), "{case}");
                assert_eq!(transformed.len(), expected["transform"].as_array().unwrap().len(), "{case}");
                for (at, (text, vector)) in fit_texts.iter().zip(&fitted).enumerate() {
                    assert_agrees(&case, text, &known, vector, &expected["fit"][at], &vocabulary);
                    checked += 1;
                }
                for (at, (text, vector)) in new_texts.iter().zip(&transformed).enumerate() {
                    assert_agrees(&case, text, &known, vector, &expected["transform"][at], &vocabulary);
                    checked += 1;
                }
            }
        }
    }
    assert_eq!(checked, 27 * (14 + 5));
}

#[test]
fn fitting_in_parts_is_fitting_at_once() {
    let golden: Value = serde_json::from_str(GOLDEN).unwrap();
    let mut vocabulary = Vocabulary::new();
    let (_, fit) = documents(&golden, "fit", &mut vocabulary);
    let mut at_once = TfIdfVectorizer::default();
    at_once.fit(&fit);
    for split in 0..=fit.len() {
        let mut in_parts = TfIdfVectorizer::default();
        in_parts.fit(&fit[..split]);
        in_parts.partial_fit(&fit[split..]);
        assert_eq!(in_parts.transform(&fit), at_once.transform(&fit), "split at {split}");
    }
    // fitting anew forgets
    let mut anew = TfIdfVectorizer::default();
    anew.fit(&fit[..3]);
    anew.fit(&fit);
    assert_eq!(anew.transform(&fit), at_once.transform(&fit));
}

#[test]
fn the_vectors_of_all_variants_have_their_length() {
    let golden: Value = serde_json::from_str(GOLDEN).unwrap();
    let mut vocabulary = Vocabulary::new();
    let (_, fit) = documents(&golden, "fit", &mut vocabulary);
    for (_, tf) in TERM_FREQUENCIES {
        for (_, idf) in INVERSE_DOCUMENT_FREQUENCIES {
            for (_, norm) in NORMS {
                let vectors = TfIdfVectorizer::new(Weighting { tf, idf, norm }).fit_transform(&fit);
                for vector in vectors.iter().filter(|vector| !vector.view().is_empty()) {
                    let sum: f64 = vector.view().weights().iter().map(|&w| f64::from(w)).sum();
                    match norm {
                        Norm::L1 => assert!((sum - 1.0).abs() < TOLERANCE, "{tf:?} {idf:?}: {sum}"),
                        Norm::L2 => assert!((vector.view().length() - 1.0).abs() < TOLERANCE),
                        _ => assert!(sum >= 1.0, "{tf:?} {idf:?}: {sum}"),
                    }
                }
            }
        }
    }
}
