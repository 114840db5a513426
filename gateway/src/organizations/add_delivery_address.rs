//! `addDeliveryAddress`: goods can be brought to one more address.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use commands::organizations::AddDeliveryAddress;
use domain::vocabulary::OrganizationId;

use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;
use crate::organizations::delivery_address::DeliveryAddress;

/// Which address to add.
#[derive(InputObject)]
pub struct AddDeliveryAddressInput {
    /// The organization.
    organization_id: GlobalId<OrganizationId>,
    /// The address, with whatever the driver has to know.
    text: String,
    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// The outcome of adding a delivery address.
#[derive(SimpleObject)]
pub struct AddDeliveryAddressPayload {
    /// The new address; null when it was refused.
    delivery_address: Option<DeliveryAddress>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Adding a delivery address.
#[derive(Default)]
pub struct AddDeliveryAddressMutation;

#[Object]
impl AddDeliveryAddressMutation {
    /// Adds an address to deliver to, as an administrator or a purchaser.
    async fn add_delivery_address(
        &self,
        ctx: &Context<'_>,
        input: AddDeliveryAddressInput,
    ) -> Result<AddDeliveryAddressPayload> {
        let organization = input.organization_id.0;
        let asking = Asking::as_member(input.organization_id, input.idempotency_key);
        let command = Ok(AddDeliveryAddress { organization, text: input.text });
        let (delivery_address, answer) = asking.of_added_address(ctx, command).await?;
        Ok(AddDeliveryAddressPayload { delivery_address, answer })
    }
}
