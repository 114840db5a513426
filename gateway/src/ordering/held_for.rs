//! Why an order is held, as the supplier tells it.

use async_graphql::{Context, Object, Result};
use chrono::{DateTime, Utc};
use domain::ordering::order::Hold;
use domain::vocabulary::{Currency, OrderId, OrganizationId};
use projections::accounts::{sees_account, waits_for_credit};
use projections::ordering::{OrderRow, OrderStateRow};

use super::order_words::OrderHold;
use crate::accounts::credit_check::CreditCheck;
use crate::graphql::errors::unread;
use crate::graphql::related::{TextOf, related};
use crate::graphql::standpoint::Standpoint;

/// A hold of an order, seen from somewhere.
pub struct HeldFor {
    hold: Hold,
    order: OrderId,
    account: (OrganizationId, Currency),
    put: OrderStateRow,
    standpoint: Standpoint,
}

impl HeldFor {
    /// The hold, as it was put last in the history of its order.
    pub fn of(
        hold: Hold,
        order: &OrderRow,
        history: &[OrderStateRow],
        standpoint: Standpoint,
    ) -> Option<Self> {
        let puts = |row: &&OrderStateRow| row.event == "PutOnHold" && row.hold == Some(hold);
        let put = history.iter().rev().find(puts)?.clone();
        let account = (order.organization, order.amounts.currency);
        Some(Self { hold, order: order.id, account, put, standpoint })
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

    /// What credit says, when it is that for which the order waits; null for other holds.
    async fn credit(&self, ctx: &Context<'_>) -> Result<Option<CreditCheck>> {
        if self.hold != Hold::Credit {
            return Ok(None);
        }
        let (organization, currency) = self.account;
        let mut read = self.standpoint.read(ctx).await?;
        let decision =
            waits_for_credit(&mut read, organization, currency, self.order).await.map_err(unread)?;
        let sees_account = sees_account(read.scope(), organization);
        Ok(decision.map(|decision| CreditCheck::of(&decision, currency, sees_account)))
    }

    /// Since when.
    async fn since(&self) -> DateTime<Utc> {
        self.put.at
    }
}
