//! Reconciliation statements that were asked of 1C, beside our own ledger.

use std::collections::BTreeMap;

use async_graphql::connection::{Connection, EmptyFields};
use async_graphql::{Context, Enum, Object, Result};
use chrono::{DateTime, NaiveDate, Utc};
use commands::{Command, CommandError};
use domain::accounts::reconciliation::{ReconciliationStatus, compare};
use domain::vocabulary::{ContractId, Money, OrganizationId, ReconciliationId, to_hundredths};
use projections::accounts::{
    ReconciliationRow, answered_lines, as_lines, named_as_ours, reconciliation, reconciliations, turnover,
};
use projections::organizations::contracts_by_ids;
use projections::{Cursor, ReadError, ScopedRead};
use rust_decimal::Decimal;

use super::compared::{AgreedStatement, ErpStatement, StatementChange, StatementComparison};
use crate::graphql::asking::{Answer, Asking};
use crate::graphql::connection::{Keyset, Page, PageArguments};
use crate::graphql::errors::unread;
use crate::graphql::global_id::GlobalId;
use crate::graphql::money::MoneyValue;
use crate::graphql::standpoint::Standpoint;
use crate::identity::Actor;
use crate::organizations::contract::Contract;

/// The read table.
const TABLE: &str = "reconciliations";

/// A page of requests.
pub type ReconciliationConnection = Connection<Keyset<Cursor>, Reconciliation, EmptyFields>;

/// Where a request stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "ReconciliationStatus", remote = "ReconciliationStatus")]
pub enum ReconciliationStatusWord {
    /// Asked for; 1C has not fetched it.
    Requested,
    /// 1C fetched it and works on it.
    SentToErp,
    /// 1C answered.
    Ready,
    /// 1C could not make it.
    Failed,
    /// 1C did not answer in time. An answer that comes all the same is taken.
    TimedOut,
}

/// A reconciliation statement that was asked of 1C.
pub struct Reconciliation {
    row: ReconciliationRow,
    contract: Option<Contract>,
    standpoint: Standpoint,
}

/// A page of the requests of an organization, the latest first.
pub async fn reconciliation_connection(
    ctx: &Context<'_>,
    (standpoint, organization): (Standpoint, OrganizationId),
    page: &PageArguments,
) -> Result<ReconciliationConnection> {
    let page = Page::of(page)?;
    let mut read = standpoint.read(ctx).await?;
    let slice = reconciliations(&mut read, organization, &page.request()).await.map_err(unread)?;
    let contracts = contracts(&mut read, &slice.rows).await.map_err(unread)?;
    let node = |row: ReconciliationRow| {
        let contract = contracts.get(&row.scope.contract).cloned();
        (row.cursor(), Reconciliation { row, contract, standpoint })
    };
    Ok(page.connect_slice(slice, node, EmptyFields))
}

/// A request of an organization; nothing when there is none, or it may not be seen.
pub async fn reconciliation_of(
    ctx: &Context<'_>,
    (standpoint, organization): (Standpoint, OrganizationId),
    id: ReconciliationId,
) -> Result<Option<Reconciliation>> {
    let mut read = standpoint.read(ctx).await?;
    let row = reconciliation(&mut read, organization, id).await.map_err(unread)?;
    let Some(row) = row else { return Ok(None) };
    let mut contracts = contracts(&mut read, std::slice::from_ref(&row)).await.map_err(unread)?;
    let contract = contracts.remove(&row.scope.contract);
    Ok(Some(Reconciliation { row, contract, standpoint }))
}

async fn contracts(
    read: &mut ScopedRead,
    rows: &[ReconciliationRow],
) -> Result<BTreeMap<ContractId, Contract>, ReadError> {
    let ids: Vec<_> = rows.iter().map(|row| row.scope.contract).collect();
    let found = contracts_by_ids(read, &ids).await?;
    Ok(found.into_iter().map(|row| (row.id, Contract::from(row))).collect())
}

/// A reconciliation statement that was asked of 1C.
#[Object]
impl Reconciliation {
    /// The id of the request. The statement is at
    /// `/files/organizations/{organization}/reconciliations/{id}.pdf`, and beside our own ledger as
    /// `.xlsx` and `.csv`, once 1C has answered.
    async fn id(&self) -> GlobalId<ReconciliationId> {
        GlobalId(self.row.id)
    }

    /// The contract; null when it is not known here any more.
    async fn contract(&self) -> Option<Contract> {
        self.contract.clone()
    }

    /// The currency, by its code of ISO 4217.
    async fn currency(&self) -> &str {
        self.row.scope.currency.code()
    }

    /// The first day.
    async fn from(&self) -> NaiveDate {
        self.row.scope.from
    }

    /// The last day.
    async fn to(&self) -> NaiveDate {
        self.row.scope.to
    }

    /// Where it stands.
    async fn status(&self) -> ReconciliationStatusWord {
        self.row.status.into()
    }

    /// Which time it is asked, from 1.
    async fn round(&self) -> i64 {
        self.row.round
    }

    /// Who asked last.
    async fn requested_by(&self) -> Actor {
        self.actor(&self.row.requested.actor)
    }

    /// When they asked.
    async fn requested_at(&self) -> DateTime<Utc> {
        self.row.requested.at
    }

    /// When 1C fetched it; null when it did not yet.
    async fn sent_at(&self) -> Option<DateTime<Utc>> {
        self.row.sent_at
    }

    /// When 1C was reminded; null when it was not.
    async fn reminded_at(&self) -> Option<DateTime<Utc>> {
        self.row.reminded_at
    }

    /// Until when it is waited; null when nobody waits.
    async fn expires_at(&self) -> Option<DateTime<Utc>> {
        self.row.status.is_open().then_some(self.row.expires_at)
    }

    /// When 1C answered, or nobody waited any more; null while somebody waits.
    async fn ended_at(&self) -> Option<DateTime<Utc>> {
        self.row.ended_at
    }

    /// Why there is no statement, as 1C says it; null when it says nothing.
    async fn reason(&self) -> Option<&str> {
        self.row.reason.as_deref()
    }

    /// What 1C answered last, in whichever round; null when it never did.
    async fn statement(&self, ctx: &Context<'_>) -> Result<Option<ErpStatement>> {
        let Some(answer) = &self.row.answer else { return Ok(None) };
        let mut read = self.standpoint.read(ctx).await?;
        let lines = answered_lines(&mut read, &self.row).await.map_err(unread)?;
        Ok(Some(ErpStatement::of(answer, &lines, self.row.scope.currency)))
    }

    /// What 1C answered last, line by line beside our ledger as it is now; null when it never did.
    async fn comparison(&self, ctx: &Context<'_>) -> Result<Option<StatementComparison>> {
        let Some(answer) = &self.row.answer else { return Ok(None) };
        let mut read = self.standpoint.read(ctx).await?;
        let lines = answered_lines(&mut read, &self.row).await.map_err(unread)?;
        let organization = self.row.scope.organization;
        let ours = turnover(&mut read, organization, &self.row.stretch(None)).await.map_err(unread)?;
        let Some(ours) = ours else { return Ok(None) };
        let compared = compare(&as_lines(&ours.movements), &named_as_ours(&lines, &self.row));
        Ok(Some(StatementComparison::of(answer, &ours, &compared, self.row.scope.currency)))
    }

    /// With what the organization agreed last; null when it never did.
    async fn agreed(&self) -> Option<AgreedStatement> {
        let agreed = self.row.agreed.as_ref()?;
        Some(AgreedStatement {
            by: self.actor(&agreed.by.actor),
            at: agreed.by.at,
            known_at: agreed.known_at,
            closing: self.money(agreed.closing),
        })
    }

    /// What changed in the period since the organization agreed: documents that came, were changed
    /// or reversed later. Empty when it never agreed.
    async fn changes_since_agreed(&self, ctx: &Context<'_>) -> Result<Vec<StatementChange>> {
        let Some(agreed) = &self.row.agreed else { return Ok(Vec::new()) };
        let mut read = self.standpoint.read(ctx).await?;
        let (organization, row) = (self.row.scope.organization, &self.row);
        let (then, now) = (row.stretch(Some(agreed.known_at)), row.stretch(None));
        let then = turnover(&mut read, organization, &then).await.map_err(unread)?.unwrap_or_default();
        let now = turnover(&mut read, organization, &now).await.map_err(unread)?.unwrap_or_default();
        let compared = compare(&as_lines(&then.movements), &as_lines(&now.movements));
        Ok(StatementChange::all(&compared, row.scope.currency))
    }
}

impl Reconciliation {
    fn money(&self, amount: Decimal) -> MoneyValue {
        Money::new(to_hundredths(amount), self.row.scope.currency).into()
    }

    fn actor(&self, actor: &domain::journal::Actor) -> Actor {
        Actor { actor: actor.clone(), standpoint: self.standpoint }
    }
}

impl Asking {
    /// Asks for something about a reconciliation statement, and reads it as it is then.
    pub(super) async fn of_reconciliation<C: Command>(
        &self,
        ctx: &Context<'_>,
        command: Result<C, CommandError>,
        id: impl FnOnce(C::Outcome) -> ReconciliationId + Send,
    ) -> Result<(Option<Reconciliation>, Answer)> {
        let mut carried = self.carry_out(ctx, command).await?;
        let Some(outcome) = carried.outcome else { return Ok((None, carried.answer)) };
        let id = id(outcome);
        carried.answer.seen_by(ctx, &[TABLE], &id.to_string()).await?;
        let found = reconciliation_of(ctx, (self.standpoint(), self.organization()), id).await?;
        Ok((found, carried.answer))
    }
}
