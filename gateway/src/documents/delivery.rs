//! A document on its way to a browser.

use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderName, HeaderValue};
use axum::response::Response;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// The bytes that RFC 8187 leaves as they are in an extended parameter.
const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// What kind of file a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A print form.
    Pdf,
    /// A workbook of Excel.
    Xlsx,
    /// Values with separators.
    Csv,
}

impl Format {
    /// The format of a file's name, and the name without it.
    pub fn of(file: &str) -> Option<(&str, Self)> {
        let (name, extension) = file.rsplit_once('.')?;
        [Self::Pdf, Self::Xlsx, Self::Csv]
            .into_iter()
            .find(|format| format.extension() == extension)
            .map(|format| (name, format))
    }

    const fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
        }
    }

    const fn content_type(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::Pdf => "application/pdf",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Csv => "text/csv; charset=utf-8",
        })
    }
}

/// A document as an answer: to be kept under its name, and by nobody on the way.
pub fn delivered(name: &str, format: Format, bytes: Vec<u8>) -> Response {
    let mut response = Response::new(Body::from(bytes));
    let headers: [(HeaderName, HeaderValue); 3] = [
        (CONTENT_TYPE, format.content_type()),
        (CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
        (CONTENT_DISPOSITION, disposition(&format!("{name}.{}", format.extension()), format.extension())),
    ];
    response.headers_mut().extend(headers);
    response
}

/// A file as it came, as an answer: never shown by the browser itself.
pub fn handed_on(name: &str, media: &str, bytes: Vec<u8>) -> Response {
    let mut response = Response::new(Body::from(bytes));
    let unknown = HeaderValue::from_static("application/octet-stream");
    let extension = name.rsplit_once('.').map_or("bin", |(_, extension)| extension);
    let headers: [(HeaderName, HeaderValue); 3] = [
        (CONTENT_TYPE, HeaderValue::from_str(media).unwrap_or(unknown)),
        (CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
        (CONTENT_DISPOSITION, disposition(name, extension)),
    ];
    response.headers_mut().extend(headers);
    response
}

/// By RFC 6266: a plain name for old clients, the full one for all others.
fn disposition(full: &str, extension: &str) -> HeaderValue {
    let encoded = utf8_percent_encode(full, KEPT);
    let extension: String = extension.chars().filter(char::is_ascii_alphanumeric).collect();
    HeaderValue::try_from(format!(
        "attachment; filename=\"document.{extension}\"; filename*=UTF-8''{encoded}"
    ))
    .expect("what is percent-encoded is ASCII")
}
