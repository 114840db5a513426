//! Documents of 1C in the settlement ledger of the tests.

use chrono::NaiveDate;
use commands::accounts::{Arrival, Arrived, settle};
use commands::{Request, Requester};
use domain::accounts::settlement::{
    Allocation, Entry, EntryKind, Reversal, Side, Source, settlement_document_id,
};
use domain::exchange::BaseName;
use domain::journal::{Position, Tenant};
use domain::vocabulary::{ContractId, Currency, OrganizationId, SettlementDocumentId};
use uuid::Uuid;

use crate::server::Server;

pub fn base() -> BaseName {
    "ut".parse().unwrap()
}

/// The id of a document of an organization, by its id in 1C.
pub fn document(organization: OrganizationId, id: &str) -> SettlementDocumentId {
    settlement_document_id(&Source::new(base(), id).unwrap(), organization)
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A document in rubles; its id in 1C is its number.
pub fn entry(
    (organization, contract): (OrganizationId, ContractId),
    kind: EntryKind,
    number: &str,
    effective: &str,
    amount: u32,
) -> Entry {
    Entry {
        organization,
        contract,
        currency: Currency::RUB,
        kind,
        side: kind.side().unwrap_or(Side::Debit),
        number: number.to_owned(),
        effective: day(effective),
        amount: amount.into(),
        due: None,
        order: None,
        allocations: Vec::new(),
    }
}

/// The document settles another one of the same organization.
pub fn settling(entry: Entry, id: &str, amount: u32) -> Entry {
    let target = document(entry.organization, id);
    Entry { allocations: vec![Allocation { target, amount: amount.into() }], ..entry }
}

/// The version of a document that 1C sends.
pub fn posted(version: u64, entry: Entry) -> Arrived {
    Arrived { id: entry.number.clone(), version, what: Arrival::Posted(Box::new(entry)) }
}

pub fn cancelled(version: u64, organization: OrganizationId, id: &str) -> Arrived {
    let why = Reversal::Unposted;
    Arrived { id: id.to_owned(), version, what: Arrival::Cancelled { organization, why } }
}

/// 1C sends documents, and all of them are taken.
pub async fn send(server: &Server, arrived: Vec<Arrived>) -> Position {
    let commands = &server.commands;
    let mut transaction = commands.pool().begin().await.unwrap();
    let (request, requester) = (Request::new(Uuid::from_u128(1)), Requester::console(Tenant::Supplier));
    let settled = settle(&mut transaction, commands.ports(), &requester, &request, &base(), arrived).await;
    transaction.commit().await.unwrap();
    let position = settled.unwrap().position.expect("something changed");
    commands.wake().reached(position);
    position
}
