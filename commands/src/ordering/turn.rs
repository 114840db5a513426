//! A member's turn at submitting: orders of one member are submitted one after another.
//!
//! A policy may ask what a member spent before, so of two submissions at once the second has
//! to see the first. Each reads how many turns were taken before it reads anything else, and
//! is written only if there are no more of them: otherwise it is decided again. This holds
//! between the services of a fleet as well, where a queue in memory would not.

use domain::journal::Position;
use domain::vocabulary::PersonId;
use sqlx::PgConnection;

use crate::error::CommandError;
use crate::journal::effect::Writing;
use crate::journal::{Append, Effect, EffectError};
use crate::work::Work;

/// A member's turn: add it to the work as an effect when the order is submitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    member: PersonId,
    taken: i64,
    /// The last event of the organization when the turn was looked up. A read model that
    /// passed it has all orders that were submitted in earlier turns.
    pub head: Position,
}

impl Turn {
    /// Looks up how many turns a member took. Ask for it before any fact about their orders.
    pub async fn of(work: &Work<'_>, member: PersonId) -> Result<Self, CommandError> {
        let row = sqlx::query!(
            r#"SELECT coalesce((SELECT taken FROM ordering.turns WHERE organization = $1 AND member = $2), 0)
                          AS "taken!",
                      coalesce((SELECT max(position) FROM journal.events WHERE organization = $1), 0)
                          AS "head!""#,
            work.requester().tenant().to_string(),
            member.uuid()
        )
        .fetch_one(work.pool())
        .await
        .map_err(CommandError::database)?;
        Ok(Self { member, taken: row.taken, head: Position(row.head) })
    }
}

impl Effect for Turn {
    fn write<'a>(&'a self, transaction: &'a mut PgConnection, append: &'a Append) -> Writing<'a> {
        Box::pin(async move {
            let taken = sqlx::query!(
                "INSERT INTO ordering.turns (organization, member, taken) VALUES ($1, $2, $3::bigint + 1)
                 ON CONFLICT (organization, member)
                 DO UPDATE SET taken = excluded.taken WHERE turns.taken = $3",
                append.tenant.to_string(),
                self.member.uuid(),
                self.taken
            )
            .execute(transaction)
            .await?;
            if taken.rows_affected() == 0 { Err(EffectError::Conflict) } else { Ok(()) }
        })
    }
}
