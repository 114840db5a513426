//! Measurements, as Prometheus reads them.

use std::net::SocketAddr;
use std::sync::OnceLock;
use std::time::Duration;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::Method;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, FORWARDED};
use axum::response::{IntoResponse, Response};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};

use super::router::not_found;
use super::{Gateway, HttpSettings};
use crate::workers::progress::Progress;

const REQUESTS: &str = "kabinet_http_requests_total";
const SECONDS: &str = "kabinet_http_request_seconds";
const OPERATIONS: &str = "kabinet_graphql_operations_total";
const PROJECTION_LAG: &str = "kabinet_projection_lag_events";
const REACTION_LAG: &str = "kabinet_reaction_lag_events";
const RESTARTS: &str = "kabinet_worker_restarts_total";
const PARKED: &str = "kabinet_parked_events";
const DEADLINES: &str = "kabinet_approval_deadlines_total";
const OVERDUE: &str = "kabinet_overdue_approvals";

/// Upper bounds of the times that are told apart, in seconds.
const BOUNDS: [f64; 12] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];

static RECORDER: OnceLock<PrometheusHandle> = OnceLock::new();

/// The one recorder of the process. Whatever is measured before the first call is lost.
pub fn recorder() -> &'static PrometheusHandle {
    RECORDER.get_or_init(|| {
        let recorder = PrometheusBuilder::new()
            .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &BOUNDS)
            .expect("the bounds are not empty")
            .build_recorder();
        let handle = recorder.handle();
        if metrics::set_global_recorder(recorder).is_err() {
            tracing::warn!("another recorder of metrics was there first; /metrics stays empty");
        }
        describe();
        handle
    })
}

fn describe() {
    metrics::describe_counter!(REQUESTS, "Requests by method, route and status");
    metrics::describe_histogram!(SECONDS, metrics::Unit::Seconds, "Time from request to response");
    metrics::describe_counter!(OPERATIONS, "GraphQL operations by outcome");
    metrics::describe_gauge!(PROJECTION_LAG, "Events that a projection has not taken yet");
    metrics::describe_gauge!(REACTION_LAG, "Events that a reaction has not seen yet");
    metrics::describe_counter!(RESTARTS, "Workers that broke and were started again");
    metrics::describe_gauge!(PARKED, "Events that wait for somebody to look, by who parked them");
    metrics::describe_counter!(DEADLINES, "Deadlines of approvals by outcome");
    metrics::describe_gauge!(OVERDUE, "Approvals whose deadline waits to be passed, as last seen");
}

/// `GET /metrics`. To whom it is not for, it is not there.
pub async fn show(State(gateway): State<Gateway>, request: Request) -> Response {
    if !is_for(&request, &gateway.settings) {
        return not_found().await;
    }
    gateway.readiness.measure().await;
    let recorder = recorder();
    recorder.run_upkeep();
    ([(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], recorder.render()).into_response()
}

/// With a token, for whoever knows it. Without one, for this machine, unless the request came
/// through a proxy of it.
fn is_for(request: &Request, settings: &HttpSettings) -> bool {
    let headers = request.headers();
    if let Some(token) = &settings.metrics_token {
        let given = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
        return given.and_then(|given| given.strip_prefix("Bearer ")).is_some_and(|given| token.is(given));
    }
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    peer.is_some_and(|peer| peer.0.ip().to_canonical().is_loopback())
        && !headers.contains_key("x-forwarded-for")
        && !headers.contains_key(FORWARDED)
}

/// Notes how far a projection or a reaction is.
pub fn note_progress(progress: &Progress) {
    let name = progress.name.clone();
    // A lag is counted up to 100,000, which a float holds exactly.
    let lag = f64::from(i32::try_from(progress.lag).unwrap_or(i32::MAX));
    let parked = f64::from(i32::try_from(progress.parked).unwrap_or(i32::MAX));
    if progress.is_reaction() {
        metrics::gauge!(REACTION_LAG, "reaction" => name.clone()).set(lag);
    } else {
        metrics::gauge!(PROJECTION_LAG, "projection" => name.clone()).set(lag);
    }
    metrics::gauge!(PARKED, "consumer" => name).set(parked);
}

/// Notes that a worker broke and starts again.
pub fn note_restart(worker: &'static str) {
    metrics::counter!(RESTARTS, "worker" => worker).increment(1);
}

/// Notes that a deadline of an approval was passed, or could not be.
pub fn note_deadline(is_passed: bool) {
    let outcome = if is_passed { "passed" } else { "failed" };
    metrics::counter!(DEADLINES, "outcome" => outcome).increment(1);
}

/// Notes how many approvals were found with a deadline to pass.
pub fn note_overdue(approvals: usize) {
    metrics::gauge!(OVERDUE).set(f64::from(u32::try_from(approvals).unwrap_or(u32::MAX)));
}

/// Notes a request.
pub(super) fn note_request(method: &Method, route: String, status: u16, took: Duration) {
    let method = known(method);
    let labels = [("method", method.to_owned()), ("route", route), ("status", status.to_string())];
    metrics::counter!(REQUESTS, &labels).increment(1);
    let [method, route, _] = labels;
    metrics::histogram!(SECONDS, &[method, route]).record(took.as_secs_f64());
}

/// Notes an operation: `ok`, `failed` in execution, or `refused` before it.
pub(super) fn note_operation(outcome: &'static str) {
    metrics::counter!(OPERATIONS, "outcome" => outcome).increment(1);
}

/// Methods are labels, so a client must not be able to invent them.
fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        Method::PATCH => "PATCH",
        _ => "other",
    }
}
