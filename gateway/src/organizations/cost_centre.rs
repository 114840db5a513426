//! A cost centre of an organization.

use async_graphql::Object;
use domain::vocabulary::CostCentreId;
use projections::organizations::CostCentreRow;

use crate::graphql::global_id::GlobalId;
use crate::graphql::standpoint::Standpoint;
use crate::identity::Person;

/// A cost centre of an organization, seen from somewhere.
pub struct CostCentre {
    /// What is known of it.
    pub row: CostCentreRow,
    /// From where.
    pub standpoint: Standpoint,
}

/// A cost centre of an organization: what orders are ordered for.
#[Object]
impl CostCentre {
    /// The id of the cost centre.
    async fn id(&self) -> GlobalId<CostCentreId> {
        GlobalId(self.row.id)
    }

    /// The code in the books of the organization; no other open one has it.
    async fn code(&self) -> &str {
        &self.row.code
    }

    /// The name.
    async fn name(&self) -> &str {
        &self.row.name
    }

    /// Who answers for it.
    async fn owner(&self) -> Person {
        Person { id: self.row.owner, standpoint: self.standpoint }
    }

    /// Whether the owner left or is blocked: the administrators are asked in their place.
    async fn owner_is_gone(&self) -> bool {
        self.row.owner_is_gone
    }

    /// Whether nothing new is ordered for it.
    async fn closed(&self) -> bool {
        self.row.closed
    }
}
