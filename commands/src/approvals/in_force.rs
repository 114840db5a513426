//! The policy that is in force: what the newest of its events says, without the older ones.

use domain::approvals::policy::{ApprovalPolicy, Policy, PolicyEvent, default_policy};
use domain::journal::{StreamKey, Tenant, event};
use sqlx::PgPool;

use crate::journal::StoreError;

/// The policy in force in an organization; the default one before anything was published.
/// Each version holds all of its rules, so only the newest is read.
pub async fn in_force(pool: &PgPool, tenant: Tenant) -> Result<Policy, StoreError> {
    let StreamKey { aggregate_type, aggregate_id } = StreamKey::of::<ApprovalPolicy>(tenant);
    let newest = sqlx::query!(
        r#"SELECT event_type, event_version, payload::text AS "payload!"
             FROM journal.events WHERE aggregate_type = $1 AND aggregate_id = $2
            ORDER BY sequence DESC LIMIT 1"#,
        aggregate_type,
        aggregate_id
    )
    .fetch_optional(pool)
    .await?;
    let Some(newest) = newest else { return Ok(default_policy()) };
    let PolicyEvent::Published { version, rules, .. } =
        event::decode(aggregate_type, &newest.event_type, &newest.event_version, &newest.payload)?;
    Ok(Policy { version, rules })
}
