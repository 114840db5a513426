//! Who decides in whose place, on the wire.

use async_graphql::connection::{Connection, EmptyFields};
use async_graphql::{Context, Enum, Object, Result};
use chrono::{DateTime, Utc};
use commands::{Command, CommandError};
use domain::organizations::{Action, Extent};
use domain::vocabulary::{DelegationId, PersonId};
use projections::Cursor;
use projections::approvals::{DelegationRow, delegation, delegation_list};

use crate::graphql::asking::{Answer, Asking};
use crate::graphql::connection::{Keyset, Page, PageArguments};
use crate::graphql::errors::unread;
use crate::graphql::global_id::GlobalId;
use crate::graphql::related::{TextOf, related, scope};
use crate::graphql::services::Services;
use crate::graphql::standpoint::Standpoint;
use crate::identity::Person;
use crate::visitor::Visitor;

/// A page of delegations.
pub type DelegationConnection = Connection<Keyset<Cursor>, ApprovalDelegation, EmptyFields>;

/// Which delegations to list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enum)]
pub enum DelegationFilter {
    /// Those that count now or will.
    #[default]
    Active,
    /// Those that are over or were ended too.
    All,
}

/// How a delegation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum DelegationStatus {
    /// It has not begun.
    Upcoming,
    /// It counts now, if both may still decide on orders.
    Active,
    /// Its time is over.
    Over,
    /// It was ended before its time.
    Revoked,
}

/// A time for which one person decides in the place of another, seen from somewhere.
pub struct ApprovalDelegation {
    /// What is known of it.
    pub row: DelegationRow,
    /// From where.
    pub standpoint: Standpoint,
}

/// A time for which one person decides in the place of another.
#[Object]
impl ApprovalDelegation {
    /// The id of the delegation.
    async fn id(&self) -> GlobalId<DelegationId> {
        GlobalId(self.row.id)
    }

    /// In whose place.
    async fn from(&self) -> Person {
        self.person(self.row.from)
    }

    /// Who decides.
    async fn to(&self) -> Person {
        self.person(self.row.to)
    }

    /// The first moment.
    async fn starts(&self) -> DateTime<Utc> {
        self.row.starts
    }

    /// The first moment when it is over.
    async fn until(&self) -> DateTime<Utc> {
        self.row.until
    }

    /// How it stands now.
    #[expect(clippy::unused_async, reason = "resolvers are async functions")]
    async fn status(&self, ctx: &Context<'_>) -> Result<DelegationStatus> {
        let now = Services::of(ctx)?.commands.ports().clock.now();
        Ok(match () {
            () if self.row.revoked_at.is_some() => DelegationStatus::Revoked,
            () if self.row.until <= now => DelegationStatus::Over,
            () if self.row.starts > now => DelegationStatus::Upcoming,
            () => DelegationStatus::Active,
        })
    }

    /// Why; null when nothing was said, and when it was erased.
    async fn reason(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        match self.row.reason {
            Some(text) => related(ctx, TextOf(self.standpoint, text)).await,
            None => Ok(None),
        }
    }

    /// When it was granted.
    async fn granted_at(&self) -> DateTime<Utc> {
        self.row.granted_at
    }

    /// The administrator who granted it in the place of the giver; null when the giver did.
    async fn granted_by(&self) -> Option<Person> {
        self.row.granted_by.map(|id| self.person(id))
    }

    /// When it was ended before its time; null when it was not.
    async fn revoked_at(&self) -> Option<DateTime<Utc>> {
        self.row.revoked_at
    }

    /// Who ended it before its time; null when nobody did.
    async fn revoked_by(&self) -> Option<Person> {
        self.row.revoked_by.map(|id| self.person(id))
    }

    /// Whether whoever asks may end it now.
    async fn can_i_revoke(&self, ctx: &Context<'_>) -> Result<bool> {
        let now = Services::of(ctx)?.commands.ports().clock.now();
        let me = Visitor::of(ctx)?.person();
        let own = [self.row.from, self.row.to].map(Some).contains(&me);
        let extent: Extent = scope(ctx, self.standpoint).await?.extent(Action::DelegateApprovals);
        let is_open = self.row.revoked_at.is_none() && self.row.until > now;
        Ok(is_open && extent.covers(own))
    }
}

impl ApprovalDelegation {
    const fn person(&self, id: PersonId) -> Person {
        Person { id, standpoint: self.standpoint }
    }
}

/// A page of the delegations of an organization, the latest first.
pub async fn delegation_connection(
    ctx: &Context<'_>,
    standpoint: Standpoint,
    filter: DelegationFilter,
    page: &PageArguments,
) -> Result<DelegationConnection> {
    let page = Page::of(page)?;
    let now = Services::of(ctx)?.commands.ports().clock.now();
    let still = (filter == DelegationFilter::Active).then_some(now);
    let mut read = standpoint.read(ctx).await?;
    let slice = delegation_list(&mut read, still, &page.request()).await.map_err(unread)?;
    Ok(page.connect_slice(slice, |row| (row.cursor(), ApprovalDelegation { row, standpoint }), EmptyFields))
}

impl Asking {
    /// Asks something about a delegation, and gives it back as it is then. Its table is
    /// written with the events, so there is nothing to wait for.
    pub async fn of_delegation<C: Command>(
        &self,
        ctx: &Context<'_>,
        command: Result<C, CommandError>,
        id: impl FnOnce(C::Outcome) -> DelegationId,
    ) -> Result<(Option<ApprovalDelegation>, Answer)> {
        let carried = self.carry_out(ctx, command).await?;
        let Some(outcome) = carried.outcome else { return Ok((None, carried.answer)) };
        let standpoint = self.standpoint();
        let row = delegation(&mut standpoint.read(ctx).await?, id(outcome)).await.map_err(unread)?;
        Ok((row.map(|row| ApprovalDelegation { row, standpoint }), carried.answer))
    }
}
