//! The facts that a case is decided with: who acts, who may decide, and the time.

use domain::approvals::{Acting, Deciders, WorkingTime};
use domain::journal::Tenant;
use sqlx::PgPool;

use super::people::candidates;
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

/// Who may decide on orders in an organization now.
pub async fn deciders(pool: &PgPool, tenant: Tenant) -> Result<Deciders, CommandError> {
    Ok(Deciders::among(candidates(pool, tenant).await?))
}
