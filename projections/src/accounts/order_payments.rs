//! For which orders does the ledger know another amount to be paid than the order does?

use domain::vocabulary::{Money, OrderId, OrganizationId};
use sqlx::PgPool;

use crate::page::ReadError;
use crate::stored::{organization as id_of, parse};

/// What was paid for an order by the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OrderPayment {
    /// Whose.
    pub organization: OrganizationId,
    /// The order.
    pub order: OrderId,
    /// All that was paid so far.
    pub paid: Money,
}

/// The orders of all organizations about which the ledger changed after a position and whose own
/// paid amount is another; and the position to ask from the next time. It is for whatever notes it
/// by itself, and for nobody else.
pub async fn payments_to_note(pool: &PgPool, after: i64) -> Result<(Vec<OrderPayment>, i64), ReadError> {
    let last = sqlx::query_scalar!(r#"SELECT coalesce(max(position), 0) AS "last!" FROM order_payments"#);
    let last = last.fetch_one(pool).await?.max(after);
    let rows = sqlx::query!(
        "SELECT ledger.order_id, ledger.organization, ledger.currency, ledger.paid
           FROM order_payments ledger JOIN order_list ours USING (order_id)
          WHERE ledger.position > $1 AND ledger.position <= $2 AND ledger.paid <> ours.paid
          ORDER BY ledger.position, ledger.order_id",
        after,
        last
    );
    let rows = rows.fetch_all(pool).await?;
    let mut payments = Vec::with_capacity(rows.len());
    for row in rows {
        payments.push(OrderPayment {
            organization: id_of(&row.organization)?,
            order: OrderId(row.order_id),
            paid: Money::new(row.paid, parse(&row.currency)?),
        });
    }
    Ok((payments, last))
}
