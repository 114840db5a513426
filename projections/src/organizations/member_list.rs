//! Who belongs to an organization, and as what?
//!
//! Names are not here: they are in the directory, see [`people`](crate::identity::people).
//! Managers and approval limits are not either: they are in the access rows.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use domain::journal::{Fact, Recorded};
use domain::organizations::{Action, Extent, MemberRole, OrganizationEvent};
use domain::vocabulary::{Money, OrganizationId, PersonId};
use rust_decimal::Decimal;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::page::{Cursor, PageRequest, ReadError, Slice};
use crate::projection::{Projecting, Projection, ProjectionError, Table};
use crate::scoped_read::ScopedRead;
use crate::stored::{parse, parse_all};

/// A member of an organization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberRow {
    /// The organization.
    pub organization: OrganizationId,
    /// The member.
    pub person: PersonId,
    /// The roles; never none.
    pub roles: BTreeSet<MemberRole>,
    /// Whether the member may do nothing there.
    pub blocked: bool,
    /// When the member joined.
    pub joined_at: DateTime<Utc>,
    /// Who manages the member, if somebody does.
    pub manager: Option<PersonId>,
    /// Whether that one left or is blocked: the administrators are asked in their place.
    pub manager_is_gone: bool,
    /// The largest total that the member approves; none is without a limit.
    pub approval_limit: Option<Money>,
}

impl MemberRow {
    /// Where the member is in the list of members.
    pub fn cursor(&self) -> Cursor {
        Cursor::of(&(self.joined_at, self.person.uuid()))
    }
}

/// A page of the members of an organization, the oldest first; nothing if they may not be seen.
pub async fn members(
    read: &mut ScopedRead,
    organization: OrganizationId,
    page: &PageRequest,
) -> Result<Slice<MemberRow>, ReadError> {
    let rows = listed(read, organization, None, page).await?;
    Ok(Slice::cut(rows, page))
}

/// A member of an organization; nothing for who is none, or may not be seen.
pub async fn member(
    read: &mut ScopedRead,
    organization: OrganizationId,
    person: PersonId,
) -> Result<Option<MemberRow>, ReadError> {
    Ok(listed(read, organization, Some(person), &PageRequest::first(1)).await?.pop())
}

async fn listed(
    read: &mut ScopedRead,
    organization: OrganizationId,
    person: Option<PersonId>,
    page: &PageRequest,
) -> Result<Vec<MemberRow>, ReadError> {
    let own = read.scope().organization();
    let action = if own.is_some() { Action::ReadMembers } else { Action::ReadAllOrganizations };
    if read.scope().extent(action) == Extent::None || own.is_some_and(|own| own != organization) {
        return Ok(Vec::new());
    }
    let (after, after_person) = place(page.after.as_ref())?;
    let (before, before_person) = place(page.before.as_ref())?;
    let rows = sqlx::query_file!(
        "src/organizations/list_members.sql",
        organization.to_string(),
        after,
        after_person,
        before,
        before_person,
        page.from_end,
        page.limit(),
        person.map(PersonId::uuid)
    )
    .fetch_all(read.connection())
    .await?;
    let mut members = Vec::with_capacity(rows.len());
    for row in rows {
        members.push(MemberRow {
            organization,
            person: PersonId(row.person),
            roles: parse_all::<MemberRole, _>(&row.roles)?,
            blocked: row.blocked,
            joined_at: row.joined_at,
            manager: row.manager.map(PersonId),
            manager_is_gone: row.manager_is_gone,
            approval_limit: money(row.approval_limit, row.approval_limit_currency)?,
        });
    }
    Ok(members)
}

fn money(amount: Option<Decimal>, currency: Option<String>) -> sqlx::Result<Option<Money>> {
    let Some((amount, currency)) = amount.zip(currency) else { return Ok(None) };
    Ok(Some(Money::new(amount, parse(&currency)?)))
}

fn place(cursor: Option<&Cursor>) -> Result<(Option<DateTime<Utc>>, Option<Uuid>), ReadError> {
    let key = cursor.map(Cursor::key::<(DateTime<Utc>, Uuid)>).transpose()?;
    Ok(key.map_or((None, None), |(joined_at, person)| (Some(joined_at), Some(person))))
}

/// The projection. Members change seldom, so it goes event by event.
pub struct MemberList;

impl Projection for MemberList {
    fn name(&self) -> &'static str {
        "member_list"
    }

    fn version(&self) -> i32 {
        1
    }

    fn tables(&self) -> &'static [Table] {
        &[Table { name: "member_list", definition: include_str!("member_list.sql") }]
    }

    fn project<'a>(&'a self, page: &'a [Recorded], tables: &'a mut PgConnection) -> Projecting<'a> {
        Box::pin(async move {
            for recorded in page {
                if let Ok(Fact::Organization(event)) = &recorded.fact {
                    take(tables, recorded, event).await?;
                }
            }
            Ok(())
        })
    }
}

async fn take(
    tables: &mut PgConnection,
    recorded: &Recorded,
    event: &OrganizationEvent,
) -> Result<(), ProjectionError> {
    use OrganizationEvent as E;
    match event {
        E::MemberJoined { person, roles } => join(tables, recorded, *person, roles).await,
        E::MemberRolesChanged { person, roles } => change(tables, recorded, *person, Some(roles), None).await,
        E::MemberBlocked { person } => change(tables, recorded, *person, None, Some(true)).await,
        E::MemberUnblocked { person } => change(tables, recorded, *person, None, Some(false)).await,
        E::MemberLeft { person } => leave(tables, recorded, *person).await,
        E::Registered { .. }
        | E::LegalDataChanged { .. }
        | E::PaymentTermsAgreed { .. }
        | E::ManagerSet { .. }
        | E::ApprovalLimitSet { .. }
        | E::CostCentreOpened { .. }
        | E::CostCentreChanged { .. }
        | E::CostCentreClosed { .. }
        | E::DeliveryAddressAdded { .. }
        | E::DeliveryAddressRetired { .. }
        | E::WorkingCalendarSet { .. }
        | E::TimeZoneChanged { .. }
        | E::Blocked { .. }
        | E::Unblocked {} => Ok(()),
    }
}

fn names(roles: &BTreeSet<MemberRole>) -> Vec<String> {
    roles.iter().map(ToString::to_string).collect()
}

async fn join(
    tables: &mut PgConnection,
    recorded: &Recorded,
    person: PersonId,
    roles: &BTreeSet<MemberRole>,
) -> Result<(), ProjectionError> {
    sqlx::query!(
        "INSERT INTO member_list (organization, person, roles, blocked, joined_at)
         VALUES ($1, $2, $3, false, $4)",
        recorded.aggregate_id,
        person.uuid(),
        &names(roles),
        recorded.occurred_at
    )
    .execute(tables)
    .await?;
    Ok(())
}

async fn change(
    tables: &mut PgConnection,
    recorded: &Recorded,
    person: PersonId,
    roles: Option<&BTreeSet<MemberRole>>,
    blocked: Option<bool>,
) -> Result<(), ProjectionError> {
    let roles = roles.map(names);
    let changed = sqlx::query!(
        "UPDATE member_list SET roles = coalesce($3, roles), blocked = coalesce($4, blocked)
          WHERE organization = $1 AND person = $2",
        recorded.aggregate_id,
        person.uuid(),
        roles.as_deref(),
        blocked
    )
    .execute(tables)
    .await?;
    if changed.rows_affected() == 0 {
        let id = &recorded.aggregate_id;
        return Err(ProjectionError::Impossible(format!("{person} is no member of organization {id}")));
    }
    Ok(())
}

async fn leave(
    tables: &mut PgConnection,
    recorded: &Recorded,
    person: PersonId,
) -> Result<(), ProjectionError> {
    sqlx::query!(
        "DELETE FROM member_list WHERE organization = $1 AND person = $2",
        recorded.aggregate_id,
        person.uuid()
    )
    .execute(tables)
    .await?;
    Ok(())
}
