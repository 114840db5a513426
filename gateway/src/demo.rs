//! The demonstration: a small believable trade, described in `fixtures/demo/` and played
//! into an empty database through the same commands that people use.

pub mod accounts;
pub mod fixture;
pub mod player;
pub mod presence;
pub mod standing;

pub use accounts::Accounts;
pub use player::{PlayError, Played, play};
