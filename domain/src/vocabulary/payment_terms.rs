//! When an order has to be paid.

use std::num::NonZeroU16;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::money::to_hundredths;

/// When the customer pays, counted in calendar days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum PaymentTerms {
    /// All of it before the shipment.
    #[default]
    Prepayment,
    /// A part before the shipment, the rest some days after it.
    PartialPrepayment {
        /// The part, in percent of the total.
        percent: PrepaidPart,
        /// The days after the shipment within which the rest is due.
        days: NonZeroU16,
    },
    /// All of it when the goods are handed over.
    OnDelivery,
    /// All of it some days after the shipment.
    Deferred {
        /// The days after the shipment.
        days: NonZeroU16,
    },
}

impl PaymentTerms {
    /// What of a total with VAT is on credit: goods that leave before they are paid. What is
    /// paid when it is handed over is on credit until then.
    pub fn credit_part(self, total: Decimal) -> Decimal {
        match self {
            Self::Prepayment => Decimal::ZERO,
            Self::PartialPrepayment { percent, .. } => {
                to_hundredths(total * Decimal::from(100 - u8::from(percent)) / Decimal::ONE_HUNDRED)
            }
            Self::OnDelivery | Self::Deferred { .. } => total,
        }
    }
}

/// A part of a whole, in percent: from 1 to 99.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct PrepaidPart(u8);

/// The number is no part of a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0} is not a part in percent: it is from 1 to 99")]
pub struct NotAPart(u8);

impl TryFrom<u8> for PrepaidPart {
    type Error = NotAPart;

    fn try_from(number: u8) -> Result<Self, Self::Error> {
        if (1..=99).contains(&number) { Ok(Self(number)) } else { Err(NotAPart(number)) }
    }
}

impl From<PrepaidPart> for u8 {
    fn from(percent: PrepaidPart) -> Self {
        percent.0
    }
}
