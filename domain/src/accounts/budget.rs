//! What a cost centre of a buyer may spend on orders in a period.
//!
//! ```text
//! submitted        confirmed        returned, rejected, taken back, called off, made smaller
//! Reserved    →    Consumed    →    Restored
//! ```
//!
//! One budget is one cost centre in one week, month, quarter or year of the organization's own
//! calendar and in one currency. What an order takes of it is kept line by line, with VAT; the
//! delivery belongs to the order's cost centre. What was taken stays with the period in which
//! the order was last submitted. What is left may be below zero: an amount can be set lower
//! than what was taken, and the supplier may amend an order that it accepted.

pub mod place;
pub mod share;
pub mod terms;
pub mod touch;

pub mod command;
pub mod error;
pub mod event;
pub mod state;

mod decide;

pub use command::{BudgetCommand, Reservation, Standing};
pub use error::BudgetError;
pub use event::{BudgetEvent, Restoration, Stage};
pub use place::BudgetPlace;
pub use share::{Share, shares_of};
pub use state::{Budget, Taken};
pub use terms::{BudgetTerms, Enforcement};
pub use touch::Touch;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
