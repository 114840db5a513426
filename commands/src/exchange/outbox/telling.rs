//! Putting something into the outboxes of the bases that have to know.

use chrono::{DateTime, Utc};
use domain::journal::Actor;
use domain::refusal::Refusal;
use domain::vocabulary::{ContractId, OrderId, ReconciliationId};
use serde::Serialize;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::journal::effect::{EffectError, Writing};
use crate::journal::{Append, Effect, StoreError};

/// What 1C has to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Told {
    /// The supplier accepted an order: it is to become a document in 1C.
    OrderConfirmed,
    /// An order is not what it was.
    OrderChanged,
    /// An order was called off.
    OrderCancelled,
    /// A reconciliation statement is asked for.
    ReconciliationRequested,
    /// It is still waited for.
    ReconciliationReminded,
}

impl Told {
    const ALL: [Self; 5] = [
        Self::OrderConfirmed,
        Self::OrderChanged,
        Self::OrderCancelled,
        Self::ReconciliationRequested,
        Self::ReconciliationReminded,
    ];

    /// The word for it in the tables.
    pub const fn word(self) -> &'static str {
        match self {
            Self::OrderConfirmed => "order_confirmed",
            Self::OrderChanged => "order_changed",
            Self::OrderCancelled => "order_cancelled",
            Self::ReconciliationRequested => "reconciliation_requested",
            Self::ReconciliationReminded => "reconciliation_reminded",
        }
    }

    /// Whether bases are told that knew nothing of it before.
    const fn begins(self) -> bool {
        matches!(self, Self::OrderConfirmed | Self::ReconciliationRequested)
    }

    pub(super) fn of(word: &str) -> Result<Self, StoreError> {
        Self::ALL.into_iter().find(|told| told.word() == word).ok_or_else(|| StoreError::Inconsistent {
            table: "exchange.outbox",
            column: "kind",
            value: word.to_owned(),
        })
    }
}

/// What it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// An order.
    Order(OrderId),
    /// A request for a reconciliation statement.
    Reconciliation(ReconciliationId),
}

impl Subject {
    pub(super) const fn columns(self) -> (Option<Uuid>, Option<Uuid>) {
        match self {
            Self::Order(OrderId(id)) => (Some(id), None),
            Self::Reconciliation(ReconciliationId(id)) => (None, Some(id)),
        }
    }
}

/// No base of 1C keeps the account, so nobody could answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no base of 1C keeps the books of this contract")]
pub struct NobodyToAsk;

impl Refusal for NobodyToAsk {
    fn code(&self) -> &'static str {
        "RECONCILIATION_NOBODY_TO_ASK"
    }

    fn in_russian(&self) -> String {
        "Учёт по этому договору не ведёт ни одна база 1С.".to_owned()
    }

    fn field(&self) -> Option<&'static str> {
        Some("contractId")
    }
}

/// Puts something into the outboxes of the bases to which a contract is tied; where none is, into
/// that of the only base that there is. A base need not be told what it said itself.
pub(crate) struct PutIntoOutboxes {
    /// What happened.
    pub what: Told,
    /// To what.
    pub about: Subject,
    /// Under which contract.
    pub contract: ContractId,
    /// The event that says so: a base is told of it once.
    pub event: Uuid,
    /// When.
    pub at: DateTime<Utc>,
    /// Who brought it about.
    pub by: Actor,
}

impl Effect for PutIntoOutboxes {
    fn write<'a>(&'a self, transaction: &'a mut PgConnection, append: &'a Append) -> Writing<'a> {
        Box::pin(async move {
            let Self { what, about, contract, event, at, by } = self;
            let (order, reconciliation) = about.columns();
            let told = sqlx::query!(
                "WITH tied AS (SELECT DISTINCT base FROM exchange.contracts WHERE contract = $1),
                 told AS (
                     SELECT name FROM exchange.bases
                      WHERE 'exchange:' || name <> $7
                        AND (name IN (SELECT base FROM tied)
                             OR NOT EXISTS (SELECT FROM tied) AND (SELECT count(*) FROM exchange.bases) = 1)
                        AND NOT EXISTS (SELECT FROM exchange.outbox WHERE base = name AND event_id = $4)
                        AND ($9 OR EXISTS (SELECT FROM exchange.outbox
                                            WHERE base = name AND (order_id = $3 OR reconciliation = $8)))),
                 counted AS (
                     UPDATE exchange.bases SET outbox_position = outbox_position + 1
                      WHERE name IN (SELECT name FROM told) RETURNING name, outbox_position)
                 INSERT INTO exchange.outbox
                        (base, position, kind, organization, order_id, reconciliation, event_id, occurred_at)
                 SELECT name, outbox_position, $2, $6, $3, $8, $4, $5 FROM counted",
                contract.uuid(),
                what.word(),
                order,
                event,
                at,
                append.tenant.to_string(),
                by.to_string(),
                reconciliation,
                what.begins()
            )
            .execute(transaction)
            .await?;
            if told.rows_affected() == 0 && *what == Told::ReconciliationRequested {
                return Err(EffectError::Refused(Box::new(NobodyToAsk)));
            }
            Ok(())
        })
    }
}
