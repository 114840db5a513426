//! The id of a request: the client's, if it is sane, or a new one.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use uuid::Uuid;

use super::Gateway;

const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const LONGEST: usize = 64;

/// Names one request in logs, in answers and in the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestId(Arc<str>);

impl RequestId {
    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The same id for the journal, which knows only UUIDs.
    pub fn correlation(&self) -> Uuid {
        Uuid::try_parse(&self.0).unwrap_or_else(|_| Uuid::new_v5(&Uuid::NAMESPACE_OID, self.0.as_bytes()))
    }

    fn sent(headers: &HeaderMap) -> Option<Self> {
        let text = headers.get(X_REQUEST_ID)?.to_str().ok()?;
        let is_sane = (1..=LONGEST).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
        is_sane.then(|| Self(text.into()))
    }
}

impl From<Uuid> for RequestId {
    fn from(id: Uuid) -> Self {
        Self(id.to_string().into())
    }
}

/// Gives every request its id, and tells it in the response.
pub async fn assign(State(gateway): State<Gateway>, mut request: Request, next: Next) -> Response {
    let id = RequestId::sent(request.headers()).unwrap_or_else(|| gateway.ports.ids.next().into());
    request.extensions_mut().insert(id.clone());
    let mut response = next.run(request).await;
    if let Ok(value) = HeaderValue::from_str(id.as_str()) {
        response.headers_mut().insert(X_REQUEST_ID, value);
    }
    response
}
