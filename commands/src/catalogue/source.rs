//! Where the objects of a catalogue come from: files that can be read more than once.

use std::collections::BTreeMap;
use std::fmt;

use super::{Entry, RecordKind};

/// A file of a catalogue, read through once already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// The name under which it came, without folders.
    pub name: String,
    /// `SHA-256` of its bytes, in lower-case hexadecimal.
    pub sha256: String,
    /// Its length in bytes.
    pub bytes: u64,
    /// How many entries of each kind it holds.
    pub holds: BTreeMap<RecordKind, u64>,
}

impl SourceFile {
    /// What the file is, by what it holds and never by its name.
    pub fn kind(&self) -> FileKind {
        let has = |kind| self.holds.contains_key(&kind);
        if has(RecordKind::Product) || has(RecordKind::Category) {
            FileKind::Catalogue
        } else if has(RecordKind::Offer) || (has(RecordKind::Price) && has(RecordKind::Stock)) {
            FileKind::Offers
        } else if has(RecordKind::Price) {
            FileKind::Prices
        } else if has(RecordKind::Stock) {
            FileKind::Rests
        } else if has(RecordKind::PriceType) || has(RecordKind::Warehouse) || has(RecordKind::Unit) {
            FileKind::Catalogue
        } else if has(RecordKind::Property) {
            FileKind::Properties
        } else {
            FileKind::Nothing
        }
    }
}

/// What a file is, by its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileKind {
    /// Categories, products, types of price, warehouses.
    Catalogue,
    /// Offers, with or without prices and stock.
    Offers,
    /// Prices alone.
    Prices,
    /// Stock alone.
    Rests,
    /// Properties of goods alone.
    Properties,
    /// Nothing that belongs to a catalogue.
    Nothing,
}

impl fmt::Display for FileKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Catalogue => "catalogue",
            Self::Offers => "offers",
            Self::Prices => "prices",
            Self::Rests => "rests",
            Self::Properties => "properties",
            Self::Nothing => "nothing",
        })
    }
}

/// A file that cannot be read to its end.
#[derive(Debug, thiserror::Error)]
#[error("{file}: {reason}")]
pub struct Unreadable {
    /// The name of the file.
    pub file: String,
    /// What is wrong with it, and where.
    #[source]
    pub reason: Box<dyn std::error::Error + Send + Sync>,
}

/// The entries of a file, in its order.
pub type Entries<'a> = Box<dyn Iterator<Item = Result<Entry, Unreadable>> + Send + 'a>;

/// A file of a catalogue. It is read once for each phase of the take-in, so that the
/// order of the files and of the objects in them does not matter.
pub trait Source: Send + Sync {
    /// What was learnt when it was read through.
    fn file(&self) -> &SourceFile;

    /// Reads it from its beginning.
    fn entries(&self) -> Result<Entries<'_>, Unreadable>;
}
