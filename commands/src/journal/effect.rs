//! What must be true together with the events of an append.

use std::future::Future;
use std::pin::Pin;

use domain::journal::Position;
use domain::refusal::Refusal;
use domain::vocabulary::TextId;
use sqlx::PgConnection;

use super::append::Append;
use super::error::{AppendError, StoreError};

/// Why an effect could not be written.
#[derive(Debug, thiserror::Error)]
pub enum EffectError {
    /// Somebody changed what the effect is about.
    #[error("somebody was first")]
    Conflict,
    /// The business forbids it.
    #[error("refused: {0}")]
    Refused(Box<dyn Refusal>),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<sqlx::Error> for EffectError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

impl From<EffectError> for AppendError {
    fn from(error: EffectError) -> Self {
        match error {
            EffectError::Conflict => Self::Conflict,
            EffectError::Refused(refusal) => Self::Refused(refusal),
            // A deadlock of two effects is a conflict like one of two appends.
            EffectError::Store(StoreError::Database(error)) => error.into(),
            EffectError::Store(error) => Self::Store(error),
        }
    }
}

/// The future of an effect that is being written.
pub type Writing<'a> = Pin<Box<dyn Future<Output = Result<(), EffectError>> + Send + 'a>>;

/// A change outside the streams that is written in the append's own transaction.
///
/// Each context brings its own: an access row, a directory entry, a consumed cart.
pub trait Effect: Send + Sync {
    /// Writes the change. The append gives who acts, for which tenant and when.
    fn write<'a>(&'a self, transaction: &'a mut PgConnection, append: &'a Append) -> Writing<'a>;

    /// Writes what has to know the position of the last event, where there is one. The
    /// readers wait for it, so it is for the few that do.
    fn follow<'a>(
        &'a self,
        _transaction: &'a mut PgConnection,
        _append: &'a Append,
        _written: Option<Position>,
    ) -> Option<Writing<'a>> {
        None
    }
}

/// Makes a value unique across streams: an e-mail, an INN.
pub struct Claim {
    /// What kind of value.
    pub kind: &'static str,
    /// The value, normalised.
    pub value: String,
    /// Who has it from now on.
    pub owner: String,
    /// What to answer when somebody else has it.
    pub taken: fn() -> Box<dyn Refusal>,
}

impl Effect for Claim {
    fn write<'a>(&'a self, transaction: &'a mut PgConnection, _: &'a Append) -> Writing<'a> {
        Box::pin(async move {
            let claimed = sqlx::query!(
                "INSERT INTO journal.claims (kind, value, owner) VALUES ($1, $2, $3)
                 ON CONFLICT ON CONSTRAINT claims_pkey DO NOTHING",
                self.kind,
                self.value,
                self.owner
            )
            .execute(transaction)
            .await?;
            if claimed.rows_affected() == 0 { Err(EffectError::Refused((self.taken)())) } else { Ok(()) }
        })
    }
}

/// Gives a claimed value back.
pub struct Unclaim {
    /// What kind of value.
    pub kind: &'static str,
    /// The value, normalised.
    pub value: String,
    /// Who has it.
    pub owner: String,
}

impl Effect for Unclaim {
    fn write<'a>(&'a self, transaction: &'a mut PgConnection, _: &'a Append) -> Writing<'a> {
        Box::pin(async move {
            sqlx::query!(
                "DELETE FROM journal.claims WHERE kind = $1 AND value = $2 AND owner = $3",
                self.kind,
                self.value,
                self.owner
            )
            .execute(transaction)
            .await?;
            Ok(())
        })
    }
}

/// The body of a text that an event of the append refers to.
pub struct Text {
    /// Its id, as the reference has it.
    pub id: TextId,
    /// The salt of the digest.
    pub salt: Vec<u8>,
    /// What the person wrote.
    pub body: String,
}

impl Effect for Text {
    fn write<'a>(&'a self, transaction: &'a mut PgConnection, append: &'a Append) -> Writing<'a> {
        Box::pin(async move {
            sqlx::query!(
                "INSERT INTO journal.texts (id, organization, salt, body) VALUES ($1, $2, $3, $4)",
                self.id.uuid(),
                append.tenant.to_string(),
                self.salt,
                self.body
            )
            .execute(transaction)
            .await?;
            Ok(())
        })
    }
}
