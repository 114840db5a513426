//! Files that 1C uploads for customers. They are 1C's documents, kept as they came: a newer version
//! takes the place of an older one.

mod refusal;
mod upload;

pub use refusal::{FileRefusal, MOST_BYTES};
pub use upload::{SentFile, keep_file, sweep_contents, withdraw_file};
