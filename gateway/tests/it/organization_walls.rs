//! What belongs to others and what does not exist look the same.

use domain::vocabulary::{OrderId, OrganizationId};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::world::{ORGANIZATION, World, id};

#[tokio::test]
async fn a_strange_organization_looks_like_none() {
    let world = World::make().await;
    let stranger = world.as_("stranger").await;
    let query = "query($id: ID!) { organization(id: $id) { id } catalogue(organizationId: $id) {
        categories { id } } node(id: $id) { id } staff { myRoles } }";
    let strange = stranger.data(query, json!({ "id": id(ORGANIZATION) })).await;
    let unknown = stranger.data(query, json!({ "id": id(OrganizationId(Uuid::from_u128(77))) })).await;
    let nothing = json!({ "organization": null, "catalogue": null, "node": null, "staff": null });
    assert_eq!((&strange, &unknown), (&nothing, &nothing));
}

#[tokio::test]
async fn what_is_asked_of_a_strange_order_is_answered_as_of_none() {
    let world = World::make().await;
    let (purchaser, stranger) = (world.as_("purchaser").await, world.as_("stranger").await);
    let order = world.draft(&purchaser, 1).await;
    let none = json!({ "id": id(OrderId(Uuid::from_u128(77))) });
    let strange = world.change(&stranger, "submitOrder", &order, json!({})).await;
    assert_eq!(strange, world.change(&stranger, "submitOrder", &none, json!({})).await);
    assert_eq!(strange["errors"][0]["code"], "NOT_FOUND");
    let own = json!({ "organizationId": id(crate::world::STRANGE) });
    let through_own = world.change(&stranger, "submitOrder", &order, own).await;
    assert_eq!(through_own, strange);
}

#[tokio::test]
async fn a_purchaser_sees_only_the_own_orders() {
    let world = World::make().await;
    let (purchaser, colleague) = (world.as_("purchaser").await, world.as_("colleague").await);
    let order = world.draft(&purchaser, 1).await;
    assert_eq!(world.order(&colleague, &order).await, Value::Null);
    let list = "query($id: ID!, $order: ID!) { organization(id: $id) { orders(first: 10) { totalCount
        nodes { id } } } node(id: $order) { id } }";
    let variables = json!({ "id": id(ORGANIZATION), "order": order["id"] });
    let seen = colleague.data(list, variables.clone()).await;
    let nothing = json!({ "organization": { "orders": { "totalCount": 0, "nodes": [] } }, "node": null });
    assert_eq!(seen, nothing);
    for reader in ["purchaser", "administrator", "approver", "accountant", "observer"] {
        let seen = world.as_(reader).await.data(list, variables.clone()).await;
        assert_eq!(seen["organization"]["orders"]["totalCount"], 1, "{reader}");
        assert_eq!(seen["node"]["id"], order["id"], "{reader}");
    }
}

#[tokio::test]
async fn nobody_acts_after_being_blocked() {
    let world = World::make().await;
    let (administrator, purchaser) = (world.as_("administrator").await, world.as_("purchaser").await);
    let order = world.draft(&purchaser, 1).await;
    let block = "mutation($input: BlockMemberInput!) { blockMember(input: $input) {
        member { blocked person { name } } errors { code } stale { reason } } }";
    let me = purchaser.data("{ viewer { id } }", json!({})).await["viewer"]["id"].clone();
    let input = json!({ "organizationId": id(ORGANIZATION), "personId": me });
    let blocked = administrator.data(block, json!({ "input": input })).await["blockMember"].clone();
    let member = json!({ "blocked": true, "person": { "name": "Анна Петрова" } });
    assert_eq!(blocked, json!({ "member": member, "errors": [], "stale": null }));
    let refused = world.change(&purchaser, "submitOrder", &order, json!({})).await;
    assert_eq!(refused["errors"][0]["code"], "FORBIDDEN");
}
