//! What 1C itself says the balances are. It is kept beside the ledger, to be compared with it.

use chrono::{DateTime, Utc};
use domain::exchange::BaseName;
use domain::exchange::run::DocumentOutcome;
use sqlx::PgConnection;

use super::document::Balance;
use super::known::Known;
use super::outcome::Verdict;
use crate::journal::StoreError;

/// Keeps a balance, unless a later one is known.
pub async fn keep(
    connection: &mut PgConnection,
    base: &BaseName,
    sent: &Balance,
    known: &Known,
    now: DateTime<Utc>,
) -> Result<Verdict, StoreError> {
    let tied = match known.contract(&sent.counterparty, &sent.contract, sent.currency) {
        Ok(tied) => tied,
        Err(refused) => return Ok(refused.into()),
    };
    let organization = tied.organization.to_string();
    let kept = sqlx::query!(
        "SELECT amount, as_of FROM exchange.balances
          WHERE organization = $1 AND contract = $2 AND currency = $3 AND base = $4 FOR UPDATE",
        organization,
        tied.contract.uuid(),
        tied.currency.code(),
        base.as_str()
    )
    .fetch_optional(&mut *connection)
    .await?;
    let outcome = match kept {
        None => DocumentOutcome::Posted,
        Some(kept) if sent.as_of < kept.as_of => return Ok(Verdict::taken(DocumentOutcome::Outdated)),
        Some(kept) if sent.as_of == kept.as_of && sent.amount == kept.amount => {
            return Ok(Verdict::taken(DocumentOutcome::Unchanged));
        }
        Some(_) => DocumentOutcome::Replaced,
    };
    sqlx::query!(
        "INSERT INTO exchange.balances (base, organization, contract, currency, amount, as_of, received_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (organization, contract, currency, base) DO UPDATE
         SET amount = excluded.amount, as_of = excluded.as_of, received_at = excluded.received_at",
        base.as_str(),
        organization,
        tied.contract.uuid(),
        tied.currency.code(),
        sent.amount,
        sent.as_of,
        now
    )
    .execute(connection)
    .await?;
    Ok(Verdict::taken(outcome))
}
