//! The catalogue on the wire.

pub mod catalogue_view;
pub mod category;
pub mod product;

pub use catalogue_view::{Catalogue, CatalogueQuery};
pub use category::Category;
pub use product::Product;
