//! Where does 1C say another balance than its own documents add up to?

use chrono::{DateTime, TimeDelta, Utc};
use domain::vocabulary::{ContractId, Currency, OrganizationId};
use rust_decimal::Decimal;

use super::reach::{sees, sees_all};
use crate::page::ReadError;
use crate::scoped_read::ScopedRead;
use crate::stored::{organization as id_of, parse};

/// How long after a balance its documents may come, and how long the comparison waits for them:
/// 1C sends both in one batch, and the batch goes in by parts.
const SETTLES_IN: TimeDelta = TimeDelta::minutes(1);

/// A balance of 1C that differs from the sum of the documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// Whose account.
    pub organization: OrganizationId,
    /// Under which contract.
    pub contract: ContractId,
    /// In which currency.
    pub currency: Currency,
    /// What 1C says; above zero the organization owes.
    pub theirs: Decimal,
    /// What the documents add up to that were known when it said so.
    pub ours: Decimal,
    /// The moment for which 1C says it; documents of that day count.
    pub as_of: DateTime<Utc>,
    /// When it said so.
    pub received_at: DateTime<Utc>,
}

/// The mismatches of an organization, or of all for those who see all: the largest first, at most
/// a hundred.
pub async fn mismatches(
    read: &mut ScopedRead,
    organization: Option<OrganizationId>,
    now: DateTime<Utc>,
) -> Result<Vec<Mismatch>, ReadError> {
    let scope = read.scope();
    if !organization.map_or_else(|| sees_all(scope), |organization| sees(scope, organization)) {
        return Ok(Vec::new());
    }
    let rows = sqlx::query_file!(
        "src/accounts/list_mismatches.sql",
        organization.map(|organization| organization.to_string()),
        now - SETTLES_IN
    )
    .fetch_all(read.connection())
    .await?;
    let mut mismatches = Vec::with_capacity(rows.len());
    for row in rows {
        mismatches.push(Mismatch {
            organization: id_of(&row.organization)?,
            contract: ContractId(row.contract),
            currency: parse(&row.currency)?,
            theirs: row.theirs,
            ours: row.ours,
            as_of: row.as_of,
            received_at: row.received_at,
        });
    }
    Ok(mismatches)
}
