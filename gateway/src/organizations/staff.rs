//! What the supplier's staff sees: all organizations and their orders.

use async_graphql::{Context, Object, Result};
use domain::organizations::{Action, Extent};
use domain::vocabulary::{BatchId, OrderId, OrganizationId};
use projections::NoAccess;
use projections::accounts::mismatches;
use projections::ordering::order;

use super::organization::Organization;
use super::organization_connection::{OrganizationConnection, organization_connection};
use super::role::{StaffRoleWord, staff_roles};
use crate::accounts::debtors::{DebtorConnection, debtor_connection};
use crate::accounts::mismatch::BalanceMismatch;
use crate::exchange::staff::{ExchangeBatch, ExchangeBatchConnection, batch_connection, batch_of};
use crate::graphql::connection::PageArguments;
use crate::graphql::errors::{ErrorCode, unread};
use crate::graphql::global_id::GlobalId;
use crate::graphql::related::{CardOf, related, scope};
use crate::graphql::services::Services;
use crate::graphql::standpoint::{Standpoint, denied};
use crate::history::timeline::{TimelineConnection, timeline_connection};
use crate::ordering::order::Order;
use crate::ordering::order_connection::{
    OrderConnection, OrderFilterInput, OrderSortInput, order_connection,
};
use crate::visitor::Visitor;

/// Reading as one of the supplier's staff.
#[derive(Default)]
pub struct StaffQuery;

#[Object]
impl StaffQuery {
    /// What the supplier's staff sees; null for everybody else.
    async fn staff(&self, ctx: &Context<'_>) -> Result<Option<Staff>> {
        let visitor = Visitor::of(ctx)?;
        match Standpoint::Staff.open(&Services::of(ctx)?.reads, visitor.signed_in()?).await {
            Ok(_) => Ok(Some(Staff)),
            Err(NoAccess::NotFound | NoAccess::Forbidden) => Ok(None),
            Err(error) => Err(denied(error, visitor.language)),
        }
    }
}

/// What the supplier's staff sees.
pub struct Staff;

/// What the supplier's staff sees.
#[Object]
impl Staff {
    /// What whoever asks is at the supplier.
    async fn my_roles(&self, ctx: &Context<'_>) -> Result<Vec<StaffRoleWord>> {
        Ok(staff_roles(&scope(ctx, Standpoint::Staff).await?))
    }

    /// The orders of all organizations, or of one.
    #[expect(clippy::too_many_arguments, reason = "the arguments of a connection in the Relay specification")]
    async fn orders(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only of this organization.")] organization_id: Option<GlobalId<OrganizationId>>,
        #[graphql(desc = "Which orders.")] filter: Option<OrderFilterInput>,
        #[graphql(desc = "How they are sorted: the latest first, if nothing is said.")] sort: Option<
            OrderSortInput,
        >,
        #[graphql(desc = "So many from the start, or after the cursor; at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end, or before the cursor; at most 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<OrderConnection> {
        require(ctx, Action::ReadAllOrders).await?;
        let filter = filter.unwrap_or_default().filter(organization_id.map(|id| id.0));
        let page = PageArguments { first, after, last, before };
        order_connection(ctx, Standpoint::Staff, filter, sort, &page).await
    }

    /// An order of an organization; null when there is none.
    async fn order(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The organization that buys.")] organization_id: GlobalId<OrganizationId>,
        #[graphql(desc = "The order.")] id: GlobalId<OrderId>,
    ) -> Result<Option<Order>> {
        require(ctx, Action::ReadAllOrders).await?;
        let standpoint = Standpoint::Staff;
        let row = order(&mut standpoint.read(ctx).await?, id.0).await.map_err(unread)?;
        Ok(row.filter(|row| row.organization == organization_id.0).map(|row| Order { row, standpoint }))
    }

    /// All organizations by name.
    async fn organizations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only with this text in name or INN.")] text: Option<String>,
        #[graphql(desc = "So many from the start, or after the cursor; at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end, or before the cursor; at most 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<OrganizationConnection> {
        require(ctx, Action::ReadAllOrganizations).await?;
        organization_connection(ctx, text, &PageArguments { first, after, last, before }).await
    }

    /// An organization; null when there is none.
    async fn organization(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The organization.")] id: GlobalId<OrganizationId>,
    ) -> Result<Option<Organization>> {
        require(ctx, Action::ReadAllOrganizations).await?;
        let standpoint = Standpoint::Staff;
        let card = related(ctx, CardOf(standpoint, id.0)).await?;
        Ok(card.map(|card| Organization { id: card.id, standpoint }))
    }

    /// Who owes something, the largest first.
    async fn debtors(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The currency, by its code of ISO 4217; rubles, if nothing is said.")]
        currency: Option<String>,
        #[graphql(desc = "So many from the start, or after the cursor; at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end, or before the cursor; at most 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<DebtorConnection> {
        require(ctx, Action::ReadReceivables).await?;
        debtor_connection(ctx, currency.as_deref(), &PageArguments { first, after, last, before }).await
    }

    /// Where 1C says another balance than its own documents add up to: the hundred largest
    /// differences, the largest first.
    async fn balance_mismatches(&self, ctx: &Context<'_>) -> Result<Vec<BalanceMismatch>> {
        require(ctx, Action::ReadReceivables).await?;
        let now = Services::of(ctx)?.commands.ports().clock.now();
        let mut read = Standpoint::Staff.read(ctx).await?;
        let found = mismatches(&mut read, None, now).await.map_err(unread)?;
        Ok(found.into_iter().map(BalanceMismatch::from).collect())
    }

    /// The batches that 1C sent, the latest first.
    async fn exchange_batches(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only of this base of 1C.")] base: Option<String>,
        #[graphql(desc = "So many from the start, or after the cursor; at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end, or before the cursor; at most 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<ExchangeBatchConnection> {
        require(ctx, Action::ReadExchange).await?;
        batch_connection(ctx, base, &PageArguments { first, after, last, before }).await
    }

    /// A batch that 1C sent; null when there is none.
    async fn exchange_batch(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The batch.")] id: GlobalId<BatchId>,
    ) -> Result<Option<ExchangeBatch>> {
        require(ctx, Action::ReadExchange).await?;
        batch_of(ctx, id.0).await
    }

    /// What happened to an order and in its approvals, the oldest first: who did it, and
    /// what followed from it. Null when there is no such order.
    #[expect(clippy::too_many_arguments, reason = "the arguments of a connection in the Relay specification")]
    async fn timeline(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The organization that buys.")] organization_id: GlobalId<OrganizationId>,
        #[graphql(desc = "The order.")] order_id: GlobalId<OrderId>,
        #[graphql(desc = "So many from the start, or after the cursor; at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end, or before the cursor; at most 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<Option<TimelineConnection>> {
        require(ctx, Action::ReadTimelines).await?;
        let page = PageArguments { first, after, last, before };
        timeline_connection(ctx, organization_id.0, order_id.0, &page).await
    }
}

/// Refuses what is not for the staff role of whoever asks.
async fn require(ctx: &Context<'_>, action: Action) -> Result<()> {
    match scope(ctx, Standpoint::Staff).await?.extent(action) {
        Extent::None => Err(ErrorCode::Forbidden.error(Visitor::of(ctx)?.language)),
        Extent::Own | Extent::All => Ok(()),
    }
}
