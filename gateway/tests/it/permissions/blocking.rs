//! From the moment that a block was answered, nothing is.

use serde_json::{Value, json};

use super::asking::{Person, Seen};
use super::changing::denied;
use super::ids::Ids;
use super::mutations::mutations;
use super::policy::{Policy, Verdict};
use super::schema::Schema;
use super::selection::everything;
use super::trade::{Trade, person_of};
use super::{assert_none, fields};
use crate::world::{ORGANIZATION, STRANGE, id};

#[tokio::test(flavor = "multi_thread")]
async fn a_blocked_member_gets_nothing_from_the_answer_on() {
    let trade = Trade::open().await;
    let member = trade.person("blocked").await;
    let (ids, another) = (trade.ids(trade.own).await, trade.ids(trade.another).await);
    assert_member(&member, &ids).await;
    let person = id(person_of(&trade.world, "blocked").await);
    let input = json!({ "organizationId": id(ORGANIZATION), "personId": person });
    do_it(&trade.person("administrator").await, "blockMember", input).await;
    assert_shut_out(&member, &ids, &another).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_blocked_organization_gets_nothing_from_the_answer_on() {
    let trade = Trade::open().await;
    let member = Person::new("blocked", trade.world.as_("stranger").await, Vec::new());
    let ids = trade.strange_ids(trade.strange).await;
    assert_member(&member, &ids).await;
    let input = json!({ "organizationId": id(STRANGE), "reason": "OVERDUE_DEBT" });
    do_it(&trade.person("manager").await, "blockOrganization", input).await;
    assert_shut_out(&member, &ids, &ids).await;
}

async fn do_it(person: &Person, mutation: &str, input: Value) {
    let kind = format!("{}{}Input", mutation[..1].to_uppercase(), &mutation[1..]);
    let query = format!("mutation($input: {kind}!) {{ {mutation}(input: $input) {{ errors {{ code }} }} }}");
    let answer = person.send(&json!({ "query": query, "variables": { "input": input } })).await;
    assert_eq!(answer["data"][mutation]["errors"], json!([]), "{answer}");
}

/// The member of all roles sees and may a lot before.
async fn assert_member(member: &Person, ids: &Ids) {
    let mut seen = Seen::new();
    member.explore(everything(&Schema::of_the_service(), ids), &mut seen).await;
    for what in ["Organization.members", "Organization.order", "Order.lines", "Person.name", "Cart.lines"] {
        assert_eq!(seen.get(what), Some(&Verdict::Answered), "{what}");
    }
}

async fn assert_shut_out(member: &Person, ids: &Ids, another: &Ids) {
    let (policy, schema) = (Policy::declared(), Schema::of_the_service());
    let mut found = fields::own(&policy, &schema, member, ids).await;
    found.extend(fields::of_another(&policy, &schema, member, another).await);
    for mutation in mutations(&schema) {
        found.extend(denied(&policy, &mutation, member, ids, "").await);
        if mutation.state().is_some() {
            found.extend(denied(&policy, &mutation, member, another, " of another").await);
        }
    }
    assert_none(&found);
}
