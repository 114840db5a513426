//! What a batch may ask of the service.

/// Bytes of a body as it comes over the wire.
pub const WIRE_BYTES: u64 = 128 << 20;
/// Bytes of a body when it is unzipped.
pub const BYTES: u64 = 1 << 30;
/// How many times larger a body may become when it is unzipped, beyond [`RATIO_FLOOR`].
pub const RATIO: u64 = 200;
/// Smaller bodies may become larger by any ratio.
pub const RATIO_FLOOR: u64 = 8 << 20;
/// Bytes of one document, which is one line of JSON Lines.
pub const DOCUMENT_BYTES: usize = 256 << 10;
/// Bytes of what is said of the batch itself.
pub const HEADER_BYTES: usize = 4 << 10;
/// Levels of objects and arrays in a document.
pub const DEPTH: usize = 8;
/// Documents of a batch.
pub const DOCUMENTS: u64 = 1_000_000;
/// Documents that are taken in together.
pub const CHUNK_DOCUMENTS: usize = 5_000;
/// Bytes of documents that are taken in together, but for the last one.
pub const CHUNK_BYTES: usize = 8 << 20;
/// Batches that are received at the same time.
pub const AT_ONCE: usize = 4;
/// Bytes that are unzipped in one piece: they become at most about a thousand times as many.
pub const PIECE_BYTES: usize = 4 << 10;
