//! Counterparties of 1C: kept all of them, and tied to the organizations that they are.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::exchange::BaseName;
use domain::exchange::run::DocumentOutcome;
use sqlx::PgConnection;

use super::document::Counterparty;
use super::outcome::{Reason, Verdict};
use super::refusal::ExchangeRefusal;
use super::rounds::rounds;
use crate::journal::StoreError;

/// Keeps counterparties. One that is no organization of ours is kept as well: it may become one.
pub async fn keep(
    connection: &mut PgConnection,
    base: &BaseName,
    sent: &[&Counterparty],
    now: DateTime<Utc>,
) -> Result<Vec<Verdict>, StoreError> {
    let mut verdicts = vec![Verdict::taken(DocumentOutcome::Posted); sent.len()];
    for round in rounds(sent, |one| &one.id) {
        let known = versions(connection, base, sent, &round).await?;
        let mut newer = Vec::new();
        for index in round {
            let one = sent[index];
            let kept = known.get(&one.id).copied();
            if let Some(verdict) = kept.and_then(|kept| Verdict::of_known(kept, one.version)) {
                verdicts[index] = verdict;
                continue;
            }
            newer.push(one);
            if kept.is_some() {
                verdicts[index] = Verdict::taken(DocumentOutcome::Replaced);
            }
        }
        write(connection, base, &newer, now).await?;
    }
    warn_of_untied(connection, base, sent, &mut verdicts).await?;
    Ok(verdicts)
}

async fn versions(
    connection: &mut PgConnection,
    base: &BaseName,
    sent: &[&Counterparty],
    round: &[usize],
) -> Result<HashMap<String, i64>, StoreError> {
    let ids: Vec<String> = round.iter().map(|index| sent[*index].id.clone()).collect();
    let rows = sqlx::query!(
        "SELECT id, version FROM exchange.counterparties WHERE base = $1 AND id = ANY($2) ORDER BY id FOR UPDATE",
        base.as_str(),
        &ids
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.version)).collect())
}

async fn write(
    connection: &mut PgConnection,
    base: &BaseName,
    newer: &[&Counterparty],
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let column = |of: fn(&Counterparty) -> String| newer.iter().map(|one| of(one)).collect::<Vec<_>>();
    let optional =
        |of: fn(&Counterparty) -> Option<String>| newer.iter().map(|one| of(one)).collect::<Vec<_>>();
    let versions: Vec<i64> = newer.iter().map(|one| one.version).collect();
    sqlx::query!(
        "INSERT INTO exchange.counterparties AS kept (base, id, version, inn, kpp, name, changed_at)
         SELECT $1, given.*, $7
           FROM unnest($2::text[], $3::bigint[], $4::text[], $5::text[], $6::text[]) given
         ON CONFLICT (base, id) DO UPDATE
         SET version = excluded.version, inn = excluded.inn, kpp = excluded.kpp, name = excluded.name,
             changed_at = excluded.changed_at
         WHERE kept.version < excluded.version",
        base.as_str(),
        &column(|one| one.id.clone()),
        &versions,
        &optional(|one| one.inn.as_ref().map(ToString::to_string)) as &[Option<String>],
        &optional(|one| one.kpp.as_ref().map(ToString::to_string)) as &[Option<String>],
        &column(|one| one.name.clone()),
        now
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Ties those of the counterparties that are not tied yet to the organizations that have their INN
/// and KPP. A person who is a customer twice, as a sole trader and for themselves, is left to an
/// operator.
pub async fn tie(connection: &mut PgConnection, base: &BaseName, ids: &[String]) -> Result<(), StoreError> {
    sqlx::query!(
        "UPDATE exchange.counterparties untied
            SET organization = found.owner, tied_by = 'inn_kpp'
           FROM (SELECT counterparty.id, min(claim.owner) AS owner
                   FROM exchange.counterparties counterparty
                  CROSS JOIN organizations.claim_key
                   JOIN journal.claims claim
                     ON (claim.kind = 'inn_kpp' AND claim.value = counterparty.inn || '/' || counterparty.kpp)
                     OR (claim.kind IN ('inn_of_sole_trader', 'inn_of_individual')
                         AND counterparty.kpp IS NULL AND length(counterparty.inn) = 12
                         AND claim.value = encode(sha256(key || convert_to(counterparty.inn, 'UTF8')), 'hex'))
                  WHERE counterparty.base = $1 AND counterparty.id = ANY($2)
                    AND counterparty.organization IS NULL
                  GROUP BY counterparty.id
                 HAVING count(*) = 1) found
          WHERE untied.base = $1 AND untied.id = found.id",
        base.as_str(),
        ids
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Says of counterparties without an organization that they have none: their documents will be
/// refused.
async fn warn_of_untied(
    connection: &mut PgConnection,
    base: &BaseName,
    sent: &[&Counterparty],
    verdicts: &mut [Verdict],
) -> Result<(), StoreError> {
    let ids: Vec<String> = sent.iter().map(|one| one.id.clone()).collect();
    tie(connection, base, &ids).await?;
    let untied: std::collections::HashSet<String> = sqlx::query_scalar!(
        "SELECT id FROM exchange.counterparties
          WHERE base = $1 AND id = ANY($2) AND organization IS NULL",
        base.as_str(),
        &ids
    )
    .fetch_all(connection)
    .await?
    .into_iter()
    .collect();
    for (one, verdict) in sent.iter().zip(verdicts) {
        if untied.contains(&one.id) {
            verdict.reason = Some(Reason::from(ExchangeRefusal::CounterpartyNotTied));
        }
    }
    Ok(())
}
