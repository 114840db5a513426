//! The list of orders: by filter, by sorting, by page.
//!
//! The statement is put together here and not checked when Kabinet is compiled: one
//! statement for every filter and sorting would make the database read the whole table
//! where an index on the sort key would do. The tests run every sorting and filter.

use chrono::{DateTime, Utc};
use domain::ordering::OrderStatus;
use domain::ordering::order::PaymentStatus;
use domain::vocabulary::{CostCentreId, OrganizationId, PersonId};
use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};
use sqlx::{Postgres, QueryBuilder};
use uuid::Uuid;

use super::order_list::{OrderRow, Stored};
use super::order_reach::Reach;
use crate::page::{Cursor, PageRequest, ReadError, Slice};
use crate::scoped_read::ScopedRead;

/// Which orders.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OrderFilter {
    /// Only of this organization. For staff: a member reads one organization in any case.
    pub organization: Option<OrganizationId>,
    /// Only with one of these statuses; none means any.
    pub statuses: Vec<OrderStatus>,
    /// Only paid so far; none means any.
    pub payments: Vec<PaymentStatus>,
    /// Only with, or only without, a wish to call off that waits for an answer.
    pub cancellation_asked: Option<bool>,
    /// Only begun in this period.
    pub created: Period,
    /// Only last submitted in this period.
    pub submitted: Period,
    /// Only with a total with VAT in this range.
    pub total: AmountRange,
    /// Only by this author.
    pub author: Option<PersonId>,
    /// Only with this cost centre on the order or a line of it.
    pub cost_centre: Option<CostCentreId>,
    /// Only written by this one of the supplier's staff for the author.
    pub placed_by: Option<PersonId>,
    /// Only with this text in the number, whatever the case.
    pub number: Option<String>,
}

/// A span of time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Period {
    /// The first moment.
    pub from: Option<DateTime<Utc>>,
    /// The moment after the last.
    pub until: Option<DateTime<Utc>>,
}

/// A range of amounts, in units of whichever currency the order has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AmountRange {
    /// The least.
    pub least: Option<Decimal>,
    /// The most.
    pub most: Option<Decimal>,
}

/// By what orders are sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OrderSort {
    /// When they were begun.
    #[default]
    Created,
    /// When something last happened to them.
    Updated,
    /// Their total with VAT.
    Total,
    /// Their number; drafts have none and come first.
    Number,
}

/// In which direction they are sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    /// The least first.
    Ascending,
    /// The greatest first.
    #[default]
    Descending,
}

/// How orders are sorted. Equal ones are sorted by their ids.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OrderSorting {
    /// By what.
    pub by: OrderSort,
    /// In which direction.
    pub direction: Direction,
}

/// The sort key of a row: what a cursor holds, beside the order's id.
#[derive(Serialize, Deserialize)]
enum Key {
    Created(DateTime<Utc>),
    Updated(DateTime<Utc>),
    /// In hundredths, as the table sorts it.
    Total(i64),
    Number(String),
}

impl OrderSort {
    const fn column(self) -> &'static str {
        match self {
            Self::Created => "created_at",
            Self::Updated => "updated_at",
            Self::Total => "sort_gross",
            Self::Number => "sort_number",
        }
    }

    fn key(self, row: &OrderRow) -> Key {
        match self {
            Self::Created => Key::Created(row.created_at),
            Self::Updated => Key::Updated(row.updated_at),
            Self::Total => Key::Total(hundredths(row.amounts.gross, RoundingStrategy::MidpointAwayFromZero)),
            Self::Number => {
                Key::Number(row.number.as_ref().map(|number| number.as_str().to_owned()).unwrap_or_default())
            }
        }
    }

    /// The key of a cursor, which must have been made for this sorting.
    fn read(self, cursor: &Cursor) -> Result<(Key, Uuid), ReadError> {
        let (key, id) = cursor.key()?;
        let own = matches!(
            (self, &key),
            (Self::Created, Key::Created(_))
                | (Self::Updated, Key::Updated(_))
                | (Self::Total, Key::Total(_))
                | (Self::Number, Key::Number(_))
        );
        if own { Ok((key, id)) } else { Err(ReadError::ForeignCursor) }
    }
}

/// An amount in hundredths, as the table sorts it: the nearest end of the range beyond it.
fn hundredths(amount: Decimal, rounding: RoundingStrategy) -> i64 {
    let beyond = if amount.is_sign_negative() { i64::MIN } else { i64::MAX };
    let exact = amount.checked_mul(Decimal::ONE_HUNDRED);
    exact.and_then(|exact| exact.round_dp_with_strategy(0, rounding).to_i64()).unwrap_or(beyond)
}

impl OrderSorting {
    /// Where a row is in a list that is sorted so.
    pub fn cursor(self, row: &OrderRow) -> Cursor {
        Cursor::of(&(self.by.key(row), row.id.uuid()))
    }
}

/// A page of the orders that whoever reads may see.
pub async fn orders(
    read: &mut ScopedRead,
    filter: &OrderFilter,
    sorting: OrderSorting,
    page: &PageRequest,
) -> Result<Slice<OrderRow>, ReadError> {
    let Some(reach) = Reach::of(read.scope()) else { return Ok(Slice::empty()) };
    let mut query = Statement::new(
        "SELECT order_id, organization, number, status, holds, confirmation_refused, author, contract,
                contract_number, currency, net, vat, gross, line_count, round, revision, approval_case,
                paid, payment, expected_on, cancellation_asked, delivery_address, created_at, submitted_at,
                updated_at, version, position",
    );
    query.narrow(&reach, filter);
    query.paginate(sorting, page)?;
    let rows: Vec<Stored> = query.0.build_query_as().fetch_all(read.connection()).await?;
    Ok(Slice::cut(rows, page).try_map(OrderRow::try_from)?)
}

/// How many orders whoever reads may see.
pub async fn order_count(read: &mut ScopedRead, filter: &OrderFilter) -> Result<i64, ReadError> {
    let Some(reach) = Reach::of(read.scope()) else { return Ok(0) };
    let mut query = Statement::new("SELECT count(*)");
    query.narrow(&reach, filter);
    Ok(query.0.build_query_scalar().fetch_one(read.connection()).await?)
}

/// A statement in the making. Everything that people gave is bound, never written into it.
struct Statement(QueryBuilder<'static, Postgres>);

impl Statement {
    fn new(select: &str) -> Self {
        Self(QueryBuilder::new(format!("{select} FROM order_list WHERE true")))
    }

    /// Adds a condition with `?` for its value, if there is one.
    fn only<T>(&mut self, condition: &str, value: Option<T>)
    where
        T: 'static + Send + for<'q> sqlx::Encode<'q, Postgres> + sqlx::Type<Postgres>,
    {
        if let (Some(value), Some((left, right))) = (value, condition.split_once('?')) {
            self.0.push(" AND ").push(left).push_bind(value).push(right);
        }
    }

    fn narrow(&mut self, reach: &Reach, filter: &OrderFilter) {
        let statuses = filter.statuses.iter().map(ToString::to_string).collect::<Vec<_>>();
        self.only("organization = ?", reach.organization.clone());
        self.only("author = ?", reach.author);
        self.only("organization = ?", filter.organization.map(|id| id.to_string()));
        match &statuses[..] {
            [] => {}
            // The index on the status goes on by the time only for a single one.
            [status] => self.only("status = ?", Some(status.clone())),
            _ => self.only("status = ANY(?)", Some(statuses)),
        }
        if !filter.payments.is_empty() {
            let payments = filter.payments.iter().map(ToString::to_string).collect::<Vec<_>>();
            self.only("payment = ANY(?)", Some(payments));
        }
        match filter.cancellation_asked {
            Some(true) => drop(self.0.push(" AND cancellation_asked")),
            Some(false) => drop(self.0.push(" AND NOT cancellation_asked")),
            None => {}
        }
        self.only("created_at >= ?", filter.created.from);
        self.only("created_at < ?", filter.created.until);
        self.only("submitted_at >= ?", filter.submitted.from);
        self.only("submitted_at < ?", filter.submitted.until);
        let hundredths = |amount: Option<Decimal>, rounding| amount.map(|it| hundredths(it, rounding));
        self.only("sort_gross >= ?", hundredths(filter.total.least, RoundingStrategy::ToPositiveInfinity));
        self.only("sort_gross <= ?", hundredths(filter.total.most, RoundingStrategy::ToNegativeInfinity));
        self.only("author = ?", filter.author.map(PersonId::uuid));
        self.only(
            "EXISTS (SELECT FROM order_details it WHERE it.order_id = order_list.order_id \
             AND strpos(it.cost_centres, ?) > 0)",
            filter.cost_centre.map(|centre| centre.to_string()),
        );
        self.only(
            "EXISTS (SELECT FROM order_details it WHERE it.order_id = order_list.order_id AND it.placed_by = ?)",
            filter.placed_by.map(PersonId::uuid),
        );
        self.only("strpos(lower(number), lower(?)) > 0", filter.number.clone());
    }

    fn paginate(&mut self, sorting: OrderSorting, page: &PageRequest) -> Result<(), ReadError> {
        let ascending = sorting.direction == Direction::Ascending;
        let column = sorting.by.column();
        let (onward, back) = if ascending { (">", "<") } else { ("<", ">") };
        for (cursor, comparison) in [(&page.after, onward), (&page.before, back)] {
            if let Some(cursor) = cursor {
                self.beyond(sorting.by.read(cursor)?, column, comparison);
            }
        }
        let order = if ascending == page.from_end { "DESC" } else { "ASC" };
        self.0.push(format!(" ORDER BY {column} {order}, order_id {order} LIMIT ")).push_bind(page.limit());
        Ok(())
    }

    fn beyond(&mut self, (key, id): (Key, Uuid), column: &str, comparison: &str) {
        self.0.push(format!(" AND ({column}, order_id) {comparison} ("));
        match key {
            Key::Created(at) | Key::Updated(at) => self.0.push_bind(at),
            Key::Total(hundredths) => self.0.push_bind(hundredths),
            Key::Number(number) => self.0.push_bind(number),
        };
        self.0.push(", ").push_bind(id).push(")");
    }
}
