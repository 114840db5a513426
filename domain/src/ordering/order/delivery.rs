//! How the goods of an order get to the buyer, and what that costs.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::error::OrderError;
use super::line::Line;
use crate::ordering::pricing::{Amounts, PricingError};
use crate::vocabulary::{AddressId, Currency, DeliveryWayId, Money, MoneyError, VatRate};

/// The namespace of the ids below (RFC 9562, version 5). It never changes.
const NAMESPACE: Uuid = Uuid::from_u128(0x3f0c_92b7_6d1e_4a85_9c44_e8b1_05d7_a26e);

/// The way of delivery that was written down by hand, by its code.
pub fn delivery_way_id(code: &str) -> DeliveryWayId {
    DeliveryWayId(Uuid::new_v5(&NAMESPACE, code.trim().as_bytes()))
}

/// A way of delivery as the supplier offers it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryTariff {
    /// The way.
    pub way: DeliveryWayId,
    /// Its name.
    pub name: String,
    /// Whether the buyer fetches the goods; otherwise they are brought to an address.
    pub pick_up: bool,
    /// What it costs; zero is free of charge.
    pub price: Money,
    /// Whether the price contains the VAT.
    pub vat_included: bool,
    /// The rate of VAT of the delivery.
    pub vat_rate: VatRate,
    /// The cost of the goods with VAT from which on it is free of charge, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub free_from: Option<Money>,
}

impl DeliveryTariff {
    /// What the delivery of goods costs that cost so much with VAT, in their currency.
    pub fn cost(&self, goods: Money) -> Result<Amounts, PricingError> {
        let found = self.price.currency;
        if goods.currency != found {
            return Err(MoneyError::CurrencyDiffers { expected: goods.currency, found }.into());
        }
        let free = |from: &Money| from.currency == goods.currency && goods.amount >= from.amount;
        if self.free_from.as_ref().is_some_and(free) {
            return Ok(Amounts::zero(goods.currency));
        }
        Ok(Amounts::taxed(self.price, self.vat_included, self.vat_rate)?)
    }
}

/// The delivery of an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    /// The way, as it was offered when it was chosen, and from the submission on as then.
    pub tariff: DeliveryTariff,
    /// Where the goods are brought; nowhere when the buyer fetches them.
    pub address: Option<AddressId>,
    /// What it costs. It counts in the totals of the order.
    pub cost: Amounts,
}

impl Delivery {
    /// The delivery of lines by a way. An address goes with a way that brings the goods,
    /// and only with such a one.
    pub fn of(
        tariff: DeliveryTariff,
        address: Option<AddressId>,
        currency: Currency,
        lines: &[Line],
    ) -> Result<Self, OrderError> {
        match (tariff.pick_up, address) {
            (true, Some(_)) => return Err(OrderError::DeliveryAddressSuperfluous { way: tariff.name }),
            (false, None) => return Err(OrderError::DeliveryAddressMissing { way: tariff.name }),
            _ => {}
        }
        let goods = Line::totals(currency, lines)?.sum.gross();
        let unpriced = |why| OrderError::DeliveryNotPriceable { way: tariff.name.clone(), why };
        let cost = tariff.cost(goods).map_err(unpriced)?;
        Ok(Self { tariff, address, cost })
    }

    /// The same delivery of other lines: they may be worth a free one, or not any more.
    pub(super) fn of_lines(&self, currency: Currency, lines: &[Line]) -> Result<Self, OrderError> {
        Self::of(self.tariff.clone(), self.address, currency, lines)
    }
}
