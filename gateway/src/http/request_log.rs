//! One line and one measurement a request. Bodies, cookies and queries are never logged.

use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::middleware::Next;
use axum::response::Response;
use domain::vocabulary::PersonId;

use super::metrics;
use super::request_id::RequestId;

/// Who made the request: a handler that knows puts it into the response's extensions.
#[derive(Clone, Copy, Debug)]
pub struct Author(pub PersonId);

/// Notes the request.
pub async fn note(request: Request, next: Next) -> Response {
    let began = Instant::now();
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    // Paths without a route are anybody's invention and would flood the metrics.
    let route = request.extensions().get::<MatchedPath>().map(|matched| matched.as_str().to_owned());
    let id = request.extensions().get::<RequestId>().cloned();
    let response = next.run(request).await;
    let took = began.elapsed();
    let status = response.status().as_u16();
    metrics::note_request(&method, route.unwrap_or_else(|| "none".to_owned()), status, took);
    let person = response.extensions().get::<Author>().map(|author| author.0.to_string());
    tracing::info!(
        %method,
        path,
        status,
        ms = took.as_secs_f64() * 1000.0,
        request_id = id.as_ref().map(RequestId::as_str),
        person,
        "request"
    );
    response
}
