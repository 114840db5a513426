//! Events go in, rows come out: every read model against a real database.

#![expect(clippy::unwrap_used, reason = "what fails in the set-up of a test fails the test")]

mod approving;
mod cart;
mod database;
mod deep_pages;
mod folding;
mod fulfilment;
mod history;
mod listing;
mod notifying;
mod organizations;
mod parking;
mod row_security;
mod settling;
mod story;
mod told;
