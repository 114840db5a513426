//! The routes of the exchange: `/exchange/v1/…`.
//!
//! Only 1C comes here, with credentials of its own in every request. No cookie is read.

pub mod answering;
pub mod batches;
pub mod desk;
mod failure;
pub mod files;
pub mod outbox;
mod signing;

use axum::Router;
use axum::routing::{get, post, put};

pub use desk::ExchangeDesk;
pub use failure::Refusal;

use super::contract::openapi;
use crate::http::Gateway;

/// The routes.
pub fn routes() -> Router<Gateway> {
    Router::new()
        .route("/exchange/v1/batches", post(batches::post))
        .route("/exchange/v1/files/{id}", put(files::put).delete(files::delete))
        .route("/exchange/v1/outbox", get(outbox::show))
        .route("/exchange/v1/outbox/ack", post(outbox::acknowledge))
        .route("/exchange/v1/openapi.json", get(openapi::show))
}
