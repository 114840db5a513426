//! Documents of 1C on their way into the settlement ledger.

use chrono::NaiveDate;
use commands::accounts::{Arrival, Arrived, Settled, SettledAll, settle};
use commands::journal::{StoredStream, load};
use commands::{Request, Requester};
use domain::accounts::settlement::{
    Entry, EntryKind, Reversal, SettlementDocument, Side, Source, settlement_document_id,
};
use domain::exchange::BaseName;
use domain::journal::{Fact, Tenant};
use domain::vocabulary::{ContractId, Currency, OrganizationId};
use rust_decimal::Decimal;
use uuid::Uuid;

use crate::clock::ports;
use crate::database::Database;
use crate::writing::new_id;

const FIRST: OrganizationId = OrganizationId(Uuid::from_u128(1));
const SECOND: OrganizationId = OrganizationId(Uuid::from_u128(2));

fn base() -> BaseName {
    "ut".parse().expect("a name")
}

fn invoice(organization: OrganizationId, amount: i64) -> Entry {
    Entry {
        organization,
        contract: ContractId(Uuid::from_u128(9)),
        currency: Currency::RUB,
        kind: EntryKind::Invoice,
        side: Side::Debit,
        number: "УТ-1".to_owned(),
        effective: NaiveDate::from_ymd_opt(2026, 3, 1).expect("a day"),
        amount: Decimal::from(amount),
        due: None,
        order: None,
        allocations: Vec::new(),
    }
}

fn posted(id: &str, version: u64, organization: OrganizationId, amount: i64) -> Arrived {
    Arrived { id: id.to_owned(), version, what: Arrival::Posted(Box::new(invoice(organization, amount))) }
}

fn cancelled(id: &str, version: u64, organization: OrganizationId) -> Arrived {
    let why = Reversal::Unposted;
    Arrived { id: id.to_owned(), version, what: Arrival::Cancelled { organization, why } }
}

async fn take(database: &Database, arrived: Vec<Arrived>) -> SettledAll {
    let (ports, requester) = (ports(7), Requester::console(Tenant::Supplier));
    // Ids of events are never given twice, whichever call asks for them.
    let request = Request::new(new_id());
    let ports = commands::ports::Ports { ids: std::sync::Arc::new(NewIds), ..ports };
    let mut transaction = database.pool.begin().await.expect("a transaction");
    let settled = settle(&mut transaction, &ports, &requester, &request, &base(), arrived).await;
    let settled = settled.expect("the documents are looked at");
    transaction.commit().await.expect("committed");
    settled
}

struct NewIds;

impl commands::ports::Ids for NewIds {
    fn next(&self) -> Uuid {
        new_id()
    }
}

/// What became of each, as one word.
async fn outcomes(database: &Database, arrived: Vec<Arrived>) -> Vec<String> {
    let word = |settled: &Settled| match settled {
        Settled::Refused(refusal) => refusal.code().to_owned(),
        other => format!("{other:?}"),
    };
    take(database, arrived).await.each.iter().map(word).collect()
}

async fn stream(database: &Database, id: &str, organization: OrganizationId) -> StoredStream {
    let document = settlement_document_id(&Source::new(base(), id).expect("an id"), organization);
    StoredStream::read(&database.pool, "settlement_document", &document.to_string())
        .await
        .expect("the stream")
}

async fn events(database: &Database, id: &str, organization: OrganizationId) -> Vec<String> {
    let facts = stream(database, id, organization).await.facts().expect("readable");
    facts.iter().map(Fact::event_type).collect()
}

/// What is kept beside the streams is what they fold to.
async fn heads_are_true(database: &Database) {
    let rows: Vec<(Uuid, i64, i64, Option<Vec<u8>>)> =
        sqlx::query_as("SELECT document, sequence, version, counts FROM accounts.settlement_heads")
            .fetch_all(&database.connections("postgres", 1))
            .await
            .expect("the heads");
    let streams = "SELECT count(DISTINCT aggregate_id) FROM journal.events";
    assert_eq!(i64::try_from(rows.len()).expect("few"), database.number(streams).await);
    for (document, sequence, version, counts) in rows {
        let loaded = load::load::<SettlementDocument>(&database.pool, document).await.expect("loaded");
        let standing = loaded.standing().expect("it stands somehow");
        assert_eq!((loaded.sequence, standing.version), (sequence, version.cast_unsigned()));
        assert_eq!(standing.counts.map(Vec::from), counts);
    }
}

#[tokio::test]
async fn documents_of_several_organizations_are_taken_at_once() {
    let database = Database::fresh().await;
    let arrived = vec![posted("a", 1, FIRST, 10), posted("b", 1, SECOND, 20), posted("c", 1, FIRST, 30)];

    let settled = take(&database, arrived).await;

    assert!(settled.each.iter().all(|one| matches!(one, Settled::Posted)));
    let last = database.number("SELECT max(position) FROM journal.events").await;
    assert_eq!(settled.position.expect("events").0, last);
    let owners =
        "SELECT count(*) FROM journal.events WHERE organization = payload #>> '{Posted,entry,organization}'";
    assert_eq!(database.number(owners).await, 3);
    for (id, organization) in [("a", FIRST), ("b", SECOND), ("c", FIRST)] {
        stream(&database, id, organization).await.verify().expect("the chain holds");
    }
    heads_are_true(&database).await;
}

#[tokio::test]
async fn versions_in_any_order_leave_the_latest() {
    let database = Database::fresh().await;
    let first = vec![posted("a", 3, FIRST, 10), posted("b", 2, FIRST, 10), cancelled("c", 5, FIRST)];
    assert_eq!(outcomes(&database, first.clone()).await, ["Posted", "Posted", "Reversed"]);
    assert_eq!(outcomes(&database, first).await, ["Unchanged", "Unchanged", "Unchanged"]);

    let later = vec![
        posted("a", 2, FIRST, 7),
        posted("b", 4, FIRST, 12),
        posted("c", 4, FIRST, 9),
        posted("a", 3, FIRST, 11),
        posted("a", 6, FIRST, 10),
        cancelled("b", 5, FIRST),
        posted("b", 6, FIRST, 12),
    ];

    let expected = ["Outdated", "Replaced", "Outdated", "SETTLEMENT_VERSION_CONTRADICTS", "Unchanged"];
    assert_eq!(outcomes(&database, later).await, [&expected[..], &["Reversed", "Posted"]].concat());
    assert_eq!(events(&database, "a", FIRST).await, ["Posted", "Resaved"]);
    assert_eq!(events(&database, "b", FIRST).await, ["Posted", "Replaced", "Reversed", "Posted"]);
    stream(&database, "b", FIRST).await.verify().expect("the chain holds");
    heads_are_true(&database).await;
}

#[tokio::test]
async fn a_document_that_changes_its_customer_leaves_one_ledger_for_another() {
    let database = Database::fresh().await;
    take(&database, vec![posted("a", 1, FIRST, 10)]).await;

    assert_eq!(outcomes(&database, vec![posted("a", 2, SECOND, 10)]).await, ["Posted"]);
    let again = vec![posted("a", 2, SECOND, 10), posted("a", 1, FIRST, 10), posted("a", 2, FIRST, 10)];
    assert_eq!(outcomes(&database, again).await, ["Unchanged", "Outdated", "SETTLEMENT_VERSION_CONTRADICTS"]);
    assert_eq!(outcomes(&database, vec![posted("a", 3, FIRST, 10)]).await, ["Posted"]);

    assert_eq!(events(&database, "a", FIRST).await, ["Posted", "Reversed", "Posted"]);
    assert_eq!(events(&database, "a", SECOND).await, ["Posted", "Reversed"]);
    heads_are_true(&database).await;
}

#[tokio::test]
async fn what_is_refused_leaves_the_others() {
    let database = Database::fresh().await;
    let arrived = vec![posted("a", 1, FIRST, 0), posted("", 1, FIRST, 5), posted("b", 1, FIRST, 5)];

    let expected = ["SETTLEMENT_AMOUNT_OUT_OF_RANGE", "SETTLEMENT_ID_UNUSABLE", "Posted"];
    assert_eq!(outcomes(&database, arrived).await, expected);
    assert_eq!(database.number("SELECT count(*) FROM journal.events").await, 1);
    heads_are_true(&database).await;
}

#[tokio::test]
async fn exchanges_at_the_same_time_take_each_document_once() {
    let database = std::sync::Arc::new(Database::fresh().await);
    let exchange = |shift: usize| {
        let database = std::sync::Arc::clone(&database);
        tokio::spawn(async move {
            let one = |number: usize| posted(&((number + shift) % 50).to_string(), 1, FIRST, 5);
            take(&database, (0..50).map(one).collect()).await
        })
    };
    for task in [0, 17, 34, 49].map(exchange) {
        task.await.expect("taken");
    }

    assert_eq!(database.number("SELECT count(*) FROM journal.events").await, 50);
    heads_are_true(&database).await;
}

#[tokio::test]
async fn whoever_may_not_take_in_settlements_takes_none() {
    let shop = crate::shop::Shop::open().await;
    let requester = shop.manager().await;
    let mut transaction = shop.database.pool.begin().await.expect("a transaction");
    let arrived = vec![posted("a", 1, FIRST, 10)];

    let request = Request::new(new_id());
    let refused = settle(&mut transaction, &ports(7), &requester, &request, &base(), arrived).await;

    assert!(matches!(refused, Err(commands::CommandError::Forbidden)));
}
