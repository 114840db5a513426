//! Opaque ids of the Relay specification: `base64url(type:uuid)`.
//!
//! An id of an order cannot be given where a product is expected, and clients have
//! nothing to guess from.

use std::borrow::Cow;

use async_graphql::parser::types::Field;
use async_graphql::registry::Registry;
use async_graphql::{
    ContextSelectionSet, ID, InputType, InputValueError, InputValueResult, OutputType, Positioned,
    ServerResult, Value,
};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use domain::vocabulary::ids::{OrderTemplateId, RefusedDocumentId};
use domain::vocabulary::{
    AddressId, BatchId, BudgetId, CartId, CaseId, CategoryId, ContractId, CostCentreId, DelegationId,
    DeliveryWayId, FileId, LegalEntityId, NotificationId, OrderId, OrganizationId, PersonId, PriceTypeId,
    ProductId, PropertyId, ReconciliationId, SettlementDocumentId, ShipmentId, WarehouseId,
};
use uuid::Uuid;

/// An id that goes out to clients.
pub trait Identified: Copy + Send + Sync {
    /// What it is the id of, as the encoded text says it. It never changes.
    const TYPE: &'static str;

    /// The bare id.
    fn uuid(&self) -> Uuid;

    /// From the bare id.
    fn from_uuid(uuid: Uuid) -> Self;
}

macro_rules! identified {
    ($($id:ident = $name:literal),+ $(,)?) => {$(
        impl Identified for $id {
            const TYPE: &'static str = $name;

            fn uuid(&self) -> Uuid {
                self.0
            }

            fn from_uuid(uuid: Uuid) -> Self {
                Self(uuid)
            }
        }
    )+};
}

identified! {
    AddressId = "delivery_address",
    BatchId = "exchange_batch",
    BudgetId = "budget",
    CartId = "cart",
    CaseId = "approval_case",
    CategoryId = "category",
    ContractId = "contract",
    CostCentreId = "cost_centre",
    DeliveryWayId = "delivery_way",
    FileId = "document",
    DelegationId = "approval_delegation",
    LegalEntityId = "legal_entity",
    NotificationId = "notification",
    OrderId = "order",
    OrderTemplateId = "order_template",
    OrganizationId = "organization",
    PersonId = "person",
    PriceTypeId = "price_type",
    ProductId = "product",
    ReconciliationId = "reconciliation",
    RefusedDocumentId = "refused_document",
    SettlementDocumentId = "settlement_document",
    ShipmentId = "shipment",
    WarehouseId = "warehouse",
    PropertyId = "property",
}

/// An id on the wire: an `ID` in the schema, of one type in the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GlobalId<I>(pub I);

/// The type and the bare id of an encoded id, for `node(id)`.
pub fn decode(text: &str) -> Option<(String, Uuid)> {
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).ok()?;
    let (name, uuid) = std::str::from_utf8(&bytes).ok()?.split_once(':')?;
    Some((name.to_owned(), Uuid::try_parse(uuid).ok()?))
}

impl<I: Identified> GlobalId<I> {
    /// The encoded id.
    pub fn encode(&self) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(format!("{}:{}", I::TYPE, self.0.uuid()))
    }

    /// The id in a text, if it is one of this type.
    pub fn parse(text: &str) -> Option<Self> {
        let (name, uuid) = decode(text)?;
        (name == I::TYPE).then(|| Self(I::from_uuid(uuid)))
    }
}

impl<I> From<I> for GlobalId<I> {
    fn from(id: I) -> Self {
        Self(id)
    }
}

impl<I: Identified> InputType for GlobalId<I> {
    type RawValueType = Self;

    fn type_name() -> Cow<'static, str> {
        <ID as InputType>::type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        <ID as InputType>::create_type_info(registry)
    }

    fn parse(value: Option<Value>) -> InputValueResult<Self> {
        match value {
            Some(Value::String(text)) => Self::parse(&text)
                .ok_or_else(|| InputValueError::custom(format!("not an id of a {}", I::TYPE))),
            other => Err(InputValueError::expected_type(other.unwrap_or_default())),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.encode())
    }

    fn as_raw_value(&self) -> Option<&Self> {
        Some(self)
    }
}

impl<I: Identified> OutputType for GlobalId<I> {
    fn type_name() -> Cow<'static, str> {
        <ID as OutputType>::type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        <ID as OutputType>::create_type_info(registry)
    }

    async fn resolve(&self, _: &ContextSelectionSet<'_>, _: &Positioned<Field>) -> ServerResult<Value> {
        Ok(Value::String(self.encode()))
    }
}

#[cfg(test)]
mod tests;
