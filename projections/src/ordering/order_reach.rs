//! Which orders whoever reads may see.

use domain::organizations::{Action, Extent};
use uuid::Uuid;

use crate::scoped_read::Scope;

/// Bounds on the orders that are seen, as the queries take them: nothing is no bound.
pub struct Reach {
    /// Only those of this organization.
    pub organization: Option<String>,
    /// Only those that this person wrote.
    pub author: Option<Uuid>,
}

impl Reach {
    /// How far a scope reaches; nothing when it sees no orders at all.
    pub fn of(scope: &Scope) -> Option<Self> {
        let action = match scope {
            Scope::Person(_) => return None,
            Scope::Member { .. } => Action::ReadOrders,
            Scope::Staff { .. } => Action::ReadAllOrders,
        };
        let author = match scope.extent(action) {
            Extent::None => return None,
            Extent::Own => Some(scope.person().uuid()),
            Extent::All => None,
        };
        Some(Self { organization: scope.organization().map(|id| id.to_string()), author })
    }
}
