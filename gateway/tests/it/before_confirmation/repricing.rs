//! A draft that is older than the price list.

use serde_json::{Value, json};

use super::{asked, code, seen};
use crate::world::{PRODUCTS, World};

const REPRICING: &str = "total { amount currency } obstacles { code } difference { totalBefore { amount }
    totalAfter { amount } delivery { before { amount } } lines { name kind before { price { amount } gross { amount } }
    after { price { amount } gross { amount } } } }";

/// A price list with bolts at 110.00.
async fn raise_prices(world: &World) {
    let raise = "UPDATE catalogue.prices SET amount = 110 WHERE product = $1";
    sqlx::query(raise).bind(PRODUCTS[0].uuid()).execute(&world.server.database).await.unwrap();
}

fn raised() -> Value {
    let figures =
        |price: &str, gross: &str| json!({ "price": { "amount": price }, "gross": { "amount": gross } });
    let (before, after) = (figures("120", "360.00"), figures("132", "396.00"));
    json!({ "total": { "amount": "396.00", "currency": "RUB" }, "obstacles": [], "difference": {
        "totalBefore": { "amount": "360.00" }, "totalAfter": { "amount": "396.00" }, "delivery": null,
        "lines": [{ "name": "Болт", "kind": "CHANGED", "before": before, "after": after }] } })
}

/// The same amounts, however many zeroes they end with.
fn plain(mut value: Value) -> Value {
    match &mut value {
        Value::Object(fields) => {
            for (name, field) in fields {
                let amount = field.as_str().filter(|_| name == "amount").map(str::to_owned);
                *field = match amount.and_then(|amount| amount.parse::<rust_decimal::Decimal>().ok()) {
                    Some(amount) => json!(amount.normalize().to_string()),
                    None => plain(field.take()),
                };
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| *item = plain(item.take())),
        _ => {}
    }
    value
}

#[tokio::test]
async fn a_draft_older_than_the_price_list_is_refused_with_the_difference_until_it_is_accepted() {
    let world = World::make().await;
    let (purchaser, observer) = (world.as_("purchaser").await, world.as_("observer").await);
    let order = world.draft(&purchaser, 3).await;
    let asks = format!("repricing {{ {REPRICING} }}");
    let unchanged = seen(&purchaser, &order, &asks).await["repricing"].clone();
    assert_eq!((&unchanged["total"]["amount"], &unchanged["difference"]), (&json!("360.00"), &Value::Null));
    raise_prices(&world).await;
    assert_eq!(plain(seen(&purchaser, &order, &asks).await["repricing"].clone()), plain(raised()));
    assert_eq!(seen(&observer, &order, &asks).await["repricing"], Value::Null, "who does not submit");

    let shown = format!("order {{ status }} {asks}");
    let submit = |accepted: Value| json!({ "orderId": order["id"], "acceptedTotal": accepted });
    for accepted in [Value::Null, json!({ "amount": "360.00", "currency": "RUB" })] {
        let refused = asked(&purchaser, "submitOrder", &shown, submit(accepted)).await;
        assert_eq!((code(&refused), &refused["order"]), ("ORDER_REPRICED", &Value::Null));
        assert_eq!(plain(refused["repricing"].clone()), plain(raised()));
    }
    let accepted = json!({ "amount": "396.00", "currency": "RUB" });
    let submitted = asked(&purchaser, "submitOrder", &shown, submit(accepted)).await;
    assert_eq!((code(&submitted), &submitted["order"]["status"]), ("done", &json!("PENDING_APPROVAL")));
    assert_eq!(submitted["repricing"], Value::Null);
    let after = seen(&purchaser, &order, &format!("total {{ gross {{ amount }} }} {asks}")).await;
    assert_eq!(after, json!({ "total": { "gross": { "amount": "396.00" } }, "repricing": null }));
}
