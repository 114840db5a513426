//! What is in an order, line by line?

use std::collections::BTreeMap;

use domain::journal::Recorded;
use domain::ordering::order::{CancelledLine, Goods, Line, LineProgress, LineQuantity};
use domain::ordering::{Amounts, OrderEvent, Quote, VatShare};
use domain::vocabulary::{Money, OrderId, Percent, PriceTypeId, ProductId, Quantity};
use rust_decimal::Decimal;
use sqlx::PgConnection;
use uuid::Uuid;

use super::order_events::{Heard, begun_earlier, heard};
use super::order_list::{OrderRow, order};
use super::order_reach::Reach;
use crate::page::ReadError;
use crate::projection::{Projecting, Projection, ProjectionError, Table};
use crate::scoped_read::ScopedRead;
use crate::stored::{column, grouped, narrow, parse};

/// An order with its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderCard {
    /// The order.
    pub head: OrderRow,
    /// The lines in their order.
    pub lines: Vec<OrderLineRow>,
}

/// A line of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderLineRow {
    /// The order.
    pub order: OrderId,
    /// The place among the lines, from 1.
    pub place: u32,
    /// The line, with its price and where that came from.
    pub line: Line,
    /// How many units have left.
    pub shipped: Decimal,
    /// How many of those have arrived.
    pub delivered: Decimal,
    /// How many units were called off after the supplier had accepted them.
    pub cancelled: Decimal,
}

impl OrderLineRow {
    /// How far the line has come.
    pub fn progress(&self) -> LineProgress {
        LineProgress {
            ordered: self.line.quantity.number(),
            cancelled: self.cancelled,
            shipped: self.shipped,
            delivered: self.delivered,
        }
    }
}

impl OrderCard {
    /// What the lines cost by rate of VAT, the highest rate first.
    pub fn by_rate(&self) -> Vec<VatShare> {
        let lines: Vec<_> = self.lines.iter().map(|row| row.line.clone()).collect();
        // The lines were added up when the order was decided about, so they can be.
        Line::totals(self.head.amounts.currency, &lines).map(|totals| totals.by_rate).unwrap_or_default()
    }
}

/// An order with its lines, if whoever reads may see it.
pub async fn order_card(read: &mut ScopedRead, id: OrderId) -> Result<Option<OrderCard>, ReadError> {
    let Some(head) = order(read, id).await? else { return Ok(None) };
    let lines = order_lines(read, &[id]).await?.remove(&id).unwrap_or_default();
    Ok(Some(OrderCard { head, lines }))
}

/// The lines of those of a set of orders that whoever reads may see, in their order.
pub async fn order_lines(
    read: &mut ScopedRead,
    orders: &[OrderId],
) -> Result<BTreeMap<OrderId, Vec<OrderLineRow>>, ReadError> {
    let Some(reach) = Reach::of(read.scope()) else { return Ok(BTreeMap::new()) };
    let orders: Vec<Uuid> = orders.iter().map(|id| id.uuid()).collect();
    let rows = sqlx::query_as!(
        Stored,
        "SELECT order_id, place, product, article, name, unit, quantity, shipped, delivered,
                cancelled, currency, price, price_type, price_type_name, vat_included, vat_rate, discount, net, vat, gross
           FROM order_lines line
          WHERE order_id = ANY($1) AND ($2::text IS NULL OR organization = $2)
            AND ($3::uuid IS NULL OR EXISTS (
                 SELECT FROM order_list head WHERE head.order_id = line.order_id AND head.author = $3))
          ORDER BY order_id, place",
        &orders,
        reach.organization,
        reach.author
    )
    .fetch_all(read.connection())
    .await?;
    let rows = rows.into_iter().map(OrderLineRow::try_from).collect::<sqlx::Result<Vec<_>>>()?;
    Ok(grouped(rows, |row| row.order))
}

/// The projection.
pub struct OrderLines;

impl Projection for OrderLines {
    fn name(&self) -> &'static str {
        "order_lines"
    }

    fn version(&self) -> i32 {
        1
    }

    fn tables(&self) -> &'static [Table] {
        &[Table { name: "order_lines", definition: include_str!("order_lines.sql") }]
    }

    fn project<'a>(&'a self, page: &'a [Recorded], tables: &'a mut PgConnection) -> Projecting<'a> {
        Box::pin(async move {
            let mut events = heard(page)?;
            events.retain(|heard| changes_lines(heard.event));
            let mut orders = held(tables, &begun_earlier(&events)).await?;
            for event in &events {
                orders.entry(event.order).or_default().fold(event)?;
            }
            write(tables, &orders).await?;
            Ok(())
        })
    }
}

const fn changes_lines(event: &OrderEvent) -> bool {
    use OrderEvent as E;
    match event {
        E::Drafted { .. }
        | E::LineAdded { .. }
        | E::LineQuantityChanged { .. }
        | E::LineRemoved { .. }
        | E::LineCommented { .. }
        | E::LineCostCentreSet { .. }
        | E::Submitted { .. }
        | E::Reduced { .. }
        | E::PartiallyShipped { .. }
        | E::Shipped { .. }
        | E::ShipmentDelivered { .. }
        | E::LinesCancelled { .. }
        | E::Amended { .. }
        | E::Delivered {} => true,
        E::Commented { .. }
        | E::CostCentreSet { .. }
        | E::DeliveryChosen { .. }
        | E::DateWanted { .. }
        | E::CreditChecked { .. }
        | E::ApprovalNotRequired { .. }
        | E::Approved { .. }
        | E::Withdrawn { .. }
        | E::Returned { .. }
        | E::Rejected { .. }
        | E::Confirmed { .. }
        | E::ConfirmationRefused { .. }
        | E::TakenIntoProcessing {}
        | E::ShipmentTracked { .. }
        | E::ExpectedOn { .. }
        | E::CancellationRequested { .. }
        | E::CancellationRequestWithdrawn {}
        | E::CancellationGranted { .. }
        | E::CancellationDeclined { .. }
        | E::PaidAmountNoted { .. }
        | E::Closed {}
        | E::Cancelled { .. }
        | E::PutOnHold { .. }
        | E::HoldReleased { .. } => false,
    }
}

/// The lines of one order, as they are folded.
#[derive(Default)]
struct Lines {
    organization: String,
    rows: Vec<OrderLineRow>,
}

impl Lines {
    fn fold(&mut self, heard: &Heard<'_>) -> Result<(), ProjectionError> {
        use OrderEvent as E;
        self.organization = heard.recorded.tenant.to_string();
        match heard.event {
            E::Drafted { lines, .. } | E::Submitted { lines, .. } | E::Reduced { lines, .. } => {
                self.rows = lines.iter().map(|line| unshipped(heard.order, line)).collect();
            }
            E::LineAdded { line, .. } => self.rows.push(unshipped(heard.order, line)),
            E::LineQuantityChanged { product, quantity, amounts, .. } => {
                let line = &mut self.row(*product, heard)?.line;
                line.quantity = *quantity;
                line.amounts = *amounts;
            }
            E::LineCommented { product, comment } => {
                self.row(*product, heard)?.line.comment.clone_from(comment);
            }
            E::LineCostCentreSet { product, cost_centre } => {
                self.row(*product, heard)?.line.cost_centre = *cost_centre;
            }
            E::LineRemoved { product, .. } => self.rows.retain(|row| row.line.goods.product != *product),
            later => self.fulfil(later, heard)?,
        }
        Ok(())
    }

    fn fulfil(&mut self, event: &OrderEvent, heard: &Heard<'_>) -> Result<(), ProjectionError> {
        use OrderEvent as E;
        match event {
            E::PartiallyShipped { lines, .. } | E::Shipped { lines, .. } => {
                for LineQuantity { product, quantity } in lines {
                    self.row(*product, heard)?.shipped += quantity.number();
                }
            }
            E::ShipmentDelivered { lines, .. } => {
                for LineQuantity { product, quantity } in lines {
                    self.row(*product, heard)?.delivered += quantity.number();
                }
            }
            E::Delivered {} => self.rows.iter_mut().for_each(|row| row.delivered = row.shipped),
            E::LinesCancelled { lines, .. } => {
                for CancelledLine { product, quantity, amounts } in lines {
                    let row = self.row(*product, heard)?;
                    row.cancelled += quantity.number();
                    row.line.amounts = *amounts;
                }
            }
            E::Amended { lines, .. } => self.amend(lines, heard),
            _ => {}
        }
        Ok(())
    }

    /// The lines anew. What has left and arrived of them stays so.
    fn amend(&mut self, lines: &[Line], heard: &Heard<'_>) {
        let before = std::mem::take(&mut self.rows);
        let amended = |line: &Line| {
            let row = unshipped(heard.order, line);
            match before.iter().find(|row| row.line.goods.product == line.goods.product) {
                Some(old) => OrderLineRow { shipped: old.shipped, delivered: old.delivered, ..row },
                None => row,
            }
        };
        self.rows = lines.iter().map(amended).collect();
    }

    fn row(&mut self, product: ProductId, heard: &Heard<'_>) -> Result<&mut OrderLineRow, ProjectionError> {
        let row = self.rows.iter_mut().find(|row| row.line.goods.product == product);
        row.ok_or_else(|| {
            ProjectionError::Impossible(format!("order {} has no line of product {product}", heard.order))
        })
    }
}

fn unshipped(order: OrderId, line: &Line) -> OrderLineRow {
    let (shipped, delivered, cancelled) = Default::default();
    OrderLineRow { order, place: 0, line: line.clone(), shipped, delivered, cancelled }
}

struct Stored {
    order_id: Uuid,
    place: i32,
    product: Uuid,
    article: String,
    name: String,
    unit: String,
    quantity: Decimal,
    shipped: Decimal,
    delivered: Decimal,
    cancelled: Decimal,
    currency: String,
    price: Decimal,
    price_type: Uuid,
    price_type_name: String,
    vat_included: bool,
    vat_rate: String,
    discount: Decimal,
    net: Decimal,
    vat: Decimal,
    gross: Decimal,
}

impl TryFrom<Stored> for OrderLineRow {
    type Error = sqlx::Error;

    fn try_from(row: Stored) -> sqlx::Result<Self> {
        let currency = parse(&row.currency)?;
        let goods =
            Goods { product: ProductId(row.product), article: row.article, name: row.name, unit: row.unit };
        let quote = Quote {
            price: Money::new(row.price, currency),
            price_type: PriceTypeId(row.price_type),
            price_type_name: row.price_type_name,
            vat_included: row.vat_included,
            vat_rate: parse(&row.vat_rate)?,
            discount: narrow::<Percent, _>(row.discount)?,
        };
        let quantity = narrow::<Quantity, _>(row.quantity)?;
        let amounts = Amounts { currency, net: row.net, vat: row.vat, gross: row.gross };
        Ok(Self {
            order: OrderId(row.order_id),
            place: narrow(row.place)?,
            line: Line { goods, quantity, quote, amounts, cost_centre: None, comment: None },
            shipped: row.shipped,
            delivered: row.delivered,
            cancelled: row.cancelled,
        })
    }
}

async fn held(connection: &mut PgConnection, orders: &[Uuid]) -> sqlx::Result<BTreeMap<OrderId, Lines>> {
    let mut lines: BTreeMap<OrderId, Lines> = BTreeMap::new();
    if orders.is_empty() {
        return Ok(lines);
    }
    let rows = sqlx::query_as!(
        Stored,
        "SELECT order_id, place, product, article, name, unit, quantity, shipped, delivered,
                cancelled, currency, price, price_type, price_type_name, vat_included, vat_rate, discount, net, vat, gross
           FROM order_lines WHERE order_id = ANY($1) ORDER BY order_id, place",
        orders
    )
    .fetch_all(connection)
    .await?;
    for row in rows {
        let row = OrderLineRow::try_from(row)?;
        lines.entry(row.order).or_default().rows.push(row);
    }
    Ok(lines)
}

/// Lines change together more often than alone, so an order's lines are written anew.
async fn write(connection: &mut PgConnection, orders: &BTreeMap<OrderId, Lines>) -> sqlx::Result<()> {
    let touched: Vec<Uuid> = orders.keys().map(|order| order.uuid()).collect();
    if touched.is_empty() {
        return Ok(());
    }
    sqlx::query!("DELETE FROM order_lines WHERE order_id = ANY($1)", &touched)
        .execute(&mut *connection)
        .await?;
    let placed = |order: &Lines| {
        let organization = order.organization.clone();
        let rows = order.rows.clone().into_iter().zip(1_i64..);
        rows.map(move |(row, place)| (organization.clone(), place, row)).collect::<Vec<_>>()
    };
    let rows: Vec<(String, i64, OrderLineRow)> = orders.values().flat_map(placed).collect();
    sqlx::query_file!(
        "src/ordering/write_order_lines.sql",
        &column(&rows, |(_, _, row)| row.order.uuid()),
        &column(&rows, |(organization, ..)| organization.clone()),
        &column(&rows, |(_, place, _)| *place),
        &column(&rows, |(_, _, row)| row.line.goods.product.uuid()),
        &column(&rows, |(_, _, row)| row.line.goods.article.clone()),
        &column(&rows, |(_, _, row)| row.line.goods.name.clone()),
        &column(&rows, |(_, _, row)| row.line.goods.unit.clone()),
        &column(&rows, |(_, _, row)| row.line.quantity.number()),
        &column(&rows, |(_, _, row)| row.shipped),
        &column(&rows, |(_, _, row)| row.delivered),
        &column(&rows, |(_, _, row)| row.cancelled),
        &column(&rows, |(_, _, row)| row.line.quote.price.currency.to_string()),
        &column(&rows, |(_, _, row)| row.line.quote.price.amount),
        &column(&rows, |(_, _, row)| row.line.quote.price_type.uuid()),
        &column(&rows, |(_, _, row)| row.line.quote.price_type_name.clone()),
        &column(&rows, |(_, _, row)| row.line.quote.vat_included),
        &column(&rows, |(_, _, row)| row.line.quote.vat_rate.to_string()),
        &column(&rows, |(_, _, row)| row.line.quote.discount.number()),
        &column(&rows, |(_, _, row)| row.line.amounts.net),
        &column(&rows, |(_, _, row)| row.line.amounts.vat),
        &column(&rows, |(_, _, row)| row.line.amounts.gross),
    )
    .execute(connection)
    .await?;
    Ok(())
}
