//! Whose money whoever reads may see.

use domain::organizations::{Action, Extent};
use domain::vocabulary::OrganizationId;

use crate::scoped_read::Scope;

/// Whether whoever reads may see what an organization owes and is owed.
pub fn sees(scope: &Scope, organization: OrganizationId) -> bool {
    match scope {
        Scope::Person(_) => false,
        Scope::Member { organization: own, .. } => {
            *own == organization && scope.extent(Action::ReadAccount) == Extent::All
        }
        Scope::Staff { .. } => sees_all(scope),
    }
}

/// Whether whoever reads may see what all organizations owe.
pub(super) fn sees_all(scope: &Scope) -> bool {
    matches!(scope, Scope::Staff { .. }) && scope.extent(Action::ReadReceivables) == Extent::All
}
