//! What an organization may still order on credit in one currency.
//!
//! 1C says what is owed; that comes in as a dated fact, [`Receivables`]. What was ordered and
//! is not invoiced yet is ours: a hold by order. The two meet in one formula,
//!
//! ```text
//! hold left = max(hold − invoiced for the order, 0)
//! available = limit − open invoices − Σ hold left + advances
//! ```
//!
//! so that a hold and the receivable that replaces it are never both missing from the sum and
//! never both in it, whichever of them is heard of first.
//!
//! Nothing was ever set: credit is not looked at, and nothing is held. A limit of zero: nothing
//! on credit. A limit that ran out: nothing on credit either, until another one is set or it is
//! lifted. Whatever credit says, it never stops a shipment or an invoice of an order that was
//! confirmed: what is shipped can always be invoiced.

mod account;
mod decision;
mod limit;
mod receivables;
mod terms;

mod command;
mod error;
mod event;
mod state;

mod decide;
mod judging;

pub use account::{CreditAccount, NotAnAccount};
pub use command::ExposureCommand;
pub use decision::{CreditAsked, CreditDecision, CreditFacts, CreditReason};
pub use error::ExposureError;
pub use event::{ExposureEvent, ReleasedBecause};
pub use limit::{CreditLimit, LimitNow};
pub use receivables::{OverdueSum, Receivables};
pub use state::{CreditException, Exposure, Held, Stopped};
pub use terms::{CreditOutcome, CreditTerms, OverdueTerms, StaleTerms};

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
