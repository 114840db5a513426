//! A way of delivery as files write it.

use commands::ordering::KeepDeliveryWay;
use domain::ordering::order::DeliveryTariff;
use domain::vocabulary::{DeliveryWayId, Money, VatRate};
use serde::Deserialize;

/// A way in which the supplier delivers. It is found again by its code.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeliveryWay {
    /// The code, which no other way has.
    pub code: String,
    /// The name.
    pub name: String,
    /// Whether the buyer fetches the goods.
    #[serde(default)]
    pub pick_up: bool,
    /// What it costs; zero is free of charge.
    pub price: Money,
    /// Whether the price contains the VAT; it does, unless the file says otherwise.
    #[serde(default = "included")]
    pub vat_included: bool,
    /// The rate of VAT.
    pub vat_rate: VatRate,
    /// The cost of the goods with VAT from which on it is free of charge.
    pub free_from: Option<Money>,
    /// Whether nobody can choose it any more.
    #[serde(default)]
    pub withdrawn: bool,
}

const fn included() -> bool {
    true
}

impl DeliveryWay {
    /// What keeps it under its id.
    pub fn with_id(&self, way: DeliveryWayId) -> KeepDeliveryWay {
        KeepDeliveryWay {
            code: self.code.trim().to_owned(),
            tariff: DeliveryTariff {
                way,
                name: self.name.trim().to_owned(),
                pick_up: self.pick_up,
                price: self.price,
                vat_included: self.vat_included,
                vat_rate: self.vat_rate,
                free_from: self.free_from,
            },
            withdrawn: self.withdrawn,
        }
    }

    /// What is wrong with it by itself.
    pub fn problem(&self) -> Option<&'static str> {
        let (price, from) = (self.price, self.free_from);
        if self.code.trim().is_empty() || self.name.trim().is_empty() {
            Some("without a code or a name")
        } else if price.amount.is_sign_negative() && !price.amount.is_zero() {
            Some("the price is below zero")
        } else if from.is_some_and(|from| from.currency != price.currency) {
            Some("`price` and `free_from` are in different currencies")
        } else if from.is_some_and(|from| from.amount.is_sign_negative() || from.amount.is_zero()) {
            Some("`free_from` is above zero, or left out")
        } else {
            None
        }
    }
}
