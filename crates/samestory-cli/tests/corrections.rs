//! What people say about stories, through the command.

use std::collections::BTreeMap;

use crate::cli::{Folder, run};

/// Two reports of one event, and one of another.
const NEWS: &str = r#"{"id":"a","title":"Bridge of Ashford closed after cracks are found in a pillar","text":"The bridge of Ashford closed on Monday."}
{"id":"b","title":"Ashford bridge closed, engineers find cracks in pillar","text":"Engineers closed the bridge of Ashford."}
{"id":"c","title":"Swallows return to the northern coast","text":"Fewer swallows were counted."}
"#;

/// The story of each article.
fn stories(lines: &str) -> BTreeMap<String, String> {
    let line = |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap();
    let story = |line: serde_json::Value| {
        (line["id"].as_str().unwrap().to_owned(), line["story"].as_str().unwrap().to_owned())
    };
    lines.lines().map(line).map(story).collect()
}

#[test]
fn verdicts_of_a_file_hold_in_both_modes() {
    let folder = Folder::new("corrections");
    let news = folder.file("news.jsonl", NEWS);
    let corrections = folder.file(
        "corrections.jsonl",
        "{\"not_same\":[\"a\",\"b\"],\"by\":\"desk\",\"at\":\"2024-03-01\",\"why\":\"two bridges\"}\n\n{\"same\":[\"b\",\"c\"]}\n",
    );
    for mode in ["batch", "stream"] {
        let cluster = ["cluster", &news, "--mode", mode, "--format", "jsonl"];
        let plain = stories(&run(&cluster).quiet());
        assert_eq!((plain["a"] == plain["b"], plain["b"] == plain["c"]), (true, false));
        let corrected = stories(&run(&[&cluster[..], &["--corrections", &corrections]].concat()).quiet());
        assert_eq!((corrected["a"] == corrected["b"], corrected["b"] == corrected["c"]), (false, true));
    }
}

#[test]
fn a_state_takes_further_corrections() {
    let folder = Folder::new("corrections-state");
    let (news, state) = (folder.file("news.jsonl", NEWS), folder.path("state"));
    let nothing = folder.file("nothing.jsonl", "");
    let live = |file: &str, further: &[&str]| {
        let args = ["cluster", file, "--mode", "stream", "--live", "--format", "jsonl", "--state", &state];
        run(&[&args[..], further].concat())
    };
    live(&news, &[]).quiet();
    let corrections = folder.file("corrections.jsonl", "{\"not_same\":[\"a\",\"b\"]}\n");
    assert_eq!(live(&nothing, &["--corrections", &corrections]).code, 0);
    // they are in the state from now on
    let more = folder.file("more.jsonl", NEWS.lines().next().unwrap().replace("\"a\"", "\"d\""));
    let line = live(&more, &[]).quiet();
    assert_eq!(stories(&line)["d"], "s0", "it joins what it is like, which is not with b: {line}");
}

#[test]
fn headlines_are_chosen_and_contradictions_named() {
    let folder = Folder::new("corrections-headline");
    let news = folder.file("news.jsonl", NEWS);
    let corrections = folder.file(
        "corrections.jsonl",
        "{\"headline\":\"b\"}\n{\"same\":[\"a\",\"b\"]}\n{\"not_same\":[\"b\",\"a\"]}\n",
    );
    let ran = run(&["cluster", &news, "--corrections", &corrections]);
    assert!(
        ran.err.contains("correction 1 says that \"a\" and \"b\" are one story, and correction 2"),
        "{}",
        ran.err
    );
    let withdrawn = folder.file(
        "withdrawn.jsonl",
        "{\"headline\":\"b\"}\n{\"not_same\":[\"b\",\"a\"]}\n{\"withdraw\":1,\"by\":\"desk\"}\n",
    );
    let told = run(&["cluster", &news, "--corrections", &withdrawn]).quiet();
    assert!(told.contains("Ashford bridge closed, engineers"), "{told}");
}

#[test]
fn a_bad_line_is_named() {
    let folder = Folder::new("corrections-bad");
    let news = folder.file("news.jsonl", NEWS);
    for (line, why) in [
        ("{\"same\":[\"a\"]}", "it names fewer than two articles"),
        ("{\"same\":[\"a\",\"b\"],\"headline\":\"a\"}", "a line says one thing"),
        ("{\"by\":\"desk\"}", "a line says one thing"),
        ("{\"withdraw\":3}", "no correction 3 stands"),
        ("{\"sam\":[\"a\",\"b\"]}", "unknown field `sam`"),
    ] {
        let corrections = folder.file("corrections.jsonl", format!("{{\"headline\":\"a\"}}\n{line}\n"));
        let ran = run(&["cluster", &news, "--corrections", &corrections]);
        assert!(
            ran.code == 1 && ran.err.contains("corrections.jsonl:2: ") && ran.err.contains(why),
            "{}",
            ran.err
        );
    }
}

#[test]
fn ids_that_no_article_has_are_named() {
    let folder = Folder::new("corrections-unknown");
    let news = folder.file("news.jsonl", NEWS.replace("\"id\":\"c\"", "\"id\":17"));
    let lines = "\u{feff}{\"not_same\":[\"a\",\"bb\"]}\n\n{\"headline\":17}\n{\"headline\":\"y\"}\n{\"withdraw\":2}\n{\"same\":[\"z\",\"bb\"]}\n";
    let corrections = folder.file("corrections.jsonl", lines);
    let warning =
        |line: usize, id: &str| format!("warning: {corrections}:{line}: no article has the id \"{id}\"\n");
    for command in [&["cluster"][..], &["cluster", "--mode", "stream"]] {
        let ran = run(&[command, &[&news, "--corrections", &corrections]].concat());
        assert_eq!((ran.code, ran.err), (0, warning(1, "bb") + &warning(6, "z")), "{command:?}");
    }
    let ran = run(&["cluster", &news, "--corrections", &corrections, "--max-warnings", "1"]);
    let count = "warning: 2 ids of corrections are of no article, the first 1 are shown\n";
    assert_eq!(ran.err, warning(1, "bb") + count);
}
