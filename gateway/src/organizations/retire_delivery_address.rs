//! `retireDeliveryAddress`: nothing new is delivered to an address.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use commands::organizations::RetireDeliveryAddress;
use domain::vocabulary::{AddressId, OrganizationId};

use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;
use crate::organizations::delivery_address::DeliveryAddress;

/// Which address to retire.
#[derive(InputObject)]
pub struct RetireDeliveryAddressInput {
    /// The organization.
    organization_id: GlobalId<OrganizationId>,
    /// The address.
    address_id: GlobalId<AddressId>,
    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// The outcome of retiring a delivery address.
#[derive(SimpleObject)]
pub struct RetireDeliveryAddressPayload {
    /// The address as it is now; null when it was refused.
    delivery_address: Option<DeliveryAddress>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Retiring a delivery address.
#[derive(Default)]
pub struct RetireDeliveryAddressMutation;

#[Object]
impl RetireDeliveryAddressMutation {
    /// Lets nothing new be delivered to an address, as an administrator.
    async fn retire_delivery_address(
        &self,
        ctx: &Context<'_>,
        input: RetireDeliveryAddressInput,
    ) -> Result<RetireDeliveryAddressPayload> {
        let organization = input.organization_id.0;
        let asking = Asking::as_member(input.organization_id, input.idempotency_key);
        let address = input.address_id.0;
        let command = Ok(RetireDeliveryAddress { organization, address });
        let (delivery_address, answer) = asking.of_address(ctx, command, address).await?;
        Ok(RetireDeliveryAddressPayload { delivery_address, answer })
    }
}
