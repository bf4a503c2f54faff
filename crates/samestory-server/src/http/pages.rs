//! Pages to look at.

use axum::http::HeaderValue;
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use samestory_report::following_policy;

use super::routes::{App, refusal};

/// The page of all stories, or of one.
pub(super) async fn page(app: &App, story: Option<String>) -> Response {
    let title = app.options.title.clone();
    match app.desk.html(story, title).await {
        Ok(page) => {
            let mut response = ([(CONTENT_TYPE, "text/html; charset=utf-8")], page).into_response();
            if let Ok(policy) = HeaderValue::from_str(&following_policy()) {
                response.headers_mut().insert(CONTENT_SECURITY_POLICY, policy);
            }
            response
        }
        Err(problem) => refusal(&problem),
    }
}
