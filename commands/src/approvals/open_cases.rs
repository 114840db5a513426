//! `approvals.open_cases`: the cases that wait for somebody, looked up and kept.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use domain::approvals::{ApprovalCase, Opening};
use domain::journal::Tenant;
use domain::vocabulary::{CaseId, OrderId, OrganizationId, PersonId};
use sqlx::{PgConnection, PgPool};
use uuid::Uuid;

use crate::error::CommandError;
use crate::journal::effect::Writing;
use crate::journal::{Append, Effect, StoreError};

/// A case that waits for somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenCase {
    /// The case.
    pub case: CaseId,
    /// The order.
    pub order: OrderId,
}

/// The open cases of a tenant, those of one person when one is named.
pub async fn open_cases(
    pool: &PgPool,
    tenant: Tenant,
    person: Option<PersonId>,
) -> Result<Vec<OpenCase>, CommandError> {
    let rows = sqlx::query!(
        "SELECT id, order_id FROM approvals.open_cases
          WHERE organization = $1 AND ($2::uuid IS NULL OR $2 = ANY(people)) ORDER BY id",
        tenant.to_string(),
        person.map(PersonId::uuid) as Option<Uuid>
    )
    .fetch_all(pool)
    .await
    .map_err(CommandError::database)?;
    Ok(rows.into_iter().map(|row| OpenCase { case: CaseId(row.id), order: OrderId(row.order_id) }).collect())
}

/// The cases with a time that is over at a moment, the longest waiting first, of all
/// organizations: at most so many.
pub async fn overdue_cases(
    pool: &PgPool,
    at: DateTime<Utc>,
    most: i64,
) -> Result<Vec<(OrganizationId, CaseId)>, CommandError> {
    let rows = sqlx::query!(
        "SELECT organization, id FROM approvals.open_cases
          WHERE next_due <= $1 ORDER BY next_due, id LIMIT $2",
        at,
        most
    )
    .fetch_all(pool)
    .await
    .map_err(CommandError::database)?;
    let one = |organization: String, id| {
        let organization = organization.parse().map_err(|_| StoreError::Inconsistent {
            table: "approvals.open_cases",
            column: "organization",
            value: organization.clone(),
        })?;
        Ok((organization, CaseId(id)))
    };
    rows.into_iter().map(|row| one(row.organization, row.id)).collect()
}

/// Keeps the row of a case as its events left it.
pub(super) struct OpenCaseKept {
    case: CaseId,
    order: OrderId,
    state: Waiting,
}

enum Waiting {
    /// It ended.
    Over,
    /// It waits for people; nothing said about them when they are the same as before.
    For { people: Option<Vec<Uuid>>, suspended: bool, next_due: Option<DateTime<Utc>> },
}

impl OpenCaseKept {
    /// The row of a case that was opened and is as it is now.
    pub(super) fn of(before: &ApprovalCase, now: &ApprovalCase) -> Option<Self> {
        let opening = now.opening()?;
        let state = if now.outcome().is_some() {
            Waiting::Over
        } else {
            let people = people(opening);
            let changed = before.opening().is_none_or(|before| self::people(before) != people);
            Waiting::For {
                people: changed.then(|| people.into_iter().map(PersonId::uuid).collect()),
                suspended: now.is_suspended(),
                next_due: now.next_due(),
            }
        };
        Some(Self { case: opening.case, order: opening.order, state })
    }
}

/// Everybody who is asked in any stage.
pub(super) fn people(opening: &Opening) -> BTreeSet<PersonId> {
    opening.stages.iter().flatten().flat_map(|group| group.people.iter().copied()).collect()
}

impl Effect for OpenCaseKept {
    fn write<'a>(&'a self, transaction: &'a mut PgConnection, append: &'a Append) -> Writing<'a> {
        Box::pin(async move {
            match &self.state {
                Waiting::Over => {
                    sqlx::query!("DELETE FROM approvals.open_cases WHERE id = $1", self.case.uuid())
                        .execute(transaction)
                        .await?;
                }
                Waiting::For { people: Some(people), suspended, next_due } => {
                    sqlx::query!(
                        "INSERT INTO approvals.open_cases
                                (id, organization, order_id, people, suspended, next_due)
                         VALUES ($1, $2, $3, $4, $5, $6)
                         ON CONFLICT (id) DO UPDATE
                            SET people = excluded.people, suspended = excluded.suspended,
                                next_due = excluded.next_due",
                        self.case.uuid(),
                        append.tenant.to_string(),
                        self.order.uuid(),
                        people,
                        suspended,
                        *next_due
                    )
                    .execute(transaction)
                    .await?;
                }
                Waiting::For { people: None, suspended, next_due } => {
                    sqlx::query!(
                        "UPDATE approvals.open_cases SET suspended = $2, next_due = $3 WHERE id = $1",
                        self.case.uuid(),
                        suspended,
                        *next_due
                    )
                    .execute(transaction)
                    .await?;
                }
            }
            Ok(())
        })
    }
}
