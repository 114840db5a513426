//! What the codes of the fixture stand for.

use std::convert::Infallible;

use domain::catalogue::{category_id, price_type_id, product_id};
use domain::organizations::StaffRole;
use domain::vocabulary::{
    CategoryId, ContractId, CostCentreId, DeliveryWayId, LegalEntityId, OrganizationId, PersonId,
    PriceTypeId, ProductId,
};
use uuid::Uuid;

use crate::demo::fixture::{Codes, Fixture, Organization, Person};

/// The namespace of the demonstration's ids (RFC 9562, version 5). It never changes.
const NAMESPACE: Uuid = Uuid::from_u128(0x3f0a_81c6_2f5e_4b7e_9d42_60a1_d7c5_be38);

/// The ids of everybody and everything that codes name.
#[derive(Clone, Copy, Debug)]
pub struct Cast;

impl Cast {
    /// The organization of a code.
    pub fn organization(code: &str) -> OrganizationId {
        OrganizationId(derived("organization", code))
    }

    /// The contract of a number.
    pub fn contract(number: &str) -> ContractId {
        ContractId(derived("contract", number))
    }

    /// The way of delivery of a code.
    pub fn delivery_way(code: &str) -> DeliveryWayId {
        DeliveryWayId(derived("delivery_way", code))
    }

    /// The supplier's legal entity of an INN.
    pub fn legal_entity(inn: &str) -> LegalEntityId {
        LegalEntityId(derived("legal_entity", inn))
    }
}

impl Cast {
    /// The person of a code.
    pub fn person(code: &str) -> PersonId {
        PersonId(derived("person", code))
    }
}

/// The tests keep the codes right.
impl Codes for Cast {
    type Unknown = Infallible;

    fn person(&self, code: &str) -> Result<PersonId, Infallible> {
        Ok(Self::person(code))
    }

    fn category(&self, code: &str) -> Result<CategoryId, Infallible> {
        Ok(category_id(code))
    }

    fn product(&self, code: &str) -> Result<ProductId, Infallible> {
        Ok(product_id(code))
    }

    fn price_type(&self, code: &str) -> Result<PriceTypeId, Infallible> {
        Ok(price_type_id(code))
    }

    fn cost_centre(&self, code: &str) -> Result<CostCentreId, Infallible> {
        Ok(CostCentreId(derived("cost_centre", code)))
    }
}

fn derived(kind: &str, code: &str) -> Uuid {
    Uuid::new_v5(&NAMESPACE, format!("{kind}:{code}").as_bytes())
}

impl Fixture {
    /// The first of the staff in a role.
    pub(super) fn colleague(&self, role: StaffRole) -> Option<&Person> {
        self.people.iter().find(|person| person.staff.contains(&role))
    }

    /// Everybody of the supplier.
    pub(super) fn staff(&self) -> impl Iterator<Item = &Person> {
        self.people.iter().filter(|person| !person.staff.is_empty())
    }

    /// The person of a code.
    pub(super) fn person(&self, code: &str) -> Option<&Person> {
        self.people.iter().find(|person| person.code == code)
    }

    /// The members of an organization.
    pub(super) fn members(&self, of: &Organization) -> impl Iterator<Item = &Person> {
        self.people.iter().filter(|person| person.memberships.iter().any(|it| it.organization == of.code))
    }
}
