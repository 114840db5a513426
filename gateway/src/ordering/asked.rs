//! What a mutation about orders or the cart gives back.

use async_graphql::{Context, Result};
use commands::ordering::draft::OrderBegun;
use commands::{Command, CommandError};
use domain::vocabulary::OrderId;
use projections::ordering::order;

use super::cart::{Cart, cart_at};
use super::order::Order;
use crate::graphql::asking::{Answer, Asking};
use crate::graphql::errors::unread;

/// The read tables that an order is read from.
pub const ORDER: [&str; 8] = [
    "order_list",
    "order_lines",
    "order_details",
    "order_states",
    "order_revisions",
    "order_fulfilment",
    "approval_cases",
    "budgets",
];

impl Asking {
    /// Asks something of an order, and gives it back as it is then.
    pub async fn of_order<C: Command>(
        &self,
        ctx: &Context<'_>,
        command: Result<C, CommandError>,
        order: OrderId,
    ) -> Result<(Option<Order>, Answer)> {
        let carried = self.carry_out(ctx, command).await?;
        match carried.outcome {
            Some(_) => self.changed_order(ctx, order, carried.answer).await,
            None => Ok((None, carried.answer)),
        }
    }

    /// Asks for an order to be begun, and gives it back.
    pub async fn of_begun_order<C: Command<Outcome = OrderBegun>>(
        &self,
        ctx: &Context<'_>,
        command: Result<C, CommandError>,
    ) -> Result<(Option<Order>, Answer)> {
        let carried = self.carry_out(ctx, command).await?;
        match carried.outcome {
            Some(begun) => self.changed_order(ctx, begun.order, carried.answer).await,
            None => Ok((None, carried.answer)),
        }
    }

    /// Asks something of one's own cart, and gives it back as it is then.
    pub async fn of_cart<C: Command>(
        &self,
        ctx: &Context<'_>,
        command: Result<C, CommandError>,
    ) -> Result<(Option<Cart>, Answer)> {
        let carried = self.carry_out(ctx, command).await?;
        match carried.outcome {
            Some(_) => Ok((cart_at(ctx, self.organization(), None).await?, carried.answer)),
            None => Ok((None, carried.answer)),
        }
    }

    /// The order that was changed, as the read tables have it once they have seen the change.
    pub(super) async fn changed_order(
        &self,
        ctx: &Context<'_>,
        id: OrderId,
        mut answer: Answer,
    ) -> Result<(Option<Order>, Answer)> {
        answer.seen_by(ctx, &ORDER, &id.to_string()).await?;
        let standpoint = self.standpoint();
        let row = order(&mut standpoint.read(ctx).await?, id).await.map_err(unread)?;
        Ok((row.map(|row| Order { row, standpoint }), answer))
    }
}
