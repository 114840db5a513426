//! Legal entities, ways of delivery and organizations as files write them: the demonstration's own, and those of
//! an operator. They name everything by words; what the words stand for is found later.

mod contract;
mod delivery_way;
mod legal_entity;
mod organization;
mod rule;

use serde::Deserialize;

pub use contract::Contract;
pub use delivery_way::DeliveryWay;
pub use legal_entity::LegalEntity;
pub use organization::{CostCentre, Member, Organization, Policy};
pub use rule::{Approver, Codes, Condition, Effect, Rule, Stage, worded};

/// A file of an operator.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    /// Legal entities of the supplier.
    #[serde(default)]
    pub legal_entities: Vec<LegalEntity>,
    /// Its ways of delivery.
    #[serde(default)]
    pub delivery_ways: Vec<DeliveryWay>,
    /// Its customers.
    #[serde(default)]
    pub organizations: Vec<Organization>,
}
