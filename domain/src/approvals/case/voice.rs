//! What goes with a decision: for whom else it counts, and what it cuts from the order.

use serde::{Deserialize, Serialize};

use crate::vocabulary::{DelegationId, PersonId, ProductId, Quantity};

/// Somebody for whom another decides.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct OnBehalf {
    /// For whom.
    pub person: PersonId,
    /// The delegations that lead from that person to whoever decides: one, or a chain.
    pub delegations: Vec<DelegationId>,
}

/// What an approver takes away from a line. Nothing can be added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineCut {
    /// The product of the line.
    pub product: ProductId,
    /// The smaller quantity in the unit of the line; without one the line is dropped.
    pub quantity: Option<Quantity>,
}
