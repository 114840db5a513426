//! Refusals as data: what a mutation says when the business says no.

use async_graphql::SimpleObject;
use domain::refusal::{Language, Refusal};

/// Why a request was refused, to be shown to the person who made it.
#[derive(Clone, Debug, PartialEq, Eq, SimpleObject)]
pub struct UserError {
    /// The stable code of the reason, for programs.
    pub code: String,
    /// The reason in the language of the request, for people.
    pub message: String,
    /// The input field that the reason is about, as a path of names (`lines.quantity`).
    pub field: Option<String>,
}

impl UserError {
    /// The refusal in a language.
    pub fn of(refusal: &dyn Refusal, language: Language) -> Self {
        Self {
            code: refusal.code().to_owned(),
            message: language.message(refusal),
            field: refusal.field().map(str::to_owned),
        }
    }
}
