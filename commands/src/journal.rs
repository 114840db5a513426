//! The journal: what was decided is appended here, and read back.
//!
//! An append is a set of streams of one tenant, all or nothing, together with
//! everything that must be true at the same moment. A reader sees every committed
//! event once and in order, because it never reads past the fence.

pub mod append;
pub mod append_of_many;
pub mod effect;
pub mod error;
pub mod feed;
mod hash;
pub mod load;
pub mod queue;
pub mod readable;
mod statement;
pub mod stored;
pub mod wake;

pub use append::{Append, Idempotent, NewEvent, ReliedOn, StreamAppend};
pub use append_of_many::AppendOfMany;
pub use effect::{Claim, Effect, EffectError, Text, Unclaim};
pub use error::{AppendError, StoreError};
pub use feed::Feed;
pub use load::Loaded;
pub use queue::StreamQueue;
pub use stored::{StoredEvent, StoredStream, Tampered};
pub use wake::Wake;
