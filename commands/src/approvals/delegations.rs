//! `approvals.delegations`: who decides in whose place, looked up and kept.

use chrono::{DateTime, Utc};
use domain::approvals::{DelegationError, DelegationEvent, DelegationLink, Delegations};
use domain::journal::Tenant;
use domain::organizations::{Action, members_who_may};
use domain::vocabulary::{DelegationId, PersonId};
use sqlx::{PgConnection, PgPool};
use uuid::Uuid;

use crate::error::CommandError;
use crate::journal::effect::Writing;
use crate::journal::{Append, Effect, EffectError};

/// The delegations of an organization that count at a moment: granted, not over, not revoked,
/// and between people who may both decide now.
pub async fn delegations(
    pool: &PgPool,
    tenant: Tenant,
    at: DateTime<Utc>,
) -> Result<Delegations, CommandError> {
    let deciding: Vec<String> = members_who_may(Action::DecideOrder).map(|role| role.to_string()).collect();
    let rows = sqlx::query_as!(
        Row,
        "SELECT delegations.id, from_person, to_person, starts, until
           FROM approvals.delegations
           JOIN organizations.access giver ON giver.person = from_person
            AND giver.organization = delegations.organization AND giver.roles && $3
            AND NOT giver.member_blocked AND NOT giver.organization_blocked
           JOIN organizations.access taker ON taker.person = to_person
            AND taker.organization = delegations.organization AND taker.roles && $3
            AND NOT taker.member_blocked AND NOT taker.organization_blocked
          WHERE delegations.organization = $1 AND NOT revoked AND starts <= $2 AND until > $2",
        tenant.to_string(),
        at,
        &deciding
    )
    .fetch_all(pool)
    .await
    .map_err(CommandError::database)?;
    Ok(rows.into_iter().map(DelegationLink::from).collect())
}

/// The delegations from one person to another that are not over and not revoked.
pub(super) async fn between(
    pool: &PgPool,
    tenant: Tenant,
    (from, to): (PersonId, PersonId),
    at: DateTime<Utc>,
) -> Result<Vec<DelegationLink>, CommandError> {
    let rows = sqlx::query_as!(
        Row,
        "SELECT id, from_person, to_person, starts, until FROM approvals.delegations
          WHERE organization = $1 AND NOT revoked AND until > $4 AND from_person = $2 AND to_person = $3",
        tenant.to_string(),
        from.uuid(),
        to.uuid(),
        at
    )
    .fetch_all(pool)
    .await
    .map_err(CommandError::database)?;
    Ok(rows.into_iter().map(DelegationLink::from).collect())
}

/// The delegations from or to somebody that were granted up to a moment and not revoked.
pub(super) async fn granted_before(
    pool: &PgPool,
    tenant: Tenant,
    person: PersonId,
    until: DateTime<Utc>,
) -> Result<Vec<DelegationId>, CommandError> {
    let ids = sqlx::query_scalar!(
        "SELECT id FROM approvals.delegations
          WHERE organization = $1 AND NOT revoked AND granted_at <= $2
            AND (from_person = $3 OR to_person = $3) ORDER BY id",
        tenant.to_string(),
        until,
        person.uuid()
    )
    .fetch_all(pool)
    .await
    .map_err(CommandError::database)?;
    Ok(ids.into_iter().map(DelegationId).collect())
}

struct Row {
    id: Uuid,
    from_person: Uuid,
    to_person: Uuid,
    starts: DateTime<Utc>,
    until: DateTime<Utc>,
}

impl From<Row> for DelegationLink {
    fn from(row: Row) -> Self {
        Self {
            delegation: DelegationId(row.id),
            from: PersonId(row.from_person),
            to: PersonId(row.to_person),
            starts: row.starts,
            until: row.until,
        }
    }
}

/// Keeps the table as an event of a delegation says.
pub(super) struct DelegationKept {
    /// Which delegation.
    pub delegation: DelegationId,
    /// What happened to it.
    pub event: DelegationEvent,
}

impl Effect for DelegationKept {
    fn write<'a>(&'a self, transaction: &'a mut PgConnection, append: &'a Append) -> Writing<'a> {
        Box::pin(async move {
            match &self.event {
                DelegationEvent::Granted { from, to, .. } => {
                    take_turns(transaction, append.tenant, (*from, *to)).await?;
                    insert(transaction, append, &self.event).await
                }
                DelegationEvent::Revoked { by } => {
                    let revoked = sqlx::query!(
                        "UPDATE approvals.delegations SET revoked = true, revoked_by = $2, revoked_at = $3
                          WHERE id = $1",
                        self.delegation.uuid(),
                        by.uuid(),
                        append.occurred_at
                    );
                    revoked.execute(transaction).await?;
                    Ok(())
                }
            }
        })
    }
}

/// Two grants at the same moment are streams of their own and would not meet: the lock on
/// the pair makes the second wait and see the first.
async fn take_turns(
    transaction: &mut PgConnection,
    tenant: Tenant,
    (from, to): (PersonId, PersonId),
) -> Result<(), EffectError> {
    let pair = format!("{tenant} {from} {to}");
    sqlx::query!("SELECT pg_advisory_xact_lock(80, hashtext($1))", pair).execute(transaction).await?;
    Ok(())
}

async fn insert(
    transaction: &mut PgConnection,
    append: &Append,
    granted: &DelegationEvent,
) -> Result<(), EffectError> {
    let DelegationEvent::Granted { delegation, from, to, starts, until, reason, by, .. } = granted else {
        return Ok(());
    };
    let written = sqlx::query!(
        "INSERT INTO approvals.delegations
                (id, organization, from_person, to_person, starts, until, granted_at, granted_by, reason)
         SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9
          WHERE NOT EXISTS (SELECT FROM approvals.delegations
                             WHERE organization = $2 AND from_person = $3 AND to_person = $4
                               AND NOT revoked AND starts < $6 AND until > $5)",
        delegation.uuid(),
        append.tenant.to_string(),
        from.uuid(),
        to.uuid(),
        starts,
        until,
        append.occurred_at,
        by.map(PersonId::uuid) as Option<Uuid>,
        reason.as_ref().map(|reason| reason.id.uuid()) as Option<Uuid>
    )
    .execute(transaction)
    .await?;
    if written.rows_affected() == 0 {
        return Err(EffectError::Refused(DelegationError::Overlaps.into()));
    }
    Ok(())
}
