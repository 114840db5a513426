//! The read tables of budgets, and of what each order takes of which.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use domain::accounts::budget::{BudgetEvent, BudgetPlace, BudgetTerms, Restoration, Share, Stage};
use domain::journal::{Fact, Position, Recorded};
use domain::vocabulary::{BudgetId, CostCentreId, OrderId};
use rust_decimal::Decimal;
use sqlx::PgConnection;
use sqlx::types::Json;
use uuid::Uuid;

use crate::projection::{Projecting, Projection, ProjectionError, Table};
use crate::stored::{column, organization, parse};

/// The projection.
pub struct Budgets;

impl Projection for Budgets {
    fn name(&self) -> &'static str {
        "budgets"
    }

    fn version(&self) -> i32 {
        1
    }

    fn tables(&self) -> &'static [Table] {
        &[
            Table { name: "budgets", definition: include_str!("budgets.sql") },
            Table { name: "budget_orders", definition: include_str!("budget_orders.sql") },
        ]
    }

    fn project<'a>(&'a self, page: &'a [Recorded], tables: &'a mut PgConnection) -> Projecting<'a> {
        Box::pin(async move {
            let mut events = Vec::new();
            for recorded in page {
                if let Ok(Fact::Budget(event)) = &recorded.fact {
                    events.push((id(recorded)?, recorded, event));
                }
            }
            if events.is_empty() {
                return Ok(());
            }
            let mut folding = Folding::held(tables, &events).await?;
            for (id, recorded, event) in events {
                folding.fold(id, recorded, event)?;
            }
            folding.write(tables).await
        })
    }
}

fn id(recorded: &Recorded) -> Result<BudgetId, ProjectionError> {
    recorded.aggregate_id.parse().map_err(|_| {
        ProjectionError::Impossible(format!("'{}' is not the id of a budget", recorded.aggregate_id))
    })
}

/// A budget as its events left it.
#[derive(Clone, Debug)]
struct Row {
    id: BudgetId,
    place: BudgetPlace,
    terms: Option<BudgetTerms>,
    reserved: Decimal,
    consumed: Decimal,
    version: i64,
    position: Position,
}

/// The rows that a page of events touches. An order that takes nothing any more has none.
struct Folding {
    budgets: BTreeMap<BudgetId, Row>,
    orders: BTreeMap<(OrderId, BudgetId), Option<Decimal>>,
}

impl Folding {
    async fn held(
        connection: &mut PgConnection,
        events: &[(BudgetId, &Recorded, &BudgetEvent)],
    ) -> Result<Self, ProjectionError> {
        let budgets: BTreeSet<_> = events.iter().map(|(id, ..)| id.uuid()).collect();
        let budgets: Vec<_> = budgets.into_iter().collect();
        let orders: BTreeSet<_> = events.iter().filter_map(|(.., event)| order(event)).collect();
        let orders: Vec<_> = orders.into_iter().map(OrderId::uuid).collect();
        let taken = sqlx::query!(
            "SELECT order_id, budget_id, takes FROM budget_orders
              WHERE budget_id = ANY($1) AND order_id = ANY($2)",
            &budgets,
            &orders
        )
        .fetch_all(&mut *connection)
        .await?;
        let taken =
            taken.into_iter().map(|row| ((OrderId(row.order_id), BudgetId(row.budget_id)), Some(row.takes)));
        Ok(Self { budgets: held_budgets(connection, &budgets).await?, orders: taken.collect() })
    }

    fn fold(
        &mut self,
        id: BudgetId,
        recorded: &Recorded,
        event: &BudgetEvent,
    ) -> Result<(), ProjectionError> {
        if let BudgetEvent::Set { place, .. }
        | BudgetEvent::CarriedOn { place, .. }
        | BudgetEvent::Cleared { place } = event
        {
            self.budgets.entry(id).or_insert_with(|| Row::of(id, *place));
        }
        let row = self.budgets.get_mut(&id).ok_or_else(|| {
            let sequence = recorded.sequence;
            ProjectionError::Impossible(format!("event {sequence} of budget {id} has none before it"))
        })?;
        match event {
            BudgetEvent::Set { terms, .. } | BudgetEvent::CarriedOn { terms, .. } => row.terms = Some(*terms),
            BudgetEvent::Cleared { .. } => row.terms = None,
            BudgetEvent::Reserved { order, share } => {
                row.reserved += share.total();
                let taken = self.orders.entry((*order, id)).or_default();
                *taken = Some(taken.unwrap_or_default() + share.total());
            }
            BudgetEvent::Consumed { share, .. } => {
                row.reserved -= share.total();
                row.consumed += share.total();
            }
            BudgetEvent::Restored { order, share, out_of, why } => {
                match out_of {
                    Stage::Reserved => row.reserved -= share.total(),
                    Stage::Consumed => row.consumed -= share.total(),
                }
                self.give_back((*order, id), share, *why);
            }
        }
        self.seen(id, recorded);
        Ok(())
    }

    fn give_back(&mut self, row: (OrderId, BudgetId), share: &Share, why: Restoration) {
        let takes = self.orders.entry(row).or_default();
        let goes_on = why == Restoration::Changed;
        *takes = takes.filter(|_| goes_on).map(|takes| takes - share.total());
    }

    fn seen(&mut self, id: BudgetId, recorded: &Recorded) {
        if let Some(row) = self.budgets.get_mut(&id) {
            (row.version, row.position) = (recorded.sequence, recorded.position);
        }
    }

    async fn write(self, connection: &mut PgConnection) -> Result<(), ProjectionError> {
        write_orders(connection, &self).await?;
        let rows: Vec<_> = self.budgets.into_values().collect();
        let terms = |row: &Row| row.terms.map(serde_json::to_value).transpose();
        let terms = rows.iter().map(terms).collect::<Result<Vec<_>, _>>()?;
        sqlx::query_file!(
            "src/accounts/write_budgets.sql",
            &column(&rows, |row| row.id.uuid()),
            &column(&rows, |row| row.place.organization.to_string()),
            &column(&rows, |row| row.place.cost_centre.uuid()),
            &column(&rows, |row| row.place.period.to_string()),
            &column(&rows, |row| row.place.first_day),
            &column(&rows, |row| row.place.currency.to_string()),
            &terms as &[Option<serde_json::Value>],
            &column(&rows, |row| row.reserved),
            &column(&rows, |row| row.consumed),
            &column(&rows, |row| row.version),
            &column(&rows, |row| row.position.0),
        )
        .execute(connection)
        .await?;
        Ok(())
    }
}

fn order(event: &BudgetEvent) -> Option<OrderId> {
    match event {
        BudgetEvent::Reserved { order, .. }
        | BudgetEvent::Consumed { order, .. }
        | BudgetEvent::Restored { order, .. } => Some(*order),
        BudgetEvent::Set { .. } | BudgetEvent::CarriedOn { .. } | BudgetEvent::Cleared { .. } => None,
    }
}

impl Row {
    fn of(id: BudgetId, place: BudgetPlace) -> Self {
        let (reserved, consumed) = (Decimal::ZERO, Decimal::ZERO);
        Self { id, place, terms: None, reserved, consumed, version: 0, position: Position::default() }
    }
}

async fn write_orders(connection: &mut PgConnection, folding: &Folding) -> sqlx::Result<()> {
    let organization = |budget| folding.budgets.get(budget).map(|row| row.place.organization.to_string());
    let (mut rows, mut over) = (Vec::new(), Vec::new());
    for ((order, budget), takes) in &folding.orders {
        match (takes, organization(budget)) {
            (Some(takes), Some(organization)) => {
                rows.push((order.uuid(), budget.uuid(), organization, *takes));
            }
            _ => over.push((order.uuid(), budget.uuid())),
        }
    }
    sqlx::query!(
        "DELETE FROM budget_orders USING unnest($1::uuid[], $2::uuid[]) AS ended (order_id, budget_id)
          WHERE budget_orders.order_id = ended.order_id AND budget_orders.budget_id = ended.budget_id",
        &column(&over, |row| row.0),
        &column(&over, |row| row.1)
    )
    .execute(&mut *connection)
    .await?;
    sqlx::query!(
        "INSERT INTO budget_orders (order_id, budget_id, organization, takes)
         SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::numeric[])
         ON CONFLICT (order_id, budget_id) DO UPDATE SET takes = excluded.takes",
        &column(&rows, |row| row.0),
        &column(&rows, |row| row.1),
        &column(&rows, |row| row.2.clone()),
        &column(&rows, |row| row.3)
    )
    .execute(connection)
    .await?;
    Ok(())
}

async fn held_budgets(connection: &mut PgConnection, ids: &[Uuid]) -> sqlx::Result<BTreeMap<BudgetId, Row>> {
    let rows = sqlx::query_as!(
        Stored,
        r#"SELECT budget_id, organization, cost_centre, period, first_day, currency,
                  terms AS "terms: Json<BudgetTerms>", reserved, consumed, version, position
             FROM budgets WHERE budget_id = ANY($1)"#,
        ids
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(|row| Row::try_from(row).map(|row| (row.id, row))).collect()
}

struct Stored {
    budget_id: Uuid,
    organization: String,
    cost_centre: Uuid,
    period: String,
    first_day: NaiveDate,
    currency: String,
    terms: Option<Json<BudgetTerms>>,
    reserved: Decimal,
    consumed: Decimal,
    version: i64,
    position: i64,
}

impl TryFrom<Stored> for Row {
    type Error = sqlx::Error;

    fn try_from(row: Stored) -> sqlx::Result<Self> {
        Ok(Self {
            id: BudgetId(row.budget_id),
            place: BudgetPlace {
                organization: organization(&row.organization)?,
                cost_centre: CostCentreId(row.cost_centre),
                period: parse(&row.period)?,
                first_day: row.first_day,
                currency: parse(&row.currency)?,
            },
            terms: row.terms.map(|Json(terms)| terms),
            reserved: row.reserved,
            consumed: row.consumed,
            version: row.version,
            position: Position(row.position),
        })
    }
}
