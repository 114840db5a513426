//! Why an order is held, as the supplier tells it.

use async_graphql::{Context, Object, Result};
use chrono::{DateTime, Utc};
use domain::ordering::order::Hold;
use projections::ordering::OrderStateRow;

use super::order_words::OrderHold;
use crate::graphql::related::{TextOf, related};
use crate::graphql::standpoint::Standpoint;

/// A hold of an order, seen from somewhere.
pub struct HeldFor {
    hold: Hold,
    put: OrderStateRow,
    standpoint: Standpoint,
}

impl HeldFor {
    /// The hold, as it was put last in the history of its order.
    pub fn of(hold: Hold, history: &[OrderStateRow], standpoint: Standpoint) -> Option<Self> {
        let puts = |row: &&OrderStateRow| row.event == "PutOnHold" && row.hold == Some(hold);
        Some(Self { hold, put: history.iter().rev().find(puts)?.clone(), standpoint })
    }
}

/// A hold of an order.
#[Object]
impl HeldFor {
    /// Which hold.
    async fn hold(&self) -> OrderHold {
        self.hold.into()
    }

    /// What the supplier wrote about it; null when nothing was, and when it was erased.
    async fn reason(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        match self.put.comment {
            Some(text) => related(ctx, TextOf(self.standpoint, text)).await,
            None => Ok(None),
        }
    }

    /// Since when.
    async fn since(&self) -> DateTime<Utc> {
        self.put.at
    }
}
