//! What 1C says about an order moves it.

use gateway::workers::noting_payments;
use serde_json::{Value, json};

use super::base::{Base, batch, invoice, outcomes};
use crate::server::Browser;
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

#[tokio::test]
async fn the_payment_status_of_an_order_follows_invoices_and_payments_by_itself() {
    let world = World::make().await;
    let base = Base::known(&world).await;
    let (id, order) = confirmed(&world).await;
    let purchaser = world.as_("purchaser").await;
    let mut charged = invoice("d-1", 1, "1200.00");
    charged["order"] = json!(id);
    let payment = |version: u32, amount: &str| {
        json!({ "kind": "settlement_document", "id": "p-1", "version": version, "counterparty": "c-1",
                "contract": "k-1", "type": "payment", "number": "П-1", "date": "2026-03-02", "amount": amount,
                "allocations": [{ "document": "d-1", "amount": amount }] })
    };
    let is = |status: &'static str| move |order: &Value| order["paymentStatus"] == status;
    assert_eq!(outcomes(&base.send(&batch("b-1", &[charged, payment(1, "500.00")])).await), ["posted"; 2]);
    paid(&purchaser, &order, is("PARTIALLY_PAID")).await;
    assert_eq!(outcomes(&base.send(&batch("b-2", &[payment(2, "1200.00")])).await), ["replaced"]);
    paid(&purchaser, &order, is("PAID")).await;
    let cancelled = json!({ "kind": "settlement_document", "id": "p-1", "version": 3, "state": "unposted" });
    assert_eq!(outcomes(&base.send(&batch("b-3", &[cancelled])).await), ["reversed"]);
    paid(&purchaser, &order, is("UNPAID")).await;
    // What 1C says of the order itself stays until the ledger changes, also over a start.
    let said = status("s-9", &id, "paid", &json!({ "paidAmount": "1200.00" }));
    assert_eq!(outcomes(&base.send(&batch("b-9", &[said])).await), ["posted"]);
    paid(&purchaser, &order, is("PAID")).await;
    noting_payments::look(world.server.commands.pool(), &world.server.commands).await.unwrap();
    paid(&purchaser, &order, is("PAID")).await;
    // Money for the order that settles no document of its own counts as well.
    let mut ahead = payment(1, "100.00");
    (ahead["id"], ahead["order"], ahead["allocations"]) = (json!("p-2"), json!(id), json!([]));
    assert_eq!(outcomes(&base.send(&batch("b-4", &[ahead])).await), ["posted"]);
    paid(&purchaser, &order, is("PARTIALLY_PAID")).await;
}

/// The order with its payment, as it becomes.
async fn paid(browser: &Browser, order: &Value, is_so: impl Fn(&Value) -> bool) {
    let query = "query($id: ID!) { node(id: $id) { ... on Order { paymentStatus } } }";
    let waiting = async {
        loop {
            let seen = browser.data(query, json!({ "id": order["id"] })).await;
            if is_so(&seen["node"]) {
                return;
            }
            tokio::task::yield_now().await;
        }
    };
    let patience = std::time::Duration::from_secs(20);
    tokio::time::timeout(patience, waiting).await.expect("the payment status follows");
}
