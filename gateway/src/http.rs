//! What is served over HTTP.

use axum::{Router, routing::get};

use crate::database::Databases;
use crate::shutdown::Shutdown;

/// Everything that is served.
pub fn router(_databases: &Databases, _shutdown: &Shutdown) -> Router {
    Router::new().route("/healthz", get(|| async { "ok" }))
}
