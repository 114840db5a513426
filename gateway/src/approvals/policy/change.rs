//! What differs between two versions of an approval policy.

use async_graphql::SimpleObject;
use domain::approvals::policy::Change;
use serde_json::Value;

/// A field of a rule that differs between two versions of an approval policy.
#[derive(SimpleObject)]
pub struct ApprovalPolicyChange {
    /// The number of the rule.
    rule: u16,
    /// Where in the rule, as a path of names and places from 1
    /// (`effect.stages[1].mode.count`); empty where the rule as a whole was added or removed.
    path: String,
    /// What it was: words as they are, everything else as JSON; null where it was not there.
    before: Option<String>,
    /// What it is then; null where it is not there any more.
    after: Option<String>,
}

impl From<Change> for ApprovalPolicyChange {
    fn from(change: Change) -> Self {
        let Change { rule, path, before, after } = change;
        Self { rule: rule.0, path, before: before.map(said), after: after.map(said) }
    }
}

fn said(value: Value) -> String {
    match value {
        Value::String(words) => words,
        value => value.to_string(),
    }
}
