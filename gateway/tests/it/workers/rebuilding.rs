//! Rebuilding beside other nodes.

use gateway::workers::projecting::ProjectingError;
use gateway::workers::rebuilding::rebuild;
use gateway::workers::retrying::retry_projection;
use projections::{projector, registry};

use super::{append, number, until};
use crate::own_server::connected;

#[tokio::test]
async fn a_table_of_another_version_is_neither_held_nor_rebuilt() {
    let pools = connected().await;
    append(&pools.writer, "a", 1, &["PasswordChanged"]).await;
    sqlx::query("UPDATE journal.projections SET version = version + 1 WHERE name = 'order_list'")
        .execute(&pools.writer)
        .await
        .unwrap();
    let all = registry::all();
    let all: Vec<_> = all.iter().map(AsRef::as_ref).collect();
    let mut transaction = pools.writer.begin().await.unwrap();
    let held = projector::hold(&mut transaction, &all).await.unwrap();
    assert_eq!(held.len(), all.len() - 1);
    assert!(held.iter().all(|checkpoint| checkpoint.name != "order_list"));
    transaction.rollback().await.unwrap();

    let order_list = registry::by_name("order_list").unwrap();
    let refused = rebuild(&pools.owner, order_list.as_ref()).await;
    assert!(matches!(refused, Err(ProjectingError::OtherVersion("order_list"))), "{refused:?}");
    sqlx::query("INSERT INTO journal.parked VALUES ('order_list', 'person', 'a', 1, 'for the test')")
        .execute(&pools.writer)
        .await
        .unwrap();
    let retried = retry_projection(&pools.writer, order_list.as_ref()).await.unwrap();
    assert_eq!((retried.freed, retried.failed.len()), (0, 1));
}

#[tokio::test]
async fn a_checkpoint_does_not_go_back_when_its_table_is_rebuilt() {
    let pools = connected().await;
    append(&pools.writer, "a", 1, &["PasswordChanged"]).await;
    let order_list = registry::by_name("order_list").unwrap();
    let mut worker = pools.writer.begin().await.unwrap();
    projector::hold(&mut worker, &[order_list.as_ref()]).await.unwrap();
    let owner = pools.owner.clone();
    let rebuilding = tokio::spawn(async move {
        rebuild(&owner, registry::by_name("order_list").unwrap().as_ref()).await.unwrap()
    });
    let waits = "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND locktype = 'transactionid'
                  AND pid IN (SELECT pid FROM pg_stat_activity WHERE datname = current_database()))";
    until(&pools.writer, waits).await;
    let reached = append(&pools.writer, "a", 2, &["PasswordChanged"]).await;
    projector::advance(&mut worker, &["order_list".to_owned()], reached).await.unwrap();
    worker.commit().await.unwrap();
    assert_eq!(rebuilding.await.unwrap().position, reached);
    let position = "SELECT position FROM journal.projections WHERE name = 'order_list'";
    assert_eq!(number(&pools.writer, position).await, reached.0);
}
