//! What 1C says about an order moves it.

use serde_json::{Value, json};

use super::base::{Base, batch, outcomes};
use crate::world::World;

fn status(id: &str, order: &str, status: &str, more: &Value) -> Value {
    let mut document =
        json!({ "kind": "order_status", "id": id, "version": 1, "order": order, "status": status });
    document.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    document
}

/// A confirmed order: its id as 1C knows it, and as the page does.
async fn confirmed(world: &World) -> (String, Value) {
    let (purchaser, approver) = (world.as_("purchaser").await, world.as_("approver").await);
    let order = world.draft(&purchaser, 10).await;
    let order = world.done(&purchaser, "submitOrder", &order, json!({})).await;
    let revision = json!({ "revision": order["revision"] });
    world.done(&approver, "approveOrder", &order, revision).await;
    let order = world.until(&purchaser, &order, |order| order["status"] == "CONFIRMED").await;
    let id: String =
        sqlx::query_scalar("SELECT aggregate_id FROM journal.events WHERE event_type = 'Confirmed'")
            .fetch_one(&world.server.database)
            .await
            .unwrap();
    (id, order)
}

#[tokio::test]
async fn an_order_is_accepted_paid_shipped_and_delivered_by_1c() {
    let world = World::make().await;
    let base = Base::known(&world).await;
    let (id, order) = confirmed(&world).await;
    let sent = vec![
        status("s-1", &id, "accepted", &json!({ "number": "УТ-77" })),
        status("s-2", &id, "invoiced", &json!({})),
        status("s-3", &id, "paid", &json!({ "paidAmount": "1200.00" })),
        status("s-4", &id, "shipped", &json!({ "shipment": { "carrier": "ТК", "tracking": "77" } })),
        status("s-5", &id, "delivered", &json!({})),
        status("s-6", &id, "paid", &json!({})),
        status("s-7", "0195a3c0-0000-7000-8000-000000000000", "accepted", &json!({})),
    ];
    let answer = base.send(&batch("b-1", &sent)).await;
    assert_eq!(
        outcomes(&answer),
        [
            "posted",
            "posted",
            "posted",
            "posted",
            "posted",
            "EXCHANGE_PAID_AMOUNT_MISSING",
            "EXCHANGE_ORDER_UNKNOWN"
        ],
        "{answer}"
    );
    let purchaser = world.as_("purchaser").await;
    world.until(&purchaser, &order, |order| order["status"] == "DELIVERED").await;
    let again = base.send(&batch("b-2", &sent)).await;
    assert_eq!(outcomes(&again)[..5], ["unchanged"; 5]);
    let actors: Vec<String> = sqlx::query_scalar(
        "SELECT DISTINCT actor FROM journal.events
          WHERE event_type IN ('TakenIntoProcessing', 'Shipped', 'Delivered', 'PaidAmountNoted')",
    )
    .fetch_all(&world.server.database)
    .await
    .unwrap();
    assert_eq!(actors, ["exchange:ut-moscow"]);
}

#[tokio::test]
async fn an_order_that_1c_refuses_is_held_until_1c_accepts_it() {
    let world = World::make().await;
    let base = Base::known(&world).await;
    let (id, _) = confirmed(&world).await;
    let refused = status("s-1", &id, "refused", &json!({ "reason": "Нет такой номенклатуры" }));
    let silent = status("s-0", &id, "refused", &json!({}));
    let answer = base.send(&batch("b-1", &[silent, refused])).await;
    assert_eq!(outcomes(&answer), ["EXCHANGE_REASON_MISSING", "posted"], "{answer}");
    let holds = "SELECT event_type FROM journal.events WHERE aggregate_type = 'order'
                    AND event_type IN ('PutOnHold', 'HoldReleased', 'TakenIntoProcessing') ORDER BY position";
    let held: Vec<String> = sqlx::query_scalar(holds).fetch_all(&world.server.database).await.unwrap();
    assert_eq!(held, ["PutOnHold"]);
    let mut accepted = status("s-1", &id, "accepted", &json!({}));
    accepted["version"] = json!(2);
    assert_eq!(outcomes(&base.send(&batch("b-2", &[accepted])).await), ["replaced"]);
    let held: Vec<String> = sqlx::query_scalar(holds).fetch_all(&world.server.database).await.unwrap();
    assert_eq!(held, ["PutOnHold", "HoldReleased", "TakenIntoProcessing"]);
}

#[tokio::test]
async fn a_base_does_not_move_the_orders_of_customers_whose_books_another_keeps() {
    let world = World::make().await;
    let base = Base::known(&world).await;
    let (id, order) = confirmed(&world).await;
    let stranger = Base::of(&world.server, "ut-perm").await;
    let cancelled = status("s-1", &id, "cancelled", &json!({ "reason": "Ошибка" }));
    let answer = stranger.send(&batch("b-1", std::slice::from_ref(&cancelled))).await;
    assert_eq!(outcomes(&answer), ["EXCHANGE_ORDER_UNKNOWN"], "{answer}");
    let purchaser = world.as_("purchaser").await;
    assert_eq!(world.order(&purchaser, &order).await["status"], "CONFIRMED");
    assert_eq!(outcomes(&base.send(&batch("b-1", &[cancelled])).await), ["posted"]);
}
