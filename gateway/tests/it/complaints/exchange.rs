//! Complaint 15: an exchange with 1C that loses, doubles, and calls sent what is not. What of
//! it there is: catalogues that come in, and reactions that run more than once.

use commands::ordering::ConfirmOrder;
use commands::{Request, Requester};
use domain::vocabulary::OrderId;
use gateway::graphql::global_id::GlobalId;
use serde_json::json;
use sqlx::PgPool;
use uuid::Uuid;

use super::{approve, happened, submitted};
use crate::catalogue::database::{count, migrated};
use crate::catalogue::files::{examples, take};
use crate::world::{ORGANIZATION, World};

/// How many rows there are of everything that a catalogue brings.
async fn rows(pool: &PgPool) -> [i64; 6] {
    [
        count(pool, "select count(*) from catalogue.products").await,
        count(pool, "select count(*) from catalogue.prices").await,
        count(pool, "select count(*) from catalogue.stock").await,
        count(pool, "select count(*) from catalogue.categories").await,
        count(pool, "select count(*) from catalogue.price_types").await,
        count(pool, "select count(*) from catalogue.taken_files").await,
    ]
}

#[tokio::test]
async fn complaint_15_the_same_catalogue_sent_twice_changes_nothing_and_makes_no_twins() {
    let pool = migrated().await;
    take(&pool, &examples(), 2).await.unwrap();
    let before = rows(&pool).await;
    assert!(before.iter().all(|rows| *rows > 0), "{before:?}");
    let again = take(&pool, &examples(), 3).await.unwrap();
    assert!(again.summary.is_repetition());
    assert_eq!(again.position, None, "nothing is recorded as if it had happened twice");
    assert_eq!(rows(&pool).await, before);
}

#[tokio::test]
async fn complaint_15_an_order_is_confirmed_once_though_the_reaction_runs_again() {
    let world = World::make().await;
    let (purchaser, approver) = (world.as_("purchaser").await, world.as_("approver").await);
    let order = submitted(&world, &purchaser, 2).await;
    assert_eq!(approve(&world, &approver, &order).await["errors"], json!([]));
    let confirmed = world.until(&purchaser, &order, |order| order["status"] == "CONFIRMED").await;

    let process = Requester::process("confirm_approved_order", ORGANIZATION.into());
    let order_id: OrderId = GlobalId::parse(order["id"].as_str().unwrap()).unwrap().0;
    for attempt in 1..=3 {
        let request = Request::new(Uuid::from_u128(attempt));
        let again = ConfirmOrder { order: order_id };
        world.server.commands.execute(&process, &request, &again).await.unwrap();
    }
    assert_eq!(happened(&world, "Confirmed").await, 1);
    assert_eq!(world.order(&purchaser, &order).await["version"], confirmed["version"]);
}
