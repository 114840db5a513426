//! A database of its own for each test, with the roles and the migrations of the product.

use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{Connection, Executor, PgConnection, PgPool};

/// Names the server, as a superuser.
const SERVER: &str = "KABINET_TEST_DATABASE_URL";

static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("../migrations");
static NEXT: AtomicU32 = AtomicU32::new(0);

/// A database that is dropped with the value.
pub struct Database {
    server: PgConnectOptions,
    name: String,
    /// Connections of the role that appends.
    pub pool: PgPool,
}

impl Database {
    /// Makes a database.
    pub async fn fresh() -> Self {
        let server = server();
        let name = format!("it_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let mut connection = PgConnection::connect_with(&server).await.expect("the test server answers");
        make_roles(&mut connection).await;
        for statement in
            [format!("DROP DATABASE IF EXISTS {name}"), format!("CREATE DATABASE {name} OWNER kabinet_owner")]
        {
            connection.execute(statement.as_str()).await.expect("a database can be made");
        }
        let owner = pool(&server, &name, "kabinet_owner", 1);
        MIGRATIONS.run(&owner).await.expect("the migrations run");
        owner.close().await;
        let pool = pool(&server, &name, "kabinet_writer", 16);
        Self { server, name, pool }
    }

    /// Connections of another role, or of a writer of its own.
    pub fn connections(&self, role: &str, most: u32) -> PgPool {
        pool(&self.server, &self.name, role, most)
    }

    /// Waits until this many sessions of the database wait for a lock.
    pub async fn until_waiting(&self, sessions: i64) {
        let observer = self.connections("postgres", 1);
        loop {
            let waiting: i64 = sqlx::query_scalar(
                "SELECT count(*) FROM pg_stat_activity
                  WHERE datname = current_database() AND wait_event_type = 'Lock'",
            )
            .fetch_one(&observer)
            .await
            .expect("the activity can be read");
            if waiting >= sessions {
                return;
            }
            tokio::task::yield_now().await;
        }
    }

    /// A number that a query gives.
    pub async fn number(&self, query: &str) -> i64 {
        sqlx::query_scalar(query).fetch_one(&self.pool).await.expect(query)
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let statement = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
        let server = self.server.clone();
        let dropping = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.expect("a runtime").block_on(async {
                let mut connection = PgConnection::connect_with(&server).await?;
                connection.execute(statement.as_str()).await
            })
        });
        let dropped = dropping.join().expect("dropping does not panic");
        if !std::thread::panicking() {
            dropped.expect("the database can be dropped");
        }
    }
}

fn server() -> PgConnectOptions {
    let url = std::env::var(SERVER).unwrap_or_else(|_| {
        panic!("set {SERVER} to the URL of a PostgreSQL superuser, like postgres://postgres@127.0.0.1:5432/postgres")
    });
    url.parse().expect("the URL of the test server can be read")
}

/// Another test may be making them at this moment.
async fn make_roles(connection: &mut PgConnection) {
    for role in ["kabinet_owner", "kabinet_writer", "kabinet_reader"] {
        let make = format!(
            "DO $$ BEGIN
                 IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') THEN CREATE ROLE {role}; END IF;
             EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
             END $$"
        );
        connection.execute(make.as_str()).await.expect("roles can be made");
    }
}

fn pool(server: &PgConnectOptions, database: &str, role: &str, most: u32) -> PgPool {
    let options = server.clone().database(database).options([("role", role)]);
    PgPoolOptions::new().max_connections(most).connect_lazy_with(options)
}
