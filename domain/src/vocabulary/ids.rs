//! Identifiers. An id of one kind cannot be given where another is expected.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])+ $name:ident;)+) => {$(
        $(#[$doc])+
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// The bare identifier, as the database and the wire know it.
            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }
    )+};
}

ids! {
    /// A buyer organization: the tenant of almost everything.
    OrganizationId;
    /// A person who signs in: a member of organizations, or one of the supplier's staff.
    PersonId;
    /// An order, from its draft on.
    OrderId;
    /// One round of approval of an order.
    CaseId;
    /// A time for which a person decides in the place of another.
    DelegationId;
    /// A cost centre of a buyer organization.
    CostCentreId;
    /// A delivery address of a buyer organization.
    AddressId;
    /// A way in which the supplier delivers, with its price.
    DeliveryWayId;
    /// Goods of an order that left together.
    ShipmentId;
    /// A list of goods that an organization orders again and again.
    OrderTemplateId;
    /// A cart of a person in an organization.
    CartId;
    /// A product of the catalogue. It is derived from the product's id in 1C.
    ProductId;
    /// A category (a group, in 1C's words) of the catalogue.
    CategoryId;
    /// A type of price (wholesale, retail), as 1C keeps them.
    PriceTypeId;
    /// A warehouse of the supplier.
    WarehouseId;
    /// A property of goods.
    PropertyId;
    /// A contract of an organization with a legal entity of the supplier.
    ContractId;
    /// A legal entity of the supplier, which sells under contracts.
    LegalEntityId;
    /// One exchange of data with 1C: an import, an export.
    ExchangeRunId;
    /// Something that a person was told: the id of the event that it is about.
    NotificationId;
    /// A document of the settlement ledger. It is derived from the document's id in 1C.
    SettlementDocumentId;
    /// The budget of a cost centre for one period.
    BudgetId;
    /// A request for a reconciliation statement.
    ReconciliationId;
    /// A file that 1C uploaded.
    FileId;
    /// A batch of documents that 1C sent.
    BatchId;
    /// A document that 1C sent and that was refused.
    RefusedDocumentId;
    /// A text written by a person, kept apart from the journal so that it can be erased.
    TextId;
}
