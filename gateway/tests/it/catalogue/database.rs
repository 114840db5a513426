//! A database of its own for each test.

use domain::vocabulary::PersonId;
use projections::{Reads, ScopedRead};
use sqlx::pool::PoolConnection;
use sqlx::postgres::PgPoolOptions;
use sqlx::{Connection, Executor, PgConnection, PgPool, Postgres};
use uuid::Uuid;

/// An empty, migrated database on the server of `KABINET_TEST_DATABASE_URL`.
pub async fn migrated() -> PgPool {
    let server = std::env::var("KABINET_TEST_DATABASE_URL")
        .expect("KABINET_TEST_DATABASE_URL names a PostgreSQL server on which databases can be made");
    let folder = tempfile::Builder::new().rand_bytes(12).tempdir().unwrap();
    let name = format!("catalogue_{}", unique(&folder));
    let mut connection = PgConnection::connect(&server).await.unwrap();
    for role in ["kabinet_owner", "kabinet_writer", "kabinet_reader"] {
        let create = format!(
            "do $$ begin create role {role}; exception when duplicate_object or unique_violation then null; end $$"
        );
        connection.execute(create.as_str()).await.unwrap();
    }
    connection.execute(format!("create database {name}").as_str()).await.unwrap();
    let mut url = server.rsplit_once('/').unwrap().0.to_owned();
    url.push('/');
    url.push_str(&name);
    let pool = PgPool::connect(&url).await.unwrap();
    sqlx::migrate!("../migrations").run(&pool).await.unwrap();
    pool
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
pub async fn reader(pool: &PgPool) -> PoolConnection<Postgres> {
    let mut connection = pool.acquire().await.unwrap();
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
