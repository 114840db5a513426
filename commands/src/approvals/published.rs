//! The policy in force with its words, for whoever compares it with another one.

use std::collections::BTreeMap;

use domain::approvals::policy::{ApprovalPolicy, Effect, Rule, StandardWording, Wording};
use domain::journal::{Actor, StreamKey};
use domain::vocabulary::OrganizationId;
use sqlx::PgPool;
use uuid::Uuid;

use super::publish_policy::WordedRule;
use crate::journal::StoreError;
use crate::journal::load::load;

/// A policy in force.
#[derive(Clone, Debug)]
pub struct Published {
    /// Its version; 0 is the default policy, which nobody published.
    pub version: u32,
    /// Who published it.
    pub by: Option<Actor>,
    /// Its rules, as they were asked for.
    pub rules: Vec<WordedRule>,
}

/// The policy in force in an organization.
pub async fn published(pool: &PgPool, organization: OrganizationId) -> Result<Published, StoreError> {
    let policy = load::<ApprovalPolicy>(pool, organization).await?;
    let rules = policy.in_force().rules;
    let texts: Vec<Uuid> = rules.iter().flat_map(wordings).filter_map(text).collect();
    let bodies = sqlx::query!("SELECT id, body FROM journal.texts WHERE id = ANY($1)", &texts);
    let bodies = bodies.fetch_all(pool).await?.into_iter().map(|row| (row.id, row.body)).collect();
    Ok(Published {
        version: policy.version(),
        by: publisher(pool, organization).await?,
        rules: rules.into_iter().map(|rule| worded(rule, &bodies)).collect(),
    })
}

async fn publisher(pool: &PgPool, organization: OrganizationId) -> Result<Option<Actor>, StoreError> {
    let StreamKey { aggregate_type, aggregate_id } = StreamKey::of::<ApprovalPolicy>(organization);
    let actor = sqlx::query_scalar!(
        "SELECT actor FROM journal.events
          WHERE aggregate_type = $1 AND aggregate_id = $2 ORDER BY sequence DESC LIMIT 1",
        aggregate_type,
        aggregate_id
    )
    .fetch_optional(pool)
    .await?;
    let parsed = |actor: String| {
        let wrong =
            |_| StoreError::Inconsistent { table: "journal.events", column: "actor", value: actor.clone() };
        actor.parse().map_err(wrong)
    };
    actor.map(parsed).transpose()
}

fn wordings(rule: &Rule) -> Vec<&Wording> {
    match &rule.effect {
        Effect::Deny { message } => vec![&rule.name, message],
        Effect::Bypass | Effect::Require { .. } => vec![&rule.name],
    }
}

fn text(wording: &Wording) -> Option<Uuid> {
    match wording {
        Wording::Written { text } => Some(text.id.uuid()),
        Wording::Standard { .. } => None,
    }
}

/// The rule without its wording, and the words. Those that were erased are empty.
fn worded(mut rule: Rule, bodies: &BTreeMap<Uuid, String>) -> WordedRule {
    let words = |wording: &Wording| text(wording).and_then(|id| bodies.get(&id).cloned()).unwrap_or_default();
    let name = words(&rule.name);
    rule.name = StandardWording::Unnamed.into();
    let message = match &mut rule.effect {
        Effect::Deny { message } => {
            let said = words(message);
            *message = StandardWording::Unnamed.into();
            Some(said)
        }
        Effect::Bypass | Effect::Require { .. } => None,
    };
    WordedRule { rule, name, message }
}
