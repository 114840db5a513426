//! `setExpectedDate`: when the goods should arrive.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use chrono::NaiveDate;
use commands::ordering::SetExpectedDate;
use domain::vocabulary::{OrderId, OrganizationId};

use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;
use crate::ordering::Order;

/// When the goods should arrive.
#[derive(InputObject)]
pub struct SetExpectedDateInput {
    /// The organization that buys.
    organization_id: GlobalId<OrganizationId>,
    /// The order.
    order_id: GlobalId<OrderId>,
    /// The day; null takes it back.
    expected_on: Option<NaiveDate>,
    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// The outcome of setting the expected date.
#[derive(SimpleObject)]
pub struct SetExpectedDatePayload {
    /// The order as it is now; null when it was refused.
    order: Option<Order>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Setting the expected date.
#[derive(Default)]
pub struct SetExpectedDateMutation;

#[Object]
impl SetExpectedDateMutation {
    /// Says when the goods of an order should arrive, as the supplier.
    async fn set_expected_date(
        &self,
        ctx: &Context<'_>,
        input: SetExpectedDateInput,
    ) -> Result<SetExpectedDatePayload> {
        let order = input.order_id.0;
        let asking = Asking::as_staff(input.organization_id, input.idempotency_key);
        let command = Ok(SetExpectedDate { order, expected_on: input.expected_on });
        let (order, answer) = asking.of_order(ctx, command, order).await?;
        Ok(SetExpectedDatePayload { order, answer })
    }
}
