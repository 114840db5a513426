//! The facts that a case is decided with: who acts, who may decide, and the time.

use std::collections::BTreeSet;

use domain::approvals::{Acting, Deciders, WorkingTime};
use domain::journal::Tenant;
use domain::organizations::{Action, MemberRole, members_who_may};
use domain::vocabulary::PersonId;
use sqlx::PgPool;

use crate::error::CommandError;
use crate::organizations::directory::calendar_of;
use crate::work::Work;

/// Whoever asks, with their roles.
pub fn acting(work: &Work<'_>) -> Result<Acting, CommandError> {
    let person = work.requester().person().ok_or(CommandError::Forbidden)?;
    Ok(Acting { person, roles: work.requester().member_roles() })
}

/// Now, by the working calendar of the organization.
pub async fn working_time(work: &Work<'_>) -> Result<WorkingTime, CommandError> {
    let (calendar, zone) = calendar_of(work.pool(), work.requester().tenant()).await?;
    Ok(WorkingTime { now: work.now(), calendar, zone })
}

/// Who may decide on orders in an organization now, by the access rows: they are as new as
/// the last append.
pub async fn deciders(pool: &PgPool, tenant: Tenant) -> Result<Deciders, CommandError> {
    let deciding: Vec<String> = members_who_may(Action::DecideOrder).map(|role| role.to_string()).collect();
    let rows = sqlx::query!(
        r#"SELECT person, $3 = ANY(roles) AS "administrator!"
             FROM organizations.access
            WHERE organization = $1 AND roles && $2 AND NOT member_blocked AND NOT organization_blocked
            ORDER BY person"#,
        tenant.to_string(),
        &deciding,
        MemberRole::Administrator.to_string()
    )
    .fetch_all(pool)
    .await
    .map_err(CommandError::database)?;
    let administrators =
        rows.iter().filter(|row| row.administrator).map(|row| PersonId(row.person)).collect();
    let able: BTreeSet<_> = rows.iter().map(|row| PersonId(row.person)).collect();
    Ok(Deciders { able, administrators })
}
