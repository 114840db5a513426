//! Requests that another site's page sends with our cookie are refused.
//!
//! Browsers say whence a request comes in `Sec-Fetch-Site` and `Origin`, and a page
//! cannot forge either. Programs send neither and have no cookie that was not given
//! to them.

use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, HeaderName};

use super::HttpSettings;

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Whether the request may have come from a page of ours, or from no page at all.
pub fn is_same_origin(headers: &HeaderMap, settings: &HttpSettings) -> bool {
    if let Some(origin) = headers.get(ORIGIN) {
        let Ok(origin) = origin.to_str() else { return false };
        if settings.allowed_origins.iter().any(|allowed| allowed == origin) {
            return true;
        }
        return is_fetched_from_here(headers) && is_own(origin, headers, settings);
    }
    is_fetched_from_here(headers)
}

fn is_fetched_from_here(headers: &HeaderMap) -> bool {
    headers.get(SEC_FETCH_SITE).is_none_or(|site| matches!(site.as_bytes(), b"same-origin" | b"none"))
}

/// The public URL, or the very address that the browser believes it is talking to.
fn is_own(origin: &str, headers: &HeaderMap, settings: &HttpSettings) -> bool {
    if origin == settings.public_url {
        return true;
    }
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    let is_scheme_kept = !settings.is_https() || origin.starts_with("https://");
    is_scheme_kept && host.is_some() && origin.split_once("://").map(|(_, authority)| authority) == host
}
