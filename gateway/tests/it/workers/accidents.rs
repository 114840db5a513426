//! Events that cannot be read, panics, and what is left over.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use commands::processes;
use gateway::http::health::Readiness;
use gateway::readiness::DatabaseReadiness;
use gateway::workers::supervising;
use projections::registry;
use tokio::sync::watch;

use super::{append, number, until, work_on};
use crate::own_server::connected;

/// Whether every projection and every reaction has come to the end.
fn all_at_the_end() -> String {
    let readers = registry::all().len() + processes::all().len();
    format!(
        "SELECT min(position) >= (SELECT max(position) FROM journal.events) AND count(*) = {readers}
           FROM (SELECT position FROM journal.projections
                 UNION ALL SELECT position FROM journal.reactions) reader"
    )
}

#[tokio::test]
async fn an_event_that_cannot_be_read_parks_its_stream_and_nothing_else() {
    let pools = connected().await;
    append(&pools.writer, "a", 1, &["PasswordChanged", "Enchanted"]).await;
    append(&pools.writer, "b", 1, &["PasswordChanged"]).await;
    let workers = work_on(&pools);
    until(&pools.writer, &all_at_the_end()).await;
    workers.stop().await;
    let parked: Vec<(String, i64)> =
        sqlx::query_as("SELECT aggregate_id, position FROM journal.parked GROUP BY 1, 2")
            .fetch_all(&pools.writer)
            .await
            .unwrap();
    assert_eq!(parked, [("a".to_owned(), 2)]);
    let consumers = number(&pools.writer, "SELECT count(DISTINCT consumer) FROM journal.parked").await;
    let readers =
        "SELECT (SELECT count(*) FROM journal.projections) + (SELECT count(*) FROM journal.reactions)";
    assert_eq!(consumers, number(&pools.writer, readers).await, "nobody passes over it");
}

#[tokio::test]
async fn a_worker_that_panics_starts_again() {
    let (stop, stopping) = watch::channel(false);
    let starts = Arc::new(AtomicU32::new(0));
    let (counted, told) = (Arc::clone(&starts), stopping.clone());
    let work = move || {
        let (started, mut told) = (counted.fetch_add(1, Ordering::SeqCst), told.clone());
        async move {
            assert!(started > 0, "the first time it panics");
            told.changed().await.unwrap();
        }
    };
    let kept = tokio::spawn(supervising::keep("trial", stopping, work));
    while starts.load(Ordering::SeqCst) < 2 {
        tokio::task::yield_now().await;
    }
    stop.send_replace(true);
    kept.await.unwrap();
    assert_eq!(starts.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn the_workers_sweep_sessions_that_are_over() {
    let pools = connected().await;
    sqlx::raw_sql(
        "INSERT INTO identity.directory (person, full_name, email)
         VALUES ('00000000-0000-0000-0000-000000000001', 'Анна Петрова', 'anna@example.org');
         INSERT INTO identity.sessions (id_hash, person, created_at, last_seen_at, expires_at)
         VALUES (sha256(''), '00000000-0000-0000-0000-000000000001', '2020-01-01', '2020-01-01', '2020-02-01')",
    )
    .execute(&pools.writer)
    .await
    .unwrap();
    let workers = work_on(&pools);
    until(&pools.writer, "SELECT NOT EXISTS (SELECT FROM identity.sessions)").await;
    workers.stop().await;
}

#[tokio::test]
async fn a_service_whose_reactions_are_far_behind_is_not_ready() {
    let pools = connected().await;
    append(&pools.writer, "a", 1, &vec!["PasswordChanged"; 10_001]).await;
    sqlx::query("UPDATE journal.projections SET position = 10001").execute(&pools.writer).await.unwrap();
    let readiness = DatabaseReadiness::new(pools.clone());
    let checks = readiness.check().await;
    assert_eq!(checks["projections"], Ok(()));
    let said = checks["reactions"].as_ref().unwrap_err();
    assert!(said.contains("confirm_approved_order is 10001 events behind"), "{said}");
    for reaction in processes::all() {
        sqlx::query("INSERT INTO journal.reactions VALUES ($1, 10001)")
            .bind(reaction.name())
            .execute(&pools.writer)
            .await
            .unwrap();
    }
    assert_eq!(readiness.check().await["reactions"], Ok(()));
}
