//! Who decides in whose place, and when?
//!
//! Read from the table that is written with the events: it is as new as the last append.

use chrono::{DateTime, Utc};
use domain::organizations::{Action, Extent};
use domain::vocabulary::{DelegationId, OrganizationId, PersonId, TextId};
use uuid::Uuid;

use crate::page::{Cursor, PageRequest, ReadError, Slice};
use crate::scoped_read::ScopedRead;
use crate::stored::organization;

/// A delegation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DelegationRow {
    /// The delegation.
    pub id: DelegationId,
    /// Where.
    pub organization: OrganizationId,
    /// In whose place.
    pub from: PersonId,
    /// Who decides.
    pub to: PersonId,
    /// The first moment.
    pub starts: DateTime<Utc>,
    /// The first moment when it is over.
    pub until: DateTime<Utc>,
    /// When it was granted.
    pub granted_at: DateTime<Utc>,
    /// The administrator who granted it in the place of the giver.
    pub granted_by: Option<PersonId>,
    /// Why.
    pub reason: Option<TextId>,
    /// When it was ended before its time.
    pub revoked_at: Option<DateTime<Utc>>,
    /// Who ended it.
    pub revoked_by: Option<PersonId>,
}

impl DelegationRow {
    /// Where it is in the list.
    pub fn cursor(&self) -> Cursor {
        Cursor::of(&(self.granted_at, self.id.uuid()))
    }

    /// Whether it counts at a moment.
    pub fn is_active(&self, at: DateTime<Utc>) -> bool {
        self.revoked_at.is_none() && self.starts <= at && at < self.until
    }
}

/// A page of the delegations of an organization, the latest first; with `still`, only those
/// that are not over and not revoked at that moment. Nothing if they may not be seen.
pub async fn delegation_list(
    read: &mut ScopedRead,
    still: Option<DateTime<Utc>>,
    page: &PageRequest,
) -> Result<Slice<DelegationRow>, ReadError> {
    let Some(organization) = reader(read) else { return Ok(Slice::empty()) };
    let (after, after_id) = place(page.after.as_ref())?;
    let (before, before_id) = place(page.before.as_ref())?;
    let rows = sqlx::query_as!(
        Stored,
        "SELECT id, organization, from_person, to_person, starts, until, granted_at, granted_by, reason,
                revoked_at, revoked_by
           FROM approvals.delegations
          WHERE organization = $1 AND ($2::timestamptz IS NULL OR (until > $2 AND NOT revoked))
            AND ($3::timestamptz IS NULL OR (granted_at, id) < ($3, $4::uuid))
            AND ($5::timestamptz IS NULL OR (granted_at, id) > ($5, $6::uuid))
          ORDER BY CASE WHEN $7 THEN granted_at END, CASE WHEN $7 THEN id END, granted_at DESC, id DESC
          LIMIT $8",
        organization,
        still,
        after,
        after_id,
        before,
        before_id,
        page.from_end,
        page.limit()
    )
    .fetch_all(read.connection())
    .await?;
    Ok(Slice::cut(rows, page).try_map(DelegationRow::try_from)?)
}

/// A delegation; nothing if there is none, or it may not be seen.
pub async fn delegation(read: &mut ScopedRead, id: DelegationId) -> Result<Option<DelegationRow>, ReadError> {
    let Some(organization) = reader(read) else { return Ok(None) };
    let row = sqlx::query_as!(
        Stored,
        "SELECT id, organization, from_person, to_person, starts, until, granted_at, granted_by, reason,
                revoked_at, revoked_by
           FROM approvals.delegations WHERE id = $1 AND organization = $2",
        id.uuid(),
        organization
    )
    .fetch_optional(read.connection())
    .await?;
    Ok(row.map(DelegationRow::try_from).transpose()?)
}

fn reader(read: &ScopedRead) -> Option<String> {
    let organization = read.scope().organization()?;
    (read.scope().extent(Action::ReadDelegations) != Extent::None).then(|| organization.to_string())
}

type Place = (Option<DateTime<Utc>>, Option<Uuid>);

fn place(cursor: Option<&Cursor>) -> Result<Place, ReadError> {
    let key = cursor.map(Cursor::key::<(DateTime<Utc>, Uuid)>).transpose()?;
    Ok(key.map_or((None, None), |(at, id)| (Some(at), Some(id))))
}

struct Stored {
    id: Uuid,
    organization: String,
    from_person: Uuid,
    to_person: Uuid,
    starts: DateTime<Utc>,
    until: DateTime<Utc>,
    granted_at: DateTime<Utc>,
    granted_by: Option<Uuid>,
    reason: Option<Uuid>,
    revoked_at: Option<DateTime<Utc>>,
    revoked_by: Option<Uuid>,
}

impl TryFrom<Stored> for DelegationRow {
    type Error = sqlx::Error;

    fn try_from(row: Stored) -> sqlx::Result<Self> {
        Ok(Self {
            id: DelegationId(row.id),
            organization: organization(&row.organization)?,
            from: PersonId(row.from_person),
            to: PersonId(row.to_person),
            starts: row.starts,
            until: row.until,
            granted_at: row.granted_at,
            granted_by: row.granted_by.map(PersonId),
            reason: row.reason.map(TextId),
            revoked_at: row.revoked_at,
            revoked_by: row.revoked_by.map(PersonId),
        })
    }
}
