//! What was I told, and what of it have I not read?

use chrono::{DateTime, Utc};
use domain::journal::{Actor, Position};
use domain::notifications::NotificationKind;
use domain::vocabulary::{
    CaseId, DelegationId, NotificationId, OrderId, OrganizationId, PersonId, ReconciliationId, TextId,
};
use uuid::Uuid;

use crate::page::{Cursor, PageRequest, ReadError, Slice};
use crate::scoped_read::ScopedRead;
use crate::stored::{organization, parse};

/// Something that a person was told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotificationRow {
    /// Its id: that of the event.
    pub id: NotificationId,
    /// Where.
    pub organization: OrganizationId,
    /// The position of the event.
    pub position: Position,
    /// What it is about.
    pub kind: NotificationKind,
    /// The order.
    pub order: Option<OrderId>,
    /// The approval case.
    pub case: Option<CaseId>,
    /// The delegation.
    pub delegation: Option<DelegationId>,
    /// The request for a reconciliation statement.
    pub reconciliation: Option<ReconciliationId>,
    /// What somebody wrote about it.
    pub text: Option<TextId>,
    /// In whose place the person was told.
    pub in_place_of: Option<PersonId>,
    /// Who did it.
    pub actor: Actor,
    /// When.
    pub at: DateTime<Utc>,
    /// When the person read it.
    pub read_at: Option<DateTime<Utc>>,
}

impl NotificationRow {
    /// Where it is in the list.
    pub fn cursor(&self) -> Cursor {
        Cursor::of(&self.position)
    }
}

/// Which notifications.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NotificationFilter {
    /// Only of this organization.
    pub organization: Option<OrganizationId>,
    /// Only those that were not read.
    pub unread_only: bool,
}

/// A page of what whoever reads was told, the latest first. Row security leaves out the
/// organizations in which they are blocked, or not any more.
pub async fn notifications(
    read: &mut ScopedRead,
    filter: NotificationFilter,
    page: &PageRequest,
) -> Result<Slice<NotificationRow>, ReadError> {
    let place = |cursor: Option<&Cursor>| cursor.map(Cursor::key::<i64>).transpose();
    let (after, before) = (place(page.after.as_ref())?, place(page.before.as_ref())?);
    let person = read.scope().person();
    let rows = sqlx::query_file_as!(
        Stored,
        "src/notifications/list_notifications.sql",
        person.uuid(),
        filter.organization.map(|id| id.to_string()),
        filter.unread_only,
        after,
        before,
        page.from_end,
        page.limit()
    )
    .fetch_all(read.connection())
    .await?;
    Ok(Slice::cut(rows, page).try_map(NotificationRow::try_from)?)
}

/// How many of them there are.
pub async fn notification_count(read: &mut ScopedRead, filter: NotificationFilter) -> Result<i64, ReadError> {
    let person = read.scope().person();
    let count = sqlx::query_file_scalar!(
        "src/notifications/count_notifications.sql",
        person.uuid(),
        filter.organization.map(|id| id.to_string()),
        filter.unread_only,
    );
    Ok(count.fetch_one(read.connection()).await?)
}

struct Stored {
    event_id: Uuid,
    organization: String,
    position: i64,
    kind: String,
    order_id: Option<Uuid>,
    case_id: Option<Uuid>,
    delegation_id: Option<Uuid>,
    reconciliation: Option<Uuid>,
    text_id: Option<Uuid>,
    in_place_of: Option<Uuid>,
    actor: String,
    at: DateTime<Utc>,
    read_at: Option<DateTime<Utc>>,
}

impl TryFrom<Stored> for NotificationRow {
    type Error = sqlx::Error;

    fn try_from(row: Stored) -> sqlx::Result<Self> {
        Ok(Self {
            id: NotificationId(row.event_id),
            organization: organization(&row.organization)?,
            position: Position(row.position),
            kind: parse(&row.kind)?,
            order: row.order_id.map(OrderId),
            case: row.case_id.map(CaseId),
            delegation: row.delegation_id.map(DelegationId),
            reconciliation: row.reconciliation.map(ReconciliationId),
            text: row.text_id.map(TextId),
            in_place_of: row.in_place_of.map(PersonId),
            actor: parse(&row.actor)?,
            at: row.at,
            read_at: row.read_at,
        })
    }
}
