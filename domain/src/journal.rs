//! How the journal names things: who owns a stream, who acted, what was recorded.

pub mod actor;
pub mod event;
pub mod known;
pub mod recorded;
pub mod stream;
pub mod tenant;

pub use actor::Actor;
pub use event::{Fact, JournalEvent, Undecodable};
pub use known::Known;
pub use recorded::{Position, Recorded};
pub use stream::{Stream, StreamKey, record};
pub use tenant::Tenant;
