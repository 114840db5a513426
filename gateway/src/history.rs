//! What happened, on the wire.

pub mod timeline;
