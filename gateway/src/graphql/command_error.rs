//! What a mutation makes of a command that was not carried out.

use async_graphql::{Error, Result};
use commands::CommandError;

use super::errors::ErrorCode;
use super::user_error::UserError;
use crate::visitor::Visitor;

/// The words of the business, for the payload; everything else is an error of GraphQL.
pub fn refusal(error: CommandError, visitor: &Visitor) -> Result<UserError> {
    match error {
        CommandError::Refused(refusal) => Ok(UserError::of(refusal.as_ref(), visitor.language)),
        error => Err(failure(error, visitor)),
    }
}

/// The error of a request that has no payload to carry a refusal. What the store says
/// has no code, so it is masked.
pub fn failure(error: CommandError, visitor: &Visitor) -> Error {
    match error {
        CommandError::Refused(refusal) => {
            ErrorCode::BadUserInput.because(visitor.language.message(&*refusal))
        }
        CommandError::Forbidden => ErrorCode::Forbidden.error(visitor.language),
        CommandError::NotFound => ErrorCode::NotFound.error(visitor.language),
        CommandError::Conflict => ErrorCode::Conflict.error(visitor.language),
        CommandError::KeyReused => {
            ErrorCode::Conflict.because("The idempotency key was used for another request.")
        }
        CommandError::Store(error) => error.into(),
    }
}
