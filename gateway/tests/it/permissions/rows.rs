//! The second wall: what the database itself gives, whatever the service would ask.

use std::collections::BTreeSet;

use sqlx::error::DatabaseError;
use sqlx::{Executor as _, PgConnection, PgPool};

use super::trade::Trade;
use crate::world::ORGANIZATION;

/// What the reader may read whole: it belongs to nobody, or is the supplier's.
const WHOLE: [&str; 16] = [
    "catalogue.categories",
    "catalogue.generation",
    "catalogue.prices",
    "catalogue.price_types",
    "catalogue.products",
    "catalogue.properties",
    "catalogue.property_values",
    "catalogue.stock",
    "catalogue.taken_files",
    "catalogue.units",
    "catalogue.warehouses",
    "catalogue.words",
    "journal.projections",
    "accounts.bases_heard",
    "ordering.delivery_ways",
    "organizations.legal_entities",
];
/// What the reader may not read at all.
const HIDDEN: [&str; 6] = [
    "catalogue.quarantine",
    "identity.attempts",
    "identity.credentials",
    "identity.sessions",
    "journal.claims",
    "journal.idempotency",
];

/// The tables of ours that fit a condition on `pg_class` as `it`.
async fn tables(database: &PgPool, condition: &str) -> BTreeSet<String> {
    let query = format!(
        "SELECT it.oid::regclass::text FROM pg_class it JOIN pg_namespace place ON place.oid = it.relnamespace
          WHERE it.relkind IN ('r', 'p') AND place.nspname NOT IN ('pg_catalog', 'information_schema', 'public')
            AND place.nspname NOT LIKE 'pg\\_%' AND ({condition})"
    );
    sqlx::query_scalar(&query).fetch_all(database).await.unwrap().into_iter().collect()
}

const READABLE: &str = "has_table_privilege('kabinet_reader', it.oid, 'SELECT')";
const HAS_ORGANIZATION: &str = "EXISTS (SELECT FROM pg_attribute column_of_it
    WHERE column_of_it.attrelid = it.oid AND column_of_it.attname = 'organization')";

#[tokio::test]
async fn every_table_that_is_read_is_behind_row_security() {
    let trade = Trade::open().await;
    let database = &trade.world.server.database;
    let open =
        tables(database, &format!("{READABLE} AND NOT (it.relrowsecurity AND it.relforcerowsecurity)")).await;
    let whole: BTreeSet<String> = WHOLE.map(str::to_owned).into();
    assert_eq!(open, whole, "without row security, and what is declared to need none");
    let of_organizations = tables(database, &format!("{READABLE} AND {HAS_ORGANIZATION}")).await;
    assert!(of_organizations.len() >= 8, "{of_organizations:?}");
    assert!(of_organizations.is_disjoint(&whole));
    let readable = tables(database, READABLE).await;
    let seen: Vec<_> = HIDDEN.into_iter().filter(|table| readable.contains(*table)).collect();
    assert_eq!(seen, Vec::<&str>::new(), "the reader sees secrets");
    let there = tables(database, "true").await;
    assert!(HIDDEN.iter().all(|table| there.contains(*table)), "what is hidden is there");
}

#[tokio::test]
async fn the_reader_sees_no_row_without_its_organization() {
    let trade = Trade::open().await;
    let database = &trade.world.server.database;
    let guarded = tables(database, &format!("{READABLE} AND it.relrowsecurity")).await;
    let mut filled = 0;
    for table in guarded {
        let query = format!("SELECT count(*) FROM {table}");
        let all = count(&mut database.acquire().await.unwrap(), &query).await;
        let mut reader = reader(database).await;
        let shown = count(&mut reader, &query).await;
        assert_eq!(shown, 0, "{table} shows rows without settings");
        filled += usize::from(all > 0);
    }
    assert!(filled >= 8, "the world fills the tables");
    let of_organizations = tables(database, &format!("{READABLE} AND {HAS_ORGANIZATION}")).await;
    for table in of_organizations {
        let wrong = strange_rows(database, &table).await;
        assert_eq!(wrong, 0, "{table} shows rows of another organization");
    }
}

async fn reader(database: &PgPool) -> sqlx::Transaction<'static, sqlx::Postgres> {
    let mut transaction = database.begin().await.unwrap();
    transaction.execute("SET LOCAL ROLE kabinet_reader").await.unwrap();
    transaction
}

async fn count(connection: &mut PgConnection, query: &str) -> i64 {
    sqlx::query_scalar(query).fetch_one(connection).await.unwrap_or_else(|error| panic!("{query}: {error}"))
}

/// Rows that the settings of the organization show, though they belong to another one.
async fn strange_rows(database: &PgPool, table: &str) -> i64 {
    let mut reader = reader(database).await;
    let settings = format!("SELECT set_config('kabinet.organization', '{ORGANIZATION}', true)");
    reader.execute(settings.as_str()).await.unwrap();
    let query = format!("SELECT count(*) FROM {table} WHERE organization <> '{ORGANIZATION}'");
    count(&mut reader, &query).await
}

#[tokio::test]
async fn the_writer_can_only_add_to_the_journal() {
    let trade = Trade::open().await;
    for statement in [
        "UPDATE journal.events SET actor = 'console'",
        "DELETE FROM journal.events",
        "TRUNCATE journal.events",
    ] {
        let mut transaction = trade.world.server.database.begin().await.unwrap();
        transaction.execute("SET LOCAL ROLE kabinet_writer").await.unwrap();
        let refused = transaction.execute(statement).await.expect_err("the journal is append-only");
        let code = refused.as_database_error().and_then(DatabaseError::code).unwrap_or_default();
        assert_eq!(code, "42501", "{statement}: {refused}");
    }
}
