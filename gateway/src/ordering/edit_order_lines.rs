//! `editOrderLines`: lines of a draft or of a returned order.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use commands::ordering::EditOrderLines;
use domain::vocabulary::{OrderId, OrganizationId};

use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;
use crate::ordering::Order;
use crate::ordering::line_input::{LineChangeInput, changes};

/// The changes of an order's lines.
#[derive(InputObject)]
pub struct EditOrderLinesInput {
    /// The organization that buys.
    organization_id: GlobalId<OrganizationId>,
    /// The order.
    order_id: GlobalId<OrderId>,
    /// The changes, in their order.
    changes: Vec<LineChangeInput>,
    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// The outcome of changing lines.
#[derive(SimpleObject)]
pub struct EditOrderLinesPayload {
    /// The order as it is now; null when it was refused.
    order: Option<Order>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Changing lines.
#[derive(Default)]
pub struct EditOrderLinesMutation;

#[Object]
impl EditOrderLinesMutation {
    /// Changes lines of a draft or of a returned order, all in turn or none.
    async fn edit_order_lines(
        &self,
        ctx: &Context<'_>,
        input: EditOrderLinesInput,
    ) -> Result<EditOrderLinesPayload> {
        let order = input.order_id.0;
        let asking = Asking::as_member(input.organization_id, input.idempotency_key);
        let command = changes(input.changes).map(|changes| EditOrderLines { order, changes });
        let (order, answer) = asking.of_order(ctx, command, order).await?;
        Ok(EditOrderLinesPayload { order, answer })
    }
}
