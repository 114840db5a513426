//! The catalogue on the wire.

pub mod catalogue_view;
pub mod category;
pub mod facet_cache;
pub mod facets;
pub mod product;
pub mod product_filter;

pub use catalogue_view::{Catalogue, CatalogueQuery};
pub use category::Category;
pub use product::Product;
