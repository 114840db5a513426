//! What differs between two versions of a policy, field by field.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::rule::RuleId;
use super::worded::WordedRule;

/// A field of a rule that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The rule.
    pub rule: RuleId,
    /// Where in the rule, as a path of names and places from 1
    /// (`effect.stages[1].mode.count`); empty where the rule as a whole was added or removed.
    pub path: String,
    /// What it was, as stored; nothing where it was not there.
    pub before: Option<Value>,
    /// What it is now.
    pub after: Option<Value>,
}

/// The fields of rules that differ, by the numbers of the rules. Names and messages are
/// compared by their words: each version keeps texts of its own.
pub fn compare(before: &[WordedRule], after: &[WordedRule]) -> Vec<Change> {
    let [before, after] = [before, after].map(|rules| {
        let stored = |worded: &WordedRule| (worded.rule.id, stored(worded));
        rules.iter().map(stored).collect::<BTreeMap<_, _>>()
    });
    let rules: BTreeSet<_> = before.keys().chain(after.keys()).copied().collect();
    let mut changes = Vec::new();
    for rule in rules {
        let mut found = Found { rule, changes: &mut changes };
        found.differ(String::new(), before.get(&rule), after.get(&rule));
    }
    changes
}

/// The rule as it is stored, with words in the place of references to them.
fn stored(worded: &WordedRule) -> Value {
    let mut stored = serde_json::to_value(&worded.rule).unwrap_or_default();
    stored["name"] = worded.name.clone().into();
    if let Some(message) = &worded.message {
        stored["effect"]["message"] = message.clone().into();
    }
    stored
}

struct Found<'a> {
    rule: RuleId,
    changes: &'a mut Vec<Change>,
}

impl Found<'_> {
    fn differ(&mut self, path: String, before: Option<&Value>, after: Option<&Value>) {
        match (before, after) {
            (before, after) if before == after => {}
            (Some(Value::Object(before)), Some(Value::Object(after))) => {
                let names: BTreeSet<_> = before.keys().chain(after.keys()).collect();
                for name in names {
                    let dot = if path.is_empty() { "" } else { "." };
                    self.differ(format!("{path}{dot}{name}"), before.get(name), after.get(name));
                }
            }
            (Some(Value::Array(before)), Some(Value::Array(after))) if are_things(before, after) => {
                for place in 0..before.len().max(after.len()) {
                    self.differ(format!("{path}[{}]", place + 1), before.get(place), after.get(place));
                }
            }
            (before, after) => self.changes.push(Change {
                rule: self.rule,
                path,
                before: before.cloned(),
                after: after.cloned(),
            }),
        }
    }
}

/// Whether the lists are of things with fields. Lists of ids or names are compared as a whole.
fn are_things(before: &[Value], after: &[Value]) -> bool {
    before.iter().chain(after).all(Value::is_object)
}
