//! Every field, by every way, with own ids, with those of others, and with unknown ones.

use std::collections::BTreeSet;

use super::asking::{Person, Seen};
use super::ids::Ids;
use super::policy::{Policy, differences};
use super::schema::Schema;
use super::selection::{Selection, everything};
use super::trade::Trade;

/// In what the fields that somebody gets differ from the policy, their own ids given.
pub async fn own(policy: &Policy, schema: &Schema, person: &Person, ids: &Ids) -> Vec<String> {
    let mut seen = Seen::new();
    person.explore(everything(schema, ids), &mut seen).await;
    let fields = schema.coordinates().into_iter().filter(|what| !what.starts_with("Mutation."));
    differences(policy, person.name, &seen, fields)
}

/// The same for an order of somebody else in the organization.
pub async fn of_another(policy: &Policy, schema: &Schema, person: &Person, ids: &Ids) -> Vec<String> {
    let trees = everything(schema, ids);
    let given: BTreeSet<_> = trees.iter().flat_map(|tree| tree.given(&ids.order)).collect();
    let mut seen = Seen::new();
    let ways = trees.iter().filter_map(|tree| tree.shallow_ways_to(&ids.order)).collect();
    person.explore(ways, &mut seen).await;
    let seen = seen.into_iter().map(|(what, verdict)| (format!("{what} of another"), verdict)).collect();
    differences(policy, person.name, &seen, given.into_iter().map(|what| format!("{what} of another")))
}

/// Asks with ids of others and with ids of nothing, and tells where the answers differ.
pub async fn foreign_and_unknown(trade: &Trade, schema: &Schema, person: &Person) -> Vec<String> {
    let home = trade.ids(trade.own).await;
    let strange = trade.strange_ids(trade.strange).await;
    let unknown = strange.of_nothing();
    let mut found = Vec::new();
    if !person.is_staff() {
        let (strange, unknown) = (everything(schema, &strange), everything(schema, &unknown));
        found.extend(unlike(person, strange.into_iter().zip(unknown)).await);
    }
    for name in ["orderId", "contractId"] {
        let inside = |ids: &Ids| Ids { organization: home.organization.clone(), ..ids.clone() };
        let ways = |ids: &Ids| ways_inside(schema, person, &inside(ids), ids.named(name).unwrap_or_default());
        found.extend(unlike(person, ways(&strange).into_iter().zip(ways(&unknown))).await);
    }
    found
}

/// The ways to what is given an id in the own organization. To the staff nothing else is
/// foreign.
fn ways_inside(schema: &Schema, person: &Person, ids: &Ids, id: &str) -> Vec<Selection> {
    let ways = everything(schema, ids).into_iter().filter_map(|tree| tree.ways_to(id));
    if !person.is_staff() {
        return ways.collect();
    }
    let parts = ways.flat_map(|tree| if tree.children.len() > 1 { tree.parts() } else { vec![tree] });
    parts.filter(|part| part.begins_in(&ids.organization)).collect()
}

async fn unlike(person: &Person, pairs: impl Iterator<Item = (Selection, Selection)>) -> Vec<String> {
    let mut waiting: Vec<_> = pairs.filter(|(this, that)| this.query() != that.query()).collect();
    let mut found = Vec::new();
    while let Some((this, that)) = waiting.pop() {
        let (first, second) = (person.ask(&this.query()).await, person.ask(&that.query()).await);
        if Person::is_too_much(&first) {
            waiting.extend(this.parts().into_iter().zip(that.parts()));
        } else if first != second {
            found.push(told(person, &this, &first.to_string(), &second.to_string()));
        }
    }
    found
}

fn told(person: &Person, asked: &Selection, foreign: &str, unknown: &str) -> String {
    let head = |text: &str| text.chars().take(600).collect::<String>();
    let (query, foreign, unknown) = (head(&asked.query()), head(foreign), head(unknown));
    format!("{}: {query}\n  foreign: {foreign}\n  unknown: {unknown}", person.name)
}
