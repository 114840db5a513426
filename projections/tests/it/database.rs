//! A database of its own for each test, with the roles of the service.

use std::str::FromStr;

use domain::journal::Recorded;
use domain::organizations::Role;
use domain::vocabulary::{OrganizationId, PersonId};
use projections::{Projection, Reads, ScopedRead, projector, registry};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{Connection, Executor, PgConnection, PgPool};

/// A migrated database with empty read tables. It is gone when this is dropped.
pub struct Database {
    server: PgConnectOptions,
    name: String,
    /// Connections of the owner.
    pub owner: PgPool,
    /// Connections of the writer.
    pub writer: PgPool,
    /// Connections of the reader.
    pub reader: PgPool,
}

impl Database {
    /// Makes one on the server of `KABINET_TEST_DATABASE_URL`.
    pub async fn new() -> Self {
        let url = std::env::var("KABINET_TEST_DATABASE_URL").expect(
            "KABINET_TEST_DATABASE_URL must name a PostgreSQL server and a superuser of it; script/test does so",
        );
        let server =
            PgConnectOptions::from_str(&url).expect("KABINET_TEST_DATABASE_URL is a URL of PostgreSQL");
        let name = create(&server).await;
        let role = |role: &str| {
            let options = server.clone().database(&name);
            let options = options.options([("role", role), ("search_path", "read,public")]);
            PgPoolOptions::new().max_connections(8).connect_lazy_with(options)
        };
        let database = Self {
            owner: role("kabinet_owner"),
            writer: role("kabinet_writer"),
            reader: role("kabinet_reader"),
            server,
            name,
        };
        let mut migrator = sqlx::migrate!("../migrations");
        migrator.set_locking(false);
        let mut migrating = PgPoolOptions::new()
            .connect_with(
                database.server.clone().database(&database.name).options([("role", "kabinet_owner")]),
            )
            .await
            .unwrap()
            .acquire()
            .await
            .unwrap();
        migrator.run(&mut *migrating).await.unwrap();
        registry::install(&database.owner).await.unwrap();
        database
    }

    /// Gives a person roles in an organization, or at the `supplier`.
    pub async fn grant(&self, person: PersonId, organization: &str, roles: &[Role]) {
        let roles: Vec<String> = roles.iter().map(ToString::to_string).collect();
        sqlx::query(
            "INSERT INTO organizations.access (person, organization, roles) VALUES ($1, $2, $3)
             ON CONFLICT ON CONSTRAINT access_pkey DO UPDATE SET roles = excluded.roles",
        )
        .bind(person.uuid())
        .bind(organization)
        .bind(roles)
        .execute(&self.writer)
        .await
        .unwrap();
    }

    /// A read of a member, who was granted the roles before.
    pub async fn member(&self, person: PersonId, organization: OrganizationId) -> ScopedRead {
        Reads::new(self.reader.clone()).member(person, organization).await.unwrap()
    }

    /// A read of one of the staff, who was granted the roles before.
    pub async fn staff(&self, person: PersonId) -> ScopedRead {
        Reads::new(self.reader.clone()).staff(person).await.unwrap()
    }

    /// Projects events into every read model, in pages of a size.
    pub async fn project(&self, events: &[Recorded], page: usize) {
        for projection in registry::all() {
            self.project_into(projection.as_ref(), events, page).await;
        }
    }

    /// Projects events into a read model, in pages of a size.
    pub async fn project_into(&self, projection: &dyn Projection, events: &[Recorded], page: usize) {
        for page in events.chunks(page) {
            let mut transaction = self.writer.begin().await.unwrap();
            projector::project(&mut transaction, projection, page).await.unwrap();
            transaction.commit().await.unwrap();
        }
    }

    /// The rows of all read tables, as text.
    pub async fn rows(&self) -> Vec<(String, String)> {
        let mut tables = Vec::new();
        for table in tables_of_all() {
            let rows: Option<String> = sqlx::query_scalar(&format!(
                "SELECT string_agg(t::text, E'\\n' ORDER BY t::text) FROM {table} t"
            ))
            .fetch_one(&self.owner)
            .await
            .unwrap();
            tables.push((table.to_owned(), rows.unwrap_or_default()));
        }
        tables
    }
}

/// The names of all read tables.
pub fn tables_of_all() -> Vec<&'static str> {
    registry::all().iter().flat_map(|projection| projection.tables()).map(|table| table.name).collect()
}

async fn create(server: &PgConnectOptions) -> String {
    let mut connection = PgConnection::connect_with(server).await.unwrap();
    for role in ["kabinet_owner", "kabinet_writer", "kabinet_reader"] {
        // Another test may make it at this moment.
        let create = format!(
            "DO $$ BEGIN CREATE ROLE {role} NOLOGIN;
             EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
        );
        connection.execute(create.as_str()).await.unwrap();
    }
    let unique: String = sqlx::query_scalar("SELECT replace(gen_random_uuid()::text, '-', '')")
        .fetch_one(&mut connection)
        .await
        .unwrap();
    let name = format!("reading_{unique}");
    connection.execute(format!("CREATE DATABASE {name} OWNER kabinet_owner").as_str()).await.unwrap();
    name
}

impl Drop for Database {
    /// On a thread of its own, because the test's runtime is busy dropping.
    fn drop(&mut self) {
        let (server, drop) = (self.server.clone(), format!("DROP DATABASE {} WITH (FORCE)", self.name));
        let dropping = std::thread::spawn(move || {
            tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
                let mut connection = PgConnection::connect_with(&server).await.unwrap();
                connection.execute(drop.as_str()).await.unwrap();
            });
        });
        let dropped = dropping.join();
        assert!(dropped.is_ok() || std::thread::panicking(), "the database is dropped");
    }
}
