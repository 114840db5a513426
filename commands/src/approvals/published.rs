//! The policy in force with its words, for whoever compares it with another one.

use domain::approvals::policy::{ApprovalPolicy, WordedRule};
use domain::journal::{Actor, StreamKey};
use domain::vocabulary::OrganizationId;
use sqlx::PgPool;

use super::in_force::in_force;
use super::worded::Words;
use crate::journal::StoreError;

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
    let policy = in_force(pool, organization.into()).await?;
    let words = Words::of(pool, &policy.rules).await?;
    Ok(Published {
        version: policy.version,
        by: publisher(pool, organization).await?,
        rules: policy.rules.iter().map(|rule| words.worded(rule)).collect(),
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
