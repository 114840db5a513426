//! The schema: only the contexts, merged.

use async_graphql::{EmptySubscription, MergedObject, Schema, SchemaBuilder};

use rust_decimal::Decimal;

use super::document_checks::DocumentChecks;
use super::error_masking::ErrorMasking;
use super::node::NodeQuery;
use super::services::Services;
use crate::accounts::debtors::DebtorConnection;
use crate::accounts::entry_connection::SettlementEntryConnection;
use crate::accounts::reconciliation::ReconciliationConnection;
use crate::accounts::{BudgetMutations, CreditMutations, ReconciliationMutations};
use crate::approvals::delegation::DelegationConnection;
use crate::approvals::inbox::ApprovalConnection;
use crate::approvals::{ApprovalMutations, ApprovalPolicyMutations};
use crate::catalogue::CatalogueQuery;
use crate::catalogue::catalogue_view::ProductConnection;
use crate::catalogue::facet_cache::FacetCache;
use crate::documents::document::DocumentConnection;
use crate::exchange::staff::{ExchangeBatchConnection, ExchangeMutations, RefusedDocumentConnection};
use crate::history::timeline::TimelineConnection;
use crate::identity::{IdentityMutations, ViewerQuery};
use crate::notifications::{NotificationConnection, NotificationMutations};
use crate::ordering::order_connection::OrderConnection;
use crate::ordering::templates::template_connection::OrderTemplateConnection;
use crate::ordering::{CartMutations, FulfilmentMutations, OrderMutations, TemplateMutations};
use crate::organizations::member::MemberConnection;
use crate::organizations::organization_connection::OrganizationConnection;
use crate::organizations::{
    MemberMutations, OrganizationMutations, OrganizationQuery, SettingsMutations, StaffQuery,
};

/// Everything that can be read.
#[derive(MergedObject, Default)]
pub struct Query(ViewerQuery, OrganizationQuery, CatalogueQuery, StaffQuery, NodeQuery);

/// Everything that can be done.
#[derive(MergedObject, Default)]
pub struct Mutation(
    IdentityMutations,
    CartMutations,
    OrderMutations,
    TemplateMutations,
    ApprovalMutations,
    ApprovalPolicyMutations,
    BudgetMutations,
    ReconciliationMutations,
    FulfilmentMutations,
    SettingsMutations,
    MemberMutations,
    OrganizationMutations,
    NotificationMutations,
    CreditMutations,
    ExchangeMutations,
);

/// The schema of Kabinet.
pub type KabinetSchema = Schema<Query, Mutation, EmptySubscription>;

/// How the schema shows itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SchemaSettings {
    /// Whether clients may ask what there is. In production they have `schema.graphql`.
    pub is_introspectable: bool,
}

/// The schema over the services that its resolvers use.
pub fn build(services: Services, settings: SchemaSettings) -> KabinetSchema {
    guarded(described(), settings)
        .data(services.identity.clone())
        .data(services.cookie)
        .data(FacetCache::default())
        .data(services)
        .finish()
}

/// The schema as text, for `schema.graphql`. It needs no service.
pub fn sdl() -> String {
    described().finish().sdl()
}

/// The types of the library come without descriptions.
fn described() -> SchemaBuilder<Query, Mutation, EmptySubscription> {
    Schema::build(Query::default(), Mutation::default(), EmptySubscription)
        .override_output_type_description::<Decimal>(
            "A decimal number in a string, so that nothing is rounded.",
        )
        .override_output_type_description::<ApprovalConnection>("A page of approvals.")
        .override_output_type_description::<DebtorConnection>("A page of debtors.")
        .override_output_type_description::<SettlementEntryConnection>("A page of settlement documents.")
        .override_output_type_description::<ReconciliationConnection>("A page of reconciliation statements.")
        .override_output_type_description::<DocumentConnection>("A page of documents.")
        .override_output_type_description::<DelegationConnection>("A page of delegations.")
        .override_output_type_description::<ExchangeBatchConnection>("A page of batches.")
        .override_output_type_description::<RefusedDocumentConnection>("A page of refused documents.")
        .override_output_type_description::<NotificationConnection>("A page of notifications.")
        .override_output_type_description::<OrderConnection>("A page of orders.")
        .override_output_type_description::<OrderTemplateConnection>("A page of templates.")
        .override_output_type_description::<MemberConnection>("A page of members.")
        .override_output_type_description::<OrganizationConnection>("A page of organizations.")
        .override_output_type_description::<ProductConnection>("A page of products.")
        .override_output_type_description::<TimelineConnection>("A page of a timeline.")
}

/// Puts the checks under a schema that every transport relies on.
pub fn guarded<Q, M, S>(builder: SchemaBuilder<Q, M, S>, settings: SchemaSettings) -> SchemaBuilder<Q, M, S> {
    let builder = builder.extension(ErrorMasking).extension(DocumentChecks);
    if settings.is_introspectable { builder } else { builder.disable_introspection().disable_suggestions() }
}
