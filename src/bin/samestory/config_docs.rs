//! What each field of the configuration means: the documentation of `Config` in short, for `samestory config`.

/// The lines above a field or a section; none if there is nothing to say.
pub(crate) fn doc(path: &str) -> &'static [&'static str] {
    DOCS.iter().find(|(documented, _)| *documented == path).map_or(&[], |(_, lines)| lines)
}

const DOCS: &[(&str, &[&str])] = &[
    (
        "candidate_similarity",
        &[
            "The least cosine of all words at which a pair of articles is looked at, 0 to 1.",
            "Raising it is faster and loses pairs.",
        ],
    ),
    (
        "most_candidates",
        &[
            "How many candidates an article has at most, the most similar ones; at least 1.",
            "Raising it costs memory and time, and helps where stories have more members than that.",
        ],
    ),
    (
        "batch_threshold",
        &[
            "Batch: two groups become one story if the mean score of their cross pairs reaches this, 0 to 1.",
            "Raising it makes stories finer.",
        ],
    ),
    (
        "stream_threshold",
        &[
            "Stream: an article joins the story whose best members' mean score is highest, if it reaches",
            "this, 0 to 1. Raising it makes stories finer.",
        ],
    ),
    (
        "quorum",
        &[
            "Stream: how many of a story's members that mean takes in (fewer if the story has fewer); at least 1.",
            "Raising it asks for more agreement and makes big stories finer.",
        ],
    ),
    (
        "window_days",
        &[
            "Stream: how many days an article stays live, by the dates of what arrives; more than 0.",
            "Raising it costs memory and finds later follow-ups.",
        ],
    ),
    ("most_live", &["Stream: how many articles are live at most; the oldest leave first. At least 1."]),
    ("analysis", &["How text becomes terms."]),
    (
        "analysis.fallback_language",
        &[
            "The language of an article that declares none and whose text does not tell (ISO 639-1, \"und\" for",
            "none).",
        ],
    ),
    ("analysis.lead_words", &["How many words of the body are its lead."]),
    (
        "analysis.longest_n_gram",
        &[
            "The longest word n-gram that becomes a term of its own, 1 to 5; 1 for words alone.",
            "Raising it makes matches more exact and vectors longer.",
        ],
    ),
    ("analysis.longest_text", &["How many bytes of a text are looked at; the rest is left out."]),
    ("weighting", &["How counts become weights."]),
    ("weighting.tf", &["The worth of a count: raw, sublinear (1 + ln count) or binary."]),
    ("weighting.idf", &["The worth of rarity: unit (1), plain or smooth."]),
    ("weighting.norm", &["The length of a vector: none, l1 or l2."]),
    (
        "model",
        &[
            "How likely a pair of articles reports one event: 1 / (1 + exp(-(bias + sum of weight x feature))).",
            "Any numbers; \"samestory similar\" shows what they do.",
        ],
    ),
    ("model.bias", &["The logit of a pair whose features are all 0."]),
    ("model.title", &["Cosine of the titles."]),
    ("model.lead", &["Cosine of titles and leads."]),
    ("model.names", &["Cosine of the names."]),
    ("model.numbers", &["Cosine of the numbers."]),
    ("model.root_all", &["Square root of the cosine of all words."]),
    ("model.dated", &["1 if both articles have a date."]),
    ("model.log_gap", &["ln(1 + days between them), at most 6; 0 if a date is missing."]),
    ("model.fresh_all", &["Cosine of all words x exp(-days / 3); 0 if a date is missing."]),
    ("model.dated_all", &["Cosine of all words if both have a date, else 0."]),
    (
        "model.length",
        &["(ln of the distinct words of the shorter article - 3) / 2, from -1 to 1.5: 0 for about 20 words."],
    ),
    ("model.length_root_all", &["length x root_all."]),
];
