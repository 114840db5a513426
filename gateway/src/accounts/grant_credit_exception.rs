//! `grantCreditException`: one order passes whatever credit says.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use chrono::{DateTime, Utc};
use commands::accounts::GrantCreditException;
use domain::vocabulary::{OrderId, OrganizationId};

use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;
use crate::graphql::money::MoneyInput;
use crate::ordering::Order;

/// Which order passes, and how far.
#[derive(InputObject)]
pub struct GrantCreditExceptionInput {
    /// The organization that buys.
    organization_id: GlobalId<OrganizationId>,
    /// The order.
    order_id: GlobalId<OrderId>,
    /// As long as not more of it than this is on credit.
    exception: MoneyInput,
    /// Until just before then; without it, for as long as it takes.
    until: Option<DateTime<Utc>>,
    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// The outcome of letting an order pass.
#[derive(SimpleObject)]
pub struct GrantCreditExceptionPayload {
    /// The order as it is now; null when it was refused. It goes on a moment later.
    order: Option<Order>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Letting an order pass.
#[derive(Default)]
pub struct GrantCreditExceptionMutation;

#[Object]
impl GrantCreditExceptionMutation {
    /// Lets one order pass whatever credit says, as the supplier. Once it is confirmed, nothing
    /// about credit stops it any more.
    async fn grant_credit_exception(
        &self,
        ctx: &Context<'_>,
        input: GrantCreditExceptionInput,
    ) -> Result<GrantCreditExceptionPayload> {
        let GrantCreditExceptionInput { organization_id, order_id, exception, until, idempotency_key } =
            input;
        let asking = Asking::as_staff(organization_id, idempotency_key);
        let order = order_id.0;
        let amount = exception.try_into();
        let command = amount.map(|amount| GrantCreditException { order, amount, until });
        let (order, answer) = asking.of_order(ctx, command, order).await?;
        Ok(GrantCreditExceptionPayload { order, answer })
    }
}
