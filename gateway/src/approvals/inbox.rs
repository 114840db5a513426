//! What waits for the word of whoever asks.

use async_graphql::connection::Connection;
use async_graphql::{Context, Object, Result};
use domain::vocabulary::OrganizationId;
use projections::Cursor;
use projections::approvals::{inbox, inbox_count};

use super::approval::Approval;
use crate::graphql::connection::{Keyset, Page, PageArguments};
use crate::graphql::errors::unread;
use crate::graphql::standpoint::Standpoint;

/// A page of approvals.
pub type ApprovalConnection = Connection<Keyset<Cursor>, Approval, InboxTotals>;

/// The approvals of an organization.
pub struct Approvals {
    /// Which organization.
    pub organization: OrganizationId,
}

/// The approvals of an organization.
#[Object]
impl Approvals {
    /// What waits for a decision of whoever asks, the oldest first.
    async fn inbox(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "So many from the start, or after the cursor; at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end, or before the cursor; at most 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<ApprovalConnection> {
        let page = Page::of(&PageArguments { first, after, last, before })?;
        let standpoint = Standpoint::Member(self.organization);
        let mut read = standpoint.read(ctx).await?;
        let slice = inbox(&mut read, &page.request()).await.map_err(unread)?;
        let totals = InboxTotals { standpoint };
        Ok(page.connect_slice(slice, |row| (row.inbox_cursor(), Approval { row, standpoint }), totals))
    }
}

/// What a page of the inbox tells besides its rows.
pub struct InboxTotals {
    standpoint: Standpoint,
}

#[Object]
impl InboxTotals {
    /// How many approvals wait on all pages.
    async fn total_count(&self, ctx: &Context<'_>) -> Result<Option<i64>> {
        let mut read = self.standpoint.read(ctx).await?;
        Ok(Some(inbox_count(&mut read).await.map_err(unread)?))
    }
}
