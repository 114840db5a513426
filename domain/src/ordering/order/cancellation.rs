//! Goods that are not wanted any more after the supplier accepted the order.

use serde::{Deserialize, Serialize};

use super::line::LineQuantity;
use crate::ordering::pricing::Amounts;
use crate::vocabulary::{ProductId, Quantity, TextRef};

/// A part of a line that was called off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CancelledLine {
    /// The product of the line.
    pub product: ProductId,
    /// How many units were called off now.
    pub quantity: Quantity,
    /// What the line costs now: what is left of it at its price.
    pub amounts: Amounts,
}

/// The buyer's wish to call something off, while the supplier has not answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CancellationRequest {
    /// Why.
    pub reason: TextRef,
    /// What; empty means all that remains.
    pub lines: Vec<LineQuantity>,
}

/// What became of such a wish.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::AsRefStr, strum::Display, strum::EnumString)]
pub enum CancellationOutcome {
    /// The supplier agreed.
    Granted,
    /// The supplier did not agree.
    Declined,
    /// The buyer took it back.
    Withdrawn,
    /// Nothing was left that could be called off.
    Lapsed,
}
