//! `CommerceML` 2 as 1C writes it, read one object at a time.
//!
//! A pull parser over `quick-xml`: [`Tokens`] keeps hostile XML out, [`Records`] walks the
//! containers and hands out the objects of a catalogue. Names are matched without their
//! namespaces, because the version of a real file does not follow from its namespace.

mod broken;
mod decoded;
mod digested;
mod element;
mod encoding;
mod guarded;
mod headed;
mod offers;
mod products;
mod records;
mod references;
mod tokens;
mod values;

pub use broken::{Broken, Defect};
pub use records::Records;
pub use tokens::{Token, Tokens};

/// What a file may ask of the reader.
pub mod limits {
    /// Elements within elements.
    pub const DEPTH: usize = 64;
    /// Bytes of one tag, text or comment.
    pub const EVENT_BYTES: usize = 4 << 20;
    /// Attributes of one element.
    pub const ATTRIBUTES: usize = 64;
    /// Bytes of one object (a product with its prices): its texts and attributes.
    pub const OBJECT_BYTES: usize = 4 << 20;
    /// Elements of one object.
    pub const OBJECT_ELEMENTS: usize = 50_000;
    /// Bytes of one file.
    pub const FILE_BYTES: u64 = 4 << 30;
    /// Characters of an id, an article or a version.
    pub const ID_CHARS: usize = 255;
    /// Characters of a name.
    pub const NAME_CHARS: usize = 1000;
    /// Characteristics of a variant.
    pub const CHARACTERISTICS: usize = 100;
    /// Pictures of a product.
    pub const PICTURES: usize = 100;
    /// Characters of a description.
    pub const DESCRIPTION_CHARS: usize = 100_000;
}

#[cfg(test)]
mod tests;
