//! Where 1C says another balance than its own documents add up to.

use async_graphql::SimpleObject;
use chrono::{DateTime, Utc};
use domain::vocabulary::{ContractId, Money, OrganizationId, to_hundredths};
use projections::accounts::Mismatch;

use crate::graphql::global_id::GlobalId;
use crate::graphql::money::MoneyValue;

/// A balance of 1C that differs from the sum of its own documents: one of both is not complete, and
/// the supplier's accountants have to look.
#[derive(SimpleObject)]
pub struct BalanceMismatch {
    /// The id of the organization.
    organization_id: GlobalId<OrganizationId>,
    /// The id of the contract.
    contract_id: GlobalId<ContractId>,
    /// What 1C says is owed; below zero it is owed to the organization.
    theirs: MoneyValue,
    /// What the documents add up to that 1C had sent by then.
    ours: MoneyValue,
    /// By how much 1C says more.
    difference: MoneyValue,
    /// The moment for which 1C says it; all documents of that day count.
    as_of: DateTime<Utc>,
    /// When it said so.
    received_at: DateTime<Utc>,
}

impl From<Mismatch> for BalanceMismatch {
    fn from(row: Mismatch) -> Self {
        let money = |amount| Money::new(to_hundredths(amount), row.currency).into();
        Self {
            organization_id: GlobalId(row.organization),
            contract_id: GlobalId(row.contract),
            theirs: money(row.theirs),
            ours: money(row.ours),
            difference: money(row.theirs - row.ours),
            as_of: row.as_of,
            received_at: row.received_at,
        }
    }
}
