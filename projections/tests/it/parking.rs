//! What is parked, and what is not.

use domain::journal::Recorded;
use projections::projection::Table;
use projections::{Projecting, Projection, projector};
use sqlx::{Executor, PgConnection};

use super::database::Database;
use super::story::three_orders;

/// A projection that the database stops with a code of SQLSTATE.
struct Stopped(&'static str);

impl Projection for Stopped {
    fn name(&self) -> &'static str {
        "stopped"
    }

    fn version(&self) -> i32 {
        1
    }

    fn tables(&self) -> &'static [Table] {
        &[]
    }

    fn project<'a>(&'a self, _: &'a [Recorded], tables: &'a mut PgConnection) -> Projecting<'a> {
        let raise = format!("DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '{}'; END $$", self.0);
        Box::pin(async move {
            tables.execute(raise.as_str()).await?;
            Ok(())
        })
    }
}

async fn parked(connection: &mut PgConnection) -> i64 {
    sqlx::query_scalar("SELECT count(*) FROM journal.parked").fetch_one(connection).await.unwrap()
}

#[tokio::test]
async fn what_is_not_of_an_event_parks_no_stream() {
    let database = Database::new().await;
    let events = three_orders().events;
    for code in ["57014", "40P01", "53100", "42P01"] {
        let mut transaction = database.writer.begin().await.unwrap();
        let stopped = projector::project_singly(&mut transaction, &Stopped(code), &events[..1]).await;
        assert!(stopped.is_err_and(|error| !error.is_of_the_event()), "{code}");
        transaction.rollback().await.unwrap();
        assert_eq!(parked(&mut database.writer.acquire().await.unwrap()).await, 0, "{code}");
    }
}

#[tokio::test]
async fn what_an_event_brings_parks_its_stream() {
    let database = Database::new().await;
    let events = three_orders().events;
    let mut transaction = database.writer.begin().await.unwrap();
    projector::project_singly(&mut transaction, &Stopped("23514"), &events).await.unwrap();
    assert_eq!(parked(&mut transaction).await, i64::try_from(events.len()).unwrap());
}
