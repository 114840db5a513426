//! What 1C has to fetch: orders that were confirmed, changed or cancelled, and requests for
//! reconciliation statements.
//!
//! A base gets what is under the contracts that are tied to it; where nobody has the contract, the
//! only base there is gets it. Positions are without gaps and in the order of commits. What was
//! fetched comes again until it is acknowledged.

mod tellable;
mod telling;

use chrono::{DateTime, Utc};
use domain::exchange::BaseName;
use domain::journal::{Actor, StreamKey};
use domain::ordering::Order;
use domain::organizations::Action;
use domain::refusal::Refusal;
use domain::vocabulary::{OrderId, OrganizationId, ReconciliationId};
use serde::Serialize;
use sqlx::{PgConnection, PgPool};
use uuid::Uuid;

use super::known::organization;
use crate::command::Command;
use crate::error::CommandError;
use crate::journal::effect::Writing;
use crate::journal::{Append, Effect, StoreError};
use crate::work::Work;

pub use tellable::{Tellable, TellableOrder, TellableReconciliation, tellable};
pub(crate) use telling::PutIntoOutboxes;
pub use telling::{NobodyToAsk, Subject, Told};

/// Puts an order into the outboxes of the bases that have to know.
#[derive(Clone, Debug, Serialize)]
pub struct TellBases {
    /// The order.
    pub order: OrderId,
    /// What happened to it.
    pub what: Told,
    /// The event that says so.
    pub event: Uuid,
    /// When it happened.
    pub at: DateTime<Utc>,
    /// Who brought it about: a base need not be told what it said itself.
    pub by: Actor,
}

/// Something that a base has to fetch.
#[derive(Clone, Debug)]
pub struct OutboxRow {
    /// Its place.
    pub position: i64,
    /// What happened.
    pub what: Told,
    /// Whose it is.
    pub organization: OrganizationId,
    /// To what.
    pub about: Subject,
    /// When it happened.
    pub at: DateTime<Utc>,
}

/// A position that was never given cannot be acknowledged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the outbox has not come to this position")]
pub struct BeyondOutbox;

impl Refusal for BeyondOutbox {
    fn code(&self) -> &'static str {
        "EXCHANGE_OUTBOX_POSITION_UNKNOWN"
    }

    fn in_russian(&self) -> String {
        "Очередь ещё не дошла до этой позиции.".to_owned()
    }

    fn field(&self) -> Option<&'static str> {
        Some("position")
    }
}

impl Command for TellBases {
    const NAME: &'static str = "tell_bases";
    const ACTION: Action = Action::ProcessOrder;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        let Self { order: id, what, event, at, by } = self.clone();
        let order = work.load::<Order>(id).await?;
        let (Some(contract), Some(number)) = (order.contract(), order.number()) else { return Ok(()) };
        work.effect(MayBeNamed { order: id, number: number.to_string() });
        let (contract, about) = (contract.contract, Subject::Order(id));
        work.effect(PutIntoOutboxes { what, about, contract, event, at, by });
        Ok(())
    }
}

/// From now on 1C may name the order by its number.
struct MayBeNamed {
    order: OrderId,
    number: String,
}

impl Effect for MayBeNamed {
    fn write<'a>(&'a self, transaction: &'a mut PgConnection, append: &'a Append) -> Writing<'a> {
        Box::pin(async move {
            sqlx::query!(
                "INSERT INTO exchange.orders (order_id, organization, number) VALUES ($1, $2, $3)
                 ON CONFLICT (order_id) DO NOTHING",
                self.order.uuid(),
                append.tenant.to_string(),
                self.number
            )
            .execute(transaction)
            .await?;
            Ok(())
        })
    }
}

/// What a base has to fetch after a position, or after the last that it acknowledged.
pub async fn after(
    pool: &PgPool,
    base: &BaseName,
    position: Option<i64>,
    most: i64,
) -> Result<Vec<OutboxRow>, StoreError> {
    let rows = sqlx::query!(
        "SELECT position, kind, organization, order_id, reconciliation, occurred_at
           FROM exchange.outbox JOIN exchange.bases ON name = base
          WHERE base = $1 AND position > coalesce($2, outbox_acked) ORDER BY position LIMIT $3",
        base.as_str(),
        position,
        most
    )
    .fetch_all(pool)
    .await?;
    rows.into_iter()
        .map(|row| {
            let about = match (row.order_id, row.reconciliation) {
                (Some(order), _) => Subject::Order(OrderId(order)),
                (None, id) => Subject::Reconciliation(ReconciliationId(id.unwrap_or_default())),
            };
            Ok(OutboxRow {
                position: row.position,
                what: Told::of(&row.kind)?,
                organization: organization(&row.organization)?,
                about,
                at: row.occurred_at,
            })
        })
        .collect()
}

/// The requests for statements that a base acknowledges with a position: those not yet
/// acknowledged, up to it.
pub async fn requests_up_to(
    pool: &PgPool,
    base: &BaseName,
    position: i64,
) -> Result<Vec<(OrganizationId, ReconciliationId)>, StoreError> {
    let rows = sqlx::query!(
        r#"SELECT organization, reconciliation AS "reconciliation!" FROM exchange.outbox
            WHERE base = $1 AND position <= $2 AND acked_at IS NULL AND kind = $3 ORDER BY position"#,
        base.as_str(),
        position,
        Told::ReconciliationRequested.word()
    )
    .fetch_all(pool)
    .await?;
    let one = |row: &str, id| Ok((organization(row)?, ReconciliationId(id)));
    rows.iter().map(|row| one(&row.organization, row.reconciliation)).collect()
}

/// Notes that a base has kept everything up to a position, and gives the last that it has.
pub async fn acknowledge(
    pool: &PgPool,
    base: &BaseName,
    position: i64,
    now: DateTime<Utc>,
) -> Result<i64, CommandError> {
    let mut transaction = pool.begin().await.map_err(CommandError::database)?;
    let acked = sqlx::query_scalar!(
        "UPDATE exchange.bases SET outbox_acked = greatest(outbox_acked, $2)
          WHERE name = $1 AND outbox_position >= $2 RETURNING outbox_acked",
        base.as_str(),
        position
    )
    .fetch_optional(&mut *transaction)
    .await
    .map_err(CommandError::database)?;
    let acked = acked.ok_or(BeyondOutbox)?;
    sqlx::query!(
        "UPDATE exchange.outbox SET acked_at = $3 WHERE base = $1 AND position <= $2 AND acked_at IS NULL",
        base.as_str(),
        position,
        now
    )
    .execute(&mut *transaction)
    .await
    .map_err(CommandError::database)?;
    transaction.commit().await.map_err(CommandError::database)?;
    Ok(acked)
}
