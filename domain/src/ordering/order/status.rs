//! Where an order stands, and what may stop it there.

use serde::{Deserialize, Serialize};

/// Where an order stands.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    strum::AsRefStr,
    strum::Display,
    strum::EnumString,
    strum::VariantArray,
)]
pub enum OrderStatus {
    /// Being written.
    Draft,
    /// Submitted; an approval case is open.
    PendingApproval,
    /// Given back by an approver for rework.
    Returned,
    /// Refused by an approver, for good.
    Rejected,
    /// Approved, or needing no approval; not yet confirmed.
    Approved,
    /// Accepted by the supplier.
    Confirmed,
    /// Being put together by the supplier.
    Processing,
    /// Some of the goods have left.
    PartiallyShipped,
    /// All goods have left.
    Shipped,
    /// All goods have arrived.
    Delivered,
    /// Nothing is left to do.
    Closed,
    /// Called off, for good.
    Cancelled,
}

impl OrderStatus {
    /// Approved, or beyond it, and not called off.
    pub const ACCEPTED: [Self; 7] = [
        Self::Approved,
        Self::Confirmed,
        Self::Processing,
        Self::PartiallyShipped,
        Self::Shipped,
        Self::Delivered,
        Self::Closed,
    ];

    /// The status in Russian.
    pub const fn in_russian(self) -> &'static str {
        match self {
            Self::Draft => "черновик",
            Self::PendingApproval => "на согласовании",
            Self::Returned => "возвращён на доработку",
            Self::Rejected => "отклонён",
            Self::Approved => "согласован",
            Self::Confirmed => "подтверждён",
            Self::Processing => "в обработке",
            Self::PartiallyShipped => "отгружен частично",
            Self::Shipped => "отгружен",
            Self::Delivered => "доставлен",
            Self::Closed => "закрыт",
            Self::Cancelled => "отменён",
        }
    }

    /// The status in English.
    pub const fn in_english(self) -> &'static str {
        match self {
            Self::Draft => "a draft",
            Self::PendingApproval => "awaiting approval",
            Self::Returned => "returned for rework",
            Self::Rejected => "rejected",
            Self::Approved => "approved",
            Self::Confirmed => "confirmed",
            Self::Processing => "in processing",
            Self::PartiallyShipped => "partially shipped",
            Self::Shipped => "shipped",
            Self::Delivered => "delivered",
            Self::Closed => "closed",
            Self::Cancelled => "cancelled",
        }
    }
}

/// Why an order is held, beside its status. Several reasons may hold at once.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    strum::AsRefStr,
    strum::Display,
    strum::EnumString,
    strum::VariantArray,
)]
pub enum Hold {
    /// The organization's credit does not cover it.
    Credit,
    /// The organization is blocked.
    OrganizationBlocked,
    /// 1C refused the order.
    RefusedByErp,
    /// The supplier has another reason, and says it.
    Manual,
}

impl Hold {
    /// The reason in Russian.
    pub const fn in_russian(self) -> &'static str {
        match self {
            Self::Credit => "превышен кредитный лимит",
            Self::OrganizationBlocked => "организация заблокирована",
            Self::RefusedByErp => "учётная система не приняла заказ",
            Self::Manual => "решение поставщика",
        }
    }

    /// The reason in English.
    pub const fn in_english(self) -> &'static str {
        match self {
            Self::Credit => "the credit limit is exceeded",
            Self::OrganizationBlocked => "the organization is blocked",
            Self::RefusedByErp => "the accounting system refused the order",
            Self::Manual => "the supplier decided so",
        }
    }
}

/// One of the two sides of an order.
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
)]
pub enum Side {
    /// The organization that buys.
    Buyer,
    /// The supplier.
    Supplier,
}
