//! The journal → requests for reconciliation statements, and what 1C answered.

use domain::accounts::reconciliation::{ReconciliationEvent, ReconciliationStatus};
use domain::journal::{Fact, Recorded};
use domain::vocabulary::ReconciliationId;
use sqlx::PgConnection;

use crate::projection::{Projecting, Projection, ProjectionError, Table};

/// The projection.
pub struct Reconciliations;

impl Projection for Reconciliations {
    fn name(&self) -> &'static str {
        "reconciliations"
    }

    fn version(&self) -> i32 {
        1
    }

    fn tables(&self) -> &'static [Table] {
        &[Table { name: "reconciliations", definition: include_str!("reconciliations.sql") }]
    }

    fn project<'a>(&'a self, page: &'a [Recorded], tables: &'a mut PgConnection) -> Projecting<'a> {
        Box::pin(async move {
            for recorded in page {
                if let Ok(Fact::Reconciliation(event)) = &recorded.fact {
                    Happened { id: id(recorded)?, recorded }.fold(event, tables).await?;
                }
            }
            Ok(())
        })
    }
}

fn id(recorded: &Recorded) -> Result<ReconciliationId, ProjectionError> {
    let id = &recorded.aggregate_id;
    id.parse().map_err(|_| ProjectionError::Impossible(format!("'{id}' is not the id of a reconciliation")))
}

/// An event of a request. There are few of them, so each is written by itself.
struct Happened<'a> {
    id: ReconciliationId,
    recorded: &'a Recorded,
}

impl Happened<'_> {
    async fn fold(
        &self,
        event: &ReconciliationEvent,
        tables: &mut PgConnection,
    ) -> Result<(), ProjectionError> {
        use ReconciliationStatus as S;
        match event {
            ReconciliationEvent::Requested { .. } => return self.requested(event, tables).await,
            ReconciliationEvent::SentToErp => self.moved(S::SentToErp, None, tables).await?,
            ReconciliationEvent::TimedOut => self.moved(S::TimedOut, None, tables).await?,
            ReconciliationEvent::Failed { reason } => self.moved(S::Failed, Some(reason), tables).await?,
            ReconciliationEvent::Ready { .. } => {
                self.moved(S::Ready, None, tables).await?;
                self.answered(event, tables).await?;
            }
            ReconciliationEvent::Reminded => {
                sqlx::query!(
                    "UPDATE reconciliations SET reminded_at = $2 WHERE reconciliation = $1",
                    self.id.uuid(),
                    self.recorded.occurred_at
                )
                .execute(&mut *tables)
                .await?;
            }
            ReconciliationEvent::Agreed { known_at, closing } => {
                sqlx::query!(
                    "UPDATE reconciliations
                        SET agreed_by = $2, agreed_at = $3, agreed_known_at = $4, agreed_closing = $5
                      WHERE reconciliation = $1",
                    self.id.uuid(),
                    self.recorded.actor.to_string(),
                    self.recorded.occurred_at,
                    known_at,
                    closing
                )
                .execute(&mut *tables)
                .await?;
            }
        }
        self.seen(tables).await
    }

    async fn requested(
        &self,
        event: &ReconciliationEvent,
        tables: &mut PgConnection,
    ) -> Result<(), ProjectionError> {
        let ReconciliationEvent::Requested { scope, round, expires_at, .. } = event else { return Ok(()) };
        sqlx::query!(
            "INSERT INTO reconciliations
                    (reconciliation, organization, contract, currency, first_day, last_day, round, status,
                     requested_by, requested_at, expires_at, version, position)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
             ON CONFLICT (reconciliation) DO UPDATE
                SET round = excluded.round, status = excluded.status, requested_by = excluded.requested_by,
                    requested_at = excluded.requested_at, expires_at = excluded.expires_at,
                    sent_at = NULL, reminded_at = NULL, ended_at = NULL, reason = NULL,
                    version = excluded.version, position = excluded.position",
            self.id.uuid(),
            scope.organization.to_string(),
            scope.contract.uuid(),
            scope.currency.code(),
            scope.from,
            scope.to,
            i64::from(*round),
            ReconciliationStatus::Requested.to_string(),
            self.recorded.actor.to_string(),
            self.recorded.occurred_at,
            expires_at,
            self.recorded.sequence,
            self.recorded.position.0
        )
        .execute(tables)
        .await?;
        Ok(())
    }

    async fn moved(
        &self,
        status: ReconciliationStatus,
        reason: Option<&String>,
        tables: &mut PgConnection,
    ) -> Result<(), ProjectionError> {
        sqlx::query!(
            "UPDATE reconciliations
                SET status = $2, reason = $3, ended_at = CASE WHEN $4 THEN NULL ELSE $5::timestamptz END,
                    sent_at = CASE WHEN $4 THEN $5 ELSE sent_at END
              WHERE reconciliation = $1",
            self.id.uuid(),
            status.to_string(),
            reason,
            status.is_open(),
            self.recorded.occurred_at
        )
        .execute(tables)
        .await?;
        Ok(())
    }

    async fn answered(
        &self,
        event: &ReconciliationEvent,
        tables: &mut PgConnection,
    ) -> Result<(), ProjectionError> {
        let ReconciliationEvent::Ready { opening, closing, lines, made_at } = event else { return Ok(()) };
        sqlx::query!(
            "UPDATE reconciliations
                SET answered_by = $2, opening = $3, closing = $4, lines = $5, made_at = $6
              WHERE reconciliation = $1",
            self.id.uuid(),
            self.recorded.actor.to_string(),
            opening,
            closing,
            serde_json::to_value(lines)?,
            made_at
        )
        .execute(tables)
        .await?;
        Ok(())
    }

    async fn seen(&self, tables: &mut PgConnection) -> Result<(), ProjectionError> {
        let (id, recorded) = (self.id, self.recorded);
        let seen = sqlx::query!(
            "UPDATE reconciliations SET version = $2, position = $3 WHERE reconciliation = $1",
            id.uuid(),
            recorded.sequence,
            recorded.position.0
        )
        .execute(tables)
        .await?;
        if seen.rows_affected() == 0 {
            let sequence = recorded.sequence;
            let said = format!("event {sequence} of reconciliation {id} has none before it");
            return Err(ProjectionError::Impossible(said));
        }
        Ok(())
    }
}
