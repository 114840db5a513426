//! `createDraftForCustomer`: an order is begun in the place of a member.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use commands::ordering::CreateDraftForCustomer;
use domain::vocabulary::{ContractId, OrganizationId, PersonId};

use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;
use crate::ordering::Order;
use crate::ordering::line_input::{OrderLineInput, quantities};

/// Whose order begins, and with what.
#[derive(InputObject)]
pub struct CreateDraftForCustomerInput {
    /// The organization that buys.
    organization_id: GlobalId<OrganizationId>,
    /// The member whose order it is.
    person_id: GlobalId<PersonId>,
    /// The contract under which it is ordered.
    contract_id: GlobalId<ContractId>,
    /// What, and how many of it.
    lines: Vec<OrderLineInput>,
    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// The outcome of beginning an order for a customer.
#[derive(SimpleObject)]
pub struct CreateDraftForCustomerPayload {
    /// The order as it is now; null when it was refused.
    order: Option<Order>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Beginning an order for a customer.
#[derive(Default)]
pub struct CreateDraftForCustomerMutation;

#[Object]
impl CreateDraftForCustomerMutation {
    /// Begins an order with lines at their prices of now, in the place of a member who may order.
    async fn create_draft_for_customer(
        &self,
        ctx: &Context<'_>,
        input: CreateDraftForCustomerInput,
    ) -> Result<CreateDraftForCustomerPayload> {
        let asking = Asking::as_staff(input.organization_id, input.idempotency_key);
        let command = quantities(&input.lines).map(|lines| CreateDraftForCustomer {
            member: input.person_id.0,
            contract: input.contract_id.0,
            lines,
        });
        let (order, answer) = asking.of_begun_order(ctx, command).await?;
        Ok(CreateDraftForCustomerPayload { order, answer })
    }
}
