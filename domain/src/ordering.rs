//! From the cart to the delivered goods. A cart is a plain table with rules; an order
//! is a stream, and what it needs of contract, goods and prices is frozen into it.

pub mod pricing;

pub mod cart;
pub mod order;
pub mod template;

pub use order::{Order, OrderCommand, OrderError, OrderEvent, OrderStatus, Step};
pub use pricing::{Amounts, Offer, PricingError, Quote, Totals, VatShare};
