//! Orders that wait for credit are looked at again as time passes.
//!
//! Most of what frees one is an event of its organization, and a reaction looks at once. Some of
//! it is not: 1C speaks again after a silence and has nothing new about this customer, the ledger
//! comes up to the journal again, a limit begins, the order itself gets smaller.

use std::time::Duration;

use commands::accounts::ConfirmFreedOrders;
use commands::{CommandError, Commands, Request, Requester};
use domain::accounts::exposure::CreditAccount;
use projections::ReadError;
use projections::accounts::accounts_that_wait;
use sqlx::PgPool;
use tokio::sync::watch;

/// The name under which the orders go on.
const NAME: &str = "look_at_waiting_orders";
/// How often to look. Nothing is written where nothing changed.
const LOOK: Duration = Duration::from_mins(1);

/// Looks until it is told to stop.
pub async fn run(pool: PgPool, commands: Commands, mut stopping: watch::Receiver<bool>) {
    while !*stopping.borrow() {
        if let Err(error) = look(&pool, &commands).await {
            tracing::error!(%error, "orders that wait for credit could not be looked up");
        }
        tokio::select! {
            _ = stopping.changed() => {}
            () = tokio::time::sleep(LOOK) => {}
        }
    }
}

/// Looks once at every account in which orders wait. One that fails leaves the others as they are.
pub async fn look(pool: &PgPool, commands: &Commands) -> Result<(), ReadError> {
    for CreditAccount { organization, currency } in accounts_that_wait(pool).await? {
        let requester = Requester::process(NAME, organization.into());
        let request = Request::new(commands.ports().ids.next());
        let freed = ConfirmFreedOrders { organization, currency: Some(currency) };
        match commands.execute(&requester, &request, &freed).await {
            // Others were busy with the account, or the organization is blocked: the next look
            // finds it again.
            Ok(_) | Err(CommandError::Conflict | CommandError::Refused(_)) => {}
            Err(error) => tracing::error!(%organization, %error, "orders that wait could not be looked at"),
        }
    }
    Ok(())
}
