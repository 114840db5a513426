//! How far the goods of an order have come.

use rust_decimal::Decimal;

/// How far goods have come: of a line, or of all lines together.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    strum::AsRefStr,
    strum::Display,
    strum::EnumString,
    strum::VariantArray,
)]
pub enum DeliveryStatus {
    /// Nothing has left.
    NotShipped,
    /// Something has left, something is still to leave.
    PartiallyShipped,
    /// All has left, nothing has arrived.
    Shipped,
    /// Something has arrived, something has not.
    PartiallyDelivered,
    /// All has arrived.
    Delivered,
    /// All was called off.
    Cancelled,
}

/// The quantities of a line: cancelled + shipped ≤ ordered, delivered ≤ shipped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineProgress {
    /// How many units were ordered.
    pub ordered: Decimal,
    /// How many of them were called off.
    pub cancelled: Decimal,
    /// How many have left.
    pub shipped: Decimal,
    /// How many of those have arrived.
    pub delivered: Decimal,
}

impl LineProgress {
    /// How many units are wanted.
    pub fn wanted(&self) -> Decimal {
        self.ordered - self.cancelled
    }

    /// How many units are still to leave.
    pub fn remaining(&self) -> Decimal {
        self.wanted() - self.shipped
    }
}

impl DeliveryStatus {
    /// How far lines have come together. No lines have not left.
    pub fn of(lines: &[LineProgress]) -> Self {
        let wanted = || lines.iter().filter(|line| !line.wanted().is_zero());
        let any = |quantity: fn(&LineProgress) -> Decimal| lines.iter().any(|line| !quantity(line).is_zero());
        match () {
            () if lines.is_empty() => Self::NotShipped,
            () if wanted().next().is_none() => Self::Cancelled,
            () if wanted().all(|line| line.delivered == line.wanted()) => Self::Delivered,
            () if any(|line| line.delivered) => Self::PartiallyDelivered,
            () if wanted().all(|line| line.shipped == line.wanted()) => Self::Shipped,
            () if any(|line| line.shipped) => Self::PartiallyShipped,
            () => Self::NotShipped,
        }
    }

    /// The status in Russian.
    pub const fn in_russian(self) -> &'static str {
        match self {
            Self::NotShipped => "не отгружено",
            Self::PartiallyShipped => "отгружено частично",
            Self::Shipped => "отгружено",
            Self::PartiallyDelivered => "доставлено частично",
            Self::Delivered => "доставлено",
            Self::Cancelled => "отменено",
        }
    }

    /// The status in English.
    pub const fn in_english(self) -> &'static str {
        match self {
            Self::NotShipped => "not shipped",
            Self::PartiallyShipped => "partially shipped",
            Self::Shipped => "shipped",
            Self::PartiallyDelivered => "partially delivered",
            Self::Delivered => "delivered",
            Self::Cancelled => "cancelled",
        }
    }
}
