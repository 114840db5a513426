//! The catalogue as buyers see it. It is read from the tables that 1C fills: there is
//! nothing to project, only questions to answer.

pub mod categories;
pub mod facets;
pub mod filter;
pub mod product_row;
pub mod products;
pub mod search;

pub use categories::{CategoryRow, categories};
pub use facets::{Facets, PropertyFacet, facets, generation};
pub use filter::{Key, NotAPlace, ProductFilter, ProductPlace, ProductSort};
pub use product_row::{PriceTier, ProductPrice, ProductRow, PropertyWords, WarehouseStock};
pub use products::{Found, Pricing, product, products, products_by_ids, variants};

use domain::organizations::{Action, Extent};

use crate::scoped_read::Scope;

/// Whether whoever reads may see the catalogue.
fn may_read(scope: &Scope) -> bool {
    scope.extent(Action::ReadCatalogue) != Extent::None
}
