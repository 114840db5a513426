//! Complaint 3: one person in several companies; and the starter whose companies are open to
//! everybody who is signed in.

use domain::organizations::MemberRole;
use serde_json::{Value, json};

use super::{ask, begin, join, me, order_in, refusal};
use crate::world::{CONTRACT, ORGANIZATION, STRANGE, STRANGE_CONTRACT, World, id};

#[tokio::test]
async fn complaint_03_one_person_works_in_several_companies_without_signing_in_again() {
    let world = World::make().await;
    let person = world.as_("purchaser").await;
    join(&world, STRANGE, &me(&person).await, MemberRole::Administrator).await;
    let memberships = person.data("{ viewer { memberships { organization { id } } } }", json!({})).await;
    assert_eq!(memberships["viewer"]["memberships"].as_array().unwrap().len(), 2);

    let here = begin(&person, ORGANIZATION, CONTRACT, 1).await["order"].clone();
    let there = begin(&person, STRANGE, STRANGE_CONTRACT, 2).await["order"].clone();
    for (organization, own, other) in [(ORGANIZATION, &here, &there), (STRANGE, &there, &here)] {
        let query = "query($id: ID!) { organization(id: $id) { orders(first: 5) { nodes { id } } } }";
        let listed = person.data(query, json!({ "id": id(organization) })).await;
        assert_eq!(listed["organization"]["orders"]["nodes"], json!([{ "id": own["id"] }]));
        assert_eq!(order_in(&person, organization, other).await, Value::Null, "they are not mixed up");
    }
    let mixed = begin(&person, STRANGE, CONTRACT, 1).await;
    assert_eq!((refusal(&mixed), &mixed["order"]), ("NOT_FOUND", &Value::Null), "prices of the other one");

    let here = world.done(&person, "submitOrder", &here, json!({})).await;
    assert_eq!(here["status"], "PENDING_APPROVAL", "a purchaser here");
    let home = json!({ "organizationId": id(STRANGE) });
    let there = world.done(&person, "submitOrder", &there, home).await;
    assert_ne!(there["status"], "PENDING_APPROVAL", "and an administrator there");
}

#[tokio::test]
async fn starter_fault_4_a_company_is_read_and_changed_only_with_a_role_in_that_company() {
    let world = World::make().await;
    let (stranger, purchaser) = (world.as_("stranger").await, world.as_("purchaser").await);
    join(&world, STRANGE, &me(&purchaser).await, MemberRole::Administrator).await;
    let query =
        "query($id: ID!) { organization(id: $id) { id name members(first: 5) { nodes { blocked } } } }";
    let read = stranger.data(query, json!({ "id": id(ORGANIZATION) })).await;
    assert_eq!(read["organization"], Value::Null, "signed in, and no member");

    let member = me(&world.as_("observer").await).await;
    let limit = json!({ "amount": "1", "currency": "RUB" });
    let changes = [
        ("changeMemberRoles", json!({ "personId": member, "roles": ["ADMINISTRATOR"] })),
        ("blockMember", json!({ "personId": member })),
        ("removeMember", json!({ "personId": member })),
        ("setApprovalLimit", json!({ "personId": member, "limit": limit })),
    ];
    for (mutation, input) in changes {
        let refused = ask(&stranger, mutation, "", ORGANIZATION, input.clone()).await;
        assert_eq!(refusal(&refused), "NOT_FOUND", "an administrator of another company: {mutation}");
        let refused = ask(&purchaser, mutation, "", ORGANIZATION, input).await;
        assert_eq!(
            refusal(&refused),
            "FORBIDDEN",
            "an administrator elsewhere, a purchaser here: {mutation}"
        );
    }
    let allowed = json!({ "personId": me(&stranger).await, "roles": ["OBSERVER"] });
    let done = ask(&purchaser, "changeMemberRoles", "", STRANGE, allowed).await;
    assert_eq!(done["errors"], json!([]), "where they are an administrator they can");
}
