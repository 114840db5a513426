//! What an order would cost if it were submitted now.

use async_graphql::{Context, Result, SimpleObject};
use commands::CommandError;
use commands::ordering::Repricing;
use domain::vocabulary::OrderId;

use super::difference::OrderDifference;
use crate::graphql::asking::{Answer, Asking};
use crate::graphql::money::MoneyValue;
use crate::graphql::services::Services;
use crate::graphql::user_error::UserError;
use crate::visitor::Visitor;

/// The refusal of prices that nobody accepted.
const REPRICED: &str = "ORDER_REPRICED";

/// What an order would cost if it were submitted now, beside what its draft says.
#[derive(SimpleObject)]
pub struct OrderRepricing {
    /// The total with VAT: give it as `acceptedTotal` to submit the order at it. Null when the
    /// order cannot be submitted.
    total: Option<MoneyValue>,
    /// What differs from the draft; null when nothing does.
    difference: Option<OrderDifference>,
    /// Why the order cannot be submitted; empty when it can.
    obstacles: Vec<UserError>,
}

/// Asks about an order; nothing unless it waits for its submission and whoever asks may submit it.
pub async fn order_repricing(
    ctx: &Context<'_>,
    asking: &Asking,
    order: OrderId,
) -> Result<Option<OrderRepricing>> {
    let (services, visitor) = (Services::of(ctx)?, Visitor::of(ctx)?);
    let found = match asking.requester(services, visitor.signed_in()?).await {
        Ok(requester) => services.commands.reprice(&requester, order).await,
        Err(error) => Err(error),
    };
    match found {
        Ok(found) => Ok(found.map(|found| match found {
            Repricing::Priced { total, difference } => OrderRepricing {
                total: Some(total.into()),
                difference: difference.map(|difference| (*difference).into()),
                obstacles: Vec::new(),
            },
            Repricing::Refused(reason) => OrderRepricing {
                total: None,
                difference: None,
                obstacles: vec![UserError::of(reason.as_ref(), visitor.language)],
            },
        })),
        Err(CommandError::Refused(reason)) => {
            let obstacles = vec![UserError::of(reason.as_ref(), visitor.language)];
            Ok(Some(OrderRepricing { total: None, difference: None, obstacles }))
        }
        Err(CommandError::Forbidden | CommandError::NotFound) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// What to show beside the refusal of prices that nobody accepted; nothing beside any other answer.
pub async fn repricing_of_refusal(
    ctx: &Context<'_>,
    asking: &Asking,
    order: OrderId,
    answer: &Answer,
) -> Result<Option<OrderRepricing>> {
    if answer.errors.iter().any(|error| error.code == REPRICED) {
        order_repricing(ctx, asking, order).await
    } else {
        Ok(None)
    }
}
