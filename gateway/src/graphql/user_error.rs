//! Refusals as data: what a mutation says when the business says no.

use async_graphql::SimpleObject;
use commands::CommandError;
use commands::journal::StoreError;
use domain::refusal::{Language, Refusal};

use super::errors::ErrorCode;
use crate::locale::{Word, say};

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

    /// The answer to a command that was not carried out, unless the machine failed.
    /// What belongs to others and what does not exist look the same.
    pub fn because(error: CommandError, language: Language) -> Result<Self, StoreError> {
        let (code, word) = match error {
            CommandError::Refused(refusal) => return Ok(Self::of(refusal.as_ref(), language)),
            CommandError::Store(error) => return Err(error),
            CommandError::Forbidden => (ErrorCode::Forbidden.as_str(), Word::Forbidden),
            CommandError::NotFound => (ErrorCode::NotFound.as_str(), Word::NotFound),
            CommandError::Conflict => (ErrorCode::Conflict.as_str(), Word::Conflict),
            CommandError::KeyReused => ("IDEMPOTENCY_KEY_REUSED", Word::KeyReused),
        };
        Ok(Self { code: code.to_owned(), message: say(language, word).to_owned(), field: None })
    }
}
