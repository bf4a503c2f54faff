//! How long articles wait that come over loopback at a steady rate, one a request.
//!
//!     cargo run --release -p samestory-server --example load -- [--rate 1000] [--seconds 20] [--ask] data/sample.jsonl
//!
//! Requests begin when it is their time, whether earlier ones are answered or not; what a request waits for a free connection counts.
//! When the articles of the file are used up, they come again with other ids, names and numbers. With `--ask` others read stories, events
//! and explanations meanwhile.

use std::error::Error;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use samestory::{Article, Clusterer, Config};
use samestory_digest::Families;
use samestory_formats::JsonLines;
use samestory_server::http::{HttpOptions, serve};
use samestory_server::{Desk, LiveStories};
use tokio::net::TcpListener;
use tokio::sync::watch;

/// Connections that stay open.
const CONNECTIONS: usize = 16;

fn main() -> Result<(), Box<dyn Error>> {
    let (mut rate, mut seconds, mut asks, mut file) = (1000usize, 20usize, false, None);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--rate" => rate = arguments.next().ok_or("--rate needs a number")?.parse()?,
            "--seconds" => seconds = arguments.next().ok_or("--seconds needs a number")?.parse()?,
            "--ask" => asks = true,
            _ => file = Some(argument),
        }
    }
    let lines = BufReader::new(std::fs::File::open(file.ok_or("a file of articles is needed")?)?);
    let articles: Vec<Article> =
        JsonLines::new(lines).filter_map(Result::ok).map(|record| record.article).collect();
    let bodies: Vec<String> = (0..rate * seconds).map(|at| body(&articles, at)).collect();

    let (stop, stopped) = watch::channel(false);
    let (told, address) = std::sync::mpsc::channel();
    let server = std::thread::spawn(move || {
        let run = || -> Result<LiveStories, Box<dyn Error>> {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            let live = LiveStories::new(Clusterer::new(Config::default())?, 1);
            let (desk, stream) = Desk::open(live, Families::builtin())?;
            let mut options = HttpOptions::default();
            options.max_rate = 0;
            runtime.block_on(async {
                let listener = TcpListener::bind("127.0.0.1:0").await?;
                told.send(listener.local_addr()?).map_err(std::io::Error::other)?;
                serve(desk, listener, options, stopped).await
            })?;
            drop(runtime);
            stream.join().map_err(|_| "the stream has broken off".into())
        };
        run().map(|live| live.clusterer().live_articles()).map_err(|error| error.to_string())
    });
    let address = address.recv()?;

    let is_done = Arc::new(AtomicBool::new(false));
    let askers: Vec<_> = match asks {
        true => ["/v1/stories?min_size=2", "/v1/find?text=election", "/v1/changes?limit=1000", "/v1/events"]
            .map(|path| {
                let is_done = Arc::clone(&is_done);
                std::thread::spawn(move || ask(address, path, &is_done))
            })
            .into(),
        false => Vec::new(),
    };
    let next = Arc::new(AtomicUsize::new(0));
    let bodies = Arc::new(bodies);
    let begun = Instant::now();
    let clients: Vec<_> = (0..CONNECTIONS)
        .map(|_| {
            let (next, bodies) = (Arc::clone(&next), Arc::clone(&bodies));
            std::thread::spawn(move || {
                send(address, &next, &bodies, rate, begun).map_err(|error| error.to_string())
            })
        })
        .collect();
    let mut waits: Vec<Duration> = Vec::new();
    for client in clients {
        waits.extend(client.join().map_err(|_| "a client has broken off")??);
    }
    let took = begun.elapsed();
    is_done.store(true, Ordering::Relaxed);
    stop.send(true)?;
    let asked: Vec<(usize, Duration)> = askers.into_iter().filter_map(|asker| asker.join().ok()).collect();
    let kept = server.join().map_err(|_| "the server has broken off")??;
    waits.sort_unstable();
    let at = |share: f64| waits[((waits.len() - 1) as f64 * share) as usize].as_secs_f64() * 1e3;
    println!(
        "{} articles in {:.1} s, {:.0} a second; {kept} live",
        waits.len(),
        took.as_secs_f64(),
        waits.len() as f64 / took.as_secs_f64()
    );
    println!(
        "wait: p50 {:.1} ms, p90 {:.1} ms, p99 {:.1} ms, p99.9 {:.1} ms, most {:.1} ms",
        at(0.5),
        at(0.9),
        at(0.99),
        at(0.999),
        at(1.0)
    );
    for (answers, longest) in asked {
        println!(
            "asked meanwhile: {answers} answers, the longest after {:.0} ms",
            longest.as_secs_f64() * 1e3
        );
    }
    Ok(())
}

/// The article of a request: of the second round on one that is not quite as before.
fn body(articles: &[Article], at: usize) -> String {
    let (article, round) = (&articles[at % articles.len()], at / articles.len());
    if round == 0 {
        return serde_json::to_string(article).unwrap_or_default();
    }
    let mut article = article.clone();
    let change = |text: &str| -> String {
        let words = text.split_inclusive(' ').enumerate().map(|(place, word)| match (place + at) % 3 {
            0 if word.len() > 4 => format!("{}{round} ", word.trim_end()),
            _ => word.to_owned(),
        });
        words.collect()
    };
    (article.title, article.body) = (change(&article.title), change(&article.body));
    article.id = format!("{}-{at}", article.id);
    article.url = None;
    serde_json::to_string(&article).unwrap_or_default()
}

/// Sends articles when it is their time, and says how long each took.
fn send(
    address: SocketAddr,
    next: &AtomicUsize,
    bodies: &[String],
    rate: usize,
    begun: Instant,
) -> std::io::Result<Vec<Duration>> {
    let stream = TcpStream::connect(address)?;
    stream.set_nodelay(true)?;
    let (mut writer, mut reader) = (stream.try_clone()?, BufReader::new(stream));
    let mut waits = Vec::new();
    loop {
        let at = next.fetch_add(1, Ordering::Relaxed);
        let Some(body) = bodies.get(at) else { return Ok(waits) };
        let due = begun + Duration::from_secs_f64(at as f64 / rate as f64);
        std::thread::sleep(due.saturating_duration_since(Instant::now()));
        let head = format!(
            "POST /v1/articles HTTP/1.1\r\nHost: {address}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        writer.write_all([head.as_bytes(), body.as_bytes()].concat().as_slice())?;
        let status = answer(&mut reader)?;
        if status != 200 {
            return Err(std::io::Error::other(format!("article {at} was answered with {status}")));
        }
        waits.push(due.elapsed());
    }
}

/// Reads an answer to its end, and gives its status.
fn answer(reader: &mut impl BufRead) -> std::io::Result<u16> {
    let (mut line, mut length, mut status) = (String::new(), 0, 0);
    loop {
        line.clear();
        reader.read_line(&mut line)?;
        if let Some(rest) = line.strip_prefix("HTTP/1.1 ") {
            status = rest.get(..3).and_then(|status| status.parse().ok()).unwrap_or(0);
        } else if let Some((_, value)) = line.split_once("content-length: ") {
            length = value.trim().parse().map_err(std::io::Error::other)?;
        } else if line.trim().is_empty() {
            std::io::copy(&mut reader.take(length), &mut std::io::sink())?;
            return Ok(status);
        }
    }
}

/// Asks again and again, or listens; how many answers came, and how long the slowest took.
fn ask(address: SocketAddr, path: &str, is_done: &AtomicBool) -> (usize, Duration) {
    let (mut answers, mut longest) = (0, Duration::ZERO);
    while !is_done.load(Ordering::Relaxed) {
        let begun = Instant::now();
        let Ok(mut stream) = TcpStream::connect(address) else { break };
        let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
        if stream.write_all(request.as_bytes()).is_err()
            || std::io::copy(&mut stream, &mut std::io::sink()).is_err()
        {
            break;
        }
        (answers, longest) = (answers + 1, longest.max(begun.elapsed()));
        std::thread::sleep(Duration::from_millis(500));
    }
    (answers, longest)
}
