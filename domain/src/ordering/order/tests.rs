//! Orders as sentences: given what happened, when something is asked, then this follows.

mod approving;
mod details;
mod editing;
mod holding;
mod properties;
mod revisions;
mod sample;
mod shipping;
mod steps;
mod submitting;
