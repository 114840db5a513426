//! The demonstration: a small believable trade, described in `fixtures/demo/` and played
//! into an empty database through the same commands that people use.

pub mod fixture;
