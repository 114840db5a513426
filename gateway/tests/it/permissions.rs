//! Who gets what: every field and every mutation of the schema × everybody × own ids,
//! ids of others and unknown ids, against the policy in `permissions/policy.tsv`.

mod asking;
mod blocking;
mod changing;
mod eventful;
mod fields;
mod furnishing;
mod ids;
mod mutations;
mod orders;
mod policy;
mod rows;
mod rules;
mod schema;
mod selection;
mod trade;

use futures_util::future::join_all;

use policy::Policy;
use schema::Schema;
use trade::Trade;

/// Fails with everything that is wrong, a line each.
fn assert_none(found: &[String]) {
    assert!(found.is_empty(), "{} differences:\n{}", found.len(), found.join("\n"));
}

#[test]
fn every_field_and_mutation_is_declared_in_the_policy() {
    assert_none(&Policy::declared().gaps(&Schema::of_the_service()));
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_gets_the_fields_that_the_policy_gives_them() {
    let (policy, schema, trade) = (Policy::declared(), Schema::of_the_service(), Trade::open().await);
    let (ids, another) = (trade.ids(trade.own).await, trade.ids(trade.another).await);
    let people = trade.everybody().await;
    let asking = people.iter().filter(|person| person.name != "blocked").map(async |person| {
        let mut found = fields::own(&policy, &schema, person, &ids).await;
        found.extend(fields::of_another(&policy, &schema, person, &another).await);
        found
    });
    assert_none(&join_all(asking).await.concat());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_foreign_and_what_does_not_exist_look_the_same() {
    let (schema, trade) = (Schema::of_the_service(), Trade::open().await);
    let people = trade.everybody().await;
    let asking = people.iter().map(|person| fields::foreign_and_unknown(&trade, &schema, person));
    assert_none(&join_all(asking).await.concat());
    assert!(people.iter().all(|person| person.asked() > 0), "everybody asked");
}
