//! Whether the process lives, and whether it can serve.

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;

use super::Gateway;

/// What was looked at, and what is wrong with it, if anything.
pub type Checks = BTreeMap<&'static str, Result<(), String>>;

/// Looks whether requests can be served: migrated, journal reachable, projections near.
pub trait Readiness: Send + Sync {
    /// Looks now.
    fn check(&self) -> Pin<Box<dyn Future<Output = Checks> + Send + '_>>;

    /// Measures what is measured only when somebody asks for it.
    fn measure(&self) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(std::future::ready(()))
    }
}

/// `GET /healthz`: the process answers. A supervisor restarts it when it does not.
pub async fn healthz() -> &'static str {
    "ok\n"
}

/// `GET /readyz`: 200 when requests can be served, 503 with the reasons when not.
pub async fn readyz(State(gateway): State<Gateway>) -> impl IntoResponse {
    let checks = gateway.readiness.check().await;
    let is_ready = checks.values().all(Result::is_ok);
    let status = if is_ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let said: BTreeMap<_, _> = checks
        .into_iter()
        .map(|(name, outcome)| (name, outcome.err().unwrap_or_else(|| "ok".to_owned())))
        .collect();
    (status, Json(serde_json::json!({ "ready": is_ready, "checks": said })))
}
