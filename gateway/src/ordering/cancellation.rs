//! The buyer's wish to call off what the supplier accepted.

use async_graphql::{Context, Enum, Object, Result};
use chrono::{DateTime, Utc};
use domain::ordering::order::CancellationOutcome;
use projections::ordering::CancellationRow;

use super::shipment::QuantityOfProduct;
use crate::graphql::related::{TextOf, related};
use crate::graphql::standpoint::Standpoint;
use crate::identity::Actor;

/// What became of a wish to call something off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "CancellationOutcome", remote = "CancellationOutcome")]
pub enum CancellationOutcomeWord {
    /// The supplier agreed.
    Granted,
    /// The supplier did not agree.
    Declined,
    /// The buyer took it back.
    Withdrawn,
    /// Nothing was left that could be called off.
    Lapsed,
}

/// A wish to call something off, seen from somewhere.
pub struct CancellationRequest {
    /// What is known of it.
    pub row: CancellationRow,
    /// From where.
    pub standpoint: Standpoint,
}

/// A wish of the buyer to call off what the supplier accepted.
#[Object]
impl CancellationRequest {
    /// What is to be called off; empty means all that remained.
    async fn lines(&self) -> Vec<QuantityOfProduct> {
        self.row.lines.iter().map(|line| (*line).into()).collect()
    }

    /// Why; null when it was erased.
    async fn reason(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        related(ctx, TextOf(self.standpoint, self.row.reason)).await
    }

    /// When it was asked.
    async fn asked_at(&self) -> DateTime<Utc> {
        self.row.asked_at
    }

    /// Who asked.
    async fn asked_by(&self) -> Actor {
        Actor { actor: self.row.asked_by.clone(), standpoint: self.standpoint }
    }

    /// What became of it; null while it waits for an answer.
    async fn outcome(&self) -> Option<CancellationOutcomeWord> {
        self.row.outcome.map(Into::into)
    }

    /// What the supplier wrote; null when nothing was, and when it was erased.
    async fn answer(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        match self.row.answer {
            Some(text) => related(ctx, TextOf(self.standpoint, text)).await,
            None => Ok(None),
        }
    }

    /// When it was over.
    async fn answered_at(&self) -> Option<DateTime<Utc>> {
        self.row.answered_at
    }
}
