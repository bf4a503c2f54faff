//! Every address, on the sample corpus.

use samestory::{Clusterer, Config, StoryHistory};
use samestory_formats::JsonLines;
use serde_json::Value;

use crate::client::{Server, sample};

/// A server with the sample corpus in it.
fn filled() -> Server {
    let server = Server::start();
    let taken = server.post("/v1/articles", &sample()).ok();
    assert_eq!((taken["accepted"].as_u64(), taken["rejected"].as_u64()), (Some(169), Some(0)));
    server
}

fn ids(story: &Value) -> Vec<&str> {
    story["articles"].as_array().unwrap().iter().map(|article| article["id"].as_str().unwrap()).collect()
}

#[test]
fn stories_are_those_of_the_stream_of_the_library() {
    let server = filled();
    let (mut clusterer, mut history) = (Clusterer::new(Config::default()).unwrap(), StoryHistory::default());
    for record in JsonLines::new(sample().as_bytes()) {
        history.record(clusterer.insert(&record.unwrap().article));
    }
    let expected = history.stories();
    let mut after = String::new();
    let (mut pages, mut seen) = (0, 0);
    loop {
        let page = server.get(&format!("/v1/stories?limit=30{after}")).ok();
        assert_eq!(page["found"].as_u64().unwrap() as usize, expected.len());
        for story in page["stories"].as_array().unwrap() {
            let number = story["story"].as_str().unwrap();
            let theirs = expected.iter().find(|one| one.id.to_string() == number).unwrap();
            let mut own = ids(story);
            let mut theirs: Vec<&str> = theirs.members.iter().map(|member| member.id.as_str()).collect();
            own.sort_unstable();
            theirs.sort_unstable();
            assert_eq!(own, theirs);
            seen += 1;
        }
        pages += 1;
        match page["next"].as_str() {
            Some(next) => after = format!("&after={next}"),
            None => break,
        }
    }
    assert_eq!((seen, pages), (expected.len(), expected.len().div_ceil(30)));
    let mut live = server.stop();
    live.validate().unwrap();
    assert_eq!(live.clusterer().live_articles(), 169);
}

#[test]
fn the_same_articles_give_the_same_answers() {
    let answers = |parts: usize| -> Vec<String> {
        let server = Server::start();
        let text = sample();
        let lines: Vec<&str> = text.lines().collect();
        for part in lines.chunks(lines.len().div_ceil(parts)) {
            server.post("/v1/articles", &part.join("\n")).ok();
        }
        ["/v1/stories", "/v1/changes", "/v1/stories/s7", "/v1/stories/s7/explain", "/v1/find?text=Mali"]
            .map(|path| server.get(path).body)
            .into()
    };
    assert_eq!(answers(1), answers(7));
}

#[test]
fn filters_and_orders_of_the_list() {
    let server = filled();
    let found = |query: &str| -> Vec<Value> {
        server.get(&format!("/v1/stories?limit=500&{query}")).ok()["stories"].as_array().unwrap().clone()
    };
    let all = found("").len();
    let several = found("min_size=2");
    assert!(several.len() < all && several.iter().all(|story| story["size"].as_u64() >= Some(2)));
    let origins = found("min_origins=3");
    assert!(
        !origins.is_empty() && origins.iter().all(|story| story["independent_origins"].as_u64() >= Some(3))
    );
    let largest = found("sort=largest");
    let sizes: Vec<u64> = largest.iter().map(|story| story["size"].as_u64().unwrap()).collect();
    assert!(sizes.is_sorted_by(|a, b| a >= b), "{sizes:?}");
    let dates: Vec<String> =
        found("").iter().map(|story| story["last_published"].as_str().unwrap()[..10].to_owned()).collect();
    assert!(dates.is_sorted_by(|a, b| a >= b), "{dates:?}");
    assert!(found("text=ALGERIA+mali").iter().any(|story| ids(story).contains(&"chicago-algiers-ap")));
    assert!(found("text=algeria+world+series").is_empty());
    assert!(found("source=reuters").iter().all(|story| story["articles"].to_string().contains("Reuters")));
    let [english, spanish, none] = ["en", "es", "xx"].map(|code| found(&format!("language={code}")).len());
    assert!(spanish > 0 && english > spanish && english < all && none == 0, "{english} {spanish} {none}");
    let [whole, first] =
        ["all", "story"].map(|mode| found(&format!("text=algeria&min_size=2&collapse={mode}")));
    assert!(ids(&whole[0]).len() > 1);
    assert_eq!((ids(&first[0]).len(), &first[0]["size"]), (1, &whole[0]["size"]));
    let own = &found("text=algeria&min_size=2&collapse=no_copies")[0];
    assert!(ids(own).len() < ids(&whole[0]).len());
}

#[test]
fn a_story_is_shown_and_explained() {
    let server = filled();
    let digest = server.get("/v1/stories/chicago-algiers-ap").ok();
    let number = digest["story"].as_str().unwrap().to_owned();
    assert_eq!(server.get(&format!("/v1/stories/{number}")).ok(), digest);
    assert!(
        digest["sources"].as_array().unwrap().len() > 2 && !digest["summary"].as_array().unwrap().is_empty()
    );
    let story = server.get(&format!("/v1/stories/{number}/explain")).ok();
    assert_eq!(story, server.get(&format!("/v1/explain?story={number}")).ok());
    assert!(story["cohesion"].as_f64().unwrap() > 0.2);
    let others = &digest["sources"][0]["articles"];
    let other = digest["headline"]["article"].as_str().unwrap();
    let pair = server.get(&format!("/v1/explain?a=chicago-algiers-ap&b={other}")).ok();
    assert_eq!(pair["same_story"], true, "{others}");
    let article = server.get("/v1/explain?a=chicago-algiers-ap").ok();
    assert_eq!(format!("s{}", article["story"]), number);
    let own = server.get("/v1/articles/chicago-algiers-ap").ok();
    assert_eq!(own["story"], *number);
    assert!(own["article"]["text"].as_str().unwrap().len() > 100);
    let parts = own["explanation"]["contributions"].as_array().unwrap();
    let sum: f64 = parts.iter().map(|part| part["contribution"].as_f64().unwrap()).sum();
    let explained = &own["explanation"];
    let logit = sum + explained["bias"].as_f64().unwrap() + explained["calibration"].as_f64().unwrap();
    assert!((explained["logit"].as_f64().unwrap() - logit).abs() < 1e-5);
    for missing in ["/v1/stories/s9999", "/v1/articles/none", "/v1/explain?a=none", "/v1/explain?a=none&b=no"]
    {
        assert_eq!(server.get(missing).error(404), "not_found");
    }
    for wrong in
        ["/v1/explain", "/v1/explain?b=x", "/v1/stories/s7?at_least=2a-99999", "/v1/stories/s7?at_least=x"]
    {
        assert_eq!(server.get(wrong).error(400), "bad_request");
    }
}

#[test]
fn a_text_is_found() {
    let server = filled();
    let short = server.get("/v1/find?text=Clinton+asked+Algeria+for+help+in+Mali&list=all").ok();
    assert!(short[0]["listed"].to_string().contains("chicago-algiers-ap"), "{short}");
    let article = server.get("/v1/articles/chicago-algiers-ap").ok();
    let asked = serde_json::json!({ "text": article["article"]["text"], "top": 1 });
    let long = server.post("/v1/find", &asked.to_string()).ok();
    assert_eq!(long[0]["story"], short[0]["story"]);
    assert!(long[0]["wording_of"].is_string());
    assert!(server.get("/v1/find?text=A+cat+sat+on+the+mat").ok().as_array().unwrap().is_empty());
    for wrong in ["/v1/find", "/v1/find?text=+", "/v1/find?text=x&min_score=2", "/v1/find?text=x&top=0"] {
        assert_eq!(server.get(wrong).error(400), "bad_request");
    }
}

#[test]
fn what_is_answered_knows_of_what_was_taken() {
    let server = filled();
    server.get("/v1/find?text=bridge").ok();
    let line = r#"{"id": "new", "title": "Quaytown bridge closes after cracks are found", "text": "The old bridge of Quaytown closed."}"#;
    let taken = server.post("/v1/articles", line).ok();
    let cursor = taken["cursor"].as_str().unwrap();
    let found = server.get(&format!("/v1/find?text=Quaytown+bridge+closes&at_least={cursor}")).ok();
    assert_eq!(found[0]["nearest"], "new");
    let changes = server.get(&format!("/v1/changes?since={cursor}")).ok();
    assert_eq!((changes["changes"].as_array().unwrap().len(), &changes["more"]), (0, &Value::Bool(false)));
}

#[test]
fn corrections_hold_and_are_withdrawn() {
    let server = filled();
    let story_of =
        |id: &str| server.get(&format!("/v1/articles/{id}")).ok()["story"].as_str().unwrap().to_owned();
    let story = server.get("/v1/stories?min_origins=3&collapse=origin").ok();
    let of_story = ids(&story["stories"][0]);
    let [one, other] = [of_story[0], of_story[1]];
    assert_eq!(story_of(one), story_of(other));
    let apart = serde_json::json!({ "not_same": [one, other], "by": "desk", "why": "two meetings" });
    let given = server.post("/v1/corrections", &apart.to_string()).ok();
    assert_eq!(given["correction"], 0);
    let kept = &given["corrections"][0]["correction"];
    assert_eq!(
        (&kept["by"], &kept["why"], kept["at"].is_string()),
        (&"desk".into(), &"two meetings".into(), true)
    );
    assert_ne!(story_of(one), story_of(other));
    let withdrawn = server.request("DELETE", "/v1/corrections/0?by=chief&why=one+meeting", &[], "").ok();
    assert_eq!(withdrawn["corrections"][0]["withdrawn_by"], "chief");
    assert_eq!(story_of(one), story_of(other));
    assert_eq!(server.request("DELETE", "/v1/corrections/0", &[], "").error(409), "not_taken");
    assert_eq!(server.request("DELETE", "/v1/corrections/x", &[], "").error(400), "bad_request");
    for wrong in ["{", "[]", "{\"same\": [\"a\", \"b\"], \"headline\": \"a\"}", "{\"other\": 1}", "{}"] {
        assert_eq!(server.post("/v1/corrections", wrong).error(400), "bad_request", "{wrong}");
    }
    assert_eq!(server.post("/v1/corrections", r#"{"same": ["a"]}"#).error(409), "not_taken");
    let changes = server.get("/v1/changes").ok().to_string();
    assert!(changes.contains(r#""type":"corrected""#) && changes.contains(r#""type":"withdrawn""#));
    server.stop().validate().unwrap();
}

#[test]
fn pages_hold_to_their_policy() {
    let server = filled();
    for path in ["/", "/stories/chicago-algiers-ap"] {
        let page = server.get(path);
        assert_eq!(page.status, 200);
        assert!(page.head.contains("content-type: text/html; charset=utf-8"), "{}", page.head);
        assert!(page.head.contains("content-security-policy: default-src 'none'"), "{}", page.head);
        assert!(page.head.contains("frame-ancestors 'none'"), "{}", page.head);
        assert!(page.body.contains("connect-src 'self'") && page.body.contains("data-cursor=\"2a-"));
    }
    assert_eq!(server.get("/stories/none").error(404), "not_found");
}

#[test]
fn the_server_says_how_it_is() {
    let server = filled();
    assert_eq!(server.get("/v1/health").ok()["status"], "ok");
    let metrics = server.get("/v1/metrics");
    assert!(metrics.body.contains("samestory_articles_taken_total 169\n"), "{}", metrics.body);
    assert!(metrics.body.contains("samestory_live_articles 169\n"), "{}", metrics.body);
    let described = server.get("/v1/openapi.json").ok();
    let paths = described["paths"].as_object().unwrap();
    for (path, methods) in paths {
        let path = path.replace("{id}", "x").replace("{number}", "0");
        let mut methods = methods.as_object().unwrap().keys();
        // every address that is described has something that answers
        assert!(methods.all(|method| {
            let method = method.to_uppercase();
            path == "/v1/events" || ![405, 501].contains(&server.request(&method, &path, &[], "").status)
        }));
        assert_eq!(server.request("PATCH", &path, &[], "").error(405), "other_method");
    }
    assert_eq!(server.get("/v2/stories").error(404), "not_found");
}
