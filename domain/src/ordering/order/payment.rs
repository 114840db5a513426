//! Whether an order is paid.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::status::OrderStatus;

/// How far an order is paid.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    strum::AsRefStr,
    strum::Display,
    strum::EnumString,
    strum::VariantArray,
)]
pub enum PaymentStatus {
    /// Nothing was paid.
    Unpaid,
    /// Less was paid than the order costs.
    PartiallyPaid,
    /// Exactly what the order costs was paid.
    Paid,
    /// More was paid than the order costs.
    Overpaid,
}

impl PaymentStatus {
    /// How far an order at a status is paid that costs `gross`, if `paid` was paid, both with
    /// VAT in units of the order's currency. Nothing is due before the supplier accepts the
    /// order and after it was called off; where nothing is due and nothing was paid, there is
    /// nothing to say.
    pub fn of(status: OrderStatus, gross: Decimal, paid: Decimal) -> Option<Self> {
        let due = if is_due(status) { gross } else { Decimal::ZERO };
        if paid.is_zero() && !is_due(status) {
            None
        } else if paid > due {
            Some(Self::Overpaid)
        } else if paid == due {
            Some(Self::Paid)
        } else if paid.is_zero() {
            Some(Self::Unpaid)
        } else {
            Some(Self::PartiallyPaid)
        }
    }

    /// The status in Russian.
    pub const fn in_russian(self) -> &'static str {
        match self {
            Self::Unpaid => "не оплачен",
            Self::PartiallyPaid => "оплачен частично",
            Self::Paid => "оплачен",
            Self::Overpaid => "переплата",
        }
    }

    /// The status in English.
    pub const fn in_english(self) -> &'static str {
        match self {
            Self::Unpaid => "unpaid",
            Self::PartiallyPaid => "partially paid",
            Self::Paid => "paid",
            Self::Overpaid => "overpaid",
        }
    }
}

const fn is_due(status: OrderStatus) -> bool {
    use OrderStatus as S;
    match status {
        S::Confirmed | S::Processing | S::PartiallyShipped | S::Shipped | S::Delivered | S::Closed => true,
        S::Draft | S::PendingApproval | S::Returned | S::Rejected | S::Approved | S::Cancelled => false,
    }
}
