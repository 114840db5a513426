//! A body that comes over the wire becomes chunks of documents, and never is in memory as a whole.
//!
//! Bytes are unzipped in small pieces, split into documents, and the documents gathered until they
//! are a chunk. What is held at any moment is one chunk and one document.

mod chunks;
mod framing;
pub mod limits;
mod lines;
mod object;
mod splitting;
mod unzipping;

pub use chunks::Chunks;
pub use splitting::{Form, Header, Malformed, Splitting};
pub use unzipping::{Bomb, Unzipping};
