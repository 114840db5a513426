//! A page costs what it holds, however deep in a long list it is: under row security, too.
//!
//! Rows that are read are counted by the database itself, so nothing here is timed.

use domain::ordering::OrderStatus;
use domain::vocabulary::OrderId;
use projections::ordering::{AmountRange, Direction, OrderFilter, OrderSort, OrderSorting, order, orders};
use projections::{PageRequest, Reads, ScopedRead};
use rust_decimal::Decimal;
use sqlx::postgres::PgPoolOptions;
use sqlx::{Executor, PgPool};
use uuid::Uuid;

use super::database::Database;
use super::story::{APPROVER, BUYER, NEIGHBOUR, PURCHASER, SUPPORT, roles};

/// More rows than a page has, and what a look at one order reads.
const FEW: i64 = 60;

/// A long list, and a reader whose single connection is counted.
struct LongList {
    database: Database,
    reader: PgPool,
}

impl LongList {
    async fn new() -> Self {
        let database = Database::new().await;
        for (person, organization, role) in roles() {
            database.grant(person, &organization, &[role]).await;
        }
        let statement = format!(
            "INSERT INTO order_list (order_id, organization, number, status, holds, author, contract,
                 contract_number, currency, net, vat, gross, line_count, round, paid, cancellation_asked, created_at, updated_at,
                 version, position)
             SELECT gen_random_uuid(), CASE WHEN n % 10 = 0 THEN '{NEIGHBOUR}' ELSE '{BUYER}' END,
                    'KB-' || lpad(n::text, 8, '0'), CASE WHEN n % 3 = 0 THEN '{}' ELSE '{}' END, '{{}}',
                    '{PURCHASER}', '{PURCHASER}', 'Д-1', 'RUB', amount, 0, amount, 1, 1, 0, false,
                    '2026-01-01'::timestamptz + n * interval '1 minute',
                    '2026-01-01'::timestamptz + n * 7919 % 100003 * interval '1 minute', 1, n
               FROM generate_series(1, 30000) n, LATERAL (SELECT n * 7919 % 100003 / 100.0 AS amount) money",
            OrderStatus::Confirmed,
            OrderStatus::Closed
        );
        database.owner.execute(statement.as_str()).await.unwrap();
        database.owner.execute("VACUUM ANALYZE order_list").await.unwrap();
        let options = database.reader.connect_options().as_ref().clone();
        Self { database, reader: PgPoolOptions::new().max_connections(1).connect_lazy_with(options) }
    }

    async fn open(&self, as_staff: bool) -> ScopedRead {
        let reads = Reads::new(self.reader.clone());
        if as_staff {
            reads.staff(SUPPORT).await.unwrap()
        } else {
            reads.member(APPROVER, BUYER).await.unwrap()
        }
    }

    /// How many rows of the list were read until now.
    async fn rows_read(&self) -> i64 {
        self.reader.execute("SELECT pg_stat_force_next_flush()").await.unwrap();
        sqlx::query_scalar(
            "SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_user_tables WHERE relname = 'order_list'",
        )
        .fetch_one(&self.database.owner)
        .await
        .unwrap()
    }

    /// How many rows are read for twenty orders about the middle.
    async fn cost(&self, as_staff: bool, filter: &OrderFilter, sorting: OrderSorting, from_end: bool) -> i64 {
        let middle = self.middle(sorting.by).await;
        let before = self.rows_read().await;
        let mut read = self.open(as_staff).await;
        let row = order(&mut read, middle).await.unwrap().unwrap();
        let mut page = PageRequest { first: 20, from_end, ..PageRequest::default() };
        let end = if from_end { &mut page.before } else { &mut page.after };
        *end = Some(sorting.cursor(&row));
        assert_eq!(orders(&mut read, filter, sorting, &page).await.unwrap().rows.len(), 20);
        drop(read);
        self.rows_read().await - before
    }

    async fn middle(&self, sort: OrderSort) -> OrderId {
        let column = match sort {
            OrderSort::Created => "created_at",
            OrderSort::Updated => "updated_at",
            OrderSort::Total => "gross",
            OrderSort::Number => "number",
        };
        let mut connection = self.database.owner.acquire().await.unwrap();
        let id: Uuid = sqlx::query_scalar(&format!(
            "SELECT order_id FROM order_list WHERE organization = '{BUYER}' ORDER BY {column} OFFSET 13500 LIMIT 1"
        ))
        .fetch_one(&mut *connection)
        .await
        .unwrap();
        // What this has read must not be counted later.
        connection.execute("SELECT pg_stat_force_next_flush()").await.unwrap();
        OrderId(id)
    }
}

#[tokio::test]
async fn a_page_in_the_middle_of_a_long_list_reads_few_rows_by_every_sorting() {
    let list = LongList::new().await;
    let long = list.rows_read().await;
    drop(list.open(true).await);
    for by in [OrderSort::Created, OrderSort::Updated, OrderSort::Total, OrderSort::Number] {
        for direction in [Direction::Ascending, Direction::Descending] {
            for (as_staff, from_end) in [(false, false), (false, true), (true, false), (true, true)] {
                let sorting = OrderSorting { by, direction };
                let cost = list.cost(as_staff, &OrderFilter::default(), sorting, from_end).await;
                assert!((20..=FEW).contains(&cost), "{cost} by {sorting:?}, staff: {as_staff}, {from_end}");
            }
        }
    }
    assert!(list.rows_read().await > long, "rows are counted");
}

#[tokio::test]
async fn a_status_or_a_total_narrows_a_long_list_by_an_index() {
    let list = LongList::new().await;
    let latest = OrderSorting::default();
    let by_total = OrderSorting { by: OrderSort::Total, direction: Direction::Descending };
    let closed = OrderFilter { statuses: vec![OrderStatus::Closed], ..OrderFilter::default() };
    let total = AmountRange { least: None, most: Some(Decimal::from(400)) };
    let cheap = OrderFilter { total, ..OrderFilter::default() };
    for as_staff in [false, true] {
        let cost = list.cost(as_staff, &closed, latest, false).await;
        assert!(cost <= FEW, "{cost} by status, staff: {as_staff}");
        let cost = list.cost(as_staff, &cheap, by_total, false).await;
        assert!(cost <= FEW, "{cost} by total, staff: {as_staff}");
    }
}
