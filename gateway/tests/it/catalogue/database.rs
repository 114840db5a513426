//! A database of its own for each test.

use std::str::FromStr;

use domain::vocabulary::PersonId;
use gateway::database;
use projections::{Reads, ScopedRead};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{ConnectOptions, Executor, PgConnection, PgPool};
use uuid::Uuid;

/// An empty database on the server for tests with all tables, as the role that may write.
pub async fn migrated() -> PgPool {
    let server = std::env::var("KABINET_TEST_DATABASE_URL")
        .expect("KABINET_TEST_DATABASE_URL names no server for tests: run script/test, or source script/test-database");
    let server = PgConnectOptions::from_str(&server).unwrap();
    let name = format!("catalogue_{}", unique(&tempfile::tempdir().unwrap()));
    let mut session = server.connect().await.unwrap();
    session.execute(format!("create database {name}").as_str()).await.unwrap();
    let pools = database::connect(server.database(&name)).await.unwrap();
    database::bring_up_to_date(&pools).await.unwrap();
    pools.writer.clone()
}

/// A read of one of the supplier's staff.
pub async fn staff(pool: &PgPool) -> ScopedRead {
    let person = PersonId(Uuid::from_u128(1));
    sqlx::query(
        "insert into organizations.access (person, organization, roles) values ($1, 'supplier', '{support}')
         on conflict do nothing",
    )
    .bind(person.uuid())
    .execute(pool)
    .await
    .unwrap();
    let readers = PgPoolOptions::new().after_connect(|connection, _| {
        Box::pin(async { connection.execute("set role kabinet_reader").await.map(drop) })
    });
    let readers = readers.connect_with((*pool.connect_options()).clone()).await.unwrap();
    Reads::new(readers).staff(person).await.unwrap()
}

/// A connection of the role that may read.
pub async fn reader(pool: &PgPool) -> PgConnection {
    let mut connection = pool.acquire().await.unwrap().detach();
    connection.execute("set role kabinet_reader").await.unwrap();
    connection
}

/// A name that nobody else has: that of a new folder.
fn unique(folder: &tempfile::TempDir) -> String {
    Uuid::new_v5(&Uuid::NAMESPACE_URL, folder.path().as_os_str().as_encoded_bytes()).simple().to_string()
}

/// A number of rows.
pub async fn count(pool: &PgPool, query: &'static str) -> i64 {
    sqlx::query_scalar(query).fetch_one(pool).await.unwrap()
}
