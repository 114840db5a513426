//! The list of orders: every sorting, filter, page and reader.

use chrono::Duration;
use domain::journal::Fact;
use domain::ordering::{OrderEvent, OrderStatus};
use domain::vocabulary::OrderId;
use projections::ordering::{
    AmountRange, Direction, OrderFilter, OrderRow, OrderSort, OrderSorting, Period, order, order_count,
    order_lines, orders, orders_by_ids,
};
use projections::{Cursor, PageRequest, ReadError, ScopedRead};
use rust_decimal::Decimal;

use super::database::Database;
use super::story::{
    APPROVER, BUYER, COLLEAGUE, NEIGHBOUR, OPERATOR, PURCHASER, STRANGER, SUPPORT, Story, beginning, drafted,
    line, order as id, roles, submitted,
};

/// Orders of two purchasers and of a neighbour; many of them equal by one key or another.
async fn filled() -> Database {
    let mut story = Story::default();
    for number in 1..=23_u128 {
        let author = if number.is_multiple_of(3) { COLLEAGUE } else { PURCHASER };
        let organization = if number > 20 { NEIGHBOUR } else { BUYER };
        let price = (number % 5 + 1).to_string();
        let lines = vec![line(1, "1", &price)];
        let hours = i64::try_from(number / 4).unwrap();
        let fact = Fact::Order(drafted(organization, author, lines.clone()));
        story.at(hours, organization, "order", &id(number).uuid(), fact);
        if number.is_multiple_of(2) {
            let fact = Fact::Order(submitted(&format!("KB-{number:08}"), 1, lines, None));
            story.at(hours + 30, organization, "order", &id(number).uuid(), fact);
        }
        if number.is_multiple_of(4) {
            let approved =
                OrderEvent::Approved { revision: super::story::revision(), case: None, forced: false };
            story.at(hours + 31, organization, "order", &id(number).uuid(), Fact::Order(approved));
        }
    }
    let database = Database::new().await;
    for (person, organization, role) in roles() {
        database.grant(person, &organization, &[role]).await;
    }
    database.project(&story.events, 1_000).await;
    database
}

fn sortings() -> Vec<OrderSorting> {
    let by = [OrderSort::Created, OrderSort::Updated, OrderSort::Total, OrderSort::Number];
    let both = [Direction::Ascending, Direction::Descending];
    by.iter().flat_map(|by| both.map(|direction| OrderSorting { by: *by, direction })).collect()
}

fn ids(rows: &[OrderRow]) -> Vec<OrderId> {
    rows.iter().map(|row| row.id).collect()
}

async fn all(read: &mut ScopedRead, filter: &OrderFilter) -> Vec<OrderId> {
    ids(&orders(read, filter, OrderSorting::default(), &PageRequest::first(100)).await.unwrap().rows)
}

/// Pages of four through a list, forward or backward.
async fn paged(read: &mut ScopedRead, sorting: OrderSorting, from_end: bool) -> Vec<OrderRow> {
    let mut rows: Vec<OrderRow> = Vec::new();
    let mut request = PageRequest { first: 4, from_end, ..PageRequest::default() };
    loop {
        let page = orders(read, &OrderFilter::default(), sorting, &request).await.unwrap();
        assert!(page.rows.len() == 4 || !page.has_more);
        if from_end {
            request.before = page.rows.first().map(|row| sorting.cursor(row));
            rows.splice(0..0, page.rows);
        } else {
            request.after = page.rows.last().map(|row| sorting.cursor(row));
            rows.extend(page.rows);
        }
        if !page.has_more {
            return rows;
        }
    }
}

#[tokio::test]
async fn every_sorting_pages_through_all_orders_once_forward_and_backward() {
    let database = filled().await;
    let mut read = database.member(APPROVER, BUYER).await;
    for sorting in sortings() {
        let request = PageRequest::first(100);
        let whole = orders(&mut read, &OrderFilter::default(), sorting, &request).await.unwrap();
        assert_eq!(whole.rows.len(), 20, "{sorting:?}");
        assert!(!whole.has_more);
        assert_eq!(ids(&paged(&mut read, sorting, false).await), ids(&whole.rows), "{sorting:?}");
        assert_eq!(ids(&paged(&mut read, sorting, true).await), ids(&whole.rows), "{sorting:?} backward");
        let sorted = whole.rows.is_sorted_by(|one, next| {
            let order = match sorting.by {
                OrderSort::Created => one.created_at.cmp(&next.created_at),
                OrderSort::Updated => one.updated_at.cmp(&next.updated_at),
                OrderSort::Total => one.amounts.gross.cmp(&next.amounts.gross),
                OrderSort::Number => one.number.cmp(&next.number),
            };
            let order = order.then(one.id.cmp(&next.id));
            if sorting.direction == Direction::Ascending { order.is_lt() } else { order.is_gt() }
        });
        assert!(sorted, "{sorting:?}");
    }
}

#[tokio::test]
async fn a_page_between_two_rows_holds_only_what_is_between_them() {
    let database = filled().await;
    let mut read = database.member(APPROVER, BUYER).await;
    let sorting = OrderSorting::default();
    let whole = paged(&mut read, sorting, false).await;
    let request = PageRequest {
        first: 100,
        after: Some(sorting.cursor(&whole[2])),
        before: Some(sorting.cursor(&whole[7])),
        from_end: false,
    };
    let page = orders(&mut read, &OrderFilter::default(), sorting, &request).await.unwrap();
    assert_eq!(ids(&page.rows), ids(&whole[3..7]));
}

#[tokio::test]
async fn a_cursor_of_another_sorting_or_of_nobody_is_refused() {
    let database = filled().await;
    let mut read = database.member(APPROVER, BUYER).await;
    let row = order(&mut read, id(1)).await.unwrap().unwrap();
    let by_total = OrderSorting { by: OrderSort::Total, direction: Direction::Ascending };
    for cursor in [by_total.cursor(&row), Cursor("nonsense".to_owned()), Cursor(String::new())] {
        let request = PageRequest::after(5, cursor);
        let refused = orders(&mut read, &OrderFilter::default(), OrderSorting::default(), &request).await;
        assert!(matches!(refused, Err(ReadError::ForeignCursor)));
    }
    assert!(order(&mut read, id(1)).await.unwrap().is_some(), "the read goes on after a refusal");
}

#[tokio::test]
async fn filters_narrow_the_list_and_the_count_alike() {
    let database = filled().await;
    let mut read = database.member(APPROVER, BUYER).await;
    let filter = OrderFilter::default;
    let day = |hours| Some(beginning() + Duration::hours(hours));
    let decimal = |text: &str| Some(text.parse::<Decimal>().unwrap());
    let cases = [
        (filter(), 20),
        (OrderFilter { statuses: vec![OrderStatus::Draft], ..filter() }, 10),
        (OrderFilter { statuses: vec![OrderStatus::PendingApproval, OrderStatus::Approved], ..filter() }, 10),
        (OrderFilter { created: Period { from: day(1), until: day(2) }, ..filter() }, 4),
        (OrderFilter { submitted: Period { from: day(31), until: None }, ..filter() }, 9),
        (OrderFilter { submitted: Period { from: None, until: day(31) }, ..filter() }, 1),
        (OrderFilter { total: AmountRange { least: decimal("5.50"), most: None }, ..filter() }, 4),
        (OrderFilter { total: AmountRange { least: None, most: decimal("2.20") }, ..filter() }, 8),
        (OrderFilter { total: AmountRange { least: decimal("5.501"), most: None }, ..filter() }, 0),
        (OrderFilter { total: AmountRange { least: None, most: decimal("2.199") }, ..filter() }, 4),
        (OrderFilter { total: AmountRange { least: Some(Decimal::MAX), most: None }, ..filter() }, 0),
        (OrderFilter { total: AmountRange { least: Some(Decimal::MIN), most: None }, ..filter() }, 20),
        (OrderFilter { author: Some(COLLEAGUE), ..filter() }, 6),
        (OrderFilter { number: Some("kb-0000001".to_owned()), ..filter() }, 5),
        (OrderFilter { number: Some("%".to_owned()), ..filter() }, 0),
        (OrderFilter { organization: Some(NEIGHBOUR), ..filter() }, 0),
    ];
    for (filter, expected) in cases {
        assert_eq!(all(&mut read, &filter).await.len(), expected, "{filter:?}");
        assert_eq!(
            order_count(&mut read, &filter).await.unwrap(),
            i64::try_from(expected).unwrap(),
            "{filter:?}"
        );
    }
}

#[tokio::test]
async fn a_purchaser_sees_the_own_orders_only() {
    let database = filled().await;
    let mut read = database.member(COLLEAGUE, BUYER).await;
    let own: Vec<_> = [18, 15, 12, 9, 6, 3].map(id).to_vec();
    assert_eq!(all(&mut read, &OrderFilter::default()).await, own);
    assert_eq!(order_count(&mut read, &OrderFilter::default()).await.unwrap(), 6);
    assert_eq!(order(&mut read, id(1)).await.unwrap(), None, "the order of a colleague");
    assert_eq!(orders_by_ids(&mut read, &[id(1), id(3), id(21)]).await.unwrap().len(), 1);
    let lines = order_lines(&mut read, &[id(1), id(3), id(21)]).await.unwrap();
    assert_eq!(lines.into_keys().collect::<Vec<_>>(), [id(3)]);
    let theirs = OrderFilter { author: Some(PURCHASER), ..OrderFilter::default() };
    assert_eq!(all(&mut read, &theirs).await, Vec::<OrderId>::new());
}

#[tokio::test]
async fn staff_read_the_orders_of_all_organizations_or_of_one() {
    let database = filled().await;
    let mut read = database.staff(SUPPORT).await;
    assert_eq!(all(&mut read, &OrderFilter::default()).await.len(), 23);
    let neighbours = OrderFilter { organization: Some(NEIGHBOUR), ..OrderFilter::default() };
    assert_eq!(all(&mut read, &neighbours).await, [id(23), id(22), id(21)]);
    let mut operator = database.staff(OPERATOR).await;
    assert_eq!(
        all(&mut operator, &OrderFilter::default()).await,
        Vec::<OrderId>::new(),
        "operators do not read orders"
    );
    let mut stranger = database.member(STRANGER, NEIGHBOUR).await;
    assert_eq!(all(&mut stranger, &OrderFilter::default()).await, [id(23), id(22), id(21)]);
    assert_eq!(order(&mut stranger, id(1)).await.unwrap(), None, "like an order that is not there");
}

#[tokio::test]
async fn what_the_database_cannot_hold_is_refused_as_such() {
    let database = filled().await;
    let number = OrderFilter { number: Some("KB\0".to_owned()), ..OrderFilter::default() };
    let long_ago = chrono::NaiveDate::from_ymd_opt(-9000, 1, 1).unwrap().and_hms_opt(0, 0, 0).unwrap();
    let created = Period { from: Some(long_ago.and_utc()), until: None };
    let ancient = OrderFilter { created, ..OrderFilter::default() };
    for filter in [number, ancient] {
        let mut read = database.member(APPROVER, BUYER).await;
        let page = PageRequest::first(5);
        let refused = orders(&mut read, &filter, OrderSorting::default(), &page).await;
        assert!(matches!(refused, Err(ReadError::Unstorable)), "{filter:?}: {refused:?}");
    }
    let cursor = Cursor(format!("[{{\"Number\":\"\\u0000\"}},\"{}\"]", id(1)));
    let sorting = OrderSorting { by: OrderSort::Number, direction: Direction::Ascending };
    let mut read = database.member(APPROVER, BUYER).await;
    let refused = orders(&mut read, &OrderFilter::default(), sorting, &PageRequest::after(5, cursor)).await;
    assert!(matches!(refused, Err(ReadError::Unstorable)), "{refused:?}");
}
