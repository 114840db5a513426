//! What an operator does at the console, on the binary itself.

use std::io::Write;
use std::path::Path;
use std::process::{Output, Stdio};
use std::sync::Arc;

use commands::journal::{StoredStream, Tampered, readable};
use gateway::adapters::{Argon2Hasher, OperatingSystemEntropy};
use gateway::demo::play;
use gateway::workers::progress::{Progress, progress};
use gateway::workers::retrying::retry_projection;
use sqlx::PgPool;

use crate::data_folder::TestFolder;
use crate::own_server::connected;
use crate::service::{kabinet, output, said};

fn run(data_dir: &Path, arguments: &[&str]) -> Output {
    output(kabinet(arguments).env("KABINET_DATA_DIR", data_dir))
}

fn told(output: &Output) -> String {
    assert!(output.status.success(), "{}", said(output));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

async fn played() -> PgPool {
    let pools = connected().await;
    let entropy = Arc::new(OperatingSystemEntropy);
    play(&pools.writer, &Argon2Hasher::new(entropy)).await.unwrap();
    pools.writer
}

#[test]
fn the_first_operator_is_registered_listed_blocked_and_gets_a_password() {
    let folder = TestFolder::new();
    let data = folder.path();

    let add = ["user", "add", "--email", "olga@verstak.example", "--name", "Ольга Нова"];
    let added = told(&run(&data, &[&add[..], &["--staff", "operator"]].concat()));
    assert!(added.contains("registered") && added.contains("shown this once"), "{added}");
    let again = run(&data, &add);
    assert_eq!((again.status.code(), said(&again).contains("registered with this e-mail")), (Some(1), true));

    let listed = told(&run(&data, &["user", "list"]));
    assert!(listed.contains("olga@verstak.example  Ольга Нова\n    operator of the supplier"), "{listed}");
    let blocked = run(&data, &["user", "block", "olga@verstak.example"]);
    assert!(!blocked.status.success() && said(&blocked).contains("needs an operator"), "{}", said(&blocked));

    let mut command = kabinet(&["user", "password", "olga@verstak.example", "--password-stdin"]);
    let mut child =
        command.env("KABINET_DATA_DIR", &data).stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    writeln!(child.stdin.take().unwrap(), "верная лошадь 42").unwrap();
    assert!(child.wait().unwrap().success());

    let journal = told(&run(&data, &["replay", "staff", "supplier"]));
    assert!(
        journal.contains("\"event_type\":\"Appointed\"") && journal.contains("\"operator\""),
        "{journal}"
    );
    let refused = run(&data, &["seed", "demo"]);
    assert!(!refused.status.success() && said(&refused).contains("empty database"), "{}", said(&refused));
}

#[test]
fn wrong_arguments_are_told_with_what_would_be_right() {
    let boss =
        output(&mut kabinet(&["user", "add", "--email", "a@b.example", "--name", "A", "--staff", "boss"]));
    assert_eq!(boss.status.code(), Some(2));
    assert!(said(&boss).contains("manager, support, auditor, operator"), "{}", said(&boss));
    let nowhere = output(&mut kabinet(&["user", "add", "--email", "not-one", "--name", "A"]));
    assert!(said(&nowhere).contains("not an e-mail address"), "{}", said(&nowhere));
}

#[test]
fn the_schema_is_printed_without_a_database() {
    let schema = told(&output(&mut kabinet(&["schema"])));
    assert!(schema.contains("type Mutation") && schema.contains("signIn"), "{schema}");
}

#[tokio::test]
async fn every_stream_of_the_demonstration_verifies() {
    let writer = played().await;
    let streams: Vec<(String, String)> =
        sqlx::query_as("SELECT DISTINCT aggregate_type, aggregate_id FROM journal.events")
            .fetch_all(&writer)
            .await
            .unwrap();
    assert!(streams.len() > 60, "{}", streams.len());
    for (aggregate_type, aggregate_id) in streams {
        let stream = StoredStream::read(&writer, &aggregate_type, &aggregate_id).await.unwrap();
        assert_eq!(stream.verify(), Ok(()), "{aggregate_type} {aggregate_id}");
    }
}

#[tokio::test]
async fn a_changed_a_missing_and_a_forged_event_are_noticed() {
    let writer = played().await;
    let id: String = sqlx::query_scalar(
        "SELECT aggregate_id FROM journal.events WHERE event_type = 'Closed' ORDER BY position LIMIT 1",
    )
    .fetch_one(&writer)
    .await
    .unwrap();
    let whole = StoredStream::read(&writer, "order", &id).await.unwrap();

    let mut changed = whole.clone();
    changed.0[3].payload.push(' ');
    assert_eq!(changed.verify(), Err(Tampered::Changed(4)));
    let mut missing = whole.clone();
    missing.0.remove(2);
    assert_eq!(missing.verify(), Err(Tampered::Missing(4)));
    let mut forged = whole.clone();
    forged.0[1].chain_hash[0] ^= 1;
    assert_eq!(forged.verify(), Err(Tampered::Broken(2)));
    assert_eq!(whole.clone().until(Some(2), None).verify(), Ok(()));
    assert_eq!(whole.verify(), Ok(()));
}

#[tokio::test]
async fn an_event_that_nobody_can_read_is_named_at_start() {
    let writer = played().await;
    readable::check(&writer).await.unwrap();
    sqlx::query(
        "INSERT INTO journal.events (aggregate_type, aggregate_id, sequence, event_type, event_version, payload,
                metadata, organization, event_id, actor, correlation_id, occurred_at, append_first,
                content_hash, chain_hash)
         SELECT aggregate_type, 'strange', sequence, 'Teleported', '7', payload, metadata, organization, event_id,
                actor, correlation_id, occurred_at, append_first, content_hash, chain_hash
           FROM journal.events WHERE aggregate_type = 'order' AND sequence = 1 LIMIT 1",
    )
    .execute(&writer)
    .await
    .unwrap();
    let refused = readable::check(&writer).await.unwrap_err().to_string();
    assert!(refused.contains("order.Teleported") && refused.contains("version 7"), "{refused}");
}

#[tokio::test]
async fn what_was_parked_is_projected_in_its_order_when_it_is_tried_again() {
    let writer = played().await;
    let projection = projections::registry::by_name("order_list").unwrap();
    let parked = "INSERT INTO journal.parked (consumer, aggregate_type, aggregate_id, position, error)
                  SELECT 'order_list', aggregate_type, aggregate_id, position, 'for the test'
                    FROM journal.events WHERE aggregate_type = 'order'";
    let count = sqlx::query(parked).execute(&writer).await.unwrap().rows_affected();
    let waiting = |all: Vec<Progress>| all.into_iter().find(|one| one.name == "order_list").unwrap().parked;
    assert_eq!(waiting(progress(&writer).await.unwrap()).cast_unsigned(), count);

    let retried = retry_projection(&writer, projection.as_ref()).await.unwrap();
    assert_eq!((retried.freed, retried.failed), (53, vec![]));
    assert_eq!(waiting(progress(&writer).await.unwrap()), 0);
    let rows: i64 = sqlx::query_scalar("SELECT count(*) FROM order_list").fetch_one(&writer).await.unwrap();
    assert_eq!(rows, 53);
}

#[tokio::test]
async fn the_progress_tells_how_many_events_are_still_to_come() {
    let writer = played().await;
    let events: i64 =
        sqlx::query_scalar("SELECT count(*) FROM journal.events").fetch_one(&writer).await.unwrap();
    let all = progress(&writer).await.unwrap();
    assert!(all.iter().all(|one| one.lag == events && one.parked == 0), "{all:?}");
    assert!(all.iter().any(Progress::is_reaction));
}
