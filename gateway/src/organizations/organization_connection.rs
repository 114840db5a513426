//! The list of all organizations, for the supplier's staff.

use async_graphql::connection::Connection;
use async_graphql::{Context, Object, Result};
use projections::Cursor;
use projections::organizations::{organization_count, organizations};

use super::organization::Organization;
use crate::graphql::connection::{Keyset, Page, PageArguments};
use crate::graphql::errors::unread;
use crate::graphql::standpoint::Standpoint;

/// A page of organizations.
pub type OrganizationConnection = Connection<Keyset<Cursor>, Organization, OrganizationTotals>;

/// What a page of organizations tells besides its rows.
pub struct OrganizationTotals {
    text: Option<String>,
}

#[Object]
impl OrganizationTotals {
    /// How many organizations there are on all pages.
    async fn total_count(&self, ctx: &Context<'_>) -> Result<Option<i64>> {
        let mut read = Standpoint::Staff.read(ctx).await?;
        Ok(Some(organization_count(&mut read, self.text.as_deref()).await.map_err(unread)?))
    }
}

/// A page of all organizations by name: those with a text in name or INN.
pub async fn organization_connection(
    ctx: &Context<'_>,
    text: Option<String>,
    arguments: &PageArguments,
) -> Result<OrganizationConnection> {
    let page = Page::of(arguments)?;
    let standpoint = Standpoint::Staff;
    let mut read = standpoint.read(ctx).await?;
    let slice = organizations(&mut read, text.as_deref(), &page.request()).await.map_err(unread)?;
    let node = |id| Organization { id, standpoint };
    Ok(page.connect_slice(slice, |row| (row.cursor(), node(row.id)), OrganizationTotals { text }))
}
