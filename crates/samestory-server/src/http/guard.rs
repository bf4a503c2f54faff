//! Who is answered.

use std::net::IpAddr;
use std::time::{Duration, Instant};

use axum::extract::{Request, State};
use axum::http::header::{AUTHORIZATION, COOKIE, HOST, LOCATION, ORIGIN, SET_COOKIE, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tokio::time::timeout;

use super::metrics::Metrics;
use super::routes::{App, refusal};
use crate::problem::Problem;

/// A request is answered within so long.
const WITHIN: Duration = Duration::from_secs(60);

/// Addresses that are answered at once, and cost next to nothing.
const ABOUT_SERVER: [&str; 3] = ["/v1/health", "/v1/metrics", "/v1/openapi.json"];

/// The cookie of a browser that has shown the token.
const COOKIE_NAME: &str = "samestory_token";

/// Where a request comes from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Peer(pub(super) IpAddr);

/// Lets a request through, or refuses it.
pub(super) async fn guard(State(app): State<App>, request: Request, next: Next) -> Response {
    Metrics::add(&app.metrics.requests, 1);
    let refused = |problem: &Problem| {
        Metrics::add(&app.metrics.refused, 1);
        refusal(problem)
    };
    let peer = request.extensions().get::<Peer>().map_or(IpAddr::from([0, 0, 0, 0]), |peer| peer.0);
    if !app.rates.allows(peer, Instant::now()) {
        let problem = Problem::new(429, "too_many_requests", "this peer makes too many requests");
        return refused(&Problem { retry_after: Some(1), ..problem });
    }
    if let Err(problem) = may_ask(&app, &request) {
        let mut response = refused(&problem);
        if problem.status == 401 {
            response.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        return response;
    }
    if let Some(response) = entered(&app, &request) {
        return response;
    }
    let permit = match waits_for_room(&request) {
        true => app.admit().map(Some),
        false => Ok(None),
    };
    let _permit = match permit {
        Ok(permit) => permit,
        Err(problem) => return refusal(&problem),
    };
    match timeout(WITHIN, next.run(request)).await {
        Ok(mut response) => {
            let headers = response.headers_mut();
            for (name, value) in [
                ("x-content-type-options", "nosniff"),
                ("referrer-policy", "no-referrer"),
                ("cache-control", "no-store"),
                ("cross-origin-resource-policy", "same-origin"),
            ] {
                headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
            }
            response
        }
        Err(_) => refusal(&Problem::new(503, "timeout", format!("there was no answer within {WITHIN:?}"))),
    }
}

/// Whether a request needs a permit before anything is done for it. One with a body gets its permit when the body is there, so that
/// slow bodies keep nobody out, and what is asked about the server itself is answered however busy it is.
fn waits_for_room(request: &Request) -> bool {
    let is_about_server = ABOUT_SERVER.contains(&request.uri().path());
    request.method() != Method::POST && !is_about_server
}

/// Whether a request comes from who may make it.
fn may_ask(app: &App, request: &Request) -> Result<(), Problem> {
    let headers = request.headers();
    let host = text(headers, HOST).unwrap_or_default();
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
    // a page of another site that a browser has open
    if let Some(origin) = text(headers, ORIGIN) {
        let authority = origin.split_once("://").map_or(origin, |(_, authority)| authority);
        if authority != host {
            let message = format!("a page of \"{origin}\" may not ask");
            return Err(Problem::new(403, "other_origin", message));
        }
    }
    let Some(token) = &app.options.token else {
        // a name of another site that leads here
        if !is_loopback(host) {
            let message =
                format!("the host is \"{host}\": without a token only a loopback address is answered");
            return Err(Problem::new(403, "other_host", message));
        }
        return Ok(());
    };
    let is_public = request.uri().path() == "/v1/health";
    let bearer = text(headers, AUTHORIZATION).and_then(|given| given.strip_prefix("Bearer "));
    let given = bearer.or_else(|| cookie(headers).filter(|_| is_read)).or_else(|| shown(request));
    match given {
        _ if is_public => Ok(()),
        Some(given) if token.is(given) => Ok(()),
        Some(_) => Err(Problem::new(401, "wrong_token", "this is not the token")),
        None => Err(Problem::new(401, "no_token", "a token is needed: \"Authorization: Bearer TOKEN\"")),
    }
}

/// A browser that shows the token in the address gets a cookie, and an address without.
fn entered(app: &App, request: &Request) -> Option<Response> {
    app.options.token.as_ref()?;
    let token = shown(request)?;
    let cookie = format!("{COOKIE_NAME}={token}; Path=/; HttpOnly; SameSite=Strict");
    let mut response = StatusCode::SEE_OTHER.into_response();
    response.headers_mut().insert(SET_COOKIE, HeaderValue::from_str(&cookie).ok()?);
    response.headers_mut().insert(LOCATION, HeaderValue::from_static("/"));
    Some(response)
}

/// The token of the address "/?token=…".
fn shown(request: &Request) -> Option<&str> {
    let is_entrance = request.uri().path() == "/" && request.method() == Method::GET;
    request.uri().query().filter(|_| is_entrance)?.strip_prefix("token=")
}

fn cookie(headers: &HeaderMap) -> Option<&str> {
    let mut cookies = text(headers, COOKIE)?.split(';').map(str::trim);
    cookies.find_map(|cookie| cookie.strip_prefix(COOKIE_NAME)?.strip_prefix('='))
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok()
}

/// Whether a host with or without a port is this machine.
fn is_loopback(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    name.eq_ignore_ascii_case("localhost") || name.parse().is_ok_and(|address: IpAddr| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_of_this_machine_are_told_from_others() {
        for host in ["localhost", "LocalHost:8080", "127.0.0.1:7000", "127.8.8.8", "[::1]:80", "[::1]"] {
            assert!(is_loopback(host), "{host}");
        }
        for host in [
            "",
            "news.example",
            "localhost.evil.example:80",
            "10.0.0.1",
            "[2001:db8::1]:80",
            "127.0.0.1.evil",
        ] {
            assert!(!is_loopback(host), "{host}");
        }
    }
}
