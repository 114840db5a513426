//! An order, from its draft to its close.
//!
//! ```text
//! Draft → PendingApproval → Approved → Confirmed → Processing → PartiallyShipped → Shipped → Delivered → Closed
//!   ↑__________|  ↓    ↓                                 |___________________________↑
//!   withdrawn  Returned  Rejected                              Cancelled, until something is shipped
//! ```
//!
//! Once the supplier accepted it, the buyer can only ask for a cancellation. What is called
//! off of it is not shipped: when nothing else remains, the order is shipped, and when all
//! shipments arrived, delivered. Payment and expected dates stand beside the status.
//!
//! A returned order is reworked and submitted again under the next round; a rejected one
//! is final. A hold stands beside the status and stops confirmation, processing and
//! shipping until it is released. [`Step`] is the one table of what is allowed when.

pub mod contract;
pub mod delivery;
pub mod difference;
pub mod line;
pub mod number;
pub mod revision;
pub mod status;
pub mod step;

pub mod amendment;
pub mod cancellation;
pub mod payment;
pub mod progress;
pub mod shipment;

pub mod command;
pub mod error;
pub mod event;
pub mod state;

mod decide;

pub use amendment::Amendment;
pub use cancellation::{CancellationOutcome, CancellationRequest, CancelledLine};
pub use command::{ApprovalDemand, ChosenDelivery, Detail, LineEdit, NewLine, Offered, OrderCommand};
pub use contract::ContractTerms;
pub use decide::reduction::Reduction;
pub use decide::submission::Submission;
pub use delivery::{Delivery, DeliveryTariff, delivery_way_id};
pub use difference::{Change, Content, Difference, LineDifference, difference};
pub use error::OrderError;
pub use event::OrderEvent;
pub use line::{FromCart, Goods, Line, LineQuantity};
pub use number::{NotAnOrderNumber, OrderNumber};
pub use payment::PaymentStatus;
pub use progress::{DeliveryStatus, LineProgress};
pub use revision::revision_of;
pub use shipment::{Carriage, Shipment};
pub use state::{LastRound, Order};
pub use status::{Hold, OrderStatus, Side};
pub use step::Step;

#[cfg(test)]
pub(crate) mod tests;
