//! An append is all or nothing, and one of two rivals wins.

use std::sync::Arc;

use commands::journal::effect::Writing;
use commands::journal::{Append, AppendError, Claim, Effect, Text, Unclaim};
use domain::refusal::Refusal;
use domain::vocabulary::TextId;
use sqlx::PgConnection;
use tokio::sync::Barrier;

use crate::database::Database;
use crate::writing::{append, new_id, refusal_of, stream, tenant};

#[derive(Debug, thiserror::Error)]
#[error("taken")]
struct Taken;

impl Refusal for Taken {
    fn code(&self) -> &'static str {
        "TAKEN"
    }

    fn in_russian(&self) -> String {
        "Занято.".to_owned()
    }
}

fn claim(value: &str, owner: &str) -> Box<dyn Effect> {
    Box::new(Claim {
        kind: "email",
        value: value.to_owned(),
        owner: owner.to_owned(),
        taken: || Box::new(Taken),
    })
}

fn text(body: &str) -> Box<dyn Effect> {
    Box::new(Text { id: TextId(new_id()), salt: vec![1; 16], body: body.to_owned() })
}

async fn events(database: &Database) -> i64 {
    database.number("SELECT count(*) FROM journal.events").await
}

#[tokio::test]
async fn a_stream_grows_from_append_to_append() {
    let database = Database::fresh().await;
    let owner = tenant();
    let first = append(owner, vec![stream("a", 1, 2)]).write(&database.pool).await.expect("begins");
    let second = append(owner, vec![stream("a", 3, 1)]).write(&database.pool).await.expect("goes on");
    let rows: Vec<(i64, i64, i64)> =
        sqlx::query_as("SELECT sequence, position, append_first FROM journal.events ORDER BY sequence")
            .fetch_all(&database.pool)
            .await
            .expect("events");
    assert_eq!(rows, [(1, first.0 - 1, 1), (2, first.0, 1), (3, second.0, 3)]);
}

#[tokio::test]
async fn several_streams_are_written_together() {
    let database = Database::fresh().await;
    let set = append(tenant(), vec![stream("b", 1, 2), stream("a", 1, 3)]);
    let last = set.write(&database.pool).await.expect("written");
    assert_eq!(events(&database).await, 5);
    assert_eq!(database.number("SELECT max(position) FROM journal.events").await, last.0);
}

#[tokio::test]
async fn one_stream_in_conflict_keeps_all_of_the_set_out() {
    let database = Database::fresh().await;
    let owner = tenant();
    append(owner, vec![stream("a", 1, 1), stream("b", 1, 1)]).write(&database.pool).await.expect("begin");
    let set = append(owner, vec![stream("a", 2, 2), stream("b", 1, 1), stream("c", 1, 1)]);
    assert!(matches!(set.write(&database.pool).await, Err(AppendError::Conflict)));
    assert_eq!(events(&database).await, 2);
}

#[tokio::test]
async fn a_taken_sequence_is_a_conflict() {
    let database = Database::fresh().await;
    let owner = tenant();
    append(owner, vec![stream("a", 1, 3)]).write(&database.pool).await.expect("begins");
    for first in 1..=3 {
        let late = append(owner, vec![stream("a", first, 4)]).write(&database.pool).await;
        assert!(matches!(late, Err(AppendError::Conflict)), "from {first}: {late:?}");
    }
    assert_eq!(events(&database).await, 3);
}

#[tokio::test]
async fn a_missing_predecessor_is_a_conflict() {
    let database = Database::fresh().await;
    let owner = tenant();
    append(owner, vec![stream("a", 1, 2)]).write(&database.pool).await.expect("begins");
    for (id, first) in [("a", 4), ("nobody", 2)] {
        let torn = append(owner, vec![stream(id, first, 1)]).write(&database.pool).await;
        assert!(matches!(torn, Err(AppendError::Conflict)), "{id} from {first}: {torn:?}");
    }
    assert_eq!(events(&database).await, 2);
}

#[tokio::test]
async fn a_stream_of_another_organization_can_neither_be_continued_nor_begun_again() {
    let database = Database::fresh().await;
    append(tenant(), vec![stream("a", 1, 2)]).write(&database.pool).await.expect("begins");
    for first in 1..=3 {
        let foreign = append(tenant(), vec![stream("a", first, 1)]).write(&database.pool).await;
        assert!(matches!(foreign, Err(AppendError::Conflict)), "from {first}: {foreign:?}");
    }
    assert_eq!(events(&database).await, 2);
}

#[tokio::test]
async fn a_taken_claim_refuses_the_append_and_leaves_nothing_of_it() {
    let database = Database::fresh().await;
    let mut first = append(tenant(), vec![stream("a", 1, 1)]);
    first.effects = vec![claim("a@example.org", "a")];
    first.write(&database.pool).await.expect("claimed");
    let mut second = append(tenant(), vec![stream("b", 1, 1)]);
    second.effects = vec![text("a remark"), claim("b@example.org", "b"), claim("a@example.org", "b")];
    let refused = second.write(&database.pool).await.expect_err("taken");
    assert_eq!(refusal_of(&refused), "TAKEN");
    assert_eq!(events(&database).await, 1);
    assert_eq!(database.number("SELECT count(*) FROM journal.claims").await, 1);
    assert_eq!(database.number("SELECT count(*) FROM journal.texts").await, 0);
}

#[tokio::test]
async fn of_two_who_claim_a_value_at_once_one_gets_it() {
    let database = Database::fresh().await;
    let claims = (0..8).map(|n| {
        let mut set = append(tenant(), vec![stream(n, 1, 1)]);
        set.effects = vec![claim("a@example.org", &n.to_string())];
        set.write(&database.pool)
    });
    let ended = futures_util::future::join_all(claims).await;
    assert_eq!(ended.iter().filter(|end| end.is_ok()).count(), 1);
    assert!(ended.iter().filter_map(|end| end.as_ref().err()).all(|error| refusal_of(error) == "TAKEN"));
    assert_eq!(events(&database).await, 1);
}

#[tokio::test]
async fn a_claim_that_was_given_back_can_be_taken_by_another() {
    let database = Database::fresh().await;
    let mut first = append(tenant(), vec![stream("a", 1, 1)]);
    first.effects = vec![claim("a@example.org", "a")];
    first.write(&database.pool).await.expect("claimed");
    let mut second = append(tenant(), vec![stream("b", 1, 1)]);
    second.effects = vec![
        Box::new(Unclaim { kind: "email", value: "a@example.org".to_owned(), owner: "a".to_owned() }),
        claim("a@example.org", "b"),
    ];
    second.write(&database.pool).await.expect("claimed by another");
}

#[tokio::test]
async fn a_conflict_takes_the_effects_back_with_the_events() {
    let database = Database::fresh().await;
    let owner = tenant();
    append(owner, vec![stream("a", 1, 1)]).write(&database.pool).await.expect("begins");
    let mut late = append(owner, vec![stream("a", 1, 1)]);
    late.effects = vec![text("a remark"), claim("a@example.org", "a")];
    assert!(matches!(late.write(&database.pool).await, Err(AppendError::Conflict)));
    assert_eq!(database.number("SELECT count(*) FROM journal.claims").await, 0);
    assert_eq!(database.number("SELECT count(*) FROM journal.texts").await, 0);
}

/// Waits until the other one has come this far as well.
struct Meeting(Arc<Barrier>);

impl Effect for Meeting {
    fn write<'a>(&'a self, _: &'a mut PgConnection, _: &'a Append) -> Writing<'a> {
        Box::pin(async move {
            self.0.wait().await;
            Ok(())
        })
    }
}

#[tokio::test]
async fn of_two_whose_effects_wait_for_each_other_one_meets_a_conflict_and_no_failure() {
    let database = Database::fresh().await;
    let meeting = Arc::new(Barrier::new(2));
    let sets = [["x", "y"], ["y", "x"]].map(|[one, other]| {
        let mut set = append(tenant(), vec![stream(one, 1, 1)]);
        set.effects = vec![claim(one, one), Box::new(Meeting(Arc::clone(&meeting))), claim(other, one)];
        set.write(&database.pool)
    });
    let ended = futures_util::future::join_all(sets).await;
    assert_eq!(ended.iter().filter(|end| end.is_ok()).count(), 1, "{ended:?}");
    assert!(ended.iter().any(|end| matches!(end, Err(AppendError::Conflict))), "{ended:?}");
}
