//! The catalogue as an organization sees it: with the prices of its contract.

use std::sync::Arc;

use async_graphql::connection::{Connection, EmptyFields};
use async_graphql::{Context, Object, Result};
use domain::vocabulary::{CategoryId, ContractId, OrganizationId, ProductId};
use projections::catalogue::{
    Pricing, ProductPlace, ProductRow, categories, facets, generation, product, products, variants,
};
use projections::{Cursor, NoAccess, ScopedRead};

use super::category::Category;
use super::facet_cache::{Counted, FacetCache};
use super::facets::ProductFacets;
use super::product::Product;
use super::product_filter::{ProductFilter, ProductSort};
use crate::graphql::connection::{Keyset, Page, PageArguments};
use crate::graphql::errors::{ErrorCode, unread};
use crate::graphql::global_id::GlobalId;
use crate::graphql::services::Services;
use crate::graphql::standpoint::{Standpoint, denied};
use crate::ordering::cart::contract_of;
use crate::visitor::Visitor;

/// A page of products.
pub type ProductConnection = Connection<Keyset<Cursor>, Product, EmptyFields>;

/// Reading the catalogue.
#[derive(Default)]
pub struct CatalogueQuery;

#[Object]
impl CatalogueQuery {
    /// The catalogue with the prices of an organization, for its members; null for
    /// everybody else, whether the organization exists or not.
    async fn catalogue(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The organization that buys.")] organization_id: GlobalId<OrganizationId>,
        #[graphql(desc = "At the prices of this contract; of the latest, if none is named.")]
        contract_id: Option<GlobalId<ContractId>>,
    ) -> Result<Option<Catalogue>> {
        let visitor = Visitor::of(ctx)?;
        let organization = organization_id.0;
        let standpoint = Standpoint::Member(organization);
        match standpoint.open(&Services::of(ctx)?.reads, visitor.signed_in()?).await {
            Ok(_) => Ok(Some(Catalogue { organization, standpoint, contract: contract_id.map(|id| id.0) })),
            Err(NoAccess::NotFound) => Ok(None),
            Err(error) => Err(denied(error, visitor.language)),
        }
    }
}

/// The catalogue, seen from somewhere with the prices of an organization.
pub struct Catalogue {
    /// Whose prices.
    pub organization: OrganizationId,
    /// From where.
    pub standpoint: Standpoint,
    /// Under which contract; the latest when none is named.
    pub contract: Option<ContractId>,
}

/// The catalogue with the prices of a contract.
#[Object]
impl Catalogue {
    /// The tree of categories as a list, parents before children.
    async fn categories(&self, ctx: &Context<'_>) -> Result<Vec<Category>> {
        let language = Visitor::of(ctx)?.language;
        let rows = categories(&mut self.standpoint.read(ctx).await?).await.map_err(unread)?;
        Ok(rows.into_iter().map(|row| Category::of(row, language)).collect())
    }

    /// The products on offer: by relevance when words are searched, else by name. Words may be in
    /// any form, begun, or mistyped; an article may be begun. A variant stands with its product.
    #[expect(clippy::too_many_arguments, reason = "each is an argument of the field")]
    async fn products(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only of this category and those below it.")] category_id: Option<
            GlobalId<CategoryId>,
        >,
        #[graphql(desc = "Only with these words in name, article or description, or this barcode.")]
        text: Option<String>,
        #[graphql(desc = "Only what these say.")] filter: Option<ProductFilter>,
        #[graphql(desc = "In this order.")] sort: Option<ProductSort>,
        #[graphql(desc = "So many from the start, or after the cursor; at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
    ) -> Result<ProductConnection> {
        let language = Visitor::of(ctx)?.language;
        let page = Page::of(&PageArguments { first, after, ..PageArguments::default() })?;
        let place = page.after.as_ref().map(place).transpose()?;
        let filter = filter.unwrap_or_default().with(category_id, text, sort)?;
        let size = u16::try_from(page.size).unwrap_or(u16::MAX);
        let mut read = self.standpoint.read(ctx).await?;
        let pricing = self.pricing(ctx, &mut read).await?;
        let found = products(&mut read, &filter, pricing, place.as_ref(), size).await.map_err(unread)?;
        let node = |row: ProductRow| (Cursor(row.place().to_string()), Product::of(row, language));
        Ok(page.connect_slice(found.slice, node, EmptyFields))
    }

    /// How many products a filter meets, and what it can be narrowed by.
    async fn facets(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only of this category and those below it.")] category_id: Option<
            GlobalId<CategoryId>,
        >,
        #[graphql(desc = "Only with these words in name, article or description, or this barcode.")]
        text: Option<String>,
        #[graphql(desc = "Only with one of these values of properties.")] filter: Option<ProductFilter>,
    ) -> Result<ProductFacets> {
        let filter = filter.unwrap_or_default().with(category_id, text, None)?;
        let mut read = self.standpoint.read(ctx).await?;
        let pricing = self.pricing(ctx, &mut read).await?;
        let generation = generation(&mut read).await.map_err(unread)?;
        let kept = ctx.data::<FacetCache>()?;
        let of = Counted::of(generation, pricing.price_type, &filter);
        if let Some(facets) = kept.get(&of, pricing.at) {
            return Ok(facets.into());
        }
        let counted = Arc::new(facets(&mut read, &filter, pricing).await.map_err(unread)?);
        kept.put(of, pricing.at, Arc::clone(&counted));
        Ok(counted.into())
    }

    /// The variants of a product that are on offer: its colours, its sizes. Each is ordered as
    /// goods of its own. At most 500.
    async fn variants(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The product.")] product_id: GlobalId<ProductId>,
    ) -> Result<Vec<Product>> {
        let language = Visitor::of(ctx)?.language;
        let mut read = self.standpoint.read(ctx).await?;
        let pricing = self.pricing(ctx, &mut read).await?;
        let rows = variants(&mut read, product_id.0, pricing).await.map_err(unread)?;
        Ok(rows.into_iter().map(|row| Product::of(row, language)).collect())
    }

    /// A product, also a withdrawn one; null when there is none.
    async fn product(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The product.")] id: GlobalId<ProductId>,
    ) -> Result<Option<Product>> {
        let language = Visitor::of(ctx)?.language;
        let mut read = self.standpoint.read(ctx).await?;
        let pricing = self.pricing(ctx, &mut read).await?;
        let row = product(&mut read, id.0, pricing).await.map_err(unread)?;
        Ok(row.map(|row| Product::of(row, language)))
    }
}

impl Catalogue {
    async fn pricing(&self, ctx: &Context<'_>, read: &mut ScopedRead) -> Result<Pricing> {
        let at = Services::of(ctx)?.commands.ports().clock.now();
        let contract = contract_of(read, self.organization, self.contract).await?;
        let organization = Some(self.organization);
        Ok(Pricing { price_type: contract.map(|contract| contract.price_type), organization, at })
    }
}

fn place(cursor: &Cursor) -> Result<ProductPlace> {
    cursor.0.parse().map_err(|_| ErrorCode::BadUserInput.because("This is not a cursor of this list."))
}
