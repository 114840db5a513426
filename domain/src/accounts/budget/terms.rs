//! How much a cost centre may spend, and what follows when an order goes beyond it.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, VariantArray};

use super::error::BudgetError;

/// The highest amount of a budget: a million million.
const MOST: Decimal = Decimal::from_parts(0xd4a5_1000, 0xe8, 0, false, 0);

/// What follows when an order goes beyond a budget.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    Display,
    EnumString,
    VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Enforcement {
    /// The order cannot be submitted.
    Block,
    /// It is shown, and the order goes on.
    Warn,
    /// Somebody has to approve the order, whatever the policy lets pass.
    RequireApproval,
}

/// How much may be spent, and what follows beyond it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BudgetTerms {
    /// How much, with VAT and delivery. Zero means nothing; none means that there is no limit,
    /// and what is spent is only counted.
    pub amount: Option<Decimal>,
    /// What follows beyond it.
    pub enforcement: Enforcement,
    /// Whether the next periods have the same, until another is set; otherwise it is for this
    /// one alone. What was left is not carried on.
    pub carries_on: bool,
}

impl BudgetTerms {
    /// Refuses an amount that cannot be meant.
    pub fn check(&self) -> Result<(), BudgetError> {
        let Some(amount) = self.amount else { return Ok(()) };
        if amount < Decimal::ZERO {
            Err(BudgetError::AmountNegative)
        } else if amount > MOST {
            Err(BudgetError::AmountTooLarge)
        } else if amount.normalize().scale() > 2 {
            Err(BudgetError::AmountTooFine)
        } else {
            Ok(())
        }
    }
}
