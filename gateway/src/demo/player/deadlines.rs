//! Deadlines that pass between two scenes, as the worker of a service would pass them.

use chrono::{DateTime, Utc};
use commands::approvals::PassDeadlines;
use commands::journal::StoreError;
use commands::{Request, Requester};
use domain::vocabulary::{CaseId, OrganizationId};
use uuid::Uuid;

use super::{PlayError, Player, stopped};

/// The name of the worker, under which the deadlines are passed.
const NAME: &str = "pass_deadlines";

/// A time that passes.
struct Due {
    organization: OrganizationId,
    case: CaseId,
    at: DateTime<Utc>,
}

impl Player<'_> {
    /// Passes every deadline up to a moment, each at its own.
    pub(super) async fn pass_deadlines(&mut self, until: DateTime<Utc>) -> Result<(), PlayError> {
        let mut before: Option<(CaseId, DateTime<Utc>)> = None;
        while let Some(Due { organization, case, at }) = self.next_due(until).await? {
            // Nothing moved it on: it is left to the service.
            if before.replace((case, at)) == Some((case, at)) {
                break;
            }
            let name = format!("{NAME}/{case}/{at}");
            self.stage.set(at, name.clone());
            let request = Request::new(self.commands.ports().ids.next());
            let process = Requester::process(NAME, organization.into());
            let passed = self.commands.execute(&process, &request, &PassDeadlines { case }).await;
            passed.map_err(|reason| stopped(&name, reason))?;
            self.react().await?;
        }
        Ok(())
    }

    async fn next_due(&self, until: DateTime<Utc>) -> Result<Option<Due>, PlayError> {
        let next = sqlx::query!(
            r#"SELECT organization, id AS "id: Uuid", next_due AS "at!" FROM approvals.open_cases
                WHERE next_due <= $1 ORDER BY next_due, id LIMIT 1"#,
            until
        );
        let Some(row) = next.fetch_optional(self.commands.pool()).await? else { return Ok(None) };
        let organization = row.organization.parse().map_err(|_| StoreError::Inconsistent {
            table: "approvals.open_cases",
            column: "organization",
            value: row.organization,
        })?;
        Ok(Some(Due { organization, case: CaseId(row.id), at: row.at }))
    }
}
