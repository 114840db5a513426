//! Documents that 1C uploaded, as they can be seen.

pub mod files;

pub use files::{FileFilter, FileRow, file, files};
