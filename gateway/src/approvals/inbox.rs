//! What waits for the word of whoever asks.

use async_graphql::connection::Connection;
use async_graphql::{Context, Enum, InputObject, Object, Result};
use domain::vocabulary::{OrganizationId, PersonId};
use projections::Cursor;
use projections::approvals::{InboxFilter, InboxPlace, inbox, inbox_count};

use super::approval::Approval;
use crate::graphql::connection::{Keyset, Page, PageArguments};
use crate::graphql::errors::unread;
use crate::graphql::global_id::GlobalId;
use crate::graphql::services::Services;
use crate::graphql::standpoint::Standpoint;

/// A page of approvals.
pub type ApprovalConnection = Connection<Keyset<Cursor>, Approval, InboxTotals>;

/// The approvals of an organization.
pub struct Approvals {
    /// Which organization.
    pub organization: OrganizationId,
}

/// In which place whoever asks is asked to decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum ApprovalPlace {
    /// In their own.
    Own,
    /// In the place of somebody who delegated to them.
    Deputy,
    /// As an administrator, where too few of those who should can decide.
    StandIn,
}

/// Which approvals of the inbox.
#[derive(InputObject, Default)]
pub struct ApprovalInboxFilter {
    /// Only those in which whoever asks decides in this place.
    place: Option<ApprovalPlace>,
    /// Only those in which whoever asks decides in the place of this person.
    acting_for_id: Option<GlobalId<PersonId>>,
    /// Only those whose time is over.
    #[graphql(default)]
    overdue: bool,
    /// Only orders that this person submitted.
    requester_id: Option<GlobalId<PersonId>>,
}

impl ApprovalInboxFilter {
    fn asked(&self, ctx: &Context<'_>) -> Result<InboxFilter> {
        let now = Services::of(ctx)?.commands.ports().clock.now();
        let place = match (self.acting_for_id, self.place) {
            (Some(person), _) => InboxPlace::Of(person.0),
            (None, None) => InboxPlace::Any,
            (None, Some(ApprovalPlace::Own)) => InboxPlace::Own,
            (None, Some(ApprovalPlace::Deputy)) => InboxPlace::Others,
            (None, Some(ApprovalPlace::StandIn)) => InboxPlace::StandIn,
        };
        let (due_before, requester) = (self.overdue.then_some(now), self.requester_id.map(|id| id.0));
        Ok(InboxFilter { place, due_before, requester, at: now })
    }
}

/// The approvals of an organization.
#[Object]
impl Approvals {
    /// What waits for a decision of whoever asks, in whatever place: what is due first comes
    /// first, and then what waits longest.
    async fn inbox(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which of them; all when not given.")] filter: Option<ApprovalInboxFilter>,
        #[graphql(desc = "So many from the start, or after the cursor; at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end, or before the cursor; at most 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<ApprovalConnection> {
        let page = Page::of(&PageArguments { first, after, last, before })?;
        let filter = filter.unwrap_or_default().asked(ctx)?;
        let standpoint = Standpoint::Member(self.organization);
        let mut read = standpoint.read(ctx).await?;
        let slice = inbox(&mut read, &filter, &page.request()).await.map_err(unread)?;
        let totals = InboxTotals { standpoint, filter };
        Ok(page.connect_slice(slice, |row| (row.inbox_cursor(), Approval { row, standpoint }), totals))
    }
}

/// What a page of the inbox tells besides its rows.
pub struct InboxTotals {
    standpoint: Standpoint,
    filter: InboxFilter,
}

#[Object]
impl InboxTotals {
    /// How many approvals wait on all pages.
    async fn total_count(&self, ctx: &Context<'_>) -> Result<Option<i64>> {
        let mut read = self.standpoint.read(ctx).await?;
        Ok(Some(inbox_count(&mut read, &self.filter).await.map_err(unread)?))
    }
}
