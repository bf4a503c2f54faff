//! Which address answers what.

use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::Arc;
use std::time::SystemTime;

use axum::body::Body;
use axum::extract::{FromRequestParts, Path, Query, State};
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri};
use axum::middleware;
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, delete, get, post};
use samestory::Published;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::json;
use tokio::sync::{Semaphore, SemaphorePermit, watch};

use super::HttpOptions;
use super::body::{BodyMemory, ReadBody};
use super::events::events;
use super::guard::guard;
use super::metrics::Metrics;
use super::pages::page;
use super::rate::Rates;
use crate::arrivals::{RejectedRecord, read_body};
use crate::changes::Cursor;
use crate::desk::{
    Answer, ArticleQuery, ChangesQuery, Desk, ExplainQuery, FindQuery, StoryQuery, Taken, TakenOutcome,
};
use crate::listing::StoriesQuery;
use crate::problem::Problem;

/// The description of all of it.
const OPENAPI: &str = include_str!("../openapi.json");

/// What all requests share.
#[derive(Debug, Clone)]
pub(super) struct App(Arc<Shared>);

#[derive(Debug)]
pub(super) struct Shared {
    pub(super) desk: Desk,
    pub(super) options: HttpOptions,
    pub(super) rates: Rates,
    pub(super) requests: Semaphore,
    pub(super) bodies: BodyMemory,
    pub(super) metrics: Metrics,
    pub(super) stop: watch::Receiver<bool>,
}

impl Deref for App {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0
    }
}

impl App {
    pub(super) fn new(desk: Desk, options: HttpOptions, stop: watch::Receiver<bool>) -> Self {
        Self(Arc::new(Shared {
            rates: Rates::new(options.max_rate),
            requests: Semaphore::new(options.max_requests),
            bodies: BodyMemory::new(options.max_body),
            metrics: Metrics::default(),
            desk,
            options,
            stop,
        }))
    }

    /// Lets one more request be answered, as long as the permit is kept.
    ///
    /// # Errors
    ///
    /// If as many are answered as may be at once.
    pub(super) fn admit(&self) -> Result<SemaphorePermit<'_>, Problem> {
        self.requests.try_acquire().map_err(|_| {
            Metrics::add(&self.metrics.refused, 1);
            let problem = Problem::new(503, "too_busy", "too many requests are answered at once");
            Problem { retry_after: Some(1), ..problem }
        })
    }

    /// Reads a body of JSON, and then lets the request be answered.
    ///
    /// # Errors
    ///
    /// As [`BodyMemory::read`] and [`admit`](Self::admit).
    async fn read(
        &self,
        headers: &HeaderMap,
        body: Body,
    ) -> Result<(ReadBody, SemaphorePermit<'_>), Problem> {
        let read = self.bodies.read(headers, body).await?;
        Ok((read, self.admit()?))
    }
}

/// An address, the methods it has, and what answers.
type Route = (&'static str, &'static [&'static str], MethodRouter<App>);

/// All addresses.
fn routes() -> Vec<Route> {
    vec![
        ("/v1/articles", &["post"], post(take_articles)),
        ("/v1/articles/{id}", &["get"], get(article)),
        ("/v1/stories", &["get"], get(stories)),
        ("/v1/stories/{id}", &["get"], get(story)),
        ("/v1/stories/{id}/explain", &["get"], get(explain_story)),
        ("/v1/explain", &["get"], get(explain)),
        ("/v1/find", &["get", "post"], get(find).post(find_long)),
        ("/v1/changes", &["get"], get(changes)),
        ("/v1/events", &["get"], get(listen)),
        ("/v1/corrections", &["get", "post"], get(corrections).post(correct)),
        ("/v1/corrections/{number}", &["delete"], delete(withdraw)),
        ("/v1/health", &["get"], get(health)),
        ("/v1/metrics", &["get"], get(metrics)),
        ("/v1/openapi.json", &["get"], get(openapi)),
        ("/", &["get"], get(front_page)),
        ("/stories/{id}", &["get"], get(story_page)),
    ]
}

pub(super) fn router(app: App) -> axum::Router {
    let all =
        routes().into_iter().fold(axum::Router::new(), |all, (path, _, answers)| all.route(path, answers));
    all.fallback(nothing_here)
        .method_not_allowed_fallback(other_method)
        .layer(middleware::from_fn_with_state(app.clone(), guard))
        .with_state(app)
}

/// What whoever is refused is told.
pub(super) fn refusal(problem: &Problem) -> Response {
    let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = (status, document(&json!({ "error": problem }))).into_response();
    if let Some(seconds) = problem.retry_after {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

fn answered(answer: Answer) -> Response {
    match answer {
        Ok(bytes) => ([(CONTENT_TYPE, "application/json")], bytes).into_response(),
        Err(problem) => refusal(&problem),
    }
}

fn document(value: &impl Serialize) -> Response {
    // values with texts as keys
    ([(CONTENT_TYPE, "application/json")], serde_json::to_vec(value).unwrap_or_default()).into_response()
}

/// The part of an address that is named in its route.
struct Segment(String);

impl<S: Send + Sync> FromRequestParts<S> for Segment {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        match Path::from_request_parts(parts, state).await {
            Ok(Path(segment)) => Ok(Self(segment)),
            Err(error) => Err(refusal(&Problem::bad_request(error.body_text()))),
        }
    }
}

/// The query of an address.
fn query<T: DeserializeOwned>(uri: &Uri) -> Result<T, Problem> {
    match Query::try_from_uri(uri) {
        Ok(Query(query)) => Ok(query),
        Err(error) => {
            let message = error.body_text();
            let told = message.strip_prefix("Failed to deserialize query string: ").unwrap_or(&message);
            Err(Problem::bad_request(told))
        }
    }
}

/// Answers by the query of an address.
async fn by_query<T: DeserializeOwned, F: Future<Output = Answer>>(
    uri: &Uri,
    answer: impl FnOnce(T) -> F,
) -> Response {
    match query(uri) {
        Ok(query) => answered(answer(query).await),
        Err(problem) => refusal(&problem),
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct AtLeast {
    at_least: Option<Cursor>,
}

#[derive(Serialize)]
struct TakenArticles {
    accepted: usize,
    rejected: usize,
    results: Vec<Taken>,
    cursor: Cursor,
}

async fn take_articles(State(app): State<App>, headers: HeaderMap, body: Body) -> Response {
    match taken(&app, &headers, body).await {
        Ok(taken) => {
            Metrics::add(&app.metrics.taken, taken.accepted);
            Metrics::add(&app.metrics.rejected, taken.rejected);
            let status = match taken.accepted {
                0 => StatusCode::UNPROCESSABLE_ENTITY,
                _ => StatusCode::OK,
            };
            (status, document(&taken)).into_response()
        }
        Err(problem) => refusal(&problem),
    }
}

async fn taken(app: &App, headers: &HeaderMap, body: Body) -> Result<TakenArticles, Problem> {
    let (ReadBody { bytes, memory }, _permit) = app.read(headers, body).await?;
    let limits = app.options.limits;
    let records = match bytes.len() {
        // not worth a thread
        0..SMALL => read_body(bytes, limits)?,
        _ => tokio::task::spawn_blocking(move || read_body(bytes, limits))
            .await
            .map_err(Problem::internal)??,
    };
    let (mut arrivals, mut rejected) = (Vec::new(), Vec::new());
    // by record, whether it is an article
    let mut order = Vec::with_capacity(records.len());
    for record in records {
        order.push(record.is_ok());
        match record {
            Ok(arrival) => arrivals.push(arrival),
            Err(record) => rejected.push(record),
        }
    }
    let counts = (arrivals.len(), rejected.len());
    let (taken, cursor) = app.desk.take(arrivals).await?;
    drop(memory);
    let (mut taken, mut rejected) = (taken.into_iter(), rejected.into_iter().map(told));
    let next = |is_article| if is_article { taken.next() } else { rejected.next() };
    let results = order.into_iter().filter_map(next).collect();
    Ok(TakenArticles { accepted: counts.0, rejected: counts.1, results, cursor })
}

/// A body of fewer bytes is read at once.
const SMALL: usize = 64 << 10;

fn told(record: RejectedRecord) -> Taken {
    let RejectedRecord { line, field, message } = record;
    let outcome = TakenOutcome::Error { code: "bad_record", message, line, field };
    Taken { line, outcome, warnings: Vec::new() }
}

async fn article(State(app): State<App>, Segment(id): Segment) -> Response {
    answered(app.desk.article(ArticleQuery { id }).await)
}

async fn stories(State(app): State<App>, uri: Uri) -> Response {
    by_query(&uri, |query: StoriesQuery| app.desk.stories(query)).await
}

async fn story(State(app): State<App>, Segment(id): Segment, uri: Uri) -> Response {
    by_query(&uri, |AtLeast { at_least }| app.desk.story(StoryQuery { id, at_least })).await
}

async fn explain_story(State(app): State<App>, Segment(id): Segment, uri: Uri) -> Response {
    let asked = |AtLeast { at_least }| {
        app.desk.explain(ExplainQuery { story: Some(id), at_least, ..ExplainQuery::default() })
    };
    by_query(&uri, asked).await
}

async fn explain(State(app): State<App>, uri: Uri) -> Response {
    by_query(&uri, |query: ExplainQuery| app.desk.explain(query)).await
}

async fn find(State(app): State<App>, uri: Uri) -> Response {
    by_query(&uri, |query: FindQuery| app.desk.find(query)).await
}

async fn find_long(State(app): State<App>, headers: HeaderMap, body: Body) -> Response {
    let found = async {
        let (read, _permit) = app.read(&headers, body).await?;
        let query =
            serde_json::from_slice(&read.bytes).map_err(|error| Problem::bad_request(error.to_string()))?;
        app.desk.find(query).await
    };
    answered(found.await)
}

async fn changes(State(app): State<App>, uri: Uri) -> Response {
    by_query(&uri, |query: ChangesQuery| app.desk.changes(query)).await
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Since {
    since: Option<Cursor>,
}

async fn listen(State(app): State<App>, headers: HeaderMap, uri: Uri) -> Response {
    match query(&uri) {
        Ok(Since { since }) => events(app, &headers, since).await,
        Err(problem) => refusal(&problem),
    }
}

async fn corrections(State(app): State<App>) -> Response {
    answered(app.desk.corrections().await)
}

async fn correct(State(app): State<App>, headers: HeaderMap, body: Body) -> Response {
    let corrected = async {
        let (read, _permit) = app.read(&headers, body).await?;
        app.desk.correct(&dated(&read.bytes)?).await
    };
    answered(corrected.await)
}

/// A correction with the time when it came, if it says none.
fn dated(body: &[u8]) -> Result<String, Problem> {
    let line: BTreeMap<String, serde_json::Value> =
        serde_json::from_slice(body).map_err(|error| Problem::bad_request(error.to_string()))?;
    let mut line = line;
    line.entry("at".to_owned()).or_insert_with(|| json!(now()));
    serde_json::to_string(&line).map_err(Problem::internal)
}

/// The time, if the clock is right enough.
fn now() -> Option<Published> {
    let seconds = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).ok()?.as_secs();
    Published::at_second(i64::try_from(seconds).ok()?).ok()
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Withdrawal {
    by: Option<String>,
    at: Option<String>,
    why: Option<String>,
}

async fn withdraw(State(app): State<App>, Segment(number): Segment, uri: Uri) -> Response {
    let answer = |Withdrawal { by, at, why }| {
        let number: Option<usize> = number.parse().ok();
        let at = at.map_or_else(|| json!(now()), |at| json!(at));
        let line = json!({ "withdraw": number, "by": by, "at": at, "why": why }).to_string();
        async move {
            match number {
                Some(_) => app.desk.correct(&line).await,
                None => Err(Problem::bad_request("the number of a correction is expected, from 0 on")),
            }
        }
    };
    by_query(&uri, answer).await
}

async fn health(State(app): State<App>) -> Response {
    match app.desk.numbers().await {
        Ok(_) => document(&json!({ "status": "ok", "version": env!("CARGO_PKG_VERSION") })),
        Err(problem) => refusal(&problem),
    }
}

async fn metrics(State(app): State<App>) -> Response {
    match app.desk.numbers().await {
        Ok(numbers) => {
            ([(CONTENT_TYPE, "text/plain; version=0.0.4")], app.metrics.text(&numbers)).into_response()
        }
        Err(problem) => refusal(&problem),
    }
}

async fn openapi() -> Response {
    ([(CONTENT_TYPE, "application/json")], OPENAPI).into_response()
}

async fn front_page(State(app): State<App>) -> Response {
    page(&app, None).await
}

async fn story_page(State(app): State<App>, Segment(id): Segment) -> Response {
    page(&app, Some(id)).await
}

async fn nothing_here() -> Response {
    refusal(&Problem::not_found("there is nothing at this address: /v1/openapi.json says what there is"))
}

async fn other_method() -> Response {
    refusal(&Problem::new(405, "other_method", "this address has no such method"))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_description_has_all_addresses_and_no_others() {
        let described: serde_json::Value = serde_json::from_str(OPENAPI).unwrap();
        let paths = described["paths"].as_object().unwrap();
        let methods = |of: &serde_json::Value| -> BTreeSet<String> {
            of.as_object().unwrap().keys().cloned().collect()
        };
        let told: BTreeMap<&str, BTreeSet<String>> =
            paths.iter().map(|(path, item)| (path.as_str(), methods(item))).collect();
        let answered: BTreeMap<&str, BTreeSet<String>> = routes()
            .into_iter()
            .map(|(path, methods, _)| (path, methods.iter().map(|&method| method.to_owned()).collect()))
            .collect();
        assert_eq!(told, answered);
        assert_eq!(described["openapi"], "3.1.0");
        assert_eq!(described["info"]["version"], env!("CARGO_PKG_VERSION"));
    }
}
