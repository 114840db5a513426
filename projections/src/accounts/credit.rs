//! What may an organization order on credit, and what eats it?

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use chrono::{DateTime, Utc};
use cqrs_es::Aggregate;
use domain::accounts::exposure::{CreditAccount, CreditDecision, Exposure, ExposureEvent};
use domain::journal::{Actor, Fact, Position, Recorded};
use domain::vocabulary::{Currency, OrderId, OrganizationId};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;

use super::reach::sees;
use crate::page::ReadError;
use crate::projection::{Projecting, Projection, ProjectionError, Table};
use crate::scoped_read::ScopedRead;
use crate::stored::{from_json, organization as id_of, parse};

/// The credit of an organization in a currency.
#[derive(Clone, Debug, PartialEq)]
pub struct CreditRow {
    /// Whose, in which currency.
    pub account: CreditAccount,
    /// Limit, terms, holds and exceptions.
    pub exposure: Exposure,
    /// Who agreed what.
    pub agreed: Agreed,
    /// The sequence of the last event.
    pub version: i64,
    /// The position of the last event.
    pub position: Position,
}

/// Who did something, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct By {
    /// Who.
    pub actor: Actor,
    /// When.
    pub at: DateTime<Utc>,
}

/// Who agreed what.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreed {
    /// Who set, or lifted, the limit last.
    pub limit: Option<By>,
    /// Who set the terms last.
    pub terms: Option<By>,
    /// Who let orders pass.
    pub exceptions: BTreeMap<OrderId, By>,
}

/// The credit of an organization in a currency; nothing when none was agreed, or it may not be
/// seen.
pub async fn credit(
    read: &mut ScopedRead,
    organization: OrganizationId,
    currency: Currency,
) -> Result<Option<CreditRow>, ReadError> {
    if !sees(read.scope(), organization) {
        return Ok(None);
    }
    row(read, organization, currency).await
}

/// The credit of an organization in all currencies; empty when it may not be seen.
pub async fn credits(
    read: &mut ScopedRead,
    organization: OrganizationId,
) -> Result<Vec<CreditRow>, ReadError> {
    if !sees(read.scope(), organization) {
        return Ok(Vec::new());
    }
    let rows = sqlx::query_as!(
        Stored,
        r#"SELECT organization, currency, state AS "state!", version, position FROM credit
            WHERE organization = $1 ORDER BY currency"#,
        organization.to_string()
    );
    let rows = rows.fetch_all(read.connection()).await?;
    Ok(rows.into_iter().map(CreditRow::try_from).collect::<sqlx::Result<_>>()?)
}

/// Why an order waits for credit; nothing when it does not. It is told to everybody who sees the
/// order: that says nothing of the account but what is missing for this one.
pub async fn waits_for_credit(
    read: &mut ScopedRead,
    organization: OrganizationId,
    currency: Currency,
    order: OrderId,
) -> Result<Option<CreditDecision>, ReadError> {
    let row = row(read, organization, currency).await?;
    Ok(row.and_then(|row| row.exposure.stopped_by(order).cloned()))
}

async fn row(
    read: &mut ScopedRead,
    organization: OrganizationId,
    currency: Currency,
) -> Result<Option<CreditRow>, ReadError> {
    let row = sqlx::query_as!(
        Stored,
        r#"SELECT organization, currency, state AS "state!", version, position FROM credit
            WHERE organization = $1 AND currency = $2"#,
        organization.to_string(),
        currency.code()
    );
    let row = row.fetch_optional(read.connection()).await?;
    Ok(row.map(CreditRow::try_from).transpose()?)
}

struct Stored {
    organization: String,
    currency: String,
    state: serde_json::Value,
    version: i64,
    position: i64,
}

impl TryFrom<Stored> for CreditRow {
    type Error = sqlx::Error;

    fn try_from(row: Stored) -> sqlx::Result<Self> {
        let Kept { exposure, agreed } = from_json(row.state)?;
        let account =
            CreditAccount { organization: id_of(&row.organization)?, currency: parse(&row.currency)? };
        Ok(Self { account, exposure, agreed, version: row.version, position: Position(row.position) })
    }
}

#[derive(Default, Serialize, Deserialize)]
struct Kept {
    exposure: Exposure,
    agreed: Agreed,
}

/// The projection.
pub struct Credit;

impl Projection for Credit {
    fn name(&self) -> &'static str {
        "credit"
    }

    fn version(&self) -> i32 {
        1
    }

    fn tables(&self) -> &'static [Table] {
        &[Table { name: "credit", definition: include_str!("credit.sql") }]
    }

    fn project<'a>(&'a self, page: &'a [Recorded], tables: &'a mut PgConnection) -> Projecting<'a> {
        Box::pin(async move {
            let mut folded: BTreeMap<&str, (Kept, &Recorded)> = BTreeMap::new();
            for recorded in page {
                let Ok(Fact::Exposure(event)) = &recorded.fact else { continue };
                let kept = match folded.entry(&recorded.aggregate_id) {
                    Entry::Occupied(kept) => kept.into_mut(),
                    Entry::Vacant(place) => place.insert((kept(tables, recorded).await?, recorded)),
                };
                kept.0.fold(recorded, event);
                kept.1 = recorded;
            }
            for (kept, last) in folded.values() {
                write(tables, kept, last).await?;
            }
            Ok(())
        })
    }
}

impl Kept {
    fn fold(&mut self, recorded: &Recorded, event: &ExposureEvent) {
        let by = || By { actor: recorded.actor.clone(), at: recorded.occurred_at };
        match event {
            ExposureEvent::LimitSet { .. } | ExposureEvent::LimitLifted {} => self.agreed.limit = Some(by()),
            ExposureEvent::TermsSet { .. } => self.agreed.terms = Some(by()),
            ExposureEvent::Excepted { order, .. } => drop(self.agreed.exceptions.insert(*order, by())),
            ExposureEvent::Released { order, .. } => drop(self.agreed.exceptions.remove(order)),
            ExposureEvent::Held { .. }
            | ExposureEvent::Stopped { .. }
            | ExposureEvent::Adjusted { .. }
            | ExposureEvent::Replaced { .. } => {}
        }
        self.exposure.apply(event.clone());
    }
}

fn account_of(recorded: &Recorded) -> Result<CreditAccount, ProjectionError> {
    let id = &recorded.aggregate_id;
    id.parse().map_err(|_| ProjectionError::Impossible(format!("{id} is no account")))
}

async fn kept(tables: &mut PgConnection, recorded: &Recorded) -> Result<Kept, ProjectionError> {
    let account = account_of(recorded)?;
    let state = sqlx::query_scalar!(
        r#"SELECT state AS "state!" FROM credit WHERE organization = $1 AND currency = $2"#,
        account.organization.to_string(),
        account.currency.code()
    );
    let state: Option<serde_json::Value> = state.fetch_optional(tables).await?;
    Ok(state.map(serde_json::from_value).transpose()?.unwrap_or_default())
}

async fn write(tables: &mut PgConnection, kept: &Kept, last: &Recorded) -> Result<(), ProjectionError> {
    let account = account_of(last)?;
    sqlx::query!(
        "INSERT INTO credit (organization, currency, state, waiting, version, position)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (organization, currency) DO UPDATE
         SET state = excluded.state, waiting = excluded.waiting, version = excluded.version,
             position = excluded.position",
        account.organization.to_string(),
        account.currency.code(),
        serde_json::to_value(kept)?,
        i64::try_from(kept.exposure.stopped().len()).unwrap_or(i64::MAX),
        last.sequence,
        last.position.0
    )
    .execute(tables)
    .await?;
    Ok(())
}
