//! `createDraft`: an order is begun from lines.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use commands::ordering::CreateDraft;
use domain::vocabulary::{ContractId, OrganizationId};

use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;
use crate::ordering::Order;
use crate::ordering::line_input::{OrderLineInput, quantities};

/// What the order begins with.
#[derive(InputObject)]
pub struct CreateDraftInput {
    /// The organization that buys.
    organization_id: GlobalId<OrganizationId>,
    /// The contract under which it is ordered.
    contract_id: GlobalId<ContractId>,
    /// What, and how many of it.
    lines: Vec<OrderLineInput>,
    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// The outcome of beginning an order.
#[derive(SimpleObject)]
pub struct CreateDraftPayload {
    /// The new order; null when it was refused.
    order: Option<Order>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Beginning an order from lines.
#[derive(Default)]
pub struct CreateDraftMutation;

#[Object]
impl CreateDraftMutation {
    /// Begins an order with lines at their prices of now.
    async fn create_draft(&self, ctx: &Context<'_>, input: CreateDraftInput) -> Result<CreateDraftPayload> {
        let contract = input.contract_id.0;
        let asking = Asking::as_member(input.organization_id, input.idempotency_key);
        let command = quantities(&input.lines).map(|lines| CreateDraft { contract, lines });
        let (order, answer) = asking.of_begun_order(ctx, command).await?;
        Ok(CreateDraftPayload { order, answer })
    }
}
