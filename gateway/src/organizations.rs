//! Organizations on the wire.

pub mod organization;

pub use organization::Organization;
