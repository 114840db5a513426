//! Credit limits that 1C sets, as the supplier's manager would.

use chrono::{DateTime, Days, NaiveDate, Utc};
use domain::accounts::exposure::CreditAccount;
use domain::exchange::run::DocumentOutcome;
use domain::vocabulary::OrganizationId;
use sqlx::PgConnection;

use super::credentials::CheckedBase;
use super::document::CreditLimit;
use super::known::Known;
use super::outcome::{Reason, Verdict};
use super::refusal::ExchangeRefusal as Refused;
use crate::accounts::SetCreditLimit;
use crate::command::Request;
use crate::error::CommandError;
use crate::execute::Commands;
use crate::journal::StoreError;
use crate::requester::Requester;

/// Who sets limits, and with what it is done.
pub struct Setting<'a> {
    pub commands: &'a Commands,
    pub base: &'a CheckedBase,
    pub request: &'a Request,
    pub known: &'a Known,
}

impl Setting<'_> {
    /// Sets a limit. It is a command of its own, under a key of its own: whatever becomes of the
    /// other documents, it is done once.
    pub async fn take(
        &self,
        connection: &mut PgConnection,
        sent: &CreditLimit,
    ) -> Result<Verdict, CommandError> {
        let organization = match self.known.organization(&sent.counterparty) {
            Ok(organization) => organization,
            Err(refused) => return Ok(refused.into()),
        };
        let kept = self.kept(connection, &sent.id).await?;
        let version = sent.version.cast_signed();
        if let Some(verdict) = kept.and_then(|kept| Verdict::of_known(kept, version)) {
            return Ok(verdict);
        }
        match self.set(connection, sent, organization).await {
            Ok(()) => {}
            Err(CommandError::Refused(refusal)) => return Ok(Verdict::refused(Reason::of(refusal.as_ref()))),
            Err(CommandError::Conflict) => return Ok(Refused::Busy.into()),
            Err(error) => return Err(error),
        }
        self.keep(connection, sent, organization).await?;
        let replaced = kept.is_some();
        Ok(Verdict::taken(if replaced { DocumentOutcome::Replaced } else { DocumentOutcome::Posted }))
    }

    async fn set(
        &self,
        connection: &mut PgConnection,
        sent: &CreditLimit,
        organization: OrganizationId,
    ) -> Result<(), CommandError> {
        let after = sent.valid_until.and_then(|day| day.checked_add_days(Days::new(1)));
        let (from, until) = midnights(connection, organization, sent.valid_from, after).await?;
        let account = CreditAccount { organization, currency: sent.currency };
        let command = SetCreditLimit { account, amount: sent.limit, from, until };
        let key = format!("limit:{}:{}", sent.version, sent.id);
        let request = Request { idempotency_key: Some(key), ..self.request.clone() };
        let requester = Requester::exchange(self.base, organization.into());
        self.commands.execute(&requester, &request, &command).await.map(drop)
    }

    async fn kept(&self, connection: &mut PgConnection, id: &str) -> Result<Option<i64>, StoreError> {
        Ok(sqlx::query_scalar!(
            "SELECT version FROM exchange.credit_limits WHERE base = $1 AND id = $2",
            self.base.name().as_str(),
            id
        )
        .fetch_optional(connection)
        .await?)
    }

    async fn keep(
        &self,
        connection: &mut PgConnection,
        sent: &CreditLimit,
        organization: OrganizationId,
    ) -> Result<(), StoreError> {
        sqlx::query!(
            "INSERT INTO exchange.credit_limits (base, id, version, organization, currency, changed_at)
             VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (base, id) DO UPDATE
             SET version = excluded.version, organization = excluded.organization,
                 currency = excluded.currency, changed_at = excluded.changed_at",
            self.base.name().as_str(),
            sent.id,
            sent.version.cast_signed(),
            organization.to_string(),
            sent.currency.code(),
            self.commands.ports().clock.now()
        )
        .execute(connection)
        .await?;
        Ok(())
    }
}

/// When two days begin where the organization is.
async fn midnights(
    connection: &mut PgConnection,
    organization: OrganizationId,
    one: Option<NaiveDate>,
    other: Option<NaiveDate>,
) -> Result<(Option<DateTime<Utc>>, Option<DateTime<Utc>>), StoreError> {
    let row = sqlx::query!(
        "SELECT ($2::date)::timestamp AT TIME ZONE time_zone AS one,
                ($3::date)::timestamp AT TIME ZONE time_zone AS other
           FROM organizations.settings WHERE organization = $1",
        organization.to_string(),
        one,
        other
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map_or((None, None), |row| (row.one, row.other)))
}
