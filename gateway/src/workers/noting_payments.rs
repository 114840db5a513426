//! What the ledger knows to be paid for an order is noted in the order: its payment status follows
//! invoices and payments of 1C by itself.

use std::time::Duration;

use commands::ordering::NotePaidAmount;
use commands::{CommandError, Commands, Request, Requester};
use projections::ReadError;
use projections::accounts::payments_to_note;
use sqlx::PgPool;
use tokio::sync::watch;

/// The name under which it is noted.
const NAME: &str = "note_payments_of_ledger";
/// How often to look. A look that finds nothing is a probe of an index.
const LOOK: Duration = Duration::from_secs(2);

/// Looks until it is told to stop. After a start it looks at everything once.
pub async fn run(pool: PgPool, commands: Commands, mut stopping: watch::Receiver<bool>) {
    let mut after = 0;
    while !*stopping.borrow() {
        match look(&pool, &commands, after).await {
            Ok(looked) => after = looked,
            Err(error) => tracing::error!(%error, "what the ledger knows to be paid could not be read"),
        }
        tokio::select! {
            _ = stopping.changed() => {}
            () = tokio::time::sleep(LOOK) => {}
        }
    }
}

/// Notes what changed after a position, and gives the one up to which all of it is noted.
pub async fn look(pool: &PgPool, commands: &Commands, after: i64) -> Result<i64, ReadError> {
    let (payments, last) = payments_to_note(pool, after).await?;
    let mut is_done = true;
    for payment in payments {
        let requester = Requester::process(NAME, payment.organization.into());
        let request = Request::new(commands.ports().ids.next());
        let note = NotePaidAmount { order: payment.order, paid: payment.paid };
        match commands.execute(&requester, &request, &note).await {
            Ok(_) => {}
            // Others were busy with the order: the next look finds it again.
            Err(CommandError::Conflict) => is_done = false,
            Err(error) => {
                tracing::warn!(order = %payment.order, %error, "what was paid could not be noted");
            }
        }
    }
    Ok(if is_done { last } else { after })
}
