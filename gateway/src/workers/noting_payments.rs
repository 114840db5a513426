//! What the ledger knows to be paid for an order is noted in the order: its payment status follows
//! invoices and payments of 1C by itself.

use std::time::Duration;

use commands::accounts::{payments_noted, remember_payments_noted};
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

/// Looks until it is told to stop.
pub async fn run(pool: PgPool, commands: Commands, mut stopping: watch::Receiver<bool>) {
    while !*stopping.borrow() {
        if let Err(error) = look(&pool, &commands).await {
            tracing::error!(%error, "what the ledger knows to be paid could not be noted");
        }
        tokio::select! {
            _ = stopping.changed() => {}
            () = tokio::time::sleep(LOOK) => {}
        }
    }
}

/// Why what is paid could not be noted.
#[derive(Debug, thiserror::Error)]
pub enum NotNoted {
    /// The ledger could not be read.
    #[error(transparent)]
    Unread(#[from] ReadError),
    /// How far it was looked at could not be read or kept.
    #[error(transparent)]
    Command(#[from] CommandError),
}

/// Notes what changed since the last look.
pub async fn look(pool: &PgPool, commands: &Commands) -> Result<(), NotNoted> {
    while look_on(pool, commands).await? {}
    Ok(())
}

/// Notes what changed in the next stretch, and says whether there may be another.
async fn look_on(pool: &PgPool, commands: &Commands) -> Result<bool, NotNoted> {
    let after = payments_noted(pool).await?;
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
    if is_done && last > after {
        remember_payments_noted(pool, last).await?;
    }
    Ok(is_done && last > after)
}
