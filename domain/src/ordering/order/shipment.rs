//! Goods on their way: what left together, how it travels, whether it arrived.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::line::LineQuantity;
use crate::vocabulary::ShipmentId;

/// How goods travel. Nothing of it has to be known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Carriage {
    /// Who carries them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carrier: Option<String>,
    /// The carrier's number, by which the goods can be traced.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tracking: Option<String>,
    /// The day on which they should arrive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected_on: Option<NaiveDate>,
}

impl Carriage {
    /// The most characters of a carrier's name and of a tracking number.
    pub const MOST_CHARACTERS: usize = 200;

    /// Whether nothing is known.
    pub const fn is_unknown(&self) -> bool {
        self.carrier.is_none() && self.tracking.is_none() && self.expected_on.is_none()
    }

    /// Whether every text is short enough.
    pub fn is_short(&self) -> bool {
        let texts = [&self.carrier, &self.tracking];
        texts.into_iter().flatten().all(|text| text.chars().count() <= Self::MOST_CHARACTERS)
    }
}

/// Goods of an order that left together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shipment {
    /// Its id. Shipments of the first days have none.
    pub id: Option<ShipmentId>,
    /// What left.
    pub lines: Vec<LineQuantity>,
    /// How it travels.
    pub carriage: Carriage,
    /// Whether it arrived.
    pub delivered: bool,
}
