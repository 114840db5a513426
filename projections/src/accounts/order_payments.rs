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

/// How many events of the journal are looked at together.
const STRETCH: i64 = 5000;

/// The orders of all organizations that documents after a position of the journal are about, and
/// whose own paid amount is another than that of the ledger; and the position to ask from the next
/// time, which is the same when nothing came. It is for whatever notes it by itself, and for nobody
/// else.
pub async fn payments_to_note(pool: &PgPool, after: i64) -> Result<(Vec<OrderPayment>, i64), ReadError> {
    let rows = sqlx::query_file!("src/accounts/payments_to_note.sql", after, STRETCH).fetch_all(pool).await?;
    let last = rows.first().and_then(|row| row.last).unwrap_or(after);
    let mut payments = Vec::new();
    for row in rows {
        let (Some(order), Some(organization), Some(currency), Some(paid)) =
            (row.order_id, row.organization, row.currency, row.paid)
        else {
            continue;
        };
        payments.push(OrderPayment {
            organization: id_of(&organization)?,
            order: OrderId(order),
            paid: Money::new(paid, parse(&currency)?),
        });
    }
    Ok((payments, last))
}
