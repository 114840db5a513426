//! Money between the supplier and its customers.

pub mod credit;

pub mod credit_terms;
pub mod follow_order;
pub mod freed_orders;

pub use credit_terms::{GrantCreditException, LiftCreditLimit, SetCreditLimit, SetCreditTerms};
pub use follow_order::FollowOrder;
pub use freed_orders::ConfirmFreedOrders;
