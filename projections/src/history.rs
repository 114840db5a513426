//! What happened, in the order in which it was recorded.

pub mod texts;
pub mod timeline;

pub use texts::texts;
pub use timeline::{ReactionOutcome, TimelineEntry, order_timeline, stream_timeline};
