//! Who makes a request: by the cookie, the language and the address that come with it.

use axum::http::header::{ACCEPT_LANGUAGE, USER_AGENT};
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use commands::identity::Device;

use super::Gateway;
use super::client_address::client_address;
use super::failure::Failure;
use super::request_id::RequestId;
use super::session_cookie::SessionCookie;
use crate::graphql::errors::ErrorCode;
use crate::graphql::position::PositionScalar;
use crate::locale::{Word, preferred, say};
use crate::visitor::Visitor;

/// The header of a position that answers must have reached.
const MIN_POSITION: HeaderName = HeaderName::from_static("x-min-position");

/// The author of a request. Without a session it is nobody, and that is no failure.
pub async fn visitor(gateway: &Gateway, parts: &Parts) -> Result<Visitor, Failure> {
    let text = |name: HeaderName| parts.headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let language = preferred(text(ACCEPT_LANGUAGE));
    let address = client_address(parts, &gateway.settings.trusted_proxies);
    let device = Device {
        address: address.map(|address| address.to_string()),
        user_agent: text(USER_AGENT).map(str::to_owned),
    };
    let cookie = gateway.schema.data::<SessionCookie>().copied();
    let session = match cookie.and_then(|cookie| cookie.token(&parts.headers)) {
        Some(token) => gateway.identity.resolve(&token).await.map_err(|error| {
            tracing::error!(%error, "a session could not be looked up");
            Failure::new(
                StatusCode::INTERNAL_SERVER_ERROR,
                ErrorCode::InternalServerError,
                say(language, Word::Surprise),
            )
        })?,
        None => None,
    };
    let request_id = match parts.extensions.get::<RequestId>() {
        Some(id) => id.clone(),
        None => gateway.ports.ids.next().into(),
    };
    let min_position = match text(MIN_POSITION).map(PositionScalar::decode) {
        Some(None) => {
            return Err(Failure::of_request(StatusCode::BAD_REQUEST, "x-min-position is not a position."));
        }
        Some(Some(PositionScalar(position))) => Some(position),
        None => None,
    };
    Ok(Visitor { session, language, request_id, device, min_position })
}
