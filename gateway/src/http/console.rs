//! Pages of the service itself: a welcome with the sign-in, and an editor for
//! operations in development. They need nothing from outside.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{Html, IntoResponse, Response};

use super::failure::Failure;
use crate::graphql::errors::ErrorCode;

const STYLE: &str = include_str!("console/console.css");
const SCRIPTS: [(&str, &str); 3] = [
    ("client.js", include_str!("console/client.js")),
    ("welcome.js", include_str!("console/welcome.js")),
    ("editor.js", include_str!("console/editor.js")),
];

/// `GET /`.
pub async fn welcome() -> Html<&'static str> {
    Html(include_str!("console/welcome.html"))
}

/// `GET /graphiql`, in development.
pub async fn editor() -> Html<&'static str> {
    Html(include_str!("console/editor.html"))
}

/// `GET /assets/{file}`.
pub async fn asset(Path(file): Path<String>) -> Response {
    let script = SCRIPTS.iter().find(|(name, _)| *name == file).map(|(_, text)| *text);
    match (script, file.as_str()) {
        (Some(text), _) => served("text/javascript; charset=utf-8", text),
        (None, "console.css") => served("text/css; charset=utf-8", STYLE),
        (None, _) => {
            Failure::new(StatusCode::NOT_FOUND, ErrorCode::NotFound, "There is no such file.").response()
        }
    }
}

fn served(content_type: &'static str, text: &'static str) -> Response {
    ([(CONTENT_TYPE, content_type), (CACHE_CONTROL, "no-cache")], text).into_response()
}
