//! What is offered is what works: for everybody, at every status.

use std::collections::BTreeMap;

use domain::vocabulary::ShipmentId;
use serde_json::{Value, json};

use crate::server::Browser;
use crate::world::{MEMBERS, ORDER_FIELDS, ORGANIZATION, PRODUCTS, STAFF, World, id};

const STATUSES: [&str; 12] = [
    "DRAFT",
    "PENDING_APPROVAL",
    "RETURNED",
    "REJECTED",
    "APPROVED",
    "CONFIRMED",
    "PROCESSING",
    "PARTIALLY_SHIPPED",
    "SHIPPED",
    "DELIVERED",
    "CLOSED",
    "CANCELLED",
];

const ACTIONS: [(&str, &str); 23] = [
    ("EDIT", "editOrderLines"),
    ("SUBMIT", "submitOrder"),
    ("WITHDRAW", "withdrawOrder"),
    ("APPROVE", "approveOrder"),
    ("RETURN", "returnOrder"),
    ("REJECT", "rejectOrder"),
    ("CANCEL", "cancelOrder"),
    ("TAKE_INTO_PROCESSING", "takeOrderIntoProcessing"),
    ("SHIP", "shipOrder"),
    ("DELIVER", "deliverOrder"),
    ("CLOSE", "closeOrder"),
    ("HOLD", "holdOrder"),
    ("RELEASE", "releaseOrder"),
    ("CANCEL_FOR_CUSTOMER", "cancelOrderForCustomer"),
    ("TRACK_SHIPMENT", "trackShipment"),
    ("DELIVER_SHIPMENT", "deliverShipment"),
    ("CANCEL_LINES", "cancelOrderLines"),
    ("REQUEST_CANCELLATION", "requestCancellation"),
    ("WITHDRAW_CANCELLATION_REQUEST", "withdrawCancellationRequest"),
    ("ANSWER_CANCELLATION", "answerCancellation"),
    ("AMEND", "amendOrder"),
    ("SET_EXPECTED_DATE", "setExpectedDate"),
    ("NOTE_PAID_AMOUNT", "notePaidAmount"),
];

struct People {
    world: World,
    browsers: BTreeMap<&'static str, Browser>,
}

/// What goes with an action besides the order.
fn input(action: &str, order: &Value) -> Value {
    let revision = order["revision"].as_str().map_or_else(|| "0".repeat(64), str::to_owned);
    match action {
        "EDIT" => {
            json!({ "changes": [{ "setQuantity": { "productId": id(PRODUCTS[0]), "quantity": "7" } }] })
        }
        "APPROVE" => json!({ "revision": revision }),
        "RETURN" | "REJECT" => json!({ "revision": revision, "comment": "Проверить количество." }),
        "CANCEL" | "CANCEL_FOR_CUSTOMER" | "CANCEL_LINES" | "REQUEST_CANCELLATION" => {
            json!({ "comment": "Больше не нужно." })
        }
        "HOLD" | "RELEASE" => json!({ "hold": "CREDIT" }),
        "TRACK_SHIPMENT" => json!({ "shipmentId": shipment(order), "carriage": { "carrier": "Почта" } }),
        "DELIVER_SHIPMENT" => json!({ "shipmentId": shipment(order) }),
        "ANSWER_CANCELLATION" => json!({ "granted": false, "comment": "Уже собрано." }),
        "AMEND" => {
            let line = json!({ "productId": id(PRODUCTS[0]), "quantity": "7" });
            json!({ "amendments": [{ "setQuantity": line }], "comment": "Есть ещё." })
        }
        "SET_EXPECTED_DATE" => json!({ "expectedOn": "2026-12-01" }),
        "NOTE_PAID_AMOUNT" => json!({ "paid": { "amount": "10", "currency": "RUB" } }),
        _ => json!({}),
    }
}

/// The first shipment of an order, or one that does not exist.
fn shipment(order: &Value) -> String {
    order["shipments"][0]["id"].as_str().map_or_else(|| id(ShipmentId::default()), str::to_owned)
}

impl People {
    async fn arrive() -> Self {
        let world = World::make().await;
        let mut browsers = BTreeMap::new();
        let names = MEMBERS.iter().map(|(name, _)| *name).chain(STAFF.iter().map(|(name, _)| *name));
        for name in names {
            browsers.insert(name, world.as_(name).await);
        }
        Self { world, browsers }
    }

    async fn act(&self, who: &str, action: &str, order: &Value) -> Value {
        let mutation = ACTIONS.iter().find(|(name, _)| *name == action).unwrap().1;
        let input = input(action, order);
        self.world.change(&self.browsers[who], mutation, order, input).await
    }

    async fn done(&self, who: &str, action: &str, order: &Value) -> Value {
        let payload = self.act(who, action, order).await;
        assert_eq!(payload["errors"], json!([]), "{who} {action}");
        payload["order"].clone()
    }

    /// An order of the purchaser at a status.
    async fn order_at(&self, status: &str) -> Value {
        let before = |status| Box::pin(self.order_at(status));
        let order = match status {
            "DRAFT" => self.world.draft(&self.browsers["purchaser"], 2).await,
            "PENDING_APPROVAL" => self.done("purchaser", "SUBMIT", &before("DRAFT").await).await,
            "RETURNED" => self.done("approver", "RETURN", &before("PENDING_APPROVAL").await).await,
            "REJECTED" => self.done("approver", "REJECT", &before("PENDING_APPROVAL").await).await,
            "APPROVED" => self.approved_but_held(before("PENDING_APPROVAL").await).await,
            "CONFIRMED" => self.confirmed(before("PENDING_APPROVAL").await).await,
            "PROCESSING" => self.done("manager", "TAKE_INTO_PROCESSING", &before("CONFIRMED").await).await,
            "PARTIALLY_SHIPPED" => self.partially_shipped(before("PROCESSING").await).await,
            "SHIPPED" => self.done("manager", "SHIP", &before("PROCESSING").await).await,
            "DELIVERED" => self.done("manager", "DELIVER", &before("SHIPPED").await).await,
            "CLOSED" => self.done("manager", "CLOSE", &before("DELIVERED").await).await,
            "CANCELLED" => self.done("purchaser", "CANCEL", &before("DRAFT").await).await,
            other => panic!("no status {other}"),
        };
        assert_eq!(order["status"], status);
        order
    }

    /// An approved order stays so only while it is held: otherwise it is confirmed at once.
    async fn approved_but_held(&self, order: Value) -> Value {
        self.done("manager", "HOLD", &order).await;
        self.done("approver", "APPROVE", &order).await;
        let refused = |order: &Value| order["confirmationRefused"] != Value::Null;
        self.world.until(&self.browsers["purchaser"], &order, refused).await
    }

    async fn confirmed(&self, order: Value) -> Value {
        self.done("approver", "APPROVE", &order).await;
        let confirmed = |order: &Value| order["status"] == "CONFIRMED";
        self.world.until(&self.browsers["purchaser"], &order, confirmed).await
    }

    async fn partially_shipped(&self, order: Value) -> Value {
        let lines = json!({ "lines": [{ "productId": id(PRODUCTS[0]), "quantity": "1" }] });
        self.world.done(&self.browsers["manager"], "shipOrder", &order, lines).await
    }

    /// What somebody is offered, and the version; nothing for whoever does not see the order.
    async fn offered(&self, who: &str, order: &Value) -> Option<(Vec<String>, Value)> {
        let is_staff = STAFF.iter().any(|(name, _)| *name == who);
        let (field, root) = if is_staff {
            ("staff { order(organizationId: $organization, id: $order) { ...O } }", "staff")
        } else {
            ("organization(id: $organization) { order(id: $order) { ...O } }", "organization")
        };
        let query = format!("query($organization: ID!, $order: ID!) {{ {field} }} {ORDER_FIELDS}");
        let variables = json!({ "organization": id(ORGANIZATION), "order": order["id"] });
        let body = json!({ "query": query, "variables": variables });
        let answer = self.browsers[who].send(&body).await.json();
        let order = &answer["data"][root]["order"];
        let actions = order["availableActions"].as_array()?;
        let actions = actions.iter().map(|action| action.as_str().unwrap().to_owned()).collect();
        Some((actions, order["version"].clone()))
    }
}

#[tokio::test]
async fn what_is_offered_works_and_nothing_else_does() {
    let people = People::arrive().await;
    for status in STATUSES {
        let order = people.order_at(status).await;
        for who in people.browsers.keys().copied() {
            let offered = people.offered(who, &order).await.map(|(actions, _)| actions).unwrap_or_default();
            for (action, _) in ACTIONS {
                let is_offered = offered.iter().any(|one| one == action);
                let on = if is_offered { &people.order_at(status).await } else { &order };
                let payload = people.act(who, action, on).await;
                let is_refused = payload["errors"] != json!([]);
                // What is so already is not offered, and asking for it changes nothing.
                let is_idle = payload["order"]["version"] == order["version"];
                assert_eq!(is_refused, !is_offered && !is_idle, "{who} {action} at {status}: {payload}");
            }
        }
        let (_, version) = people.offered("administrator", &order).await.unwrap();
        assert_eq!(version, order["version"], "refused requests left the order at {status} as it was");
    }
}
