//! The parties of a form and those who sign for them.

use domain::vocabulary::{Inn, Kpp};
use serde::Serialize;

/// A party of a form: a company or a sole trader.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Party {
    /// The full name, as documents write it.
    pub name: String,
    /// The taxpayer's number, where it is known.
    pub inn: Option<Inn>,
    /// The reason of registration; sole traders have none.
    pub kpp: Option<Kpp>,
    /// The address, where the form is to show it.
    pub address: Option<String>,
}

/// Who signs for a party. Without one the form leaves the line empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Signatory {
    /// The position («Генеральный директор»).
    pub position: String,
    /// The name as it is written beside a signature («Иванов И. И.»).
    pub name: String,
}
