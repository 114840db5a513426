//! `notePaidAmount`: what was paid for an order.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use commands::ordering::NotePaidAmount;
use domain::vocabulary::{OrderId, OrganizationId};

use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;
use crate::graphql::money::MoneyInput;
use crate::ordering::Order;

/// What was paid.
#[derive(InputObject)]
pub struct NotePaidAmountInput {
    /// The organization that buys.
    organization_id: GlobalId<OrganizationId>,
    /// The order.
    order_id: GlobalId<OrderId>,
    /// All that was paid so far, in the order's currency.
    paid: MoneyInput,
    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// The outcome of noting a payment.
#[derive(SimpleObject)]
pub struct NotePaidAmountPayload {
    /// The order as it is now; null when it was refused.
    order: Option<Order>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Noting a payment.
#[derive(Default)]
pub struct NotePaidAmountMutation;

#[Object]
impl NotePaidAmountMutation {
    /// Notes how much was paid for an order in all, as the supplier.
    async fn note_paid_amount(
        &self,
        ctx: &Context<'_>,
        input: NotePaidAmountInput,
    ) -> Result<NotePaidAmountPayload> {
        let order = input.order_id.0;
        let asking = Asking::as_staff(input.organization_id, input.idempotency_key);
        let command = input.paid.try_into().map(|paid| NotePaidAmount { order, paid });
        let (order, answer) = asking.of_order(ctx, command, order).await?;
        Ok(NotePaidAmountPayload { order, answer })
    }
}
