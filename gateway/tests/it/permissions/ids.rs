//! The ids that the tests ask with: own ones, those of others, and those of nothing.

use domain::vocabulary::ids::OrderTemplateId;
use domain::vocabulary::{
    AddressId, BatchId, CartId, CaseId, ContractId, CostCentreId, DelegationId, OrderId, OrganizationId,
    PersonId, ReconciliationId, ShipmentId,
};
use uuid::Uuid;

use crate::world::id;

/// Ids to ask with, as clients know them.
#[derive(Clone, Debug)]
pub struct Ids {
    pub organization: String,
    pub order: String,
    pub contract: String,
    pub product: String,
    pub category: String,
    pub person: String,
    pub manager: String,
    pub cart: String,
    pub cost_centre: String,
    pub address: String,
    pub cart_version: i64,
    pub draft_version: i64,
    pub shipment: String,
    /// A batch that 1C sent.
    pub batch: String,
    pub reconciliation: String,
    pub template: String,
    pub template_version: i64,
    pub revision: String,
    pub approval: String,
    pub delegation: String,
    /// When a delegation that is granted now may end.
    pub until: String,
    /// Somebody who may decide in the place of an approver.
    pub deputy: String,
}

impl Ids {
    /// The id for an argument, or for an object of a type.
    pub fn named(&self, name: &str) -> Option<&str> {
        Some(match name {
            "organizationId" | "Organization" => &self.organization,
            "orderId" | "Order" => &self.order,
            "contractId" | "Contract" => &self.contract,
            "productId" | "Product" => &self.product,
            "categoryId" | "Category" => &self.category,
            "personId" | "Person" => &self.person,
            "managerId" => &self.manager,
            "costCentreId" | "CostCentre" => &self.cost_centre,
            "addressId" | "DeliveryAddress" => &self.address,
            "cartId" | "Cart" => &self.cart,
            "delegationId" => &self.delegation,
            "toId" => &self.deputy,
            "Approval" => &self.approval,
            "shipmentId" => &self.shipment,
            "batchId" | "ExchangeBatch" => &self.batch,
            "reconciliationId" | "Reconciliation" => &self.reconciliation,
            "templateId" | "OrderTemplate" => &self.template,
            _ => return None,
        })
    }

    /// Ids of nothing, where these are ids of something that belongs to somebody.
    pub fn of_nothing(&self) -> Self {
        let any = Uuid::from_u128(0xDEAD_BEEF);
        Self {
            organization: id(OrganizationId(any)),
            order: id(OrderId(any)),
            contract: id(ContractId(any)),
            person: id(PersonId(any)),
            manager: id(PersonId(any)),
            cart: id(CartId(any)),
            shipment: id(ShipmentId(any)),
            approval: id(CaseId(any)),
            cost_centre: id(CostCentreId(any)),
            address: id(AddressId(any)),
            batch: id(BatchId(any)),
            reconciliation: id(ReconciliationId(any)),
            template: id(OrderTemplateId(any)),
            delegation: id(DelegationId(any)),
            deputy: id(PersonId(any)),
            ..self.clone()
        }
    }
}
