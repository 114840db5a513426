//! `accounts.open_reconciliations`: the requests that wait for 1C.

use chrono::{DateTime, Utc};
use domain::accounts::reconciliation::Reconciliation;
use domain::vocabulary::{OrganizationId, ReconciliationId};
use sqlx::{PgConnection, PgPool};

use crate::error::CommandError;
use crate::journal::effect::Writing;
use crate::journal::{Append, Effect, StoreError};

/// The requests for which something is due at a moment, the longest waiting first: at most so many.
pub async fn due_reconciliations(
    pool: &PgPool,
    at: DateTime<Utc>,
    most: i64,
) -> Result<Vec<(OrganizationId, ReconciliationId)>, CommandError> {
    let rows = sqlx::query!(
        "SELECT organization, id FROM accounts.open_reconciliations
          WHERE next_due <= $1 ORDER BY next_due, id LIMIT $2",
        at,
        most
    );
    let rows = rows.fetch_all(pool).await.map_err(CommandError::database)?;
    let one = |organization: String, id| {
        let organization = organization.parse().map_err(|_| StoreError::Inconsistent {
            table: "accounts.open_reconciliations",
            column: "organization",
            value: organization.clone(),
        })?;
        Ok((organization, ReconciliationId(id)))
    };
    rows.into_iter().map(|row| one(row.organization, row.id)).collect()
}

/// How many requests of an organization wait for 1C.
pub(super) async fn open_requests(pool: &PgPool, organization: OrganizationId) -> Result<i64, CommandError> {
    let open = sqlx::query_scalar!(
        r#"SELECT count(*) AS "open!" FROM accounts.open_reconciliations WHERE organization = $1"#,
        organization.to_string()
    );
    open.fetch_one(pool).await.map_err(CommandError::database)
}

/// Keeps the row of a request as its events left it.
pub(super) struct RequestKept {
    id: ReconciliationId,
    next_due: Option<DateTime<Utc>>,
}

impl RequestKept {
    pub(super) fn of(id: ReconciliationId, now: &Reconciliation) -> Self {
        Self { id, next_due: now.next_due() }
    }
}

impl Effect for RequestKept {
    fn write<'a>(&'a self, transaction: &'a mut PgConnection, append: &'a Append) -> Writing<'a> {
        Box::pin(async move {
            let id = self.id.uuid();
            match self.next_due {
                None => {
                    let over = sqlx::query!("DELETE FROM accounts.open_reconciliations WHERE id = $1", id);
                    over.execute(transaction).await?;
                }
                Some(due) => {
                    sqlx::query!(
                        "INSERT INTO accounts.open_reconciliations (id, organization, next_due)
                         VALUES ($1, $2, $3) ON CONFLICT (id) DO UPDATE SET next_due = excluded.next_due",
                        id,
                        append.tenant.to_string(),
                        due
                    )
                    .execute(transaction)
                    .await?;
                }
            }
            Ok(())
        })
    }
}
