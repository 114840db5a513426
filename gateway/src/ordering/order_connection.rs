//! The list of orders: filter, sorting, page.

use async_graphql::connection::Connection;
use async_graphql::{Context, Enum, InputObject, Object, Result};
use chrono::{DateTime, Utc};
use domain::vocabulary::{CostCentreId, OrganizationId, PersonId};
use projections::Cursor;
use projections::ordering::{
    AmountRange, Direction, OrderFilter, OrderSort, OrderSorting, Period, order_count, orders,
};
use rust_decimal::Decimal;

use super::order::Order;
use super::order_words::{OrderStatusWord, PaymentStatusWord};
use crate::graphql::connection::{Keyset, Page, PageArguments};
use crate::graphql::errors::unread;
use crate::graphql::global_id::GlobalId;
use crate::graphql::standpoint::Standpoint;

/// A page of orders.
pub type OrderConnection = Connection<Keyset<Cursor>, Order, OrderTotals>;

/// Which orders. What is left out does not matter.
#[derive(Clone, Default, InputObject)]
pub struct OrderFilterInput {
    /// Only with one of these statuses.
    statuses: Option<Vec<OrderStatusWord>>,
    /// Only paid so far.
    payment_statuses: Option<Vec<PaymentStatusWord>>,
    /// Only with, or only without, a wish to cancel that waits for an answer.
    cancellation_requested: Option<bool>,
    /// Only begun at this moment or later.
    created_from: Option<DateTime<Utc>>,
    /// Only begun before this moment.
    created_until: Option<DateTime<Utc>>,
    /// Only last submitted at this moment or later.
    submitted_from: Option<DateTime<Utc>>,
    /// Only last submitted before this moment.
    submitted_until: Option<DateTime<Utc>>,
    /// Only with at least this total with VAT, in units of the order's currency.
    total_from: Option<Decimal>,
    /// Only with at most this total with VAT, in units of the order's currency.
    total_to: Option<Decimal>,
    /// Only by this author.
    author_id: Option<GlobalId<PersonId>>,
    /// Only with this cost centre on the order or on a line of it.
    cost_centre_id: Option<GlobalId<CostCentreId>>,
    /// Only written by this one of the supplier's staff for the author.
    placed_by_id: Option<GlobalId<PersonId>>,
    /// Only with this text in the number, whatever the case.
    number: Option<String>,
}

/// How orders are sorted. Equal ones are sorted by their ids.
#[derive(Clone, Copy, Default, InputObject)]
pub struct OrderSortInput {
    /// By what.
    by: OrderSortKey,
    /// In which direction.
    direction: SortDirection,
}

/// By what orders are sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enum)]
#[graphql(remote = "OrderSort")]
pub enum OrderSortKey {
    /// When they were begun.
    #[default]
    Created,
    /// When something last happened to them.
    Updated,
    /// Their total with VAT.
    Total,
    /// Their number; drafts have none and are the least.
    Number,
}

/// In which direction a list is sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enum)]
#[graphql(remote = "Direction")]
pub enum SortDirection {
    /// The least first.
    Ascending,
    /// The greatest first.
    #[default]
    Descending,
}

/// What a page of orders tells besides its rows.
pub struct OrderTotals {
    standpoint: Standpoint,
    filter: OrderFilter,
}

#[Object]
impl OrderTotals {
    /// How many orders there are on all pages. Counting takes time: ask only when it is shown.
    async fn total_count(&self, ctx: &Context<'_>) -> Result<Option<i64>> {
        let mut read = self.standpoint.read(ctx).await?;
        Ok(Some(order_count(&mut read, &self.filter).await.map_err(unread)?))
    }
}

/// A page of the orders that are seen from somewhere.
pub async fn order_connection(
    ctx: &Context<'_>,
    standpoint: Standpoint,
    filter: OrderFilter,
    sort: Option<OrderSortInput>,
    arguments: &PageArguments,
) -> Result<OrderConnection> {
    let page = Page::of(arguments)?;
    let sorting = sort.unwrap_or_default().sorting();
    let mut read = standpoint.read(ctx).await?;
    let slice = orders(&mut read, &filter, sorting, &page.request()).await.map_err(unread)?;
    let totals = OrderTotals { standpoint, filter };
    Ok(page.connect_slice(slice, |row| (sorting.cursor(&row), Order { row, standpoint }), totals))
}

impl OrderSortInput {
    fn sorting(self) -> OrderSorting {
        OrderSorting { by: self.by.into(), direction: self.direction.into() }
    }
}

impl OrderFilterInput {
    /// The filter, of one organization or of all.
    pub fn filter(self, organization: Option<OrganizationId>) -> OrderFilter {
        OrderFilter {
            organization,
            statuses: self.statuses.unwrap_or_default().into_iter().map(Into::into).collect(),
            payments: self.payment_statuses.unwrap_or_default().into_iter().map(Into::into).collect(),
            cancellation_asked: self.cancellation_requested,
            created: Period { from: self.created_from, until: self.created_until },
            submitted: Period { from: self.submitted_from, until: self.submitted_until },
            total: AmountRange { least: self.total_from, most: self.total_to },
            author: self.author_id.map(|id| id.0),
            cost_centre: self.cost_centre_id.map(|id| id.0),
            placed_by: self.placed_by_id.map(|id| id.0),
            number: self.number,
        }
    }
}
