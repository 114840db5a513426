//! What is parked, and what is not.

use domain::journal::{Recorded, Undecodable};
use projections::projection::Table;
use projections::{Projecting, Projection, ProjectionError, projector, registry};
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

#[tokio::test]
async fn an_event_that_cannot_be_read_is_parked_and_stops_a_rebuild() {
    let database = Database::new().await;
    let mut events = three_orders().events;
    let (last, _) = events.split_last_mut().unwrap();
    last.fact = Err(Undecodable::UnknownAggregate("dragon".to_owned()));
    let position = last.position.0;
    let projection = registry::by_name("order_list").unwrap();
    let mut transaction = database.writer.begin().await.unwrap();
    let stopped = projector::project(&mut transaction, projection.as_ref(), &events).await;
    assert!(matches!(stopped, Err(ProjectionError::Undecodable(_))), "{stopped:?}");
    projector::project_singly(&mut transaction, projection.as_ref(), &events).await.unwrap();
    let parked: Vec<i64> =
        sqlx::query_scalar("SELECT position FROM journal.parked").fetch_all(&mut *transaction).await.unwrap();
    assert_eq!(parked, [position]);
}
