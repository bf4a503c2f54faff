//! An exchange with an assistant, as it is recorded in `exchange.txt`.
//!
//! With SAMESTORY_RECORD set, what is answered now is recorded.

#![forbid(unsafe_code)]
#![expect(clippy::unwrap_used, reason = "in a test, what is not expected has to panic")]

use std::fmt::Write;

use samestory::{Clusterer, Config};
use samestory_digest::Families;
use samestory_formats::{ArticleFiles, ReadLimits, Source};
use samestory_server::{Desk, LiveStories, mcp};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};

const EXCHANGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/assistant/exchange.txt");

/// Reports of a ferry that sank, a copy of one, and an article on something else.
const ARTICLES: &str = r#"{"id": "herald", "source": "Quay Herald", "url": "https://herald.example/gull", "published": "2024-03-04T08:00:00Z", "title": "Ferry Gull sinks off Quaytown", "text": "The ferry Gull sank off Quaytown on Monday morning. Twelve people drowned, the coast guard said. The search in the bay goes on."}
{"id": "post", "source": "Harbour Post", "url": "https://post.example/ferry", "published": "2024-03-04T09:30:00Z", "title": "Twelve drown as Gull ferry sinks at Quaytown", "text": "Off Quaytown the ferry Gull sank on Monday. Twelve people lost their lives, and the coast guard searched the bay for others."}
{"id": "courier", "source": "Valley Courier", "url": "https://courier.example/gull", "published": "2024-03-04T11:00:00Z", "title": "Ferry Gull sinks off Quaytown", "text": "The ferry Gull sank off Quaytown on Monday morning. Twelve people drowned, the coast guard said. The search in the bay goes on."}
{"id": "bridge", "source": "Valley Courier", "url": "https://courier.example/bridge", "published": "2024-03-05", "title": "Old bridge of Millbrook closes for repairs", "text": "Engineers found cracks in a pillar of the old bridge of Millbrook. It closes until winter."}
"#;

fn desk() -> Desk {
    let mut live = LiveStories::new(Clusterer::new(Config::default()).unwrap(), 0x2a);
    let source = Source::new("articles", || Ok(Box::new(ARTICLES.as_bytes())));
    let records = ArticleFiles::new([source], ReadLimits::default()).map(Result::unwrap).collect();
    live.insert_records(records);
    Desk::open(live, Families::builtin()).unwrap().0
}

#[test]
fn an_assistant_is_answered_as_recorded() {
    let recorded = std::fs::read_to_string(EXCHANGE).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let now = runtime.block_on(async {
        let (assistant, server) = tokio::io::duplex(1 << 20);
        let (input, output) = tokio::io::split(server);
        let served = tokio::spawn(mcp::serve(desk(), input, output));
        let (answers, mut questions) = tokio::io::split(assistant);
        let mut answers = BufReader::new(answers).lines();
        let mut exchange = String::new();
        for line in recorded.lines() {
            match line.strip_prefix("> ") {
                Some(question) => {
                    questions.write_all(format!("{question}\n").as_bytes()).await.unwrap();
                    writeln!(exchange, "{line}").unwrap();
                    // what has no id is not answered
                    if question.contains("\"id\":") {
                        writeln!(exchange, "< {}", answers.next_line().await.unwrap().unwrap()).unwrap();
                    }
                }
                None if line.starts_with("< ") => {}
                None => writeln!(exchange, "{line}").unwrap(),
            }
        }
        questions.shutdown().await.unwrap();
        drop(questions);
        served.await.unwrap().unwrap();
        exchange
    });
    if std::env::var_os("SAMESTORY_RECORD").is_some() {
        std::fs::write(EXCHANGE, now).unwrap();
        return;
    }
    for (now, recorded) in now.lines().zip(recorded.lines()) {
        assert_eq!(now, recorded);
    }
    assert_eq!(now, recorded);
}
