//! Which number did 1C give to an order?

use std::collections::BTreeMap;

use domain::vocabulary::OrderId;
use uuid::Uuid;

use crate::page::ReadError;
use crate::scoped_read::ScopedRead;

/// The numbers that 1C gave to those of some orders of which it said one, the last one of each. Ask
/// it of orders that whoever reads may see.
pub async fn erp_numbers(
    read: &mut ScopedRead,
    orders: &[OrderId],
) -> Result<BTreeMap<OrderId, String>, ReadError> {
    let ids: Vec<Uuid> = orders.iter().map(|id| id.uuid()).collect();
    let rows = sqlx::query!(
        r#"SELECT DISTINCT ON (order_id) order_id, number AS "number!" FROM exchange.order_statuses
            WHERE order_id = ANY($1) AND number IS NOT NULL ORDER BY order_id, stated_at DESC"#,
        &ids
    );
    let rows = rows.fetch_all(read.connection()).await?;
    Ok(rows.into_iter().map(|row| (OrderId(row.order_id), row.number)).collect())
}
