//! A delivery address of an organization.

use async_graphql::SimpleObject;
use domain::vocabulary::AddressId;
use projections::organizations::DeliveryAddressRow;

use crate::graphql::global_id::GlobalId;

/// A delivery address of an organization.
#[derive(SimpleObject)]
pub struct DeliveryAddress {
    /// The id of the address.
    id: GlobalId<AddressId>,
    /// The address as somebody wrote it; null when it was erased.
    text: Option<String>,
    /// Whether nothing new is delivered there.
    retired: bool,
}

impl From<DeliveryAddressRow> for DeliveryAddress {
    fn from(row: DeliveryAddressRow) -> Self {
        Self { id: GlobalId(row.id), text: row.text, retired: row.retired }
    }
}
