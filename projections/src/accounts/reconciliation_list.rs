//! Which reconciliation statements did an organization ask of 1C, and what was answered?

use chrono::{DateTime, NaiveDate, Utc};
use domain::accounts::reconciliation::{ReconciliationStatus, Scope, StatementLine};
use domain::accounts::settlement::{Source, settlement_document_id};
use domain::journal::Actor;
use domain::vocabulary::{ContractId, OrganizationId, ReconciliationId};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::credit::By;
use super::reach::sees;
use super::turnover::{Movement, Stretch};
use crate::page::{Cursor, PageRequest, ReadError, Slice};
use crate::scoped_read::ScopedRead;
use crate::stored::{from_json, organization as id_of, parse, parse_some};

/// A request for a reconciliation statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReconciliationRow {
    /// The request.
    pub id: ReconciliationId,
    /// Of what.
    pub scope: Scope,
    /// Which time it is asked, from 1.
    pub round: i64,
    /// Where it stands.
    pub status: ReconciliationStatus,
    /// Who asked, and when.
    pub requested: By,
    /// When 1C fetched it.
    pub sent_at: Option<DateTime<Utc>>,
    /// When 1C was reminded.
    pub reminded_at: Option<DateTime<Utc>>,
    /// Until when it is waited.
    pub expires_at: DateTime<Utc>,
    /// When 1C answered, or nobody waited any more.
    pub ended_at: Option<DateTime<Utc>>,
    /// Why there is none, as 1C said it.
    pub reason: Option<String>,
    /// What 1C answered last, in whichever round.
    pub answer: Option<ErpAnswer>,
    /// With what the organization agreed last.
    pub agreed: Option<AgreedRow>,
}

/// What 1C answered, without the lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErpAnswer {
    /// The base that answered.
    pub by: Actor,
    /// What was owed before the first day.
    pub opening: Decimal,
    /// What was owed after the last day.
    pub closing: Decimal,
    /// When 1C made it.
    pub made_at: DateTime<Utc>,
}

/// With what an organization agreed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgreedRow {
    /// Who, and when.
    pub by: By,
    /// As known when.
    pub known_at: DateTime<Utc>,
    /// What was owed after the last day.
    pub closing: Decimal,
}

impl ReconciliationRow {
    /// Where it is in the list.
    pub fn cursor(&self) -> Cursor {
        Cursor::of(&(self.requested.at, self.id))
    }

    /// The part of the ledger that it is about, as known at a moment; nothing is now.
    pub const fn stretch(&self, known: Option<DateTime<Utc>>) -> Stretch {
        let Scope { contract, currency, from, to, .. } = self.scope;
        Stretch { contract: Some(contract), currency, from, to, known }
    }
}

/// A page of the requests of an organization, the latest first.
pub async fn reconciliations(
    read: &mut ScopedRead,
    organization: OrganizationId,
    page: &PageRequest,
) -> Result<Slice<ReconciliationRow>, ReadError> {
    if !sees(read.scope(), organization) {
        return Ok(Slice::empty());
    }
    let place = |cursor: Option<&Cursor>| cursor.map(Cursor::key::<(DateTime<Utc>, Uuid)>).transpose();
    let (after, before) = (place(page.after.as_ref())?.unzip(), place(page.before.as_ref())?.unzip());
    let rows = sqlx::query_file_as!(
        Stored,
        "src/accounts/list_reconciliations.sql",
        organization.to_string(),
        None::<Uuid>,
        after.0,
        after.1,
        before.0,
        before.1,
        page.from_end,
        page.limit()
    )
    .fetch_all(read.connection())
    .await?;
    Ok(Slice::cut(rows, page).try_map(ReconciliationRow::try_from)?)
}

/// A request of an organization; nothing when there is none, or it may not be seen.
pub async fn reconciliation(
    read: &mut ScopedRead,
    organization: OrganizationId,
    id: ReconciliationId,
) -> Result<Option<ReconciliationRow>, ReadError> {
    if !sees(read.scope(), organization) {
        return Ok(None);
    }
    let row = sqlx::query_file_as!(
        Stored,
        "src/accounts/list_reconciliations.sql",
        organization.to_string(),
        id.uuid(),
        None::<DateTime<Utc>>,
        None::<Uuid>,
        None::<DateTime<Utc>>,
        None::<Uuid>,
        false,
        1_i64
    )
    .fetch_optional(read.connection())
    .await?;
    Ok(row.map(ReconciliationRow::try_from).transpose()?)
}

/// The lines that 1C answered to a request; none when it did not, or they may not be seen.
pub async fn answered_lines(
    read: &mut ScopedRead,
    row: &ReconciliationRow,
) -> Result<Vec<StatementLine>, ReadError> {
    if !sees(read.scope(), row.scope.organization) {
        return Ok(Vec::new());
    }
    let lines =
        sqlx::query_scalar!("SELECT lines FROM reconciliations WHERE reconciliation = $1", row.id.uuid());
    let lines = lines.fetch_optional(read.connection()).await?.flatten();
    Ok(lines.map(from_json).transpose()?.unwrap_or_default())
}

/// Lines of 1C with their documents named as our ledger names them, so that both can be compared.
pub fn named_as_ours(lines: &[StatementLine], row: &ReconciliationRow) -> Vec<StatementLine> {
    let base = match row.answer.as_ref().map(|answer| &answer.by) {
        Some(Actor::Exchange(base)) => base.parse().ok(),
        _ => None,
    };
    let named = |line: &StatementLine| {
        let source = line.source.as_deref().zip(base.clone());
        let source = source.and_then(|(id, base)| Source::new(base, id).ok());
        let source = source.map(|source| settlement_document_id(&source, row.scope.organization).to_string());
        StatementLine { source, ..line.clone() }
    };
    lines.iter().map(named).collect()
}

/// What moved the balance, as lines that can be compared.
pub fn as_lines(movements: &[Movement]) -> Vec<StatementLine> {
    let line = |movement: &Movement| StatementLine {
        source: Some(movement.document.to_string()),
        date: movement.effective,
        number: movement.number.clone(),
        side: movement.side,
        amount: movement.amount,
    };
    movements.iter().map(line).collect()
}

struct Stored {
    reconciliation: Uuid,
    organization: String,
    contract: Uuid,
    currency: String,
    first_day: NaiveDate,
    last_day: NaiveDate,
    round: i64,
    status: String,
    requested_by: String,
    requested_at: DateTime<Utc>,
    sent_at: Option<DateTime<Utc>>,
    reminded_at: Option<DateTime<Utc>>,
    expires_at: DateTime<Utc>,
    ended_at: Option<DateTime<Utc>>,
    reason: Option<String>,
    answered_by: Option<String>,
    opening: Option<Decimal>,
    closing: Option<Decimal>,
    made_at: Option<DateTime<Utc>>,
    agreed_by: Option<String>,
    agreed_at: Option<DateTime<Utc>>,
    agreed_known_at: Option<DateTime<Utc>>,
    agreed_closing: Option<Decimal>,
}

impl TryFrom<Stored> for ReconciliationRow {
    type Error = sqlx::Error;

    fn try_from(row: Stored) -> sqlx::Result<Self> {
        let answer = match (parse_some(row.answered_by.as_deref())?, row.opening, row.closing, row.made_at) {
            (Some(by), Some(opening), Some(closing), Some(made_at)) => {
                Some(ErpAnswer { by, opening, closing, made_at })
            }
            _ => None,
        };
        let agreed = (parse_some(row.agreed_by.as_deref())?, row.agreed_at);
        let agreed = match (agreed, row.agreed_known_at, row.agreed_closing) {
            ((Some(actor), Some(at)), Some(known_at), Some(closing)) => {
                Some(AgreedRow { by: By { actor, at }, known_at, closing })
            }
            _ => None,
        };
        Ok(Self {
            id: ReconciliationId(row.reconciliation),
            scope: Scope {
                organization: id_of(&row.organization)?,
                contract: ContractId(row.contract),
                currency: parse(&row.currency)?,
                from: row.first_day,
                to: row.last_day,
            },
            round: row.round,
            status: parse(&row.status)?,
            requested: By { actor: parse(&row.requested_by)?, at: row.requested_at },
            sent_at: row.sent_at,
            reminded_at: row.reminded_at,
            expires_at: row.expires_at,
            ended_at: row.ended_at,
            reason: row.reason,
            answer,
            agreed,
        })
    }
}
