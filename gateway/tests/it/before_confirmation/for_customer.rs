//! The supplier's manager orders for a customer who telephoned.

use serde_json::{Value, json};

use super::{asked, code, person, place_for, seen};
use crate::server::Browser;
use crate::world::{ORGANIZATION, World, id};

const TIMELINE: &str = "query($organization: ID!, $order: ID!) { staff {
    timeline(organizationId: $organization, orderId: $order, first: 50) { nodes {
        eventType actor { kind person { id } } onBehalfOf { person { id } } } } } }";

async fn timeline(support: &Browser, order: &Value) -> Vec<Value> {
    let variables = json!({ "organization": id(ORGANIZATION), "order": order["id"] });
    let nodes = support.data(TIMELINE, variables).await["staff"]["timeline"]["nodes"].clone();
    nodes.as_array().unwrap().clone()
}

#[tokio::test]
async fn an_order_for_a_customer_is_the_members_and_says_who_wrote_it() {
    let world = World::make().await;
    let (manager, purchaser) = (world.as_("manager").await, world.as_("purchaser").await);
    let (member, clerk) = (person(&world, "purchaser").await, person(&world, "manager").await);
    let placed = place_for(&manager, &member, 3).await;
    assert_eq!(code(&placed), "done");
    let order = &placed["order"];
    assert_eq!((&order["author"]["id"], &order["placedBy"]["id"]), (&json!(member), &json!(clerk)));
    let card =
        seen(&purchaser, order, "status placedBy { id } history { event onBehalfOf { person { id } } }");
    let card = card.await;
    assert_eq!((&card["status"], &card["placedBy"]["id"]), (&json!("DRAFT"), &json!(clerk)));
    assert_eq!(card["history"][0]["onBehalfOf"]["person"]["id"], json!(member));

    let input = json!({ "orderId": order["id"] });
    let shown =
        "order { status revision approval { requester { id } stages { groups { approvers { id } } } } }";
    let submitted = asked(&manager, "submitOrderForCustomer", shown, input).await;
    assert_eq!((code(&submitted), &submitted["order"]["status"]), ("done", &json!("PENDING_APPROVAL")));
    let approval = &submitted["order"]["approval"];
    assert_eq!(approval["requester"]["id"], json!(member), "the policy is asked about the member");
    let approvers = &approval["stages"][0]["groups"][0]["approvers"];
    assert!(!approvers.to_string().contains(&clerk), "{approvers}");
    let told = timeline(&world.as_("support").await, order).await;
    let submitted_event =
        told.iter().find(|event| event["eventType"] == "Submitted").expect("the submission");
    assert_eq!(submitted_event["actor"]["person"]["id"], json!(clerk));
    assert_eq!(submitted_event["onBehalfOf"]["person"]["id"], json!(member));

    let approve = json!({ "orderId": order["id"], "revision": submitted["order"]["revision"] });
    let refused = asked(&manager, "approveOrder", "order { id }", approve.clone()).await;
    assert!(["FORBIDDEN", "NOT_FOUND"].contains(&code(&refused)), "the manager decides nothing: {refused}");
    let refused = asked(&purchaser, "approveOrder", "order { id }", approve.clone()).await;
    assert_ne!(code(&refused), "done", "neither does the member whose order it is");
    let approved = asked(&world.as_("approver").await, "approveOrder", "order { id }", approve).await;
    assert_eq!(code(&approved), "done");
}

#[tokio::test]
async fn nobody_orders_for_a_member_who_is_blocked() {
    let world = World::make().await;
    let (manager, administrator) = (world.as_("manager").await, world.as_("administrator").await);
    let member = person(&world, "purchaser").await;
    let placed = place_for(&manager, &member, 3).await;
    assert_eq!(code(&placed), "done");
    let input = json!({ "personId": member });
    let blocked = asked(&administrator, "blockMember", "member { person { id } }", input).await;
    assert_eq!(code(&blocked), "done");
    assert_eq!(code(&place_for(&manager, &member, 1).await), "MEMBER_MAY_NOT_ORDER");
    let input = json!({ "orderId": placed["order"]["id"] });
    let refused = asked(&manager, "submitOrderForCustomer", "order { id }", input).await;
    assert_eq!(code(&refused), "MEMBER_MAY_NOT_ORDER");
    let observer = person(&world, "observer").await;
    assert_eq!(code(&place_for(&manager, &observer, 1).await), "MEMBER_MAY_NOT_ORDER");
}

#[tokio::test]
async fn a_manager_leaves_orders_alone_that_the_customer_wrote() {
    let world = World::make().await;
    let (manager, purchaser) = (world.as_("manager").await, world.as_("purchaser").await);
    let order = world.draft(&purchaser, 3).await;
    let input = json!({ "orderId": order["id"] });
    let refused =
        asked(&manager, "submitOrderForCustomer", "order { id } repricing { total { amount } }", input);
    let refused = refused.await;
    assert_eq!((code(&refused), &refused["repricing"]), ("ORDER_NOT_PLACED_FOR_CUSTOMER", &Value::Null));
}
