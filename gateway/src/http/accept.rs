//! Which of the two media types of GraphQL over HTTP a client prefers.

use axum::http::header::ACCEPT;
use axum::http::{HeaderMap, HeaderValue};

/// The media type of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Media {
    /// `application/json`, for clients of before the specification: a well-formed
    /// request is answered with 200 even if its document is wrong.
    Json,
    /// `application/graphql-response+json`: the status says whether the request was right.
    GraphQlResponse,
}

impl Media {
    /// The value of `Content-Type`.
    pub const fn content_type(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::Json => "application/json; charset=utf-8",
            Self::GraphQlResponse => "application/graphql-response+json; charset=utf-8",
        })
    }

    const fn subtype(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::GraphQlResponse => "graphql-response+json",
        }
    }
}

/// The media type to answer with; none when the client takes neither (RFC 9110, 12.5.1).
pub fn negotiate(headers: &HeaderMap) -> Option<Media> {
    let ranges: Vec<Range> = headers
        .get_all(ACCEPT)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter(|range| !range.trim().is_empty())
        .filter_map(Range::parse)
        .collect();
    if !headers.contains_key(ACCEPT) {
        return Some(Media::Json);
    }
    let json = preference(&ranges, Media::Json);
    let graphql = preference(&ranges, Media::GraphQlResponse);
    match (json, graphql) {
        (Some(json), Some(graphql)) if graphql.is_above(json) => Some(Media::GraphQlResponse),
        (Some(_), _) => Some(Media::Json),
        (None, Some(_)) => Some(Media::GraphQlResponse),
        (None, None) => None,
    }
}

struct Range {
    specificity: u8,
    subtype: String,
    quality: f32,
}

impl Range {
    fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split(';').map(|part| part.trim().to_ascii_lowercase());
        let (kind, subtype) = parts.next()?.split_once('/').map(|(a, b)| (a.to_owned(), b.to_owned()))?;
        let specificity = match (kind.as_str(), subtype.as_str()) {
            ("*", "*") => 0,
            ("application", "*") => 1,
            ("application", _) => 2,
            _ => return None,
        };
        let mut quality = 1.0;
        for parameter in parts {
            match parameter.split_once('=') {
                Some(("q", value)) => quality = value.parse().ok()?,
                Some(("charset", value)) if value.trim_matches('"') != "utf-8" => return None,
                _ => {}
            }
        }
        Some(Self { specificity, subtype, quality })
    }

    fn covers(&self, media: Media) -> bool {
        self.specificity < 2 || self.subtype == media.subtype()
    }
}

/// How much a media type is wanted, and how early it was named.
#[derive(Clone, Copy)]
struct Preference {
    quality: f32,
    place: usize,
}

impl Preference {
    fn is_above(self, other: Self) -> bool {
        self.quality > other.quality || (self.quality >= other.quality && self.place < other.place)
    }
}

fn preference(ranges: &[Range], media: Media) -> Option<Preference> {
    ranges
        .iter()
        .enumerate()
        .filter(|(_, range)| range.covers(media))
        .max_by_key(|(place, range)| (range.specificity, usize::MAX - place))
        .map(|(place, range)| Preference { quality: range.quality, place })
        .filter(|preference| preference.quality > 0.0)
}

#[cfg(test)]
mod tests;
