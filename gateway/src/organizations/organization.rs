//! A buyer organization.

use async_graphql::connection::EmptyFields;
use async_graphql::{Context, Object, Result, SimpleObject};
use chrono::NaiveDate;
use domain::organizations::{Action, Extent};
use domain::vocabulary::ids::OrderTemplateId;
use domain::vocabulary::{ContractId, OrderId, OrganizationId};
use projections::NoAccess;
use projections::ordering::{delivery_ways, order};
use projections::organizations::{
    OrganizationRow, contracts, cost_centres, delivery_addresses, members, working_calendar,
};

use super::contract::Contract;
use super::cost_centre::CostCentre;
use super::delivery_address::DeliveryAddress;
use super::member::{Member, MemberConnection};
use super::organization_words::{BlockReasonWord, LegalKindWord, PaymentTermsValue};
use super::role::{MemberRoleWord, member_roles};
use super::working_calendar::WorkingCalendarValue;
use crate::accounts::account::{Account, account};
use crate::accounts::credit::{Credit, credit_of};
use crate::accounts::{Budget, budgets_of};
use crate::approvals::delegation::{DelegationConnection, DelegationFilter, delegation_connection};
use crate::approvals::policy::preview::{ApprovalPreview, approval_preview};
use crate::approvals::{ApprovalPolicy, Approvals};
use crate::catalogue::Catalogue;
use crate::documents::document::{DocumentConnection, DocumentFilterInput, document_connection};
use crate::graphql::connection::{Page, PageArguments};
use crate::graphql::errors::unread;
use crate::graphql::global_id::GlobalId;
use crate::graphql::related::{CardOf, related, scope};
use crate::graphql::services::Services;
use crate::graphql::standpoint::{Standpoint, denied};
use crate::ordering::cart::{Cart, cart_at};
use crate::ordering::delivery_way::DeliveryWay;
use crate::ordering::line_input::OrderLineInput;
use crate::ordering::order::Order;
use crate::ordering::order_connection::{
    OrderConnection, OrderFilterInput, OrderSortInput, order_connection,
};
use crate::ordering::templates::OrderTemplate;
use crate::ordering::templates::template_connection::{
    OrderTemplateConnection, template_connection, template_of,
};
use crate::visitor::Visitor;

/// Reading an organization as its member.
#[derive(Default)]
pub struct OrganizationQuery;

#[Object]
impl OrganizationQuery {
    /// An organization, for its members; null for everybody else, whether it exists or not.
    async fn organization(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The organization.")] id: GlobalId<OrganizationId>,
    ) -> Result<Option<Organization>> {
        let visitor = Visitor::of(ctx)?;
        let standpoint = Standpoint::Member(id.0);
        match standpoint.open(&Services::of(ctx)?.reads, visitor.signed_in()?).await {
            Ok(_) => Ok(Some(Organization { id: id.0, standpoint })),
            Err(NoAccess::NotFound) => Ok(None),
            Err(error) => Err(denied(error, visitor.language)),
        }
    }
}

/// A buyer organization, seen from somewhere.
pub struct Organization {
    /// Which one.
    pub id: OrganizationId,
    /// From where.
    pub standpoint: Standpoint,
}

/// Who an organization is before the law, and when it pays.
#[derive(SimpleObject)]
#[expect(clippy::struct_field_names, reason = "a legal address is a term")]
pub struct Legal {
    /// What it is before the law.
    kind: LegalKindWord,
    /// The full name; null when it was that of a person and is erased.
    name: Option<String>,
    /// The taxpayer's number, if it is known.
    inn: Option<String>,
    /// The reason of registration with the tax office; companies have it.
    kpp: Option<String>,
    /// The legal address, if it is known.
    legal_address: Option<String>,
    /// When it pays, unless a contract says otherwise.
    payment_terms: PaymentTermsValue,
}

/// A buyer organization.
#[Object]
impl Organization {
    /// The id of the organization.
    pub async fn id(&self) -> GlobalId<OrganizationId> {
        GlobalId(self.id)
    }

    /// The name; null when it was that of a person and is erased.
    async fn name(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        Ok(self.card(ctx).await?.and_then(|card| card.name))
    }

    /// Who it is before the law; null when whoever asks may not see it.
    async fn legal(&self, ctx: &Context<'_>) -> Result<Option<Legal>> {
        Ok(self.card(ctx).await?.map(Legal::from))
    }

    /// Why it is blocked; null when it is not.
    async fn blocked(&self, ctx: &Context<'_>) -> Result<Option<BlockReasonWord>> {
        Ok(self.card(ctx).await?.and_then(|card| card.blocked).map(Into::into))
    }

    /// Where its day begins, by the name in the IANA database.
    async fn time_zone(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        Ok(self.card(ctx).await?.map(|card| card.time_zone.to_string()))
    }

    /// When its people work; null when whoever asks may not see it.
    async fn working_calendar(&self, ctx: &Context<'_>) -> Result<Option<WorkingCalendarValue>> {
        let calendar = working_calendar(&mut self.standpoint.read(ctx).await?, self.id).await;
        Ok(calendar.map_err(unread)?.map(Into::into))
    }

    /// The cost centres, by their codes.
    async fn cost_centres(
        &self,
        ctx: &Context<'_>,
        #[graphql(default, desc = "The closed ones as well.")] with_closed: bool,
    ) -> Result<Vec<CostCentre>> {
        let standpoint = self.standpoint;
        let rows = cost_centres(&mut standpoint.read(ctx).await?, self.id, with_closed).await;
        Ok(rows.map_err(unread)?.into_iter().map(|row| CostCentre { row, standpoint }).collect())
    }

    /// What the cost centres may spend, and what is left of it, by the codes of the cost
    /// centres; empty for those who may not see it.
    async fn budgets(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "In the periods around this day; around today, if none is named.")] on: Option<
            NaiveDate,
        >,
    ) -> Result<Vec<Budget>> {
        budgets_of(ctx, self.standpoint, self.id, on).await
    }

    /// The delivery addresses, the oldest first.
    async fn delivery_addresses(
        &self,
        ctx: &Context<'_>,
        #[graphql(default, desc = "The retired ones as well.")] with_retired: bool,
    ) -> Result<Vec<DeliveryAddress>> {
        let rows = delivery_addresses(&mut self.standpoint.read(ctx).await?, self.id, with_retired).await;
        Ok(rows.map_err(unread)?.into_iter().map(DeliveryAddress::from).collect())
    }

    /// The ways of delivery that can be chosen for its orders, the cheapest first.
    async fn delivery_ways(&self, ctx: &Context<'_>) -> Result<Vec<DeliveryWay>> {
        let ways = delivery_ways(&mut self.standpoint.read(ctx).await?).await.map_err(unread)?;
        Ok(ways.into_iter().map(DeliveryWay::from).collect())
    }

    /// What whoever asks is there; empty for the supplier's staff.
    async fn my_roles(&self, ctx: &Context<'_>) -> Result<Vec<MemberRoleWord>> {
        Ok(member_roles(&scope(ctx, self.standpoint).await?))
    }

    /// The contracts under which it buys, the latest first.
    async fn contracts(&self, ctx: &Context<'_>) -> Result<Vec<Contract>> {
        let contracts = contracts(&mut self.standpoint.read(ctx).await?, self.id).await.map_err(unread)?;
        Ok(contracts.into_iter().map(Contract::from).collect())
    }

    /// The members, the oldest first; empty for those who may not see them.
    async fn members(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "So many from the start, or after the cursor; at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end, or before the cursor; at most 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<MemberConnection> {
        let standpoint = self.standpoint;
        let page = Page::of(&PageArguments { first, after, last, before })?;
        let mut read = standpoint.read(ctx).await?;
        let slice = members(&mut read, self.id, &page.request()).await.map_err(unread)?;
        Ok(page.connect_slice(slice, |row| (row.cursor(), Member { row, standpoint }), EmptyFields))
    }

    /// What may be ordered on credit in a currency; null when none was agreed, and for those who
    /// may not see the account.
    async fn credit(
        &self,
        ctx: &Context<'_>,
        #[graphql(default = "RUB", desc = "The currency, by its code of ISO 4217.")] currency: String,
    ) -> Result<Option<Credit>> {
        credit_of(ctx, self.standpoint, self.id, &currency).await
    }

    /// The documents that 1C uploaded, the latest first: all of them for those who see the account,
    /// and for others those of the orders that they see.
    async fn documents(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which documents.")] filter: Option<DocumentFilterInput>,
        #[graphql(desc = "So many from the start, or after the cursor; at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end, or before the cursor; at most 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<DocumentConnection> {
        let (whose, page) = ((self.standpoint, self.id), PageArguments { first, after, last, before });
        document_connection(ctx, whose, filter.unwrap_or_default(), &page).await
    }

    /// The orders that whoever asks may see: a purchaser the own ones.
    #[expect(clippy::too_many_arguments, reason = "the arguments of a connection in the Relay specification")]
    async fn orders(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which orders.")] filter: Option<OrderFilterInput>,
        #[graphql(desc = "How they are sorted: the latest first, if nothing is said.")] sort: Option<
            OrderSortInput,
        >,
        #[graphql(desc = "So many from the start, or after the cursor; at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end, or before the cursor; at most 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<OrderConnection> {
        let filter = filter.unwrap_or_default().filter(Some(self.id));
        let page = PageArguments { first, after, last, before };
        order_connection(ctx, self.standpoint, filter, sort, &page).await
    }

    /// An order; null when there is none, or not for whoever asks.
    async fn order(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The order.")] id: GlobalId<OrderId>,
    ) -> Result<Option<Order>> {
        let standpoint = self.standpoint;
        let row = order(&mut standpoint.read(ctx).await?, id.0).await.map_err(unread)?;
        Ok(row.filter(|row| row.organization == self.id).map(|row| Order { row, standpoint }))
    }

    /// The approvals of whoever asks; null for the supplier's staff.
    async fn approvals(&self) -> Option<Approvals> {
        let is_member = self.standpoint == Standpoint::Member(self.id);
        is_member.then_some(Approvals { organization: self.id })
    }

    /// Who decides on orders in whose place, the latest granted first; null for the supplier's
    /// staff.
    async fn delegations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which of them: those that are not over, if nothing is said.")] filter: Option<
            DelegationFilter,
        >,
        #[graphql(desc = "So many from the start, or after the cursor; at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end, or before the cursor; at most 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<Option<DelegationConnection>> {
        if self.standpoint != Standpoint::Member(self.id) {
            return Ok(None);
        }
        let page = PageArguments { first, after, last, before };
        delegation_connection(ctx, self.standpoint, filter.unwrap_or_default(), &page).await.map(Some)
    }

    /// The rules by which orders are approved; null for the supplier's staff, and for those
    /// who may not see them.
    async fn approval_policy(&self, ctx: &Context<'_>) -> Result<Option<ApprovalPolicy>> {
        let sees = self.standpoint == Standpoint::Member(self.id)
            && scope(ctx, self.standpoint).await?.extent(Action::ReadApprovalPolicy) != Extent::None;
        Ok(sees.then_some(ApprovalPolicy { organization: self.id }))
    }

    /// What the approval policy would say about an order before it is submitted; null for
    /// those who could not submit it.
    async fn approval_preview(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A draft, or an order that was returned.")] order_id: Option<GlobalId<OrderId>>,
        #[graphql(desc = "Without an order: the contract under which the lines would be ordered.")]
        contract_id: Option<GlobalId<ContractId>>,
        #[graphql(desc = "Without an order: the lines.", validator(max_items = 1000))] lines: Option<
            Vec<OrderLineInput>,
        >,
    ) -> Result<Option<ApprovalPreview>> {
        let is_staff = self.standpoint == Standpoint::Staff;
        if is_staff || scope(ctx, self.standpoint).await?.extent(Action::SubmitOrder) == Extent::None {
            return Ok(None);
        }
        let (order, contract) = (order_id.map(|id| id.0), contract_id.map(|id| id.0));
        approval_preview(ctx, self.id, order, contract, lines).await
    }

    /// One's own cart; null when there is none.
    async fn cart(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At the prices of this contract; of the latest, if none is named.")]
        contract_id: Option<GlobalId<ContractId>>,
    ) -> Result<Option<Cart>> {
        match self.standpoint {
            Standpoint::Member(organization) => cart_at(ctx, organization, contract_id.map(|id| id.0)).await,
            Standpoint::Staff => Ok(None),
        }
    }

    /// The templates that whoever asks may order from, by name: the own ones, and those that are
    /// shared; empty for those who do not order.
    async fn order_templates(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only those that are shared, or only those that are not.")] shared: Option<bool>,
        #[graphql(desc = "So many from the start, or after the cursor; at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end, or before the cursor; at most 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<OrderTemplateConnection> {
        template_connection(ctx, self.standpoint, shared, &PageArguments { first, after, last, before }).await
    }

    /// A template; null when there is none, or not for whoever asks.
    async fn order_template(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The template.")] id: GlobalId<OrderTemplateId>,
    ) -> Result<Option<OrderTemplate>> {
        template_of(ctx, self.standpoint, id.0).await
    }

    /// What it owes and is owed; null for those who may not see it.
    async fn account(&self, ctx: &Context<'_>) -> Result<Option<Account>> {
        account(ctx, self.standpoint, self.id).await
    }

    /// The catalogue with the prices of a contract.
    async fn catalogue(
        &self,
        #[graphql(desc = "At the prices of this contract; of the latest, if none is named.")]
        contract_id: Option<GlobalId<ContractId>>,
    ) -> Catalogue {
        let contract = contract_id.map(|id| id.0);
        Catalogue { organization: self.id, standpoint: self.standpoint, contract }
    }
}

impl Organization {
    async fn card(&self, ctx: &Context<'_>) -> Result<Option<OrganizationRow>> {
        related(ctx, CardOf(self.standpoint, self.id)).await
    }
}

impl From<OrganizationRow> for Legal {
    fn from(row: OrganizationRow) -> Self {
        Self {
            kind: row.kind.into(),
            name: row.name,
            inn: row.inn,
            kpp: row.kpp,
            legal_address: row.legal_address,
            payment_terms: row.payment_terms.into(),
        }
    }
}
