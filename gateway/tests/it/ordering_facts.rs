//! What an approval policy learns of a member's earlier orders, over real read models.

use commands::ports::{About, OrderingFacts};
use domain::journal::{Known, Position};
use domain::vocabulary::{Currency, Money, OrderId, PersonId, Span};
use gateway::adapters::ReadFacts;
use gateway::graphql::global_id::GlobalId;
use serde_json::{Value, json};

use crate::world::{ORGANIZATION, World};

fn march() -> Span {
    let at = |moment: &str| moment.parse().unwrap();
    Span { from: at("2026-02-28T21:00:00Z"), to: at("2026-03-31T21:00:00Z") }
}

fn rubles(amount: u32) -> Money {
    Money::new(amount.into(), Currency::RUB)
}

fn order_of(order: &Value) -> OrderId {
    GlobalId::<OrderId>::parse(order["id"].as_str().unwrap()).unwrap().0
}

/// About whoever wrote an order, by a read model that has come up to the journal.
async fn about_author(world: &World, order: &Value) -> About {
    let (author, head): (_, i64) = sqlx::query_as(
        "SELECT author, (SELECT max(position) FROM journal.events WHERE organization = $2)
           FROM read.order_list WHERE order_id = $1",
    )
    .bind(order_of(order).uuid())
    .bind(ORGANIZATION.to_string())
    .fetch_one(&world.server.database)
    .await
    .unwrap();
    About { organization: ORGANIZATION, member: PersonId(author), except: None, at_least: Position(head) }
}

async fn spent(facts: &ReadFacts, about: About, within: Span, currency: Currency) -> Known<Money> {
    OrderingFacts::spent(facts, about, vec![(within, currency)]).await[0]
}

#[tokio::test]
async fn what_was_submitted_a_moment_ago_is_spent_and_what_was_approved_is_no_first_order() {
    let world = World::make().await;
    let (purchaser, approver) = (world.as_("purchaser").await, world.as_("approver").await);
    let order = world.draft(&purchaser, 3).await;
    let facts = &world.server.facts;
    let drafted = about_author(&world, &order).await;
    assert_eq!(
        spent(facts, drafted, march(), Currency::RUB).await.value(),
        Some(rubles(0)),
        "a draft costs nothing"
    );

    let order = world.done(&purchaser, "submitOrder", &order, json!({})).await;
    let pending = about_author(&world, &order).await;
    let sum = spent(facts, pending, march(), Currency::RUB).await;
    assert!(sum.as_of() >= Some(pending.at_least));
    assert_eq!(sum.value(), Some(rubles(360)), "orders that wait for approval count");
    let itself = About { except: Some(order_of(&order)), ..pending };
    assert_eq!(spent(facts, itself, march(), Currency::RUB).await.value(), Some(rubles(0)));
    let april = Span { from: march().to, to: march().to + chrono::Duration::days(30) };
    assert_eq!(spent(facts, pending, april, Currency::RUB).await.value(), Some(rubles(0)));
    assert_eq!(spent(facts, pending, march(), "EUR".parse().unwrap()).await, Known::Unknown);
    assert_eq!(facts.first_order(pending).await.value(), Some(true), "a pending order is none yet");

    world.done(&approver, "approveOrder", &order, json!({ "revision": order["revision"] })).await;
    let after = about_author(&world, &order).await;
    assert_eq!(facts.first_order(after).await.value(), Some(false));
}

#[tokio::test]
async fn a_read_model_that_is_behind_or_has_parked_an_order_says_that_it_does_not_know() {
    let world = World::make().await;
    let purchaser = world.as_("purchaser").await;
    let order = world.draft(&purchaser, 1).await;
    let now = about_author(&world, &order).await;
    let facts = &world.server.facts;
    let later = About { at_least: Position(now.at_least.0 + 1_000), ..now };
    assert_eq!(facts.first_order(later).await, Known::Unknown);
    assert_eq!(spent(facts, later, march(), Currency::RUB).await, Known::Unknown);

    assert_eq!(facts.first_order(now).await.value(), Some(true));
    sqlx::query(
        "INSERT INTO journal.parked (consumer, aggregate_type, aggregate_id, position, error)
         SELECT 'order_list', aggregate_type, aggregate_id, position, 'cannot be read'
           FROM journal.events WHERE aggregate_type = 'order' LIMIT 1",
    )
    .execute(&world.server.database)
    .await
    .unwrap();
    assert_eq!(facts.first_order(now).await, Known::Unknown);
}
