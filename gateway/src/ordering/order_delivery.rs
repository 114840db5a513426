//! The delivery of an order.

use async_graphql::SimpleObject;
use domain::ordering::order::Delivery;
use domain::vocabulary::{AddressId, DeliveryWayId};

use crate::graphql::global_id::GlobalId;
use crate::graphql::money::Cost;

/// How the goods of an order get to the buyer, as it was offered when it was chosen.
#[derive(SimpleObject)]
pub struct OrderDelivery {
    /// The id of the way.
    way_id: GlobalId<DeliveryWayId>,
    /// The name of the way.
    name: String,
    /// Whether the buyer fetches the goods.
    pick_up: bool,
    /// The address of the organization; null when the buyer fetches the goods.
    address_id: Option<GlobalId<AddressId>>,
    /// The rate of VAT in percent; null for a delivery without VAT.
    vat_rate: Option<u8>,
    /// What it costs, as part of the total.
    cost: Cost,
}

impl From<Delivery> for OrderDelivery {
    fn from(delivery: Delivery) -> Self {
        Self {
            way_id: GlobalId(delivery.tariff.way),
            name: delivery.tariff.name,
            pick_up: delivery.tariff.pick_up,
            address_id: delivery.address.map(GlobalId),
            vat_rate: delivery.tariff.vat_rate.percent(),
            cost: delivery.cost.into(),
        }
    }
}
