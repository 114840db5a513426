//! By which rules was an approval asked for, as they were then?
//!
//! Read from the journal: every version of a policy stays there, and a case names its own.

use cqrs_es::Aggregate;
use domain::approvals::policy::{ApprovalPolicy, PolicyEvent, Rule, default_policy};
use domain::journal::Fact;
use domain::organizations::{Action, Extent};
use domain::vocabulary::OrganizationId;

use crate::page::ReadError;
use crate::scoped_read::{Scope, ScopedRead};

/// The rules of a version of an organization's policy; none if whoever reads may not see its
/// orders. Version 0 is the policy of an organization that never published one.
pub async fn rules_of_version(
    read: &mut ScopedRead,
    organization: OrganizationId,
    version: u32,
) -> Result<Vec<Rule>, ReadError> {
    let action = match read.scope() {
        Scope::Staff { .. } => Action::ReadAllOrders,
        Scope::Person(_) | Scope::Member { .. } => Action::ReadOrders,
    };
    if read.scope().extent(action) == Extent::None {
        return Ok(Vec::new());
    }
    if version == 0 {
        return Ok(default_policy().rules);
    }
    // Every event of a policy publishes a version, so the version is the place in its stream.
    let row = sqlx::query!(
        r#"SELECT event_type, event_version, payload::text AS "payload!" FROM journal.events
            WHERE aggregate_type = $1 AND aggregate_id = $2 AND sequence = $3"#,
        ApprovalPolicy::TYPE,
        organization.to_string(),
        i64::from(version)
    )
    .fetch_optional(read.connection())
    .await?;
    let fact = row.and_then(|row| {
        Fact::decode(ApprovalPolicy::TYPE, &row.event_type, &row.event_version, &row.payload).ok()
    });
    match fact {
        Some(Fact::ApprovalPolicy(PolicyEvent::Published { rules, .. })) => Ok(rules),
        _ => Ok(Vec::new()),
    }
}
