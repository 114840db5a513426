//! Who gets which media type.

use axum::http::header::ACCEPT;
use axum::http::{HeaderMap, HeaderValue};

use super::{Media, negotiate};

fn negotiated(accept: &'static str) -> Option<Media> {
    let mut headers = HeaderMap::new();
    headers.insert(ACCEPT, HeaderValue::from_static(accept));
    negotiate(&headers)
}

#[test]
fn without_a_wish_json_is_answered() {
    assert_eq!(negotiate(&HeaderMap::new()), Some(Media::Json));
    for accept in ["*/*", "application/*", "text/html, */*;q=0.1"] {
        assert_eq!(negotiated(accept), Some(Media::Json), "{accept}");
    }
}

#[test]
fn the_wish_with_the_higher_quality_wins() {
    let graphql = Some(Media::GraphQlResponse);
    assert_eq!(negotiated("application/graphql-response+json, application/json;q=0.9"), graphql);
    assert_eq!(negotiated("application/json;q=0.9, application/graphql-response+json"), graphql);
    assert_eq!(negotiated("application/graphql-response+json, */*"), graphql);
    assert_eq!(negotiated("application/graphql-response+json;q=0.1, application/json"), Some(Media::Json));
    assert_eq!(negotiated("application/json, application/graphql-response+json"), Some(Media::Json));
    assert_eq!(negotiated("*/*, application/json;q=0"), graphql);
}

#[test]
fn a_client_that_takes_neither_is_told() {
    for accept in
        ["text/html", "application/xml", "application/json;q=0", "application/json; charset=latin1", ""]
    {
        assert_eq!(negotiated(accept), None, "{accept}");
    }
}

#[test]
fn case_and_charset_do_not_matter() {
    assert_eq!(negotiated("Application/JSON; charset=\"UTF-8\""), Some(Media::Json));
}
