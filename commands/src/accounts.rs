//! Money: what 1C says is owed, and what may still be ordered.

mod heads;
pub mod settle;

pub use settle::{Arrival, Arrived, Settled, SettledAll, settle};
