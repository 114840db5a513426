//! A defect in one request does not close the connection without an answer.

use std::any::Any;
use std::panic::AssertUnwindSafe;

use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::Response;
use futures_util::FutureExt as _;

use super::failure::Failure;
use super::request_id::RequestId;
use crate::graphql::errors::ErrorCode;
use crate::locale::{Word, preferred, say};

/// Answers 500 with the request's id when the handler panics.
pub async fn catch(request: Request, next: Next) -> Response {
    let id = request.extensions().get::<RequestId>().cloned();
    let accept_language =
        request.headers().get("accept-language").and_then(|value| value.to_str().ok()).map(str::to_owned);
    match AssertUnwindSafe(next.run(request)).catch_unwind().await {
        Ok(response) => response,
        Err(panic) => {
            let trace_id = id.as_ref().map(RequestId::as_str);
            tracing::error!(trace_id, panic = message(panic.as_ref()), "a handler panicked");
            Failure::new(
                StatusCode::INTERNAL_SERVER_ERROR,
                ErrorCode::InternalServerError,
                say(preferred(accept_language.as_deref()), Word::Surprise),
            )
            .traced(id.as_ref())
            .response()
        }
    }
}

fn message(panic: &(dyn Any + Send)) -> &str {
    panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no message")
}
