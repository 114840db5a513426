//! The policy that is in force: what the newest of its events says, without the older ones.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};

use domain::approvals::policy::{ApprovalPolicy, Policy, PolicyEvent, default_policy};
use domain::journal::{StreamKey, Tenant, event};
use sqlx::PgPool;
use uuid::Uuid;

use crate::journal::StoreError;

/// The policy in force in an organization; the default one before anything was published.
/// Each version holds all of its rules, so only the newest is read.
pub async fn in_force(pool: &PgPool, tenant: Tenant) -> Result<Arc<Policy>, StoreError> {
    let StreamKey { aggregate_type, aggregate_id } = StreamKey::of::<ApprovalPolicy>(tenant);
    let newest = sqlx::query_scalar!(
        "SELECT event_id FROM journal.events WHERE aggregate_type = $1 AND aggregate_id = $2
          ORDER BY sequence DESC LIMIT 1",
        aggregate_type,
        aggregate_id
    );
    let Some(event_id) = newest.fetch_optional(pool).await? else { return Ok(Arc::new(default_policy())) };
    if let Some(known) = decoded().get(&event_id) {
        return Ok(Arc::clone(known));
    }
    let event = sqlx::query!(
        r#"SELECT event_type, event_version, payload::text AS "payload!"
             FROM journal.events
            WHERE aggregate_type = $1 AND aggregate_id = $2 AND event_id = $3"#,
        aggregate_type,
        aggregate_id,
        event_id
    )
    .fetch_one(pool)
    .await?;
    let PolicyEvent::Published { version, rules, .. } =
        event::decode(aggregate_type, &event.event_type, &event.event_version, &event.payload)?;
    let policy = Arc::new(Policy { version, rules });
    let mut decoded = decoded();
    if decoded.len() >= MOST_DECODED {
        decoded.clear();
    }
    decoded.insert(event_id, Arc::clone(&policy));
    Ok(policy)
}

/// Policies by the event that published them. An event never changes, so nothing here grows
/// old; a policy has hundreds of rules, and every preview and submission asks for it.
static DECODED: LazyLock<Mutex<HashMap<Uuid, Arc<Policy>>>> = LazyLock::new(Mutex::default);

/// The most policies that are kept decoded: when there are more, all are forgotten.
const MOST_DECODED: usize = 500;

fn decoded() -> MutexGuard<'static, HashMap<Uuid, Arc<Policy>>> {
    DECODED.lock().unwrap_or_else(PoisonError::into_inner)
}
