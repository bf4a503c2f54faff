//! What a run takes in is bounded, what exceeds a limit is named, kept and passed over, and the exit code says how much was read.

use std::fs;
use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use ruzstd::encoding::{CompressionLevel, compress_to_vec};
use serde_json::Value;

use crate::cli::{Folder, Ran, SMALL, gzip, run, run_with};

fn last_line(ran: &Ran) -> &str {
    ran.err.lines().last().unwrap_or_default()
}

fn ids(ran: &Ran) -> Vec<String> {
    ran.json_lines().iter().map(|line| line["id"].as_str().unwrap().to_owned()).collect()
}

/// A run whose peak of memory is known, in MB, by the tool of GNU; 0 where there is none.
fn run_measured(args: &[&str]) -> (Ran, u64) {
    let timed = std::process::Command::new("/usr/bin/time")
        .args(["-f", "PEAK %M", env!("CARGO_BIN_EXE_samestory")])
        .args(args)
        .stdin(std::process::Stdio::null())
        .output();
    let Ok(output) = timed else { return (run(args), 0) };
    let err = String::from_utf8(output.stderr).unwrap();
    let peak = err.lines().find_map(|line| line.strip_prefix("PEAK ")).and_then(|kb| kb.parse::<u64>().ok());
    let err = err.lines().filter(|line| !line.starts_with("PEAK") && !line.starts_with("Command exited"));
    let err = err.map(|line| format!("{line}\n")).collect();
    let out = String::from_utf8(output.stdout).unwrap();
    (Ran { code: output.status.code().unwrap(), out, err }, peak.unwrap_or(0) / 1024)
}

#[test]
fn what_exceeds_a_limit_is_kept_and_passed_over() {
    let folder = Folder::new("limits");
    let file = folder.file(
        "in.jsonl",
        format!(
            "{{\"id\":\"a\",\"title\":\"first\"}}\n{{\"id\":\"long\",\"title\":\"{}\"}}\n{{\"id\":\"text\",\"title\":\"{}\"}}\n\
             {{\"id\":\"deep\",\"title\":\"t\",\"x\":[[[[1]]]]}}\n{{\"id\":\"b\",\"title\":\"last\"}}\n",
            "l".repeat(300),
            "t".repeat(60)
        ),
    );
    let limits = ["--max-record-bytes", "200", "--max-text-bytes", "50", "--max-nesting", "4"];
    for more in
        [&["--mode", "batch"][..], &["--mode", "stream"], &["--mode", "stream", "--live"], &["--origins"]]
    {
        let rejects = folder.path("rejects");
        let ran =
            run(&[&["cluster", &file, "-f", "jsonl", "--rejects", &rejects], &limits[..], more].concat());
        assert_eq!((ran.code, ids(&ran)), (0, vec!["a".to_owned(), "b".to_owned()]), "{}", ran.err);
        for expected in [
            "line 2: the record has more than 200 bytes, which is the limit",
            "line 3: title and text have 60 bytes, 50 is the limit",
            "line 4: the record is nested deeper than 4, which is the limit",
        ] {
            assert!(ran.err.contains(&format!("{file}: {expected}")), "{expected} is not in\n{}", ran.err);
        }
        assert_eq!(last_line(&ran), "warning: 2 of 5 records were read");
        let kept: Vec<Value> =
            folder.read("rejects").lines().map(|l| serde_json::from_str(l).unwrap()).collect();
        assert_eq!(kept.len(), 3);
        assert_eq!(kept[0]["text"].to_string().len(), 200 + "\"\"".len(), "as far as it goes");
        assert_eq!((&kept[0]["cut"], &kept[2]["cut"]), (&true.into(), &Value::Null));
        assert!(kept[2]["text"].as_str().unwrap().contains("[[[[1]]]]"));
    }
    let ran = run(&["versions", &file, "--max-record-bytes", "200", "--max-text-bytes", "50"]);
    assert!(ran.err.contains("more than 200 bytes") && ran.err.contains("50 is the limit"), "{}", ran.err);
    let ran = run(&["evaluate", &file, &file, "--max-record-bytes", "200"]);
    assert!(ran.err.contains("more than 200 bytes"), "{}", ran.err);
    let page = folder.file("page.txt", "A headline\n\n".to_owned() + &"Words. ".repeat(100));
    for command in ["cluster", "versions"] {
        let ran = run(&[command, &page, "--max-record-bytes", "200"]);
        assert!(ran.code == 3 && ran.err.contains("the page has more than 200 bytes"), "{}", ran.err);
        let ran = run(&[command, &page, "--max-text-bytes", "200"]);
        assert!(ran.code == 3 && ran.err.contains("200 is the limit"), "{}", ran.err);
    }
}

#[test]
fn what_is_kept_has_no_more_bytes_than_a_record_may_have() {
    let folder = Folder::new("escapes");
    let zeros = folder.file("zeros.gz", gzip(&"\0".repeat(100_000)));
    let rejects = folder.path("rejects");
    let ran = run(&["cluster", &zeros, "--rejects", &rejects, "--max-record-bytes", "60000"]);
    assert_eq!(ran.code, 3, "{}", ran.err);
    let kept = folder.read("rejects");
    assert!(kept.len() < 60_000 + 1000, "{} bytes", kept.len());
    let kept: Value = serde_json::from_str(&kept).unwrap();
    assert_eq!((kept["text"].as_str().unwrap().len(), &kept["cut"]), (10_000, &true.into()));
    run(&["cluster", &zeros, "--rejects", &rejects, "--max-record-bytes", "600001"]);
    let kept: Value = serde_json::from_str(&folder.read("rejects")).unwrap();
    assert_eq!((kept["text"].as_str().unwrap().len(), &kept["cut"]), (100_000, &Value::Null));
}

#[test]
fn that_a_file_is_damaged_is_shown_whatever_else_was() {
    let folder = Folder::new("damaged");
    let good: String = (0..500)
        .map(|id| format!("{{\"id\":\"{id}\",\"title\":\"Pass {}\",\"story\":\"s\"}}\n", id * 7919 % 1000))
        .collect();
    let cut = |text: &str| {
        let whole = gzip(text);
        whole[..whole.len() / 2].to_vec()
    };
    let first = good.lines().next().unwrap().replacen("\"0\"", "\"first\"", 1);
    let bad_first = folder.file("bad.gz", cut(&(first + &"\nnonsense".repeat(9) + "\n" + &good)));
    let only_good = folder.file("good.gz", cut(&good));
    let nothing = folder.file("nothing.gz", &gzip(SMALL)[..12]);
    let array = folder.file("array.json", format!("[{}", SMALL.lines().collect::<Vec<_>>().join(",")));
    let last_two = |ran: &Ran| ran.err.lines().rev().take(2).map(str::to_owned).collect::<Vec<_>>();

    for command in ["cluster", "versions"] {
        let ran = run(&[command, &bad_first, "--max-warnings", "3"]);
        assert!(ran.code == 0 && ran.err.contains("cut off or damaged"), "{}", ran.err);
        assert!(ran.err.contains("9 bad records were skipped, the first 3 are shown"), "{}", ran.err);
        let [records, files] = &last_two(&ran)[..] else { panic!("{}", ran.err) };
        assert_eq!(files, "warning: 1 file was read in part only");
        assert!(records.starts_with("warning: ") && records.ends_with(" records were read"), "{records}");
    }
    let ran = run(&["cluster", &only_good, &array, "--max-warnings", "0"]);
    assert!(ran.code == 0 && ran.err.contains("cut off or damaged"), "{}", ran.err);
    assert!(ran.err.contains("ends inside the array") && !ran.err.contains("skipped"), "{}", ran.err);
    assert_eq!(last_line(&ran), "warning: 2 files were read in part only");
    let ran = run(&["cluster", &nothing]);
    assert_eq!((ran.code, last_line(&ran)), (3, "error: 1 file was read in part only"));
    let ran = run(&["evaluate", &only_good, &only_good]);
    assert_eq!((ran.code, last_line(&ran)), (0, "warning: 2 files were read in part only"));
    let ran = run(&["cluster", &only_good, "--strict"]);
    assert!(ran.code == 1 && ran.err.contains("cut off or damaged"), "{}", ran.err);
}

#[test]
fn warnings_are_counted_from_a_limit_on() {
    let ran = run_with(&["cluster", "--max-warnings", "3"], "nonsense\n".repeat(9).as_bytes());
    assert_eq!(ran.err.matches("<stdin>: line ").count(), 3);
    assert!(ran.err.contains("9 bad records were skipped, the first 3 are shown"), "{}", ran.err);
}

#[test]
fn a_file_that_grows_out_of_proportion_is_left() {
    let folder = Folder::new("bomb");
    let zeros = vec![b'0'; 1 << 20];
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(b"{\"id\":\"z\",\"title\":\"before\"}\n").unwrap();
    // 1,000 MB without a line end
    (0..1000).for_each(|_| encoder.write_all(&zeros).unwrap());
    let bomb = folder.file("bomb.jsonl.gz", encoder.finish().unwrap());
    // lines without end
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    (0..200).for_each(|_| encoder.write_all(&vec![b'\n'; 1 << 20]).unwrap());
    let blank = folder.file("blank.jsonl.gz", encoder.finish().unwrap());
    let zstd =
        folder.file("bomb.zst", compress_to_vec(&vec![b' '; 100 << 20][..], CompressionLevel::Fastest));
    let small = folder.file("small.jsonl", SMALL);
    let rejects = folder.path("rejects");
    let files = ["cluster", &bomb, &blank, &zstd, &small, "-f", "jsonl", "--rejects", &rejects];
    for (times, expected) in
        [("200", "more than 200 times"), ("1000000", "line 2: the record has more than 33554432 bytes")]
    {
        let (ran, peak) = run_measured(&[&files[..], &["--max-expansion", times]].concat());
        assert_eq!((ran.code, ids(&ran).len()), (0, 6), "{}", ran.err);
        assert!(ran.err.contains(expected), "{}", ran.err);
        println!("peak with 1,000 MB of one letter in a gzip file, {expected}: {peak} MB");
        assert!(peak < 200, "{peak} MB");
        // kept as far as it was read
        assert!(fs::metadata(&rejects).unwrap().len() > 32 << 20);
    }
}

#[test]
fn too_little_read_is_told_by_the_exit_code() {
    let good = SMALL.lines().next().unwrap();
    for (bad, share, code) in
        [(0, "1", 0), (1, "0.5", 0), (2, "0.5", 3), (9, "0.1", 0), (10, "0.1", 3), (99, "0", 0)]
    {
        let input = format!("{good}\n{}", "nonsense\n".repeat(bad));
        let ran = run_with(&["cluster", "--min-read", share], input.as_bytes());
        assert_eq!(ran.code, code, "{bad} bad, {share}: {}", ran.err);
        assert!(ran.out.contains("1 article in 1 story"));
        if bad > 0 {
            let kind = if code == 3 { "error" } else { "warning" };
            assert_eq!(last_line(&ran), format!("{kind}: 1 of {} records were read", bad + 1));
        }
    }
    let commands: &[&[&str]] = &[&["cluster", "--min-read", "0"], &["copies"], &["versions"], &["terms"]];
    for args in commands {
        let ran = run_with(args, b"{}\n{}\n");
        assert_eq!((ran.code, last_line(&ran)), (3, "error: 0 of 2 records were read"), "{args:?}");
    }
    assert_eq!(run(&["cluster", "--min-read", "2"]).code, 2);
}

fn utf16(text: &str, big: bool) -> Vec<u8> {
    let bytes = |unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() };
    std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(bytes).collect()
}

#[test]
fn byte_order_marks_are_decoded_or_refused_by_name() {
    let folder = Folder::new("marks");
    let text = "{\"id\":\"a\",\"title\":\"Brücke in Söll 😀\"}\n{\"id\":\"b\",\"title\":\"Zürich\"}\n";
    let expected = run_with(&["cluster", "-f", "csv"], text.as_bytes()).quiet();
    for (name, bytes) in [
        ("u8", [b"\xef\xbb\xbf", text.as_bytes()].concat()),
        ("u16le", utf16(text, false)),
        ("u16be", utf16(text, true)),
    ] {
        let zipped = {
            let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
            encoder.write_all(&bytes).unwrap();
            encoder.finish().unwrap()
        };
        for bytes in [&bytes, &zipped] {
            assert_eq!(run(&["cluster", "-f", "csv", &folder.file(name, bytes)]).quiet(), expected, "{name}");
            assert_eq!(run_with(&["cluster", "-f", "csv"], bytes).quiet(), expected, "{name}");
        }
    }
    let page = "<html><head><title>Brücke</title></head><body><p>Über die Söll.</p></body></html>";
    let page = run(&["cluster", "--min-size", "1", &folder.file("page.html", utf16(page, false))]);
    assert!(page.code == 0 && page.out.contains("Brücke"), "{}", page.out);
    assert!(page.err.contains("no article stands out"), "{}", page.err);
    for (name, bytes) in [
        ("UTF-32LE", &b"\xff\xfe\0\0{\0\0\0"[..]),
        ("UTF-32BE", b"\0\0\xfe\xff\0\0\0{"),
        ("UTF-7", b"+/v8{"),
        ("GB18030", b"\x84\x31\x95\x33{"),
        ("UTF-EBCDIC", b"\xdd\x73\x66\x73"),
    ] {
        for command in ["cluster", "versions"] {
            let ran = run_with(&[command], bytes);
            assert!(ran.code == 1 && ran.err.contains(&format!("those of {name};")), "{name}: {}", ran.err);
        }
    }
}

#[test]
fn arrays_are_read() {
    let folder = Folder::new("arrays");
    let lines: Vec<&str> = SMALL.lines().collect();
    let expected = run_with(&["cluster", "-f", "csv"], SMALL.as_bytes()).quiet();
    let pretty: Value = serde_json::from_str(&format!("[{}]", lines.join(","))).unwrap();
    let pretty = serde_json::to_string_pretty(&pretty).unwrap();
    for array in [format!("[{}]", lines.join(",")), format!("\n [ {}\n]\n", lines.join(" ,\n")), pretty] {
        assert_eq!(run_with(&["cluster", "-f", "csv"], array.as_bytes()).quiet(), expected);
        assert_eq!(run_with(&["cluster", "-f", "csv"], &gzip(&array)).quiet(), expected);
        let gold = folder.file("gold.json", &array);
        let perfect = run(&["evaluate", &gold, &gold, "-f", "json"]).quiet();
        assert!(perfect.contains("\"f1\": 1.0"));
        // by the name it may be a page
        assert_eq!(run(&["cluster", "-f", "csv", &folder.file("array.txt", &array)]).quiet(), expected);
        let versions = run(&["versions", &gold]).quiet();
        assert!(versions.contains("5 observations of 5 articles"), "{versions}");
    }
    let broken = format!("[{}, 7, \"x\", {{\"id\":\n\"q\"}}, {}", lines[0], lines[1]);
    let ran = run_with(&["cluster", "-f", "jsonl"], broken.as_bytes());
    assert_eq!(ids(&ran), ["a", "b"]);
    assert!(
        ran.err.contains("line 1: no JSON object") && ran.err.contains("ends inside the array"),
        "{}",
        ran.err
    );
    assert_eq!(last_line(&ran), "warning: 2 of 5 records were read");
    let page =
        folder.file("advert.txt", "[Advertisement]\n\nThe dam above Ashford held through the night.\n");
    assert!(run(&["cluster", "--min-size", "1", &page]).quiet().contains("1 article in 1 story"));
}

#[test]
fn ids_of_any_length_are_distinct() {
    let digits = "123456789012345678901234567890";
    let line = |id: &str| format!("{{\"id\":{id},\"title\":\"Storm in Cuba\",\"story\":{id}}}\n");
    let input = line(&format!("{digits}1")) + &line(&format!("{digits}2")) + &line("18446744073709551616");
    let ran = run_with(&["cluster", "-f", "jsonl"], input.as_bytes());
    assert_eq!(ids(&ran), [&format!("{digits}1"), &format!("{digits}2"), "18446744073709551616"]);
    let folder = Folder::new("digits");
    let gold = folder.file("gold.jsonl", &input);
    let found = folder.file("found.jsonl", ran.quiet());
    let scores = run(&["evaluate", &gold, &found, "-f", "json"]).quiet();
    let scores: Value = serde_json::from_str(&scores).unwrap();
    assert_eq!((&scores["counts"]["labelled"], &scores["counts"]["missing"]), (&3.into(), &0.into()));
    assert_eq!(scores["scores"]["gold_stories"], 3);
    let pairs = folder.file("pairs.jsonl", format!("{{\"a\":{digits}1,\"b\":{digits}2,\"same\":true}}\n"));
    let ran = run(&["calibrate", &gold, "--pairs", &pairs]);
    assert!(!ran.err.contains("no article has the id"), "{}", ran.err);
}

#[test]
fn the_document_of_copies_grows_with_the_articles() {
    let text = "Allegheny rangers say they have closed the upper trail after a landslide during the storm. Four hikers were led down. \
        The rangers asked anyone who is still in the valley to call. The trail stays closed until the slope is dry.";
    let document = |articles: usize| {
        let lines: String = (0..articles)
            .map(|at| format!("{{\"id\":\"i{at}\",\"title\":\"Landslide closes the trail\",\"text\":\"{text}\",\"source\":\"S{at}\"}}\n"))
            .collect();
        run_with(&["copies", "--format", "json"], lines.as_bytes()).quiet()
    };
    let (some, more) = (document(150), document(300));
    assert!(more.len() < 2 * some.len() + 20_000, "{} and {} bytes", some.len(), more.len());
    assert!(more.len() < 300 * 2400, "25,000 would have {} bytes", more.len() / 300 * 25_000);
    let document: Value = serde_json::from_str(&more).unwrap();
    assert_eq!(document["passages"].as_array().unwrap().len(), 4, "every sentence once");
    let group = &document["texts"][0];
    assert_eq!(group["articles"].as_array().unwrap().len(), 300);
    let links = group["links"].as_array().unwrap();
    let told = links.iter().filter(|link| link["sentences"].is_array()).count();
    assert!(links.len() <= 300 * 8 && (298..300).contains(&told), "{} links, {told} told", links.len());
}
