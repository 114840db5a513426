//! What 1C answers to requests for reconciliation statements.
//!
//! Each is a command of its own. Its idempotency key is the request and the version, so a batch that
//! was cut off and comes again does nothing twice.

use domain::exchange::run::DocumentOutcome;
use domain::vocabulary::{OrganizationId, ReconciliationId};
use uuid::Uuid;

use super::credentials::CheckedBase;
use super::document::ReconciliationAnswer;
use super::known::organization;
use super::outcome::{Reason, Verdict};
use super::refusal::ExchangeRefusal as Refused;
use crate::accounts::AnswerReconciliation;
use crate::command::Request;
use crate::error::CommandError;
use crate::execute::Commands;
use crate::requester::Requester;

/// Who answers, and with what it is taken.
pub struct Answering<'a> {
    pub commands: &'a Commands,
    pub base: &'a CheckedBase,
    pub request: &'a Request,
}

impl Answering<'_> {
    /// Takes an answer.
    pub async fn take(&self, sent: &ReconciliationAnswer) -> Result<Verdict, CommandError> {
        let Some((id, organization, kept)) = self.asked(sent).await? else {
            return Ok(Refused::ReconciliationUnknown.into());
        };
        if let Some(verdict) = kept.and_then(|kept| Verdict::of_known(kept, sent.version)) {
            return Ok(verdict);
        }
        let requester = Requester::exchange(self.base, organization.into());
        let key = format!("answer:{}:{id}", sent.version);
        let request = Request { idempotency_key: Some(key), ..self.request.clone() };
        let answer = AnswerReconciliation { reconciliation: id, answer: sent.answer.clone() };
        match self.commands.execute(&requester, &request, &answer).await {
            Ok(_) => {}
            Err(CommandError::Refused(refusal)) => return Ok(Verdict::refused(Reason::of(refusal.as_ref()))),
            Err(CommandError::NotFound) => return Ok(Refused::ReconciliationUnknown.into()),
            Err(CommandError::Conflict) => return Ok(Refused::Busy.into()),
            Err(error) => return Err(error),
        }
        self.keep(sent, id, organization).await?;
        let outcome = if kept.is_some() { DocumentOutcome::Replaced } else { DocumentOutcome::Posted };
        Ok(Verdict::taken(outcome))
    }

    /// The request that is answered, whose it is, and the version of the answer that is known: only
    /// a base that was told of a request may answer it.
    async fn asked(
        &self,
        sent: &ReconciliationAnswer,
    ) -> Result<Option<(ReconciliationId, OrganizationId, Option<i64>)>, CommandError> {
        let Ok(id) = sent.id.parse::<Uuid>() else { return Ok(None) };
        let row = sqlx::query!(
            r#"SELECT told.organization, kept.version AS "version?"
                 FROM exchange.outbox told
                 LEFT JOIN exchange.reconciliations kept USING (base, reconciliation)
                WHERE told.base = $1 AND told.reconciliation = $2 LIMIT 1"#,
            self.base.name().as_str(),
            id
        );
        let row = row.fetch_optional(self.commands.pool()).await.map_err(CommandError::database)?;
        let Some(row) = row else { return Ok(None) };
        Ok(Some((ReconciliationId(id), organization(&row.organization)?, row.version)))
    }

    async fn keep(
        &self,
        sent: &ReconciliationAnswer,
        id: ReconciliationId,
        organization: OrganizationId,
    ) -> Result<(), CommandError> {
        sqlx::query!(
            "INSERT INTO exchange.reconciliations (base, reconciliation, version, organization, stated_at)
             VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (base, reconciliation) DO UPDATE
                SET version = excluded.version, stated_at = excluded.stated_at",
            self.base.name().as_str(),
            id.uuid(),
            sent.version,
            organization.to_string(),
            self.commands.ports().clock.now()
        )
        .execute(self.commands.pool())
        .await
        .map_err(CommandError::database)?;
        Ok(())
    }
}
