//! How a request can end other than well.

use domain::refusal::Refusal;

use crate::journal::{AppendError, StoreError};

/// Why a request was not carried out. Nothing of it was.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    /// The business says no, with a reason for the person who asked.
    #[error("refused: {0}")]
    Refused(Box<dyn Refusal>),
    /// Whoever asked may not do this.
    #[error("forbidden")]
    Forbidden,
    /// There is no such thing, or it belongs to somebody else: the two look the same.
    #[error("not found")]
    NotFound,
    /// Others kept changing the same thing for as long as we tried.
    #[error("others changed the same thing at the same time")]
    Conflict,
    /// The idempotency key was used for another request.
    #[error("the idempotency key was used for another request")]
    KeyReused,
    /// The machine failed. Whether anything was done is unknown only if the
    /// connection was lost on commit; a retry under the same idempotency key is safe.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl<R: Refusal> From<R> for CommandError {
    fn from(refusal: R) -> Self {
        Self::Refused(Box::new(refusal))
    }
}

impl CommandError {
    /// Whether the same request may succeed later without anybody changing anything.
    pub fn is_transient(&self) -> bool {
        match self {
            Self::Conflict => true,
            Self::Store(error) => error.is_transient(),
            Self::Refused(_) | Self::Forbidden | Self::NotFound | Self::KeyReused => false,
        }
    }

    /// An append outside of the loop that decides again was not written.
    pub(crate) fn not_written(error: AppendError) -> Self {
        match error {
            AppendError::Conflict | AppendError::KeyTaken => Self::Conflict,
            AppendError::AccessChanged => Self::Forbidden,
            AppendError::Refused(refusal) => Self::Refused(refusal),
            AppendError::Store(error) => Self::Store(error),
        }
    }

    /// The database failed.
    pub fn database(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

/// What the execution of a command does about an append that was not written.
pub(crate) enum Refused {
    /// Decide again.
    Again,
    /// Look up who asks again, then decide again.
    AccessChanged,
    /// The same request may have been carried out meanwhile.
    KeyTaken,
    /// Give up.
    Finally(CommandError),
}

impl From<AppendError> for Refused {
    fn from(error: AppendError) -> Self {
        match error {
            AppendError::Conflict => Self::Again,
            AppendError::AccessChanged => Self::AccessChanged,
            AppendError::KeyTaken => Self::KeyTaken,
            AppendError::Refused(refusal) => Self::Finally(CommandError::Refused(refusal)),
            AppendError::Store(error) => Self::Finally(CommandError::Store(error)),
        }
    }
}
