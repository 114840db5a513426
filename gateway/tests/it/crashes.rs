//! kill -9 of the service and of its PostgreSQL under a load of mixed commands: every
//! acknowledged command is there once, and every projection equals its rebuild.

mod load;

use std::collections::BTreeSet;
use std::time::Duration;

use rustix::process::{Signal, kill_process};
use sqlx::{PgConnection, Row};

use crate::data_folder::TestFolder;
use crate::service::{Service, kabinet, output, said};
use load::Load;

/// How many commands are acknowledged between two kills.
const BETWEEN_KILLS: usize = 40;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_kill_loses_or_doubles_an_acknowledged_command() {
    let folder = TestFolder::new();
    let mut service = Some(Service::start_with(&folder.path(), &["--demo"]));
    let load = Load::begin(address(service.as_ref()), &mut folder.session().await).await;
    for victim in [Victim::Service, Victim::Postgres, Victim::Service] {
        load.wait_for(BETWEEN_KILLS).await;
        match victim {
            Victim::Service => drop(service.take()),
            Victim::Postgres => {
                let server = folder.server().expect("a running server");
                kill_process(server, Signal::KILL).expect("the server is killed");
                // The service gives up what it cannot reach, or is ended by us.
                tokio::time::sleep(Duration::from_millis(200)).await;
                drop(service.take());
            }
        }
        service = Some(Service::start(&folder.path()));
        load.goes_on_at(address(service.as_ref()));
    }
    load.wait_for(BETWEEN_KILLS).await;
    let acknowledged = load.end().await;
    let mut session = folder.session().await;
    wait_until_projected(&mut session).await;

    let orders: Vec<String> = sqlx::query_scalar(
        "SELECT aggregate_id FROM journal.events WHERE aggregate_type = 'order' AND event_type = 'Drafted'",
    )
    .fetch_all(&mut session)
    .await
    .expect("the drafts");
    let distinct: BTreeSet<_> = orders.iter().collect();
    assert_eq!(distinct.len(), orders.len(), "no order was begun twice");
    for draft in &acknowledged.drafts {
        assert!(distinct.contains(&draft.order), "the draft {draft:?} was acknowledged and is lost");
    }
    let keys: Vec<String> = sqlx::query_scalar(
        "SELECT idempotency_key FROM journal.events
          WHERE idempotency_key LIKE 'load-%' AND aggregate_type = 'order' AND event_type IN ('Drafted', 'Submitted', 'Withdrawn')",
    )
    .fetch_all(&mut session)
    .await
    .expect("the keys");
    let once: BTreeSet<_> = keys.iter().cloned().collect();
    assert_eq!(once.len(), keys.len(), "no command was carried out twice");
    assert_eq!(once, acknowledged.keys, "what was acknowledged is there, and nothing that was not asked");

    every_projection_equals_its_rebuild(&folder, &mut session).await;
    drop(service);
}

#[derive(Clone, Copy)]
enum Victim {
    Service,
    Postgres,
}

fn address(service: Option<&Service>) -> String {
    service.expect("a running service").address.clone()
}

/// Waits until all projections have passed the last event.
async fn wait_until_projected(session: &mut PgConnection) {
    loop {
        let behind: i64 = sqlx::query_scalar(
            "SELECT count(*) FROM journal.projections WHERE position < (SELECT max(position) FROM journal.events)",
        )
        .fetch_one(&mut *session)
        .await
        .expect("the checkpoints");
        if behind == 0 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

async fn every_projection_equals_its_rebuild(folder: &TestFolder, session: &mut PgConnection) {
    let names: Vec<String> = sqlx::query_scalar("SELECT name FROM journal.projections ORDER BY name")
        .fetch_all(&mut *session)
        .await
        .expect("the projections");
    assert!(names.len() >= 5, "{names:?}");
    let live = read_tables(session).await;
    for name in &names {
        let rebuilt =
            output(kabinet(&["projections", "rebuild", name]).env("KABINET_DATA_DIR", folder.path()));
        assert!(rebuilt.status.success(), "{name}: {}", said(&rebuilt));
    }
    let anew = read_tables(session).await;
    assert_eq!(live.len(), anew.len());
    for ((table, live), (_, anew)) in live.iter().zip(&anew) {
        assert_eq!(live, anew, "{table} differs from its rebuild");
    }
}

/// All rows of all read tables, as text in a stable order.
async fn read_tables(session: &mut PgConnection) -> Vec<(String, Vec<String>)> {
    let tables: Vec<String> =
        sqlx::query_scalar("SELECT tablename::text FROM pg_tables WHERE schemaname = 'read' ORDER BY 1")
            .fetch_all(&mut *session)
            .await
            .expect("the read tables");
    let mut contents = Vec::new();
    for table in tables {
        let rows = sqlx::query(&format!("SELECT row::text FROM read.{table} AS row ORDER BY 1"))
            .fetch_all(&mut *session)
            .await
            .expect("the rows");
        contents.push((table, rows.iter().map(|row| row.get(0)).collect()));
    }
    contents
}
