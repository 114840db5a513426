//! A journal with an event that the code cannot read is refused, however long it is.

use commands::journal::{StoreError, readable};
use domain::journal::Undecodable;

use crate::database::Database;
use crate::writing::{append, stream, tenant};

async fn skip_to(database: &Database, position: i64) {
    let owner = database.connections("kabinet_owner", 1);
    sqlx::query("SELECT setval('journal.position', $1)")
        .bind(position)
        .execute(&owner)
        .await
        .expect("skipped");
}

async fn remembered(database: &Database) -> i64 {
    database.number("SELECT coalesce(max(position), -1) FROM journal.readable").await
}

#[tokio::test]
async fn what_was_looked_at_is_remembered_before_the_end_is_reached() {
    let database = Database::fresh().await;
    append(tenant(), vec![stream("a", 1, 2)]).write(&database.pool).await.expect("written");
    skip_to(&database, 250_000).await;
    let mut strange = stream("b", 1, 1);
    strange.events[0].event_type = "Enchanted".to_owned();
    append(tenant(), vec![strange]).write(&database.pool).await.expect("written");
    let refused = readable::check(&database.pool).await.expect_err("it cannot be read");
    assert!(matches!(refused, StoreError::Undecodable(Undecodable::UnknownVersion { .. })), "{refused:?}");
    assert_eq!(remembered(&database).await, 200_000, "two windows");
}

#[tokio::test]
async fn a_readable_journal_is_looked_at_to_its_end_once() {
    let database = Database::fresh().await;
    append(tenant(), vec![stream("a", 1, 2)]).write(&database.pool).await.expect("written");
    skip_to(&database, 150_000).await;
    append(tenant(), vec![stream("b", 1, 1)]).write(&database.pool).await.expect("written");
    readable::check(&database.pool).await.expect("readable");
    assert_eq!(remembered(&database).await, 149_001, "all but the last thousand");
    readable::check(&database.pool).await.expect("still readable");
}
