//! Which path is answered by what, and what every answer passes through.

use axum::Router;
use axum::http::StatusCode;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::Response;
use axum::routing::{get, post};

use super::failure::Failure;
use super::{Gateway, console, graphql, health, metrics, panics, request_id, request_log, security_headers};
use crate::graphql::errors::ErrorCode;
use crate::{documents, exchange};

/// The routes of the service. Serve it with
/// `into_make_service_with_connect_info::<SocketAddr>()`, so that clients have addresses.
pub fn router(gateway: Gateway) -> Router {
    metrics::recorder();
    let mut routes = Router::new()
        .route("/graphql", post(graphql::post).fallback(graphql::other_method))
        .route("/healthz", get(health::healthz))
        .route("/readyz", get(health::readyz))
        .route("/metrics", get(metrics::show))
        .route("/", get(console::welcome))
        .route("/assets/{file}", get(console::asset))
        .merge(exchange::http::routes())
        .merge(documents::http::routes());
    if gateway.settings.is_development {
        routes = routes.route("/graphiql", get(console::editor));
    }
    around(routes, &gateway).with_state(gateway)
}

/// From the inside out: panics become answers, answers get their headers and are noted
/// under the request's id.
pub fn around(routes: Router<Gateway>, gateway: &Gateway) -> Router<Gateway> {
    routes
        .fallback(not_found)
        .method_not_allowed_fallback(method_not_allowed)
        .layer(from_fn(panics::catch))
        .layer(from_fn_with_state(gateway.clone(), security_headers::add))
        .layer(from_fn(request_log::note))
        .layer(from_fn_with_state(gateway.clone(), request_id::assign))
}

/// The answer where nothing is.
pub(super) async fn not_found() -> Response {
    Failure::new(StatusCode::NOT_FOUND, ErrorCode::NotFound, "There is nothing here.").response()
}

async fn method_not_allowed() -> Response {
    Failure::of_request(StatusCode::METHOD_NOT_ALLOWED, "This method is not used here.").response()
}
