//! A way of delivery that a buyer can choose.

use async_graphql::SimpleObject;
use domain::vocabulary::DeliveryWayId;
use projections::ordering::DeliveryWayRow;

use crate::graphql::global_id::GlobalId;
use crate::graphql::money::MoneyValue;

/// A way of delivery that the supplier offers.
#[derive(SimpleObject)]
pub struct DeliveryWay {
    /// The id of the way, to choose it by.
    id: GlobalId<DeliveryWayId>,
    /// The supplier's own code of it.
    code: String,
    /// The name.
    name: String,
    /// Whether the buyer fetches the goods: no address goes with it.
    pick_up: bool,
    /// What it costs; zero is free of charge.
    price: MoneyValue,
    /// Whether the price contains the VAT.
    vat_included: bool,
    /// The rate of VAT in percent; null for a delivery without VAT.
    vat_rate: Option<u8>,
    /// The cost of the goods with VAT from which on it is free of charge; null when it never is.
    free_from: Option<MoneyValue>,
}

impl From<DeliveryWayRow> for DeliveryWay {
    fn from(DeliveryWayRow { code, tariff }: DeliveryWayRow) -> Self {
        Self {
            id: GlobalId(tariff.way),
            code,
            name: tariff.name,
            pick_up: tariff.pick_up,
            price: tariff.price.into(),
            vat_included: tariff.vat_included,
            vat_rate: tariff.vat_rate.percent(),
            free_from: tariff.free_from.map(Into::into),
        }
    }
}
