//! A server of the user's own: the roles, and what each of them may do.

use std::str::FromStr;

use futures_util::future::join_all;
use gateway::database::{self, Databases};
use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, Executor};
use uuid::Uuid;

/// A new database on the server for tests, which `script/test` starts.
async fn new_database() -> PgConnectOptions {
    let url = std::env::var("KABINET_TEST_DATABASE_URL")
        .expect("KABINET_TEST_DATABASE_URL names no server for tests: run script/test, or source script/test-database");
    let server = PgConnectOptions::from_str(&url).expect("a URL");
    // Names of test databases need to differ, not to be unforeseeable.
    let name = format!("test_{}", Uuid::new_v5(&Uuid::NAMESPACE_OID, unique().as_bytes()).simple());
    let mut session = server.connect().await.expect("a session");
    session.execute(format!("CREATE DATABASE {name}").as_str()).await.expect("a database");
    server.database(&name)
}

fn unique() -> String {
    let folder = tempfile::tempdir().expect("a folder");
    folder.path().display().to_string()
}

/// A new database with everything in it that a service makes at start.
pub async fn connected() -> Databases {
    let pools = database::connect(new_database().await).await.expect("the pools");
    database::bring_up_to_date(&pools).await.expect("the migrations");
    pools
}

#[tokio::test]
async fn each_pool_acts_as_its_role() {
    let pools = connected().await;
    for (pool, role) in [
        (&pools.owner, "kabinet_owner"),
        (&pools.writer, "kabinet_writer"),
        (&pools.reader, "kabinet_reader"),
    ] {
        let user: String = sqlx::query_scalar("SELECT current_user::text").fetch_one(pool).await.unwrap();
        assert_eq!(user, role);
    }
}

#[tokio::test]
async fn the_reader_cannot_write_and_the_writer_cannot_change_tables() {
    let pools = connected().await;
    let refused = pools.reader.execute("CREATE SCHEMA mine").await.unwrap_err();
    assert_eq!(refused.as_database_error().unwrap().code().unwrap(), "25006");
    let refused = pools.writer.execute("CREATE SCHEMA mine").await.unwrap_err();
    assert_eq!(refused.as_database_error().unwrap().code().unwrap(), "42501");
}

#[tokio::test]
async fn several_services_set_up_one_database_at_once() {
    let options = new_database().await;
    let services = (0..8).map(|_| async {
        let pools = database::connect(options.clone()).await?;
        database::bring_up_to_date(&pools).await
    });
    let outcomes = join_all(services).await;
    let migrated =
        outcomes.into_iter().filter(|outcome| !outcome.as_ref().unwrap().pending.is_empty()).count();
    assert_eq!(migrated, 1, "services that applied the migrations");
}

#[tokio::test]
async fn a_database_of_a_newer_kabinet_is_refused() {
    let options = new_database().await;
    let pools = database::connect(options.clone()).await.unwrap();
    database::bring_up_to_date(&pools).await.unwrap();
    sqlx::query(
        "INSERT INTO kabinet._sqlx_migrations (version, description, success, checksum, execution_time)
         VALUES (999999, 'from the future', true, '', 0)",
    )
    .execute(&pools.owner)
    .await
    .unwrap();

    let refused = database::bring_up_to_date(&pools).await.unwrap_err().to_string();
    assert!(refused.contains("newer Kabinet") && refused.contains("999999"), "{refused}");
}

#[tokio::test]
async fn a_user_who_may_not_make_roles_is_told_what_to_grant() {
    let options = new_database().await;
    let database = options.get_database().unwrap().to_owned();
    let user = format!("plain_{}", &database[database.len() - 8..]);
    let mut session = options.clone().connect().await.unwrap();
    database::connect(options.clone()).await.unwrap();
    session.execute(format!("CREATE ROLE {user} LOGIN").as_str()).await.unwrap();

    let refused = database::connect(options.username(&user)).await.unwrap_err().to_string();
    session.execute(format!("DROP ROLE {user}").as_str()).await.unwrap();
    assert!(
        refused.contains(&format!("GRANT kabinet_owner, kabinet_writer, kabinet_reader TO \"{user}\"")),
        "{refused}"
    );
}
