//! Answers of HTTP itself, before or instead of GraphQL: in the shape of a GraphQL error.

use axum::body::Body;
use axum::http::header::{ALLOW, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::refusal::{Language, Refusal};
use serde::Serialize;

use super::accept::Media;
use super::request_id::RequestId;
use crate::graphql::errors::ErrorCode;

/// Why there is no better answer.
#[derive(Debug)]
pub struct Failure {
    status: StatusCode,
    code: &'static str,
    message: String,
    media: Media,
    trace_id: Option<String>,
    allowed: Option<&'static str>,
}

#[derive(Serialize)]
struct Wire<'a> {
    errors: [WireError<'a>; 1],
}

#[derive(Serialize)]
struct WireError<'a> {
    message: &'a str,
    extensions: WireExtensions<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct WireExtensions<'a> {
    code: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    trace_id: Option<&'a str>,
}

impl Failure {
    /// A failure with a status, a code and words.
    pub fn new(status: StatusCode, code: ErrorCode, message: impl Into<String>) -> Self {
        let (media, trace_id, allowed) = (Media::Json, None, None);
        Self { status, code: code.as_str(), message: message.into(), media, trace_id, allowed }
    }

    /// A request that is not as it should be.
    pub fn of_request(status: StatusCode, message: impl Into<String>) -> Self {
        Self::new(status, ErrorCode::BadUserInput, message)
    }

    /// What was asked for is refused, for a reason of its own.
    pub fn refused(status: StatusCode, refusal: &impl Refusal, language: Language) -> Self {
        let message = language.message(refusal);
        Self { code: refusal.code(), ..Self::new(status, ErrorCode::BadUserInput, message) }
    }

    /// In the media type that the client prefers.
    #[must_use]
    pub fn in_media(mut self, media: Media) -> Self {
        self.media = media;
        self
    }

    /// With the id under which the log knows more.
    #[must_use]
    pub fn traced(mut self, id: Option<&RequestId>) -> Self {
        self.trace_id = id.map(|id| id.as_str().to_owned());
        self
    }

    /// With the methods that are allowed instead.
    #[must_use]
    pub fn allowing(mut self, methods: &'static str) -> Self {
        self.allowed = Some(methods);
        self
    }

    /// As a response.
    pub fn response(self) -> Response {
        let trace_id = self.trace_id.as_deref();
        let extensions = WireExtensions { code: self.code, trace_id };
        let wire = Wire { errors: [WireError { message: &self.message, extensions }] };
        let body = serde_json::to_vec(&wire).expect("two texts and a code are JSON");
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = self.status;
        response.headers_mut().insert(CONTENT_TYPE, self.media.content_type());
        if let Some(methods) = self.allowed {
            response.headers_mut().insert(ALLOW, HeaderValue::from_static(methods));
        }
        response
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        self.response()
    }
}
