//! What people are told over HTTP, and who decides in whose place.

use domain::vocabulary::{NotificationId, PersonId};
use serde_json::{Value, json};

use crate::server::Browser;
use crate::world::{ORGANIZATION, STRANGE, World, id};

const TOLD: &str = "query($organization: ID, $unread: Boolean!) { viewer {
    notifications(organizationId: $organization, unreadOnly: $unread, first: 50) { totalCount unreadCount nodes {
        id kind message readAt position at text orderId order { number } approvalId delegationId
        organization { id } inPlaceOf { name } actor { kind person { name } } } } } }";

async fn person(world: &World, name: &str) -> PersonId {
    let person = sqlx::query_scalar("SELECT person FROM identity.directory WHERE email = $1");
    let person = person.bind(format!("{name}@example.org")).fetch_one(&world.server.database).await;
    PersonId(person.unwrap())
}

async fn told(browser: &Browser, unread: bool) -> Value {
    let variables = json!({ "organization": id(ORGANIZATION), "unread": unread });
    browser.data(TOLD, variables).await["viewer"]["notifications"].clone()
}

/// Waits until somebody was told so many things: a read table takes its time.
async fn until_told(browser: &Browser, many: usize) -> Value {
    let waiting = async {
        loop {
            let told = told(browser, false).await;
            // The page and its count are two reads: a row may come between them.
            if told["totalCount"] == many && kinds(&told).len() == many {
                return told;
            }
        }
    };
    let patience = std::time::Duration::from_secs(20);
    tokio::time::timeout(patience, waiting).await.expect("somebody is told")
}

fn kinds(told: &Value) -> Vec<&str> {
    let nodes = told["nodes"].as_array().unwrap();
    nodes.iter().map(|node| node["kind"].as_str().unwrap()).collect()
}

async fn mark(browser: &Browser, more: Value) -> Value {
    let mut input = json!({ "organizationId": id(ORGANIZATION) });
    input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let query = "mutation($input: MarkNotificationsReadInput!) { markNotificationsRead(input: $input) {
        unreadCount errors { code } } }";
    browser.data(query, json!({ "input": input })).await["markNotificationsRead"].clone()
}

async fn grant(browser: &Browser, more: Value) -> Value {
    let mut input = json!({ "organizationId": id(ORGANIZATION), "until": "2026-03-20T00:00:00Z" });
    input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let query = "mutation($input: GrantApprovalDelegationInput!) { grantApprovalDelegation(input: $input) {
        delegation { id status reason canIRevoke grantedBy { id } from { id } to { id } } errors { code field } } }";
    browser.data(query, json!({ "input": input })).await["grantApprovalDelegation"].clone()
}

async fn revoke(browser: &Browser, delegation: &Value) -> Value {
    let input = json!({ "organizationId": id(ORGANIZATION), "delegationId": delegation["id"] });
    let query = "mutation($input: RevokeApprovalDelegationInput!) { revokeApprovalDelegation(input: $input) {
        delegation { status revokedAt revokedBy { id } canIRevoke } errors { code } } }";
    browser.data(query, json!({ "input": input })).await["revokeApprovalDelegation"].clone()
}

async fn listed(browser: &Browser, filter: &str) -> Vec<Value> {
    let query = "query($organization: ID!, $filter: DelegationFilter) { organization(id: $organization) {
        delegations(filter: $filter, first: 10) { nodes { id status } } } }";
    let variables = json!({ "organization": id(ORGANIZATION), "filter": filter });
    let data = browser.data(query, variables).await;
    data["organization"]["delegations"]["nodes"].as_array().unwrap().clone()
}

#[tokio::test]
async fn the_approver_is_told_of_an_order_and_the_author_of_the_decision() {
    let world = World::make().await;
    let (purchaser, approver) = (world.as_("purchaser").await, world.as_("approver").await);
    let order = world.draft(&purchaser, 2).await;
    let order = world.done(&purchaser, "submitOrder", &order, json!({})).await;
    let asked = until_told(&approver, 1).await;
    let node = &asked["nodes"][0];
    assert_eq!((kinds(&asked), &asked["unreadCount"]), (vec!["APPROVAL_ASKED"], &json!(1)));
    let number = order["number"].as_str().unwrap();
    assert_eq!(node["message"], format!("Заказ {number} ждёт вашего решения"));
    assert_eq!((&node["orderId"], &node["order"]["number"]), (&order["id"], &order["number"]));
    assert_eq!(node["organization"]["id"], id(ORGANIZATION));
    assert_eq!(
        (&node["readAt"], &node["inPlaceOf"], &node["delegationId"]),
        (&Value::Null, &Value::Null, &Value::Null)
    );
    assert!(node["approvalId"].is_string());
    assert_eq!(told(&purchaser, false).await["totalCount"], 0, "nobody is told what they did");

    let decision = json!({ "revision": order["revision"], "comment": "Мало." });
    world.done(&approver, "returnOrder", &order, decision).await;
    let returned = until_told(&purchaser, 1).await;
    assert_eq!(
        (kinds(&returned), &returned["nodes"][0]["text"]),
        (vec!["APPROVAL_RETURNED"], &json!("Мало."))
    );
    assert_eq!(told(&world.as_("observer").await, false).await["totalCount"], 0);
    assert_eq!(told(&world.as_("stranger").await, false).await["totalCount"], 0);
}

#[tokio::test]
async fn what_was_read_is_unread_no_more() {
    let world = World::make().await;
    let (purchaser, approver) = (world.as_("purchaser").await, world.as_("approver").await);
    for _ in 0..3 {
        let order = world.draft(&purchaser, 1).await;
        world.done(&purchaser, "submitOrder", &order, json!({})).await;
    }
    let all = until_told(&approver, 3).await;
    let [latest, middle] = [&all["nodes"][0], &all["nodes"][1]];
    let marked = mark(&approver, json!({ "notificationIds": [latest["id"]] })).await;
    assert_eq!(marked, json!({ "unreadCount": 2, "errors": [] }));
    assert_eq!(told(&approver, true).await["totalCount"], 2);
    let marked = mark(&approver, json!({ "upTo": middle["position"] })).await;
    assert_eq!(marked["unreadCount"], 0);
    let seen = told(&approver, false).await;
    assert!(seen["nodes"].as_array().unwrap().iter().all(|node| node["readAt"].is_string()), "{seen}");
    let administrator = world.as_("administrator").await;
    assert_eq!(told(&administrator, true).await["totalCount"], 3, "what one read is unread for another");
    let order = world.draft(&purchaser, 1).await;
    world.done(&purchaser, "submitOrder", &order, json!({})).await;
    assert_eq!(until_told(&approver, 4).await["unreadCount"], 1);
}

#[tokio::test]
async fn nobody_marks_so_many_at_once_that_it_is_no_page() {
    let world = World::make().await;
    let approver = world.as_("approver").await;
    let some = NotificationId::default();
    let marked = mark(&approver, json!({ "notificationIds": vec![id(some); 101] })).await;
    assert_eq!(marked, json!({ "unreadCount": null, "errors": [{ "code": "NOTIFICATIONS_TOO_MANY" }] }));
}

#[tokio::test]
async fn whoever_is_blocked_is_told_nothing() {
    let world = World::make().await;
    let (purchaser, approver) = (world.as_("purchaser").await, world.as_("approver").await);
    let order = world.draft(&purchaser, 1).await;
    world.done(&purchaser, "submitOrder", &order, json!({})).await;
    until_told(&approver, 1).await;
    let blocked = person(&world, "approver").await;
    let input = json!({ "organizationId": id(ORGANIZATION), "personId": id(blocked) });
    let administrator = world.as_("administrator").await;
    for (mutation, many) in [("blockMember", 0), ("unblockMember", 1)] {
        let kind = format!("{}{}Input", mutation[..1].to_uppercase(), &mutation[1..]);
        let query =
            format!("mutation($input: {kind}!) {{ {mutation}(input: $input) {{ errors {{ code }} }} }}");
        administrator.data(&query, json!({ "input": input })).await;
        let all = approver.data(TOLD, json!({ "unread": false })).await;
        assert_eq!(all["viewer"]["notifications"]["totalCount"], many, "{mutation}");
    }
    let marked = mark(&world.as_("stranger").await, json!({})).await;
    assert_eq!(marked["errors"][0]["code"], "NOT_FOUND");
    let elsewhere = json!({ "organization": id(STRANGE), "unread": false });
    let elsewhere = approver.data(TOLD, elsewhere).await;
    assert_eq!(elsewhere["viewer"]["notifications"]["totalCount"], 0);
}

#[tokio::test]
async fn somebody_decides_in_anothers_place_and_is_told_in_whose() {
    let world = World::make().await;
    let (purchaser, approver) = (world.as_("purchaser").await, world.as_("approver").await);
    let administrator = world.as_("administrator").await;
    let boss = person(&world, "administrator").await;
    let me = person(&world, "approver").await;

    let refused = grant(&approver, json!({ "toId": id(me) })).await;
    assert_eq!(refused["errors"], json!([{ "code": "DELEGATION_TO_ONESELF", "field": "toId" }]));
    let granted = grant(&approver, json!({ "toId": id(boss), "comment": "Отпуск" })).await;
    assert_eq!(granted["errors"], json!([]));
    let delegation = &granted["delegation"];
    assert_eq!((&delegation["status"], &delegation["reason"]), (&json!("ACTIVE"), &json!("Отпуск")));
    assert_eq!((&delegation["canIRevoke"], &delegation["grantedBy"]), (&json!(true), &Value::Null));
    let again = grant(&approver, json!({ "toId": id(boss) })).await;
    assert_eq!(again["errors"], json!([{ "code": "DELEGATION_OVERLAPS", "field": "starts" }]));
    assert_eq!(listed(&administrator, "ACTIVE").await.len(), 1);
    assert_eq!(listed(&purchaser, "ALL").await, Vec::<Value>::new());

    let told = until_told(&administrator, 1).await;
    assert_eq!(kinds(&told), ["DELEGATION_GRANTED"]);
    assert_eq!(told["nodes"][0]["delegationId"], delegation["id"]);

    let revoked = revoke(&administrator, delegation).await;
    assert_eq!(revoked["errors"], json!([]));
    assert_eq!(
        (&revoked["delegation"]["status"], &revoked["delegation"]["canIRevoke"]),
        (&json!("REVOKED"), &json!(false))
    );
    assert_eq!(revoked["delegation"]["revokedBy"]["id"], id(boss));
    assert_eq!(listed(&approver, "ACTIVE").await, Vec::<Value>::new());
    assert_eq!(listed(&approver, "ALL").await.len(), 1);
    assert_eq!(kinds(&until_told(&approver, 1).await), ["DELEGATION_REVOKED"]);
    assert_eq!(listed(&world.as_("accountant").await, "ALL").await, Vec::<Value>::new());
}

#[tokio::test]
async fn an_administrator_who_delegates_for_another_is_named() {
    let world = World::make().await;
    let administrator = world.as_("administrator").await;
    let boss = person(&world, "administrator").await;
    let ill = person(&world, "approver").await;
    let granted = grant(&administrator, json!({ "fromId": id(ill), "toId": id(boss) })).await;
    let people = [&granted["delegation"]["from"]["id"], &granted["delegation"]["grantedBy"]["id"]];
    assert_eq!(people, [&json!(id(ill)), &json!(id(boss))]);
    let told = until_told(&world.as_("approver").await, 1).await;
    assert_eq!(kinds(&told), ["DELEGATION_GRANTED"]);
}
