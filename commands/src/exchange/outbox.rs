//! What 1C has to fetch: orders that were confirmed, changed or cancelled.
//!
//! A base gets the orders of the contracts that are tied to it; where nobody has the contract, the
//! only base there is gets them. Positions are without gaps and in the order of commits. What was
//! fetched comes again until it is acknowledged.

use chrono::{DateTime, Utc};
use domain::exchange::BaseName;
use domain::journal::{Actor, StreamKey};
use domain::ordering::Order;
use domain::organizations::Action;
use domain::refusal::Refusal;
use domain::vocabulary::{AddressId, ContractId, OrderId, OrganizationId};
use serde::Serialize;
use sqlx::{PgConnection, PgPool};
use uuid::Uuid;

use super::known::organization;
use crate::command::Command;
use crate::error::CommandError;
use crate::journal::effect::Writing;
use crate::journal::{Append, Effect, Loaded, StoreError, load};
use crate::work::Work;

/// What happened to an order that 1C has to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Told {
    /// The supplier accepted it: it is to become a document in 1C.
    OrderConfirmed,
    /// It is not what it was.
    OrderChanged,
    /// It was called off.
    OrderCancelled,
}

impl Told {
    const ALL: [Self; 3] = [Self::OrderConfirmed, Self::OrderChanged, Self::OrderCancelled];

    /// The word for it in the tables.
    pub const fn word(self) -> &'static str {
        match self {
            Self::OrderConfirmed => "order_confirmed",
            Self::OrderChanged => "order_changed",
            Self::OrderCancelled => "order_cancelled",
        }
    }

    fn of(word: &str) -> Result<Self, StoreError> {
        Self::ALL.into_iter().find(|told| told.word() == word).ok_or_else(|| StoreError::Inconsistent {
            table: "exchange.outbox",
            column: "kind",
            value: word.to_owned(),
        })
    }
}

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
    /// Whose order it is.
    pub organization: OrganizationId,
    /// The order.
    pub order: OrderId,
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
        let order = work.load::<Order>(self.order).await?;
        let (Some(contract), Some(number)) = (order.contract(), order.number()) else { return Ok(()) };
        let (contract, number) = (contract.contract, number.to_string());
        work.effect(PutIntoOutboxes { told: self.clone(), contract, number });
        Ok(())
    }
}

struct PutIntoOutboxes {
    told: TellBases,
    contract: ContractId,
    number: String,
}

impl Effect for PutIntoOutboxes {
    fn write<'a>(&'a self, transaction: &'a mut PgConnection, append: &'a Append) -> Writing<'a> {
        Box::pin(async move {
            let Self { told: TellBases { order, what, event, at, by }, contract, number } = self;
            sqlx::query!(
                "INSERT INTO exchange.orders (order_id, organization, number) VALUES ($1, $2, $3)
                 ON CONFLICT (order_id) DO NOTHING",
                order.uuid(),
                append.tenant.to_string(),
                number
            )
            .execute(&mut *transaction)
            .await?;
            sqlx::query!(
                "WITH tied AS (SELECT DISTINCT base FROM exchange.contracts WHERE contract = $1),
                 told AS (
                     SELECT name FROM exchange.bases
                      WHERE 'exchange:' || name <> $7
                        AND (name IN (SELECT base FROM tied)
                             OR NOT EXISTS (SELECT FROM tied) AND (SELECT count(*) FROM exchange.bases) = 1)
                        AND NOT EXISTS (SELECT FROM exchange.outbox WHERE base = name AND event_id = $4)
                        AND ($2 = 'order_confirmed'
                             OR EXISTS (SELECT FROM exchange.outbox WHERE base = name AND order_id = $3))),
                 counted AS (
                     UPDATE exchange.bases SET outbox_position = outbox_position + 1
                      WHERE name IN (SELECT name FROM told) RETURNING name, outbox_position)
                 INSERT INTO exchange.outbox
                        (base, position, kind, organization, order_id, event_id, occurred_at)
                 SELECT name, outbox_position, $2, $6, $3, $4, $5 FROM counted",
                contract.uuid(),
                what.word(),
                order.uuid(),
                event,
                at,
                append.tenant.to_string(),
                by.to_string()
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
        "SELECT position, kind, organization, order_id, occurred_at
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
            let what = Told::of(&row.kind)?;
            let (order, at) = (OrderId(row.order_id), row.occurred_at);
            Ok(OutboxRow {
                position: row.position,
                what,
                organization: organization(&row.organization)?,
                order,
                at,
            })
        })
        .collect()
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

/// An order as 1C has to know it: its state now, and what its parts are called in the base.
pub struct TellableOrder {
    /// The order.
    pub order: Loaded<Order>,
    /// The id of its contract in the base.
    pub contract: Option<String>,
    /// The id of its buyer in the base.
    pub counterparty: Option<String>,
    /// The ids of its products in 1C.
    pub products: Vec<(Uuid, String)>,
    /// The address to which it is delivered.
    pub address: Option<String>,
    /// What the buyer remarks.
    pub comment: Option<String>,
}

/// An order as a base has to know it.
pub async fn tellable(pool: &PgPool, base: &BaseName, row: &OutboxRow) -> Result<TellableOrder, StoreError> {
    let order = load::load::<Order>(pool, row.order).await?;
    let products: Vec<Uuid> = order.lines().iter().map(|line| line.goods.product.uuid()).collect();
    let products =
        sqlx::query!("SELECT id, external_id FROM catalogue.products WHERE id = ANY($1)", &products)
            .fetch_all(pool)
            .await?;
    let named = sqlx::query!(
        r#"SELECT (SELECT id FROM exchange.contracts WHERE base = $1 AND contract = $2 ORDER BY changed_at DESC LIMIT 1)
                      AS contract,
                  (SELECT id FROM exchange.counterparties WHERE base = $1 AND organization = $3
                    ORDER BY changed_at DESC LIMIT 1) AS counterparty,
                  (SELECT body FROM journal.texts JOIN organizations.delivery_addresses address
                       ON address.text_id = texts.id WHERE address.id = $4) AS address,
                  (SELECT body FROM journal.texts WHERE id = $5) AS comment"#,
        base.as_str(),
        order.contract().map(|contract| contract.contract.uuid()),
        row.organization.to_string(),
        order.delivery().and_then(|delivery| delivery.address).map(AddressId::uuid),
        order.comment().map(|comment| comment.id.uuid())
    )
    .fetch_one(pool)
    .await?;
    Ok(TellableOrder {
        order,
        contract: named.contract,
        counterparty: named.counterparty,
        products: products.into_iter().map(|row| (row.id, row.external_id)).collect(),
        address: named.address,
        comment: named.comment,
    })
}
