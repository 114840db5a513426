//! Mutations: who may, who may not, and that nothing is written for those who may not.

use std::collections::BTreeMap;

use domain::vocabulary::CartId;
use futures_util::future::join_all;
use serde_json::Value;
use sqlx::PgPool;

use super::asking::Person;
use super::assert_none;
use super::ids::Ids;
use super::mutations::{Mutation, Outcome, mutations};
use super::orders::State;
use super::policy::{Policy, Verdict};
use super::rules::keep_draft;
use super::schema::Schema;
use super::trade::{ABROAD, COLLEAGUES, HOME, Place, SPARE, Trade, person_of};
use crate::world::id;

/// An order for each state, which nobody may change.
struct Exhibits(BTreeMap<State, Ids>);

impl Exhibits {
    async fn of(trade: &Trade, place: Place) -> Self {
        let mut orders = BTreeMap::new();
        for mutation in mutations(&Schema::of_the_service()) {
            if let Some(state) = mutation.state()
                && !orders.contains_key(&state)
            {
                let order = trade.order_in(place, state).await;
                let ids = if place.organization == ABROAD.organization {
                    trade.strange_ids(order).await
                } else {
                    trade.ids(order).await
                };
                orders.insert(state, ids);
            }
        }
        Self(orders)
    }

    fn fit(&self, mutation: &Mutation<'_>) -> &Ids {
        &self.0[&mutation.state().unwrap_or(State::Pending)]
    }
}

/// Everything that a mutation may write, in one text.
async fn written(database: &PgPool) -> String {
    let everything = "SELECT concat_ws(' ',
        (SELECT max(position) FROM journal.events), (SELECT count(*) FROM journal.events),
        (SELECT md5(string_agg(text, ',')) FROM (SELECT concat_ws(' ', id, version) AS text FROM ordering.carts
                                                  ORDER BY id) cart),
        (SELECT md5(string_agg(text, ',')) FROM (SELECT concat_ws(' ', cart, product, quantity) AS text
                                                   FROM ordering.cart_lines ORDER BY cart, product) line),
        (SELECT md5(string_agg(text, ',')) FROM (SELECT concat_ws(' ', id, version) AS text
                                                   FROM ordering.templates ORDER BY id) template),
        (SELECT count(*) FROM approvals.delegations), (SELECT count(*) FROM notifications.read_up_to),
        (SELECT count(*) FROM journal.idempotency), (SELECT count(*) FROM journal.texts),
        (SELECT sum(version) FROM approvals.policy_drafts), (SELECT count(*) FROM journal.claims), (SELECT count(*) FROM identity.credentials),
        (SELECT sum(epoch) FROM organizations.access))";
    sqlx::query_scalar(everything).fetch_one(database).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_may_not_change_something_is_refused_and_nothing_is_written() {
    let (policy, schema, trade) = (Policy::declared(), Schema::of_the_service(), Trade::open().await);
    let own = Exhibits::of(&trade, HOME).await;
    let another = Exhibits::of(&trade, COLLEAGUES).await;
    let people = trade.everybody().await;
    trade.settle().await;
    let before = written(&trade.world.server.database).await;
    let asking = people.iter().filter(|person| person.name != "blocked").map(async |person| {
        let mut found = Vec::new();
        for mutation in mutations(&schema) {
            found.extend(denied(&policy, &mutation, person, own.fit(&mutation), "").await);
            if mutation.state().is_some() {
                found.extend(denied(&policy, &mutation, person, another.fit(&mutation), " of another").await);
            }
        }
        found
    });
    assert_none(&join_all(asking).await.concat());
    trade.settle().await;
    assert_eq!(written(&trade.world.server.database).await, before, "nothing is written");
}

/// Asks for what the policy refuses.
pub async fn denied(
    policy: &Policy,
    mutation: &Mutation<'_>,
    person: &Person,
    ids: &Ids,
    whose: &str,
) -> Option<String> {
    let what = format!("{}{whose}", mutation.what());
    let should = policy.of(&what, person.name);
    if should == Verdict::Answered {
        return None;
    }
    let got = mutation.ask(person, &mutation.input(person.name, ids)).await;
    (got != Outcome::Told(should))
        .then(|| format!("{what}: {} should get {should}, and gets {got:?}", person.name))
}

#[tokio::test(flavor = "multi_thread")]
async fn foreign_and_unknown_things_are_refused_alike_and_nothing_is_written() {
    let (schema, trade) = (Schema::of_the_service(), Trade::open().await);
    let (own, strange) = (Exhibits::of(&trade, HOME).await, Exhibits::of(&trade, ABROAD).await);
    let people = trade.everybody().await;
    trade.settle().await;
    let before = written(&trade.world.server.database).await;
    let asking = people.iter().map(async |person| {
        let mut found = Vec::new();
        for mutation in mutations(&schema).iter().filter(|it| it.names_an_organization()) {
            let (own, strange) = (own.fit(mutation), strange.fit(mutation));
            let unknown = strange.of_nothing();
            for (strange, unknown) in pairs(mutation, person, [own, strange, &unknown]) {
                found.extend(unlike(mutation, person, &strange, &unknown).await);
            }
        }
        found
    });
    assert_none(&join_all(asking).await.concat());
    trade.settle().await;
    assert_eq!(written(&trade.world.server.database).await, before, "nothing is written");
}

/// Inputs with foreign and with unknown ids: all of them, and each among the own ones.
fn pairs(
    mutation: &Mutation<'_>,
    person: &Person,
    [own, strange, unknown]: [&Ids; 3],
) -> Vec<(Value, Value)> {
    let input = |ids| mutation.input(person.name, ids);
    let (own, strange, unknown) = (input(own), input(strange), input(unknown));
    let one = |name: &str| {
        let with = |other: &Value| {
            let mut input = own.clone();
            input[name] = other[name].clone();
            input
        };
        (with(&strange), with(&unknown))
    };
    let mut pairs: Vec<_> = mutation.ids().map(one).collect();
    if !person.is_staff() {
        pairs.push((strange, unknown));
    }
    pairs
}

async fn unlike(
    mutation: &Mutation<'_>,
    person: &Person,
    strange: &Value,
    unknown: &Value,
) -> Option<String> {
    let first = person.send(&mutation.request(strange)).await;
    let second = person.send(&mutation.request(unknown)).await;
    let what = mutation.what();
    if mutation.outcome(&first) == Outcome::Told(Verdict::Answered) {
        return Some(format!("{what}: {} did it with what is foreign: {first}", person.name));
    }
    (first != second).then(|| format!("{what}: {}\n  foreign: {first}\n  unknown: {second}", person.name))
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_may_change_something_can() {
    let (policy, schema, trade) = (Policy::declared(), Schema::of_the_service(), Trade::open().await);
    let people = trade.everybody().await;
    let asking = people.iter().filter(|person| person.name != "blocked").map(async |person| {
        let mut found = Vec::new();
        for mutation in mutations(&schema) {
            found.extend(allowed(&trade, &policy, &mutation, person, HOME, "").await);
            if mutation.state().is_some() {
                found.extend(allowed(&trade, &policy, &mutation, person, COLLEAGUES, " of another").await);
            }
        }
        found
    });
    assert_none(&join_all(asking).await.concat());
}

/// Asks for what the policy allows, on an order that is there for it.
async fn allowed(
    trade: &Trade,
    policy: &Policy,
    mutation: &Mutation<'_>,
    person: &Person,
    place: Place,
    whose: &str,
) -> Option<String> {
    let what = format!("{}{whose}", mutation.what());
    if policy.of(&what, person.name) != Verdict::Answered {
        return None;
    }
    let ids = fitting_ids(trade, mutation, person, place).await;
    let got = if mutation.names_an_organization() {
        ask_patiently(mutation, person, &mutation.input(person.name, &ids)).await
    } else {
        // It ends the session: not that of the other requests.
        let person = trade.person(person.name).await;
        mutation.ask(&person, &mutation.input(person.name, &ids)).await
    };
    let may = got == Outcome::Told(Verdict::Answered) || case_has_nothing_to_do(mutation, &got);
    (!may).then(|| format!("{what}: {} should do it, and gets {got:?}", person.name))
}

/// Asks until it is not because of others, who ask at the same time, that it is refused.
async fn ask_patiently(mutation: &Mutation<'_>, person: &Person, input: &Value) -> Outcome {
    let conflict = Outcome::Refused("CONFLICT".to_owned());
    loop {
        let got = mutation.ask(person, input).await;
        if got != conflict {
            return got;
        }
    }
}

/// By the default policy everybody who may decide is asked at once, so there is nobody to hand
/// an approval to; and administrators answer only questions about orders of their own.
fn case_has_nothing_to_do(mutation: &Mutation<'_>, got: &Outcome) -> bool {
    let code = match mutation.name() {
        "reassignApproval" => "ALREADY_ASKED",
        "escalateApproval" => "NOBODY_TO_ESCALATE_TO",
        "answerApprovalQuestion" => "NOT_THE_AUTHOR",
        _ => return false,
    };
    *got == Outcome::Refused(code.to_owned())
}

async fn fitting_ids(trade: &Trade, mutation: &Mutation<'_>, person: &Person, place: Place) -> Ids {
    let order = match mutation.state() {
        Some(state) => trade.order_in(place, state).await,
        None => trade.own,
    };
    let ids = trade.ids(order).await;
    if mutation.asks_for("cartId") {
        let (cart, cart_version) = trade.fill_cart(Place { author: person.name, ..place }).await;
        return Ids { cart: id(CartId(cart)), cart_version, ..ids };
    }
    if mutation.asks_for("draftVersion") {
        return Ids { draft_version: keep_draft(trade).await, ..ids };
    }
    if mutation.asks_for("templateId") {
        return Ids { template: id(trade.keep_template(HOME).await), ..ids };
    }
    if mutation.asks_for("delegationId") {
        return Ids { delegation: id(trade.delegate(HOME).await), ..ids };
    }
    if mutation.name() == "createDraftForCustomer" {
        return Ids { person: id(person_of(&trade.world, place.author).await), ..ids };
    }
    if ["blockOrganization", "unblockOrganization"].contains(&mutation.name()) {
        return Ids { organization: id(SPARE), ..ids };
    }
    ids
}
