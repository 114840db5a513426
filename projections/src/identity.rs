//! People, by what they are called.

pub mod directory;

pub use directory::{PersonRow, people};
