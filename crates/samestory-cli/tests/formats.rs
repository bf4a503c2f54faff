//! Files of every format, read by the command: the same articles, and the same stories.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::cli::{Folder, gzip, run, run_with};

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/formats/");

fn data(name: &str) -> String {
    format!("{DATA}{name}")
}

/// What is read of a file, by title.
fn read(name: &str) -> BTreeMap<String, Value> {
    let ran = run(&["read", &data(name)]);
    assert_eq!(ran.code, 0, "{name}: {}", ran.err);
    let title = |line: &Value| line["title"].as_str().expect("a title").to_owned();
    ran.json_lines().into_iter().map(|line| (title(&line), line)).collect()
}

/// Which titles are in a story together.
fn stories(name: &str) -> BTreeSet<BTreeSet<String>> {
    let titles = read(name);
    let title = |id: &Value| titles.iter().find(|(_, line)| line["id"] == *id).expect("an article").0.clone();
    let ran = run(&["cluster", &data(name), "--format", "jsonl"]);
    assert_eq!(ran.code, 0, "{name}: {}", ran.err);
    let mut stories: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for line in ran.json_lines() {
        stories.entry(line["story"].to_string()).or_default().insert(title(&line["id"]));
    }
    stories.into_values().collect()
}

/// Formats that have all of an article, and the fields that they have in other words.
const FULL: &[(&str, &[&str])] = &[
    ("array.json", &[]),
    ("pretty.json", &[]),
    ("newsapi.json", &["id"]),
    ("elastic.json", &[]),
    ("table.csv", &[]),
    ("semicolons.csv", &[]),
    ("table.tsv", &["text"]),
    ("trafilatura.jsonl", &["id"]),
    ("newspaper4k.json", &["id"]),
    ("news_please.jsonl", &["id", "source"]),
    ("rss2.xml", &[]),
    ("rss1.rdf", &["id"]),
    ("atom.xml", &["modified"]),
    ("feed.json", &[]),
    ("ninjs1.json", &["id", "url", "modified"]),
    ("ninjs2.json", &["id"]),
    ("ninjs3.jsonl", &["modified"]),
    ("newsml_g2.xml", &["id", "modified"]),
    ("newsml1.xml", &["url"]),
    ("pandas_columns.json", &[]),
    ("pandas_split.json", &[]),
    ("by_id.json", &[]),
    ("wrapped.json", &[]),
    ("nitf.xml", &["lang"]),
];

/// Formats of headlines.
const HEADLINES: &[&str] = &["media_cloud.csv", "gdelt.json", "gdelt.csv", "gdelt.gkg.tsv"];

#[test]
fn every_format_gives_the_same_articles() {
    let expected = read("articles.jsonl");
    assert_eq!(expected.len(), 8);
    for (name, other) in FULL {
        let found = read(name);
        assert_eq!(found.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>(), "{name}");
        for (title, line) in &expected {
            for field in ["id", "source", "url", "published", "modified", "author", "lang", "text"] {
                if !other.contains(&field) {
                    assert_eq!(found[title][field], line[field], "{name}: {field} of \"{title}\"");
                }
            }
        }
    }
    for name in HEADLINES {
        let found = read(name);
        for (title, line) in &expected {
            assert_eq!(found[title]["url"], line["url"], "{name}");
            assert_eq!(
                found[title]["published"].as_str().map(|time| &time[..10]),
                line["published"].as_str().map(|time| &time[..10]),
                "{name}"
            );
        }
    }
}

#[test]
fn encodings_and_line_ends_are_told_by_the_bytes() {
    let folder = Folder::new("encodings");
    let records = [
        (
            "jsonl",
            "{\"title\":\"Brücke zu\",\"text\":\"Die Brücke über die Söll ist zu.\"}\n{\"title\":\"Pass frei\",\"text\":\"Der Paß ist für alle frei.\"}\n",
        ),
        (
            "csv",
            "title,text\nBrücke zu,Die Brücke über die Söll ist zu.\nPass frei,\"Der Paß ist für alle frei.\"\n",
        ),
        (
            "tsv",
            "title\ttext\nBrücke zu\tDie Brücke über die Söll ist zu.\nPass frei\tDer Paß ist für alle frei.\n",
        ),
    ];
    for (ending, text) in records {
        let units = |to: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(to).collect::<Vec<u8>>();
        let latin = text.chars().map(|c| c as u8).collect::<Vec<u8>>();
        for (encoding, bytes, is_said) in [
            ("utf16le", units(u16::to_le_bytes), false),
            ("utf16be", units(u16::to_be_bytes), false),
            ("latin1", latin, true),
            ("returns", text.replace('\n', "\r").into_bytes(), false),
            ("both", text.replace('\n', "\r\n").into_bytes(), false),
        ] {
            let ran = run(&["read", &folder.file(&format!("{encoding}.{ending}"), bytes)]);
            let lines = ran.json_lines();
            assert_eq!(lines.len(), 2, "{encoding} {ending}: {}", ran.err);
            assert_eq!(lines[0]["text"], "Die Brücke über die Söll ist zu.", "{encoding} {ending}");
            assert_eq!(lines[1]["text"], "Der Paß ist für alle frei.", "{encoding} {ending}");
            assert_eq!(
                ran.err.contains("no UTF-8, and are read as windows-1252"),
                is_said,
                "{encoding} {ending}: {}",
                ran.err
            );
        }
    }
}

#[test]
fn a_page_in_one_file_with_its_parts_is_read() {
    let folder = Folder::new("mhtml");
    let saved = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://x.example/dam\r\nMIME-Version: 1.0\r\n\
        Content-Type: multipart/related; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
        <html lang=3Den><head><title>Dam gives way</title></head><body><h1>Dam gives way</h1><p>The dam in S=C3=B6ll gave way on =\r\nMonday, engineers said.</p></body></html>\r\n--b--\r\n";
    for name in ["page.mhtml", "page.mht", "page"] {
        let ran = run(&["read", &folder.file(name, saved)]);
        let lines = ran.json_lines();
        assert_eq!(lines.len(), 1, "{name}: {}", ran.err);
        assert_eq!(lines[0]["title"], "Dam gives way");
        assert_eq!(lines[0]["text"], "The dam in Söll gave way on Monday, engineers said.");
        assert_eq!(lines[0]["url"], "https://x.example/dam");
    }
}

#[test]
fn every_format_gives_the_same_stories() {
    let expected = stories("articles.jsonl");
    assert_eq!(expected.len(), 5);
    let names = FULL.iter().map(|(name, _)| *name).chain(HEADLINES.iter().copied());
    for name in names.chain(["pages", "captures.warc", "captures.warc.gz"]) {
        assert_eq!(stories(name), expected, "{name}");
    }
}

#[test]
fn versions_are_read_of_every_format() {
    for name in ["table.csv", "rss2.xml", "captures.warc.gz", "pages", "newsml_g2.xml"] {
        let ran = run(&["versions", &data(name)]);
        assert!(
            ran.code == 0 && ran.out.starts_with("8 observations of 8 articles"),
            "{name}: {} {}",
            ran.out,
            ran.err
        );
    }
}

#[test]
fn pages_of_one_name_in_two_folders_are_two() {
    let folder = Folder::new("pages-of-one-name");
    let page = |title: &str| {
        format!("<!DOCTYPE html><html><body><h1>{title}</h1><p>It gave way on Monday.</p></body></html>")
    };
    for (day, title) in [("monday", "Dam gives way"), ("tuesday", "Lake empty after dam gives way")] {
        std::fs::create_dir(folder.path(day)).unwrap();
        std::fs::write(format!("{}/index.html", folder.path(day)), page(title)).unwrap();
    }
    let ran = run(&["read", &folder.path("monday"), &folder.path("tuesday")]);
    let ids: Vec<&str> = ran.out.lines().map(|line| line.split('"').nth(3).unwrap()).collect();
    assert_eq!(ids, ["index.html", "index.html#2"], "{}", ran.err);
}

#[test]
fn every_line_has_the_same_keys() {
    let ran = run_with(&["read"], b"{\"title\": \"Tesco&#039;s &lt;b&gt;burgers&lt;/b&gt;\"}\n");
    let line = ran.quiet();
    assert!(line.starts_with("{\"id\":\""), "{line}");
    let rest = "\",\"source\":null,\"url\":null,\"published\":null,\"modified\":null,\"author\":null,\"lang\":null,\
                \"title\":\"Tesco's burgers\",\"text\":\"\"}\n";
    assert!(line.ends_with(rest), "{line}");
}

#[test]
fn what_is_mapped_is_said_and_can_be_overridden() {
    let table = "kicker,headline,body,link\nSport,Giants win,They won.,https://x.example/1\n";
    let ran = run_with(&["read"], table.as_bytes());
    assert_eq!(ran.err, "note: <stdin>: csv: url = \"link\", title = \"headline\", text = \"body\"\n");
    let ran = run_with(&["read", "--map", "title=kicker"], table.as_bytes());
    assert_eq!(ran.json_lines()[0]["title"], "Sport");
    assert_eq!(ran.json_lines()[0]["id"], "https://x.example/1");
    let ran = run_with(&["read", "--map", "headline"], table.as_bytes());
    assert_eq!(ran.code, 2, "{}", ran.err);
    let nested = b"{\"id\": 1, \"title\": \"x\", \"data\": {\"kicker\": {\"long\": \"Giants\"}}}\n";
    let ran = run_with(&["read", "--map", "title=data.kicker.long"], nested);
    assert_eq!(ran.json_lines()[0]["title"], "Giants");
    assert!(!ran.err.contains("--map"), "{}", ran.err);
}

#[test]
fn a_mapped_key_that_no_record_has_is_named() {
    let table = "id,kicker,text\n1,Sport,They won.\n";
    let lines = "{\"id\":1,\"kicker\":\"Sport\",\"text\":\"They won.\"}\n";
    for text in [table, lines] {
        for command in [&["read"][..], &["cluster"], &["versions"]] {
            let ran = run_with(
                &[command, &["--map", "title=kickr", "--map", "text=text"]].concat(),
                text.as_bytes(),
            );
            let expected = "warning: --map title=kickr: no JSON object and no table has such a key\n";
            assert_eq!((ran.code, ran.err.matches("--map").count()), (0, 1), "{command:?}: {}", ran.err);
            assert!(ran.err.contains(expected), "{command:?}: {}", ran.err);
        }
    }
}

#[test]
fn a_format_can_be_forced_and_is_listed() {
    let list = run(&["formats"]).quiet();
    assert!(list.lines().count() == 10 && list.contains("warc"), "{list}");
    let ran = run_with(&["read", "--from", "csv"], b"a,title\n1,Dam\n");
    assert_eq!(ran.json_lines()[0]["title"], "Dam");
    assert_eq!(run(&["read", "--from", "docx"]).code, 2);
    let ran = run(&["read", &data("feeds.opml")]);
    assert!(ran.code == 3 && ran.err.contains("samestory watch"), "{}", ran.err);
}

#[test]
fn one_odd_field_never_costs_the_record() {
    let folder = Folder::new("odd");
    let lines = "{\"id\": {\"a\": []}, \"title\": \"One\", \"published\": NaN}\n{\"id\": 2, \"title\": \"Two\", \"lang\": true}\n";
    let ran = run(&["read", &folder.file("odd.jsonl", lines)]);
    assert_eq!((ran.code, ran.json_lines().len()), (0, 2));
    let name = folder.path("odd.jsonl");
    assert!(ran.err.contains(&format!("{name}: line 1: field \"id\"")), "{}", ran.err);
    assert!(ran.err.contains(&format!("{name}: line 2: field \"lang\"")), "{}", ran.err);
    // without a title there is no article, and it is said what is wrong with it
    for command in ["read", "versions"] {
        let ran = run_with(&[command], b"{\"id\": 1, \"title\": true}\n");
        let expected =
            "line 1: field \"title\": a text or a number is expected, not true; the record is skipped";
        assert!(ran.code == 3 && ran.err.contains(expected), "{}", ran.err);
    }
}

/// In each format, the third record of eight is spoilt: it is named and kept, and the others are read.
#[test]
fn a_bad_record_never_stops_the_rest() {
    let folder = Folder::new("spoilt");
    for (name, good, bad, place) in [
        (
            "articles.jsonl",
            "{\"id\": \"gz-2\", \"source\": \"Orvin",
            "{\"id\": \"gz-2\" \"source\": \"Orvin",
            "line 3",
        ),
        ("array.json", "\"id\": \"gz-2\",", "\"id\": \"gz-2\"", "line 22"),
        ("table.csv", "gz-2,Ferry", "gz-2,x,x,x,x,x,x,x,x,x,Ferry", "line 8"),
        (
            "pandas_split.json",
            "[\"gz-2\", \"Orvin Gazette\",",
            "[\"gz-2\", \"x\", \"Orvin Gazette\",",
            "line 1: row 3 of the table has 9 cells, the header has 8; in no column",
        ),
        (
            "captures.warc",
            "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://gazette.example/news/ferry",
            "WARC 1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://gazette.example/news/ferry",
            "record 4",
        ),
    ] {
        let whole = fs::read(data(name)).expect("a sample");
        let at = whole.windows(good.len()).position(|piece| piece == good.as_bytes()).expect(name);
        let mut spoilt = whole[..at].to_vec();
        spoilt.extend_from_slice(bad.as_bytes());
        spoilt.extend_from_slice(&whole[at + good.len()..]);
        let rejects = folder.path("rejects");
        let ran = run(&["read", &folder.file(name, spoilt), "--rejects", &rejects]);
        assert_eq!((ran.code, ran.json_lines().len()), (0, 7), "{name}: {}", ran.err);
        assert!(ran.err.contains(&format!("{}: {place}: ", folder.path(name))), "{name}: {}", ran.err);
        let kept: Value =
            serde_json::from_str(folder.read("rejects").lines().next().expect("one")).expect("JSON");
        let (field, number) = place.split_once(' ').expect("a unit");
        let number = number.split(':').next().expect("a number");
        assert_eq!(kept[field].to_string(), number, "{name}");
    }
    // a damaged member of an archive is one record
    let mut archive = fs::read(data("captures.warc.gz")).expect("a sample");
    let members: Vec<usize> =
        (0..archive.len()).filter(|&at| archive[at..].starts_with(&[0x1f, 0x8b, 8])).collect();
    archive[members[2] + 40..members[2] + 60].fill(0x55);
    let ran = run(&["read", &folder.file("damaged.warc.gz", archive)]);
    assert_eq!((ran.code, ran.json_lines().len()), (0, 7), "{}", ran.err);
    assert!(ran.err.contains("its compressed member is damaged; the record is skipped"), "{}", ran.err);
    let feed = fs::read_to_string(data("rss2.xml")).expect("a sample");
    let feed = feed.replacen("<title>Ferry", "<title>&nosuch; & Ferry \u{1}", 1).replacen("</item>", "", 1);
    let ran = run(&["read", &folder.file("spoilt.xml", feed)]);
    assert_eq!((ran.code, ran.json_lines().len()), (0, 8), "{}", ran.err);
    assert!(ran.out.contains("&nosuch; & Ferry"), "{}", ran.out);
}

#[test]
fn what_stands_last_in_a_file_that_is_cut_off_is_named() {
    let folder = Folder::new("cut");
    for (name, at) in [
        ("rss2.xml", "</item>"),
        ("atom.xml", "</entry>"),
        ("newsml_g2.xml", "</newsItem>"),
        ("nitf.xml", "</nitf>"),
    ] {
        let text = fs::read_to_string(data(name)).expect("a sample");
        let end = text.rfind(at).expect(name) - 4;
        let rejects = folder.path("rejects");
        let ran = run(&["read", &folder.file(name, &text[..end]), "--rejects", &rejects]);
        assert_eq!((ran.code, ran.json_lines().len()), (0, 7), "{name}: {}", ran.err);
        assert!(
            ran.err.contains("the file ends inside the record; the record is skipped"),
            "{name}: {}",
            ran.err
        );
        let kept: Value = serde_json::from_str(folder.read("rejects").trim_end()).expect("one line");
        let raw = kept["text"].as_str().expect("a text");
        assert!(raw.starts_with('<') && text[..end].trim_end().ends_with(raw), "{name}: {raw}");
        let before = text.find(raw).expect("the raw text");
        assert_eq!(kept["line"], 1 + text[..before].matches('\n').count(), "{name}");
    }
}

#[test]
fn ninjs_is_written_and_read_back() {
    let folder = Folder::new("ninjs");
    let written = run(&["read", &data("articles.jsonl"), "--to", "ninjs"]).quiet();
    let first: Value = serde_json::from_str(written.lines().next().expect("a line")).expect("JSON");
    assert_eq!(first["standard"]["version"], "3.0");
    assert_eq!(first["headlines"][0]["value"], "Orvin dam gives way & floods lower valley");
    let back = run(&["read", &folder.file("n.jsonl", written)]).json_lines();
    let before = run(&["read", &data("articles.jsonl")]).json_lines();
    for (back, before) in back.iter().zip(&before) {
        for field in ["id", "source", "url", "published", "author", "lang", "title", "text"] {
            assert_eq!(back[field], before[field]);
        }
    }
}

#[test]
fn a_folder_is_read_by_name_and_what_is_written_is_not_in_it() {
    let folder = Folder::new("tree");
    fs::create_dir_all(Path::new(&folder.path("pages/b"))).expect("a folder");
    folder.file("pages/b/index.html", "<html><h1>Dam gives way</h1><p>The dam gave way.</p></html>");
    folder.file("pages/index.html", "<html><h1>Giants win</h1><p>The Giants won.</p></html>");
    folder.file("pages/news.jsonl.gz", gzip("{\"id\": 1, \"title\": \"Apple\"}\n"));
    folder.file("pages/style.css", "p { color: red }");
    folder.file("pages/.hidden.jsonl", "{");
    let ran = run(&["read", &folder.path("pages")]);
    let ids: Vec<String> =
        ran.json_lines().iter().map(|line| line["id"].as_str().expect("id").to_owned()).collect();
    assert_eq!(ids, ["index.html", "1", "b/index.html"], "{}", ran.err);
    let ran = run(&["read", &folder.path("pages"), "-o", &folder.path("pages/index.html")]);
    assert_eq!(ran.code, 2, "{}", ran.err);
}

#[test]
fn what_a_folder_has_beside_articles_is_left_out_with_one_warning() {
    let folder = Folder::new("beside");
    fs::create_dir_all(Path::new(&folder.path("all"))).expect("a folder");
    let text = "# Saved pages\n\nThey were saved\nin spring.\n";
    for (name, content) in [
        ("LICENSE", "Permission is granted\nto anybody.\n"),
        ("README.md", text),
        ("links.md", "[the paper](https://x.example)\nand more\n"),
        ("settings.ini", "[paths]\nout = x\n"),
        ("theme.scss", "{\n  color: red\n}\n"),
        ("zz_last.dat", "a\nb\n"),
    ] {
        folder.file(&format!("all/{name}"), content);
    }
    folder.file("all/wide.dat", b"\xff\xfe\0\0a\0\0\0".as_slice());
    folder.file("all/empty.log", "");
    folder.file("all/a.jsonl", "{\"id\": 1, \"title\": \"Apple\"}\n");
    folder.file("all/page.html", "<html><h1>Giants win</h1><p>The Giants won.</p></html>");
    for command in ["read", "versions"] {
        let ran = run(&[command, &folder.path("all"), "--max-warnings", "100"]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        for name in
            ["LICENSE", "README.md", "links.md", "settings.ini", "theme.scss", "wide.dat", "zz_last.dat"]
        {
            let lines = ran.err.lines().filter(|line| line.contains(name));
            assert_eq!(lines.count(), 1, "{name}: {}", ran.err);
        }
        assert!(!ran.err.contains("skipped") && !ran.err.contains("empty.log"), "{}", ran.err);
    }
    let ran = run(&["read", &folder.path("all"), "--max-warnings", "2"]);
    assert_eq!(ran.json_lines().len(), 2);
    assert!(ran.err.contains("7 files of folders were left out, the first 2 are shown"), "{}", ran.err);

    // a file that is named is read as JSON lines, and says so
    let ran = run(&["read", &folder.path("all/README.md")]);
    assert!(ran.err.contains("README.md: it begins like none of the formats that are read"), "{}", ran.err);
    assert!(ran.err.contains("3 bad records were skipped"), "{}", ran.err);
}

#[test]
fn the_same_address_twice_is_two_articles() {
    let lines = "{\"url\": \"https://x.example/1\", \"title\": \"One\"}\n".repeat(3);
    let ran = run_with(&["read"], lines.as_bytes());
    let ids: Vec<Value> = ran.json_lines().into_iter().map(|mut line| line["id"].take()).collect();
    assert_eq!(ids, ["https://x.example/1", "https://x.example/1#2", "https://x.example/1#3"]);
}

#[cfg(feature = "arrow")]
#[test]
fn arrow_is_read_and_written() {
    let folder = Folder::new("arrow");
    let written = folder.path("written.arrow");
    let lines = run(&["read", &data("articles.jsonl")]).out;
    let ran = run(&["read", &data("articles.jsonl"), "--to", "arrow", "--output", &written]);
    assert_eq!((ran.code, run(&["read", &written]).out), (0, lines), "{}", ran.err);
}

#[cfg(feature = "parquet")]
#[test]
fn parquet_is_read_and_written() {
    assert_eq!(stories("articles.parquet"), stories("articles.jsonl"));
    let folder = Folder::new("parquet");
    let written = folder.path("written.parquet");
    let lines = run(&["read", &data("articles.jsonl")]).out;
    let ran = run(&["read", &data("articles.jsonl"), "--to", "parquet", "--output", &written]);
    assert_eq!((ran.code, run(&["read", &written]).out), (0, lines), "{}", ran.err);
}
