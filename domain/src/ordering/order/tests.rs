//! Orders as sentences: given what happened, when something is asked, then this follows.

mod amending;
mod approving;
mod cancelling;
mod details;
mod editing;
mod fulfilment_model;
mod holding;
mod model;
mod paying;
mod properties;
mod revisions;
pub(crate) mod sample;
mod shipping;
mod steps;
mod submitting;
