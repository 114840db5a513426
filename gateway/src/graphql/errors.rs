//! Codes of GraphQL errors. Refusals by the business are not errors but data
//! ([`super::user_error`]).

use async_graphql::{Error, ErrorExtensions, ServerError};
use domain::refusal::Language;
use projections::page::ReadError;

use crate::locale::{Word, say};

/// The stable code of an error, in its `extensions.code`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorCode {
    /// Nobody is signed in.
    Unauthenticated,
    /// Whoever is signed in may not do it.
    Forbidden,
    /// It does not exist, or not for this person.
    NotFound,
    /// The request is not valid.
    BadUserInput,
    /// Somebody was first.
    Conflict,
    /// Too many attempts; `Retry-After` says when to come back.
    RateLimited,
    /// The operation exceeds a limit.
    OperationTooComplex,
    /// Something broke. The text is only in the log, under the trace id.
    InternalServerError,
}

impl ErrorCode {
    /// As the clients know it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unauthenticated => "UNAUTHENTICATED",
            Self::Forbidden => "FORBIDDEN",
            Self::NotFound => "NOT_FOUND",
            Self::BadUserInput => "BAD_USER_INPUT",
            Self::Conflict => "CONFLICT",
            Self::RateLimited => "RATE_LIMITED",
            Self::OperationTooComplex => "OPERATION_TOO_COMPLEX",
            Self::InternalServerError => "INTERNAL_SERVER_ERROR",
        }
    }

    /// An error of this code with its usual words. [`Self::because`] says more.
    pub fn error(self, language: Language) -> Error {
        let word = match self {
            Self::Unauthenticated => Word::SignInFirst,
            Self::Forbidden => Word::Forbidden,
            Self::NotFound => Word::NotFound,
            Self::Conflict => Word::Conflict,
            Self::RateLimited => Word::TooManyAttempts,
            Self::BadUserInput => Word::BadInput,
            Self::OperationTooComplex => Word::TooComplex,
            Self::InternalServerError => Word::Surprise,
        };
        self.because(say(language, word))
    }

    /// An error of this code with words for the author of the client.
    pub fn because(self, message: impl Into<String>) -> Error {
        Error::new(message).extend_with(|_, extensions| extensions.set("code", self.as_str()))
    }

    /// Whether the error carries this code.
    pub fn is_of(self, error: &ServerError) -> bool {
        error.extensions.as_ref().and_then(|extensions| extensions.get("code"))
            == Some(&async_graphql::Value::from(self.as_str()))
    }

    /// Gives the error this code, unless it has one.
    pub(super) fn set_if_missing(self, mut error: ServerError) -> ServerError {
        let extensions = error.extensions.get_or_insert_default();
        if extensions.get("code").is_none() {
            extensions.set("code", self.as_str());
        }
        error
    }
}

/// The error for a list or a thing that was not read.
pub fn unread(error: ReadError) -> Error {
    match error {
        ReadError::Database(error) => error.into(),
        ReadError::Unstorable => {
            ErrorCode::BadUserInput.because("A text holds U+0000, or a moment is outside of the calendar.")
        }
        ReadError::ForeignCursor => ErrorCode::BadUserInput.because("This is not a cursor of this list."),
    }
}
