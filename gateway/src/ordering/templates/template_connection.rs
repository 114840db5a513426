//! The list of templates.

use async_graphql::connection::{Connection, EmptyFields};
use async_graphql::{Context, Result};
use domain::vocabulary::ids::OrderTemplateId;
use projections::Cursor;
use projections::ordering::{template, templates};

use super::template::OrderTemplate;
use crate::graphql::connection::{Keyset, Page, PageArguments};
use crate::graphql::errors::unread;
use crate::graphql::standpoint::Standpoint;

/// A page of templates.
pub type OrderTemplateConnection = Connection<Keyset<Cursor>, OrderTemplate, EmptyFields>;

/// A page of the templates that whoever asks may order from, by name.
pub async fn template_connection(
    ctx: &Context<'_>,
    standpoint: Standpoint,
    shared: Option<bool>,
    arguments: &PageArguments,
) -> Result<OrderTemplateConnection> {
    let page = Page::of(arguments)?;
    let mut read = standpoint.read(ctx).await?;
    let slice = templates(&mut read, shared, &page.request()).await.map_err(unread)?;
    Ok(page.connect_slice(slice, |row| (row.cursor(), OrderTemplate { row, standpoint }), EmptyFields))
}

/// A template, if whoever asks may order from it.
pub async fn template_of(
    ctx: &Context<'_>,
    standpoint: Standpoint,
    id: OrderTemplateId,
) -> Result<Option<OrderTemplate>> {
    let row = template(&mut standpoint.read(ctx).await?, id).await.map_err(unread)?;
    Ok(row.map(|row| OrderTemplate { row, standpoint }))
}
