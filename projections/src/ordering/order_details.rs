//! What goes with the goods of an order: who placed it for whom, remarks, cost centres, the
//! delivery, the wanted date?

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use domain::journal::Recorded;
use domain::ordering::OrderEvent;
use domain::ordering::order::{Delivery, Line};
use domain::vocabulary::{CostCentreId, OrderId, PersonId, ProductId, TextId};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use sqlx::types::Json;
use uuid::Uuid;

use super::order_events::{Heard, begun_earlier, heard};
use super::order_reach::Reach;
use crate::page::ReadError;
use crate::projection::{Projecting, Projection, ProjectionError, Table};
use crate::scoped_read::ScopedRead;
use crate::stored::{column, joined};

/// What goes with the goods of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderDetailsRow {
    /// The order.
    pub order: OrderId,
    /// The member whose order it is.
    pub author: PersonId,
    /// Who of the supplier's staff wrote it for the author.
    pub placed_by: Option<PersonId>,
    /// What the buyer remarks on it.
    pub comment: Option<TextId>,
    /// The cost centre that bears it.
    pub cost_centre: Option<CostCentreId>,
    /// The day on which the goods are wanted.
    pub wanted_on: Option<NaiveDate>,
    /// The delivery with its cost, which is part of the total.
    pub delivery: Option<Delivery>,
    /// What goes with single lines: those that have something.
    pub lines: Vec<LineDetails>,
}

/// What goes with a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineDetails {
    /// The product of the line.
    pub product: ProductId,
    /// What the buyer remarks on it.
    pub comment: Option<TextId>,
    /// The cost centre that bears it; the order's when it has none.
    pub cost_centre: Option<CostCentreId>,
}

/// What goes with those of a set of orders that whoever reads may see.
pub async fn order_details(
    read: &mut ScopedRead,
    orders: &[OrderId],
) -> Result<BTreeMap<OrderId, OrderDetailsRow>, ReadError> {
    let Some(reach) = Reach::of(read.scope()) else { return Ok(BTreeMap::new()) };
    let orders: Vec<Uuid> = orders.iter().map(|id| id.uuid()).collect();
    let found = stored(read.connection(), &orders, &reach).await?;
    Ok(found.into_iter().map(|(_, row)| (row.order, row)).collect())
}

/// The projection.
pub struct OrderDetails;

impl Projection for OrderDetails {
    fn name(&self) -> &'static str {
        "order_details"
    }

    fn version(&self) -> i32 {
        1
    }

    fn tables(&self) -> &'static [Table] {
        &[Table { name: "order_details", definition: include_str!("order_details.sql") }]
    }

    fn project<'a>(&'a self, page: &'a [Recorded], tables: &'a mut PgConnection) -> Projecting<'a> {
        Box::pin(async move {
            let mut events = heard(page)?;
            events.retain(|heard| says_something(heard.event));
            let everything = Reach { organization: None, author: None };
            let earlier = stored(tables, &begun_earlier(&events), &everything).await?;
            let mut rows: BTreeMap<_, _> = earlier.into_iter().map(|row| (row.1.order, row)).collect();
            for event in &events {
                if let Some(row) = drafted(event) {
                    rows.insert(event.order, (event.recorded.tenant.to_string(), row));
                }
                rows.get_mut(&event.order).ok_or_else(|| event.orphaned())?.1.apply(event.event);
            }
            write(tables, &rows.into_values().collect::<Vec<_>>()).await?;
            Ok::<_, ProjectionError>(())
        })
    }
}

const fn says_something(event: &OrderEvent) -> bool {
    use OrderEvent as E;
    matches!(
        event,
        E::Drafted { .. }
            | E::LineAdded { .. }
            | E::LineQuantityChanged { .. }
            | E::LineRemoved { .. }
            | E::Commented { .. }
            | E::LineCommented { .. }
            | E::CostCentreSet { .. }
            | E::LineCostCentreSet { .. }
            | E::DeliveryChosen { .. }
            | E::DateWanted { .. }
            | E::Submitted { .. }
            | E::Reduced { .. }
            | E::Amended { .. }
    )
}

fn drafted(heard: &Heard<'_>) -> Option<OrderDetailsRow> {
    let OrderEvent::Drafted { author, placed_by, .. } = heard.event else { return None };
    Some(OrderDetailsRow {
        order: heard.order,
        author: *author,
        placed_by: *placed_by,
        comment: None,
        cost_centre: None,
        wanted_on: None,
        delivery: None,
        lines: Vec::new(),
    })
}

impl OrderDetailsRow {
    fn apply(&mut self, event: &OrderEvent) {
        use OrderEvent as E;
        match event {
            E::LineAdded { delivery, .. } | E::LineQuantityChanged { delivery, .. } => self.costs(*delivery),
            E::LineRemoved { product, delivery, .. } => {
                self.lines.retain(|line| line.product != *product);
                self.costs(*delivery);
            }
            E::Commented { comment } => self.comment = comment.as_ref().map(|text| text.id),
            E::LineCommented { product, comment } => {
                self.line(*product).comment = comment.as_ref().map(|text| text.id);
            }
            E::CostCentreSet { cost_centre } => self.cost_centre = *cost_centre,
            E::LineCostCentreSet { product, cost_centre } => self.line(*product).cost_centre = *cost_centre,
            E::DeliveryChosen { delivery, .. } => self.delivery = delivery.as_deref().cloned(),
            E::DateWanted { on } => self.wanted_on = *on,
            E::Submitted { lines, delivery, cost_centre, .. } => {
                self.delivery = delivery.as_deref().cloned();
                self.cost_centre = *cost_centre;
                self.rewrite(lines);
            }
            E::Drafted { lines, .. } | E::Reduced { lines, .. } | E::Amended { lines, .. } => {
                self.rewrite(lines);
            }
            _ => {}
        }
        self.lines.retain(|line| line.comment.is_some() || line.cost_centre.is_some());
    }

    fn costs(&mut self, cost: Option<domain::ordering::Amounts>) {
        if let (Some(delivery), Some(cost)) = (self.delivery.as_mut(), cost) {
            delivery.cost = cost;
        }
    }

    fn rewrite(&mut self, lines: &[Line]) {
        let details = |line: &Line| LineDetails {
            product: line.goods.product,
            comment: line.comment.as_ref().map(|text| text.id),
            cost_centre: line.cost_centre,
        };
        self.lines = lines.iter().map(details).collect();
    }

    fn line(&mut self, product: ProductId) -> &mut LineDetails {
        let place = self.lines.iter().position(|line| line.product == product).unwrap_or_else(|| {
            self.lines.push(LineDetails { product, comment: None, cost_centre: None });
            self.lines.len() - 1
        });
        &mut self.lines[place]
    }

    /// The cost centres of the order and of its lines.
    pub fn cost_centres(&self) -> BTreeSet<CostCentreId> {
        self.cost_centre.into_iter().chain(self.lines.iter().filter_map(|line| line.cost_centre)).collect()
    }
}

async fn stored(
    connection: &mut PgConnection,
    orders: &[Uuid],
    reach: &Reach,
) -> sqlx::Result<Vec<(String, OrderDetailsRow)>> {
    if orders.is_empty() {
        return Ok(Vec::new());
    }
    let rows = sqlx::query!(
        r#"SELECT order_id, organization, author, placed_by, comment, cost_centre, wanted_on,
                  delivery AS "delivery: Json<Delivery>", lines AS "lines: Json<Vec<LineDetails>>"
             FROM order_details
            WHERE order_id = ANY($1)
              AND ($2::text IS NULL OR organization = $2) AND ($3::uuid IS NULL OR author = $3)"#,
        orders,
        reach.organization,
        reach.author
    )
    .fetch_all(connection)
    .await?;
    Ok(rows
        .into_iter()
        .map(|found| {
            (
                found.organization,
                OrderDetailsRow {
                    order: OrderId(found.order_id),
                    author: PersonId(found.author),
                    placed_by: found.placed_by.map(PersonId),
                    comment: found.comment.map(TextId),
                    cost_centre: found.cost_centre.map(CostCentreId),
                    wanted_on: found.wanted_on,
                    delivery: found.delivery.map(|delivery| delivery.0),
                    lines: found.lines.0,
                },
            )
        })
        .collect())
}

async fn write(
    connection: &mut PgConnection,
    rows: &[(String, OrderDetailsRow)],
) -> Result<(), ProjectionError> {
    if rows.is_empty() {
        return Ok(());
    }
    let json = |error| ProjectionError::Impossible(format!("details of an order: {error}"));
    let mut deliveries = Vec::new();
    let mut lines = Vec::new();
    for (_, row) in rows {
        deliveries.push(row.delivery.as_ref().map(serde_json::to_value).transpose().map_err(json)?);
        lines.push(serde_json::to_value(&row.lines).map_err(json)?);
    }
    sqlx::query!(
        "INSERT INTO order_details (order_id, organization, author, placed_by, comment, cost_centre, wanted_on,
                                    delivery, lines, cost_centres)
         SELECT * FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[],
                              $7::date[], $8::jsonb[], $9::jsonb[], $10::text[])
         ON CONFLICT (order_id) DO UPDATE SET
             comment = excluded.comment, cost_centre = excluded.cost_centre, wanted_on = excluded.wanted_on,
             delivery = excluded.delivery, lines = excluded.lines, cost_centres = excluded.cost_centres",
        &column(rows, |(_, row)| row.order.uuid()),
        &column(rows, |(organization, _)| organization.clone()),
        &column(rows, |(_, row)| row.author.uuid()),
        &column(rows, |(_, row)| row.placed_by.map(PersonId::uuid)) as &[Option<Uuid>],
        &column(rows, |(_, row)| row.comment.map(TextId::uuid)) as &[Option<Uuid>],
        &column(rows, |(_, row)| row.cost_centre.map(CostCentreId::uuid)) as &[Option<Uuid>],
        &column(rows, |(_, row)| row.wanted_on) as &[Option<NaiveDate>],
        &deliveries as &[Option<serde_json::Value>],
        &lines,
        &column(rows, |(_, row)| joined(row.cost_centres())),
    )
    .execute(connection)
    .await?;
    Ok(())
}
