//! The catalogue, which belongs to 1C: taking in what 1C sends, and quoting goods to orders.

pub mod named;
pub mod progress;
pub mod quote;
pub mod record;
pub mod remark;
pub mod source;
pub mod summary;
pub mod take_files;
pub mod take_in;

pub use progress::Progress;
pub use quote::{Customer, Goods, NoPrice, Quote, QuotedPrice, quote};
pub use record::{
    Category, Characteristic, Entry, Offer, Price, PriceType, Product, Property, PropertyValue, Record,
    RecordKind, Stock, Unit, Warehouse,
};
pub use remark::{Assumption, Reason};
pub use source::{FileKind, Source, SourceFile, Unreadable};
pub use summary::{FileSummary, KindSummary, Summary, Table};
pub use take_files::{TakeFiles, TakeFilesError, TakenFiles, take_files};
pub use take_in::{Run, TakeInError, TakenIn, take_in};
