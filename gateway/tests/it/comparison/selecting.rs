//! Who is asked: by limit, by manager; a first order; and an order that the supplier placed.

use serde_json::{Value, json};

use super::{above, approval, demand, done, in_force, me, submitted};
use crate::server::Browser;
use crate::world::{CONTRACT, PRODUCTS, World, id};

fn related(relation: &str) -> Value {
    json!([{ "mode": "ANY_OF", "approvers": [{ "relation": relation }] }])
}

/// Who is asked about an order, and whether as a stand-in.
async fn asked(browser: &Browser, order: &Value) -> (Vec<String>, bool) {
    let case = approval(browser, order, "stages { groups { standIn approvers { id } } }").await;
    let group = &case["stages"][0]["groups"][0];
    let people = group["approvers"].as_array().unwrap().iter();
    (people.map(|it| it["id"].as_str().unwrap().to_owned()).collect(), group["standIn"] == true)
}

#[tokio::test]
async fn approvers_are_asked_up_to_their_limits() {
    let world = World::make().await;
    let (purchaser, administrator) = (world.as_("purchaser").await, world.as_("administrator").await);
    let (approver, director) = (me(&world.as_("approver").await).await, me(&administrator).await);
    let limit = json!({ "personId": approver, "limit": { "amount": "300", "currency": "RUB" } });
    done(&administrator, "setApprovalLimit", "", limit).await;
    in_force(&world, json!([demand("Лимит", related("APPROVER_WITH_LIMIT"), json!([]))])).await;
    let (small, _) = asked(&purchaser, &submitted(&world, &purchaser, 2).await).await;
    assert!(small.contains(&approver) && small.contains(&director), "240.00 is within 300.00");
    let (large, _) = asked(&purchaser, &submitted(&world, &purchaser, 3).await).await;
    assert_eq!(large, [director], "360.00 is not");
}

#[tokio::test]
async fn the_manager_of_whoever_orders_is_asked_and_without_one_an_administrator() {
    let world = World::make().await;
    let (purchaser, administrator) = (world.as_("purchaser").await, world.as_("administrator").await);
    let manager = me(&world.as_("approver").await).await;
    let named = json!({ "personId": me(&purchaser).await, "managerId": manager });
    done(&administrator, "setManager", "", named).await;
    in_force(&world, json!([demand("Руководитель", related("MANAGER_OF_REQUESTER"), json!([]))])).await;
    let order = submitted(&world, &purchaser, 1).await;
    assert_eq!(asked(&purchaser, &order).await, (vec![manager], false));
    let colleague = world.as_("colleague").await;
    let order = submitted(&world, &colleague, 1).await;
    assert_eq!(asked(&colleague, &order).await, (vec![me(&administrator).await], true), "and it says so");
}

#[tokio::test]
async fn the_owners_of_the_cost_centres_of_the_lines_are_asked_as_well() {
    let world = World::make().await;
    let (purchaser, administrator) = (world.as_("purchaser").await, world.as_("administrator").await);
    let (approver, director) = (me(&world.as_("approver").await).await, me(&administrator).await);
    let mut centres = Vec::new();
    for (code, owner) in [("ЦЗ-1", &approver), ("ЦЗ-2", &director)] {
        let open = json!({ "code": code, "name": code, "personId": owner });
        centres.push(
            done(&administrator, "openCostCentre", "costCentre { id }", open).await["costCentre"]["id"]
                .clone(),
        );
    }
    in_force(&world, json!([demand("Владельцы", related("COST_CENTRE_OWNER"), json!([]))])).await;
    let order = world.draft(&purchaser, 1).await;
    let line = json!({ "productId": id(PRODUCTS[0]), "costCentreId": centres[1] });
    let details = json!({ "details": { "costCentreId": centres[0], "lines": [line] } });
    world.done(&purchaser, "setOrderDetails", &order, details).await;
    world.done(&purchaser, "submitOrder", &order, json!({})).await;
    let (mut people, stand_in) = asked(&purchaser, &order).await;
    people.sort();
    let mut owners = vec![approver, director];
    owners.sort();
    assert_eq!((people, stand_in), (owners, false));
}

#[tokio::test]
async fn a_first_order_is_asked_about_and_the_next_is_not() {
    let world = World::make().await;
    let (purchaser, administrator) = (world.as_("purchaser").await, world.as_("administrator").await);
    let stages = json!([{ "mode": "ANY_OF", "approvers": [{ "role": "ADMINISTRATOR" }] }]);
    let first = json!([{ "fact": "FIRST_ORDER_OF_MEMBER" }]);
    in_force(&world, json!([demand("Первый", stages, first)])).await;
    let order = submitted(&world, &purchaser, 1).await;
    assert_eq!(order["status"], "PENDING_APPROVAL");
    world.done(&administrator, "approveOrder", &order, json!({ "revision": order["revision"] })).await;
    world.until(&purchaser, &order, |order| order["status"] == "CONFIRMED").await;
    let next = submitted(&world, &purchaser, 1).await;
    assert_ne!(next["status"], "PENDING_APPROVAL");
}

#[tokio::test]
async fn an_order_that_the_supplier_placed_says_so_and_is_approved_as_the_members_own() {
    let world = World::make().await;
    let (purchaser, manager) = (world.as_("purchaser").await, world.as_("manager").await);
    let stages = json!([{ "mode": "ANY_OF", "approvers": [{ "role": "ADMINISTRATOR" }] }]);
    in_force(&world, json!([demand("Крупный", stages, json!([above("300")]))])).await;
    let lines = json!([{ "productId": id(PRODUCTS[0]), "quantity": "3" }]);
    let member = me(&purchaser).await;
    let draft = json!({ "personId": member, "contractId": id(CONTRACT), "lines": lines });
    let order = done(&manager, "createDraftForCustomer", "order { id }", draft).await["order"].clone();
    let order = world.done(&manager, "submitOrderForCustomer", &order, json!({})).await;
    assert_eq!(order["status"], "PENDING_APPROVAL", "no way round the customer's own rules");
    let case = approval(&purchaser, &order, "requester { id } order { author { id } placedBy { id } }").await;
    let placed = json!({ "author": { "id": member }, "placedBy": { "id": me(&manager).await } });
    assert_eq!(case, json!({ "requester": { "id": member }, "order": placed }));
}
