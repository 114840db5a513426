//! A page of what whoever is signed in was told.

use async_graphql::connection::Connection;
use async_graphql::{Context, Object, Result};
use domain::vocabulary::PersonId;
use projections::notifications::{NotificationFilter, notification_count, notifications};
use projections::{Cursor, ScopedRead};

use super::notification::Notification;
use crate::graphql::connection::{Keyset, Page, PageArguments};
use crate::graphql::errors::unread;
use crate::graphql::services::Services;
use crate::graphql::standpoint::denied;
use crate::visitor::Visitor;

/// A page of notifications.
pub type NotificationConnection = Connection<Keyset<Cursor>, Notification, NotificationTotals>;

/// A page of the notifications of a person, the latest first.
pub async fn notification_connection(
    ctx: &Context<'_>,
    person: PersonId,
    filter: NotificationFilter,
    page: &PageArguments,
) -> Result<NotificationConnection> {
    let page = Page::of(page)?;
    let mut read = own(ctx, person).await?;
    let slice = notifications(&mut read, filter, &page.request()).await.map_err(unread)?;
    let totals = NotificationTotals { person, filter };
    Ok(page.connect_slice(slice, |row| (row.cursor(), Notification { row }), totals))
}

/// Row security shows what is the person's own, in the organizations where they are let in now.
async fn own(ctx: &Context<'_>, person: PersonId) -> Result<ScopedRead> {
    let language = Visitor::of(ctx)?.language;
    Services::of(ctx)?.reads.person(person).await.map_err(|error| denied(error, language))
}

/// What a page of notifications tells besides its rows.
pub struct NotificationTotals {
    person: PersonId,
    filter: NotificationFilter,
}

#[Object]
impl NotificationTotals {
    /// How many there are on all pages.
    async fn total_count(&self, ctx: &Context<'_>) -> Result<i64> {
        let mut read = own(ctx, self.person).await?;
        notification_count(&mut read, self.filter).await.map_err(unread)
    }

    /// How many of them were not read.
    async fn unread_count(&self, ctx: &Context<'_>) -> Result<i64> {
        let filter = NotificationFilter { unread_only: true, ..self.filter };
        let mut read = own(ctx, self.person).await?;
        notification_count(&mut read, filter).await.map_err(unread)
    }
}
