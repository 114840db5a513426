//! What happened, on the wire.

mod particulars;
pub mod timeline;
