//! What each field of the configuration means, taken from where that is written: the documentation in the source, so
//! that both never say different things.

const CONFIG: &str = include_str!("../../../src/cluster/config.rs");
const ANALYSIS: &str = include_str!("../../../src/terms/analyzer.rs");
const COPIES: &str = include_str!("../../../src/copies/config.rs");
const FEATURES: &str = include_str!("../../../src/cluster/pairs/features.rs");

/// What the source says for readers of the source only.
const HERE: &[(&str, &str)] = &[
    ("analysis", "How text becomes terms."),
    (
        "model",
        "How likely a pair of articles reports one event: 1 / (1 + exp(−(bias + Σ weight · feature))). \
         \"samestory similar\" shows what the weights do.",
    ),
    ("model.bias", "The logit of a pair whose features are all 0."),
];

/// What a field or a section means; empty if nobody says it.
pub(crate) fn doc(path: &str) -> String {
    if let Some((_, doc)) = HERE.iter().find(|(documented, _)| *documented == path) {
        return (*doc).to_owned();
    }
    match path.split_once('.') {
        None => field_doc(CONFIG, "pub struct Config {", path),
        Some(("analysis", field)) => field_doc(ANALYSIS, "pub struct AnalysisConfig {", field),
        Some(("copies", field)) => field_doc(COPIES, "pub struct CopyConfig {", field),
        Some(("model", feature)) => feature_doc(feature),
        Some(_) => String::new(),
    }
}

/// The documentation of a public field.
fn field_doc(source: &str, beginning: &str, field: &str) -> String {
    let lines = source.lines().map(str::trim).skip_while(|line| *line != beginning).skip(1);
    let declaration = format!("pub {field}:");
    let mut doc: Vec<&str> = Vec::new();
    for line in lines.take_while(|line| *line != "}") {
        if let Some(text) = line.strip_prefix("///") {
            doc.push(text.trim());
        } else if line.starts_with(&declaration) {
            return doc.join(" ").replace(['`', '[', ']'], "").replace("Config::", "");
        } else if line.starts_with("pub ") {
            doc.clear();
        }
    }
    String::new()
}

/// The documentation of a feature, from the list of variant, name and documentation.
fn feature_doc(feature: &str) -> String {
    let entries = FEATURES.lines().filter_map(|line| {
        let mut quoted = line.split('"').skip(1).step_by(2);
        Some((quoted.next()?, quoted.next()?))
    });
    entries.filter(|&(name, _)| name == feature).map(|(_, doc)| doc.to_owned()).next().unwrap_or_default()
}
