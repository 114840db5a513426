//! What can be asked of a delegation.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::chain::DelegationLink;
use crate::vocabulary::{DelegationId, OrganizationId, PersonId, TextRef};

/// What can be asked of a delegation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DelegationCommand {
    /// Let somebody decide in the place of another.
    Grant(Box<DelegationGrant>),
    /// End it before its time.
    Revoke {
        /// Who ends it.
        by: PersonId,
        /// When.
        at: DateTime<Utc>,
    },
}

/// What is granted, and the facts that say whether it can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DelegationGrant {
    /// The delegation.
    pub delegation: DelegationId,
    /// Where.
    pub organization: OrganizationId,
    /// In whose place.
    pub from: PersonId,
    /// Who decides.
    pub to: PersonId,
    /// The first moment.
    pub starts: DateTime<Utc>,
    /// The first moment when it is over.
    pub until: DateTime<Utc>,
    /// Why, if somebody wrote it down.
    pub reason: Option<TextRef>,
    /// The administrator who grants it in the place of `from`.
    pub by: Option<PersonId>,
    /// When it is asked.
    pub at: DateTime<Utc>,
    /// Those of the two who may decide on orders in the organization now.
    pub able: BTreeSet<PersonId>,
    /// The delegations from the one to the other that are not over and not revoked.
    pub others: Vec<DelegationLink>,
}
