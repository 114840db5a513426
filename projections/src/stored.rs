//! Values on their way into the tables and out of them.

use std::collections::BTreeMap;
use std::error::Error;
use std::str::FromStr;

use domain::vocabulary::OrganizationId;

/// Reads a value that a table holds as text.
pub fn parse<T: FromStr<Err: Error + Send + Sync + 'static>>(text: &str) -> sqlx::Result<T> {
    text.parse().map_err(|error| sqlx::Error::Decode(Box::new(error)))
}

/// Reads a value that a table may hold as text.
pub fn parse_some<T: FromStr<Err: Error + Send + Sync + 'static>>(
    text: Option<&str>,
) -> sqlx::Result<Option<T>> {
    text.map(parse).transpose()
}

/// Reads values that a table holds as texts.
pub fn parse_all<T, C>(texts: &[String]) -> sqlx::Result<C>
where
    T: FromStr<Err: Error + Send + Sync + 'static>,
    C: FromIterator<T>,
{
    texts.iter().map(|text| parse(text)).collect()
}

/// Reads a value that a table holds as JSON.
pub fn from_json<T: serde::de::DeserializeOwned>(value: serde_json::Value) -> sqlx::Result<T> {
    serde_json::from_value(value).map_err(|error| sqlx::Error::Decode(Box::new(error)))
}

/// Reads a number that a table holds in a wider type.
pub fn narrow<N, W>(number: W) -> sqlx::Result<N>
where
    N: TryFrom<W, Error: Error + Send + Sync + 'static>,
{
    N::try_from(number).map_err(|error| sqlx::Error::Decode(Box::new(error)))
}

/// Reads the organization of a row.
pub fn organization(text: &str) -> sqlx::Result<OrganizationId> {
    parse(text)
}

/// One column of rows, as `unnest` takes it.
pub fn column<R, T>(rows: &[R], value: impl FnMut(&R) -> T) -> Vec<T> {
    rows.iter().map(value).collect()
}

/// Values as one text, for a column of arrays: `unnest` would flatten arrays of arrays.
pub fn joined<T: ToString>(values: impl IntoIterator<Item = T>) -> String {
    values.into_iter().map(|value| value.to_string()).collect::<Vec<_>>().join(",")
}

/// Rows by what they belong to, those of each in the order in which they came.
pub fn grouped<K: Ord, R>(
    rows: impl IntoIterator<Item = R>,
    belongs_to: impl Fn(&R) -> K,
) -> BTreeMap<K, Vec<R>> {
    let mut groups: BTreeMap<K, Vec<R>> = BTreeMap::new();
    for row in rows {
        groups.entry(belongs_to(&row)).or_default().push(row);
    }
    groups
}
