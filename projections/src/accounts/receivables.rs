//! What a decision about credit has to know: what is owed now, and what of the held orders is
//! invoiced, all of one moment.
//!
//! It is a fact for decisions, so it does not ask whether whoever orders may see it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::journal::Position;
use domain::vocabulary::{Currency, OrderId, OrganizationId};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::settlement_entries::SettlementEntries;
use crate::page::ReadError;
use crate::projection::Projection;
use crate::scoped_read::ScopedRead;

/// What is owed by an organization in a currency, under all contracts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Receivables {
    /// What is open, by the day on which it is due. What is never due has none.
    pub open: BTreeMap<Option<NaiveDate>, Decimal>,
    /// What was paid ahead.
    pub advances: Decimal,
    /// What of each order is invoiced, less what was given back.
    pub invoiced: BTreeMap<OrderId, Decimal>,
    /// How far the read table had come.
    pub position: Position,
}

/// What an organization owes in a currency, and what of some orders is invoiced.
pub async fn receivables(
    read: &mut ScopedRead,
    organization: OrganizationId,
    currency: Currency,
    orders: &[OrderId],
) -> Result<Receivables, ReadError> {
    let mut receivables = Receivables { position: position(read).await?, ..Receivables::default() };
    let rows = sqlx::query!(
        r#"SELECT side, due, sum(open) AS "open!" FROM settlement_entries
            WHERE organization = $1 AND currency = $2 AND open > 0 AND kind <> 'supply' GROUP BY side, due"#,
        organization.to_string(),
        currency.code()
    )
    .fetch_all(read.connection())
    .await?;
    for row in rows {
        match row.side.as_str() {
            "debit" => *receivables.open.entry(row.due).or_default() += row.open,
            _ => receivables.advances += row.open,
        }
    }
    let ids: Vec<Uuid> = orders.iter().map(|order| order.uuid()).collect();
    let rows = sqlx::query!(
        r#"SELECT order_id AS "order_id!", sum(signed) AS "invoiced!" FROM settlement_entries
            WHERE order_id = ANY($1) AND organization = $2 AND currency = $3 AND known_to = 'infinity'
              AND kind IN ('invoice', 'return', 'correction')
            GROUP BY order_id"#,
        &ids,
        organization.to_string(),
        currency.code()
    )
    .fetch_all(read.connection())
    .await?;
    receivables.invoiced = rows.into_iter().map(|row| (OrderId(row.order_id), row.invoiced)).collect();
    Ok(receivables)
}

async fn position(read: &mut ScopedRead) -> Result<Position, ReadError> {
    let position = sqlx::query_scalar!(
        "SELECT position FROM journal.projections WHERE name = $1 AND version = $2",
        SettlementEntries.name(),
        SettlementEntries.version()
    );
    Ok(Position(position.fetch_optional(read.connection()).await?.unwrap_or_default()))
}
