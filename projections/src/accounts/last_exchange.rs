//! When did 1C last tell us something?

use chrono::{DateTime, Utc};
use domain::accounts::exposure::{OverdueSum, Receivables as Dated};
use domain::vocabulary::OrganizationId;

use super::receivables::Receivables;
use crate::page::ReadError;
use crate::scoped_read::ScopedRead;

/// When the base that is silent for longest, of those in which an organization has settlements,
/// last told us something: what it owes is as old as that. Of whom no base knows anything, any base
/// might; nothing when none ever told anything.
pub async fn last_exchange(
    read: &mut ScopedRead,
    organization: OrganizationId,
) -> Result<Option<DateTime<Utc>>, ReadError> {
    let heard = sqlx::query_scalar!(
        "SELECT coalesce((SELECT min(heard_at) FROM accounts.bases_heard
                            JOIN accounts.bases_of_organizations USING (base) WHERE organization = $1),
                         (SELECT min(heard_at) FROM accounts.bases_heard))",
        organization.to_string()
    );
    Ok(heard.fetch_one(read.connection()).await?)
}

/// What is owed, as a decision about credit takes it.
pub fn dated(found: Receivables, as_of: DateTime<Utc>, last_exchange: Option<DateTime<Utc>>) -> Dated {
    let due = |(due, open): (&Option<_>, &_)| due.map(|due| OverdueSum { due, open: *open });
    Dated {
        open: found.open.values().sum(),
        overdue: found.open.iter().filter_map(due).collect(),
        advances: found.advances,
        invoiced: found.invoiced,
        as_of,
        last_exchange,
    }
}
