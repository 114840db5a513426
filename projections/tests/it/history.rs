//! Timelines and texts, straight from the journal.

use cqrs_es::DomainEvent;
use domain::journal::{Fact, Recorded};
use projections::history::{order_timeline, stream_timeline, texts};
use sqlx::Executor;

use super::database::Database;
use super::story::{
    BUYER, DIRECTOR, NEIGHBOUR, OPERATOR, STRANGER, SUPPORT, case, order, roles, text, three_orders,
};

fn payload(fact: &Fact) -> String {
    match fact {
        Fact::Order(event) => serde_json::to_string(event),
        Fact::ApprovalCase(event) => serde_json::to_string(event),
        Fact::Organization(event) => serde_json::to_string(event),
        other => panic!("no such event in the story: {other:?}"),
    }
    .unwrap()
}

fn version(fact: &Fact) -> String {
    match fact {
        Fact::Order(event) => event.event_version(),
        Fact::ApprovalCase(event) => event.event_version(),
        Fact::Organization(event) => event.event_version(),
        other => panic!("no such event in the story: {other:?}"),
    }
}

async fn record(database: &Database, event: &Recorded) {
    let fact = event.fact.as_ref().unwrap();
    sqlx::query(
        "INSERT INTO journal.events (aggregate_type, aggregate_id, sequence, event_type, event_version, payload,
             metadata, organization, position, event_id, actor, correlation_id, occurred_at, recorded_at,
             append_first, content_hash, chain_hash)
         VALUES ($1, $2, $3, $4, $5, $6::json, '{}', $7, $8, $9, $10, $11, $12, $13, $3, $14, $14)",
    )
    .bind(&event.aggregate_type)
    .bind(&event.aggregate_id)
    .bind(event.sequence)
    .bind(fact.event_type())
    .bind(version(fact))
    .bind(payload(fact))
    .bind(event.tenant.to_string())
    .bind(event.position.0)
    .bind(event.event_id)
    .bind(event.actor.to_string())
    .bind(event.correlation_id)
    .bind(event.occurred_at)
    .bind(event.recorded_at)
    .bind([0_u8; 32].as_slice())
    .execute(&database.writer)
    .await
    .unwrap();
}

async fn recorded() -> (Database, Vec<Recorded>) {
    let database = Database::new().await;
    for (person, organization, role) in roles() {
        database.grant(person, &organization, &[role]).await;
    }
    let story = three_orders();
    for event in &story.events {
        record(&database, event).await;
    }
    (database, story.events)
}

#[tokio::test]
async fn a_timeline_holds_every_event_of_the_order_and_its_cases_in_order() {
    let (database, events) = recorded().await;
    let streams = [order(2).to_string(), case(2).to_string(), case(102).to_string()];
    let expected: Vec<_> = events.into_iter().filter(|event| streams.contains(&event.aggregate_id)).collect();
    let timeline = order_timeline(&mut database.staff(SUPPORT).await, order(2)).await.unwrap();
    let told: Vec<_> = timeline.iter().map(|entry| entry.recorded.clone()).collect();
    assert_eq!(told, expected);
    assert_eq!(timeline[0].event_type, "Drafted");
    assert_eq!(timeline[0].payload, payload(expected[0].fact.as_ref().unwrap()), "byte for byte");
    let case =
        stream_timeline(&mut database.staff(SUPPORT).await, "approval_case", &case(2).to_string()).await;
    assert_eq!(case.unwrap().len(), 3);
}

#[tokio::test]
async fn a_timeline_shows_what_was_written_of_an_event_that_cannot_be_read() {
    let (database, _) = recorded().await;
    let written = r#"{"by": "a newer version"}"#;
    sqlx::query(
        "INSERT INTO journal.events SELECT aggregate_type, aggregate_id, 1000, 'Enchanted', '7', $2::json, metadata,
                organization, 1000000, gen_random_uuid(), actor, on_behalf_of, correlation_id, causation_id,
                idempotency_key, occurred_at, recorded_at, 1000, hash_version, content_hash, chain_hash
           FROM journal.events WHERE aggregate_id = $1 AND sequence = 1",
    )
    .bind(order(2).to_string())
    .bind(written)
    .execute(&database.writer)
    .await
    .unwrap();
    let timeline = order_timeline(&mut database.staff(SUPPORT).await, order(2)).await.unwrap();
    let last = timeline.last().unwrap();
    assert!(last.recorded.fact.is_err());
    assert_eq!((last.event_type.as_str(), last.event_version.as_str()), ("Enchanted", "7"));
    assert_eq!(last.payload, written);
    assert!(timeline.len() > 1, "the others are shown as ever");
}

#[tokio::test]
async fn a_timeline_says_what_followed_from_an_event() {
    let (database, events) = recorded().await;
    let approved =
        events.iter().find(|event| event.fact.as_ref().unwrap().event_type() == "Approved").unwrap();
    sqlx::query(
        "INSERT INTO journal.outcomes (reaction, event_id, organization, outcome, code, position)
         VALUES ('confirm_approved_order', $1, $2, 'refused', 'ORDER_ON_HOLD', 77)",
    )
    .bind(approved.event_id)
    .bind(BUYER.to_string())
    .execute(&database.writer)
    .await
    .unwrap();
    let timeline = order_timeline(&mut database.staff(SUPPORT).await, order(1)).await.unwrap();
    let (with, without): (Vec<_>, Vec<_>) = timeline.iter().partition(|entry| !entry.reactions.is_empty());
    assert_eq!(with.len(), 1);
    assert!(!without.is_empty());
    assert_eq!(with[0].recorded.event_id, approved.event_id);
    assert_eq!(with[0].reactions[0].reaction, "confirm_approved_order");
    assert_eq!(with[0].reactions[0].code.as_deref(), Some("ORDER_ON_HOLD"));
}

#[tokio::test]
async fn members_and_other_staff_read_no_timelines() {
    let (database, _) = recorded().await;
    assert_eq!(order_timeline(&mut database.member(DIRECTOR, BUYER).await, order(1)).await.unwrap(), []);
    assert_eq!(order_timeline(&mut database.staff(OPERATOR).await, order(1)).await.unwrap(), []);
}

#[tokio::test]
async fn texts_are_read_inside_their_organization_until_they_are_erased() {
    let (database, _) = recorded().await;
    let id = text(1).id;
    sqlx::query(
        "INSERT INTO journal.texts (id, organization, salt, body) VALUES ($1, $2, 'salt', 'Не нужно')",
    )
    .bind(id.uuid())
    .bind(BUYER.to_string())
    .execute(&database.writer)
    .await
    .unwrap();
    let read = texts(&mut database.member(DIRECTOR, BUYER).await, &[id, text(2).id]).await.unwrap();
    assert_eq!(read.into_iter().collect::<Vec<_>>(), [(id, "Не нужно".to_owned())]);
    assert!(texts(&mut database.member(STRANGER, NEIGHBOUR).await, &[id]).await.unwrap().is_empty());
    assert_eq!(texts(&mut database.staff(SUPPORT).await, &[id]).await.unwrap().len(), 1);
    assert!(texts(&mut database.staff(OPERATOR).await, &[id]).await.unwrap().is_empty());
    database.writer.execute("DELETE FROM journal.texts").await.unwrap();
    assert!(texts(&mut database.member(DIRECTOR, BUYER).await, &[id]).await.unwrap().is_empty());
}
