//! A page of documents of the settlement ledger, with what settled them.

use std::collections::BTreeMap;

use async_graphql::connection::{Connection, EmptyFields};
use async_graphql::{Context, InputObject, Result};
use chrono::NaiveDate;
use domain::vocabulary::{ContractId, Money, OrderId, OrganizationId, SettlementDocumentId, to_hundredths};
use projections::accounts::{EntryFilter, EntryRow, entries, entries_by_ids, parts};
use projections::organizations::contracts_by_ids;
use projections::{Cursor, ReadError, ScopedRead};

use super::account::currency;
use super::entry::{SettlementEntry, SettlementPart};
use super::words::SettlementKindWord;
use crate::graphql::connection::{Keyset, Page, PageArguments};
use crate::graphql::errors::unread;
use crate::graphql::global_id::GlobalId;
use crate::graphql::standpoint::Standpoint;
use crate::organizations::contract::Contract;

/// A page of documents.
pub type SettlementEntryConnection = Connection<Keyset<Cursor>, SettlementEntry, EmptyFields>;

/// Which documents.
#[derive(Default, InputObject)]
pub struct SettlementFilterInput {
    /// Only under this contract.
    contract_id: Option<GlobalId<ContractId>>,
    /// Only in this currency, by its code of ISO 4217.
    currency: Option<String>,
    /// Only of these kinds.
    #[graphql(default, validator(max_items = 10))]
    kinds: Vec<SettlementKindWord>,
    /// Only what is not settled.
    #[graphql(default)]
    open_only: bool,
    /// Only of this accounting date or later.
    from: Option<NaiveDate>,
    /// Only up to this accounting date.
    to: Option<NaiveDate>,
    /// Only about this order.
    order_id: Option<GlobalId<OrderId>>,
}

impl SettlementFilterInput {
    fn filter(self) -> Result<EntryFilter> {
        Ok(EntryFilter {
            contract: self.contract_id.map(|id| id.0),
            currency: self.currency.as_deref().map(currency).transpose()?,
            kinds: self.kinds.into_iter().map(Into::into).collect(),
            open_only: self.open_only,
            from: self.from,
            to: self.to,
            order: self.order_id.map(|id| id.0),
        })
    }
}

/// A page of the documents of an organization, the latest first.
pub async fn entry_connection(
    ctx: &Context<'_>,
    (standpoint, organization): (Standpoint, OrganizationId),
    today: NaiveDate,
    filter: SettlementFilterInput,
    page: &PageArguments,
) -> Result<SettlementEntryConnection> {
    let (page, filter) = (Page::of(page)?, filter.filter()?);
    let mut read = standpoint.read(ctx).await?;
    let slice = entries(&mut read, organization, &filter, &page.request()).await.map_err(unread)?;
    let around = Around::of(&mut read, organization, &slice.rows).await.map_err(unread)?;
    let node = |row: EntryRow| {
        let contract = around.contracts.get(&row.contract).cloned();
        let settled = around.settled.get(&row.document).cloned().unwrap_or_default();
        SettlementEntry { row, contract, settled, today, standpoint }
    };
    Ok(page.connect_slice(slice, |row| (row.cursor(), node(row)), EmptyFields))
}

/// What belongs to the documents of a page.
struct Around {
    contracts: BTreeMap<ContractId, Contract>,
    settled: BTreeMap<SettlementDocumentId, Vec<SettlementPart>>,
}

impl Around {
    async fn of(
        read: &mut ScopedRead,
        organization: OrganizationId,
        rows: &[EntryRow],
    ) -> Result<Self, ReadError> {
        let documents: Vec<_> = rows.iter().map(|row| row.document).collect();
        let contracts: Vec<_> = rows.iter().map(|row| row.contract).collect();
        let contracts = contracts_by_ids(read, &contracts).await?;
        let parts = parts(read, &documents).await?;
        let others: Vec<_> = parts.values().flatten().map(|part| part.by).collect();
        let others = entries_by_ids(read, organization, &others).await?;
        let others: BTreeMap<_, _> = others.into_iter().map(|row| (row.document, row)).collect();
        let settled = parts.into_iter().map(|(document, parts)| {
            let parts = parts.iter().filter_map(|part| Some((part.amount, others.get(&part.by)?)));
            let part = |(amount, other): (_, &EntryRow)| SettlementPart {
                id: GlobalId(other.document),
                kind: other.kind.into(),
                number: other.number.clone(),
                date: other.effective,
                amount: Money::new(to_hundredths(amount), other.currency).into(),
            };
            let mut parts: Vec<_> = parts.map(part).collect();
            parts.sort_by(|a, b| (a.date, &a.number).cmp(&(b.date, &b.number)));
            (document, parts)
        });
        Ok(Self {
            settled: settled.collect(),
            contracts: contracts.into_iter().map(|row| (row.id, Contract::from(row))).collect(),
        })
    }
}
