//! What is looked up of an organization in one statement: managers, limits, cost centres,
//! delivery addresses, settings. It is as new as the last append.

mod kept;
mod looked_up;

pub(super) use kept::DirectoryKept;
pub use looked_up::{
    Address, OpenCostCentre, address_of, calendar_of, cost_centre_owners, open_cost_centres,
};
