//! What passes by itself is told apart from what somebody has to look at.

use commands::CommandError;
use commands::journal::{StoreError, load::load};
use domain::identity::person::Person;
use domain::journal::Undecodable;
use sqlx::Executor;

use crate::database::Database;
use crate::writing::{append, new_id, stream, tenant};

#[tokio::test]
async fn a_stream_that_cannot_be_loaded_while_the_database_is_away_can_be_later() {
    let database = Database::fresh().await;
    let away = database.connections("kabinet_writer", 1);
    away.close().await;
    let error = load::<Person>(&away, new_id()).await.expect_err("nobody answers");
    assert!(matches!(error, StoreError::Repository(_)), "{error:?}");
    assert!(error.is_transient());
    assert!(CommandError::Store(error).is_transient());
}

#[tokio::test]
async fn a_session_that_the_server_ended_while_a_stream_is_loaded_is_transient() {
    let database = Database::fresh().await;
    let id = new_id();
    append(tenant(), vec![stream(id, 1, 1)]).write(&database.pool).await.expect("written");
    let busy = database.connections("kabinet_writer", 1);
    busy.execute("SET statement_timeout = 1").await.expect("set");
    let mut holding = database.connections("postgres", 1).begin().await.expect("a transaction");
    holding.execute("LOCK TABLE journal.events IN ACCESS EXCLUSIVE MODE").await.expect("locked");
    let error = load::<Person>(&busy, id).await.expect_err("cut off");
    assert!(error.is_transient(), "{error:?}");
}

#[tokio::test]
async fn the_code_of_the_server_decides() {
    let database = Database::fresh().await;
    let expected = [
        ("08006", true),
        ("25006", true),
        ("40001", true),
        ("53300", true),
        ("55P03", true),
        ("57014", true),
        ("58030", true),
        ("22003", false),
        ("23514", false),
        ("42P01", false),
    ];
    for (code, is_transient) in expected {
        let raise = format!("DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '{code}'; END $$");
        let error = database.pool.execute(raise.as_str()).await.expect_err(code);
        assert_eq!(StoreError::from(error).is_transient(), is_transient, "{code}");
    }
}

#[test]
fn what_is_stored_wrongly_stays_wrong() {
    let unknown = StoreError::from(Undecodable::UnknownAggregate("dragon".to_owned()));
    assert!(!unknown.is_transient());
    assert!(CommandError::Conflict.is_transient());
    assert!(!CommandError::NotFound.is_transient());
}
