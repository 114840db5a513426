//! Requests for reconciliation statements that 1C does not answer: it is reminded, and at last
//! nobody waits any more.
//!
//! What is due stands in a table that is written with the requests, so nothing is lost while no
//! service runs. Several services may look at once: the others find nothing to do.

use std::time::Duration;

use commands::accounts::{PassReconciliationTime, due_reconciliations};
use commands::{CommandError, Commands, Request, Requester};
use tokio::sync::watch;

/// The name under which it is done.
const NAME: &str = "pass_reconciliation_time";
/// How often to look. Requests wait for hours.
const LOOK: Duration = Duration::from_secs(10);
/// The most requests at a look.
const MOST: i64 = 1000;

/// Looks until it is told to stop.
pub async fn run(commands: Commands, mut stopping: watch::Receiver<bool>) {
    while !*stopping.borrow() {
        if let Err(error) = look(&commands).await {
            tracing::error!(%error, "the requests for statements could not be looked up");
        }
        tokio::select! {
            _ = stopping.changed() => {}
            () = tokio::time::sleep(LOOK) => {}
        }
    }
}

/// Does what is due now. One that fails leaves the others as they are.
pub async fn look(commands: &Commands) -> Result<(), CommandError> {
    let now = commands.ports().clock.now();
    for (organization, reconciliation) in due_reconciliations(commands.pool(), now, MOST).await? {
        let requester = Requester::process(NAME, organization.into());
        let request = Request::new(commands.ports().ids.next());
        match commands.execute(&requester, &request, &PassReconciliationTime { reconciliation }).await {
            // Others were busy with it; the next look finds it again.
            Ok(_) | Err(CommandError::Conflict) => {}
            Err(error) => tracing::error!(%reconciliation, %error, "time could not pass for a request"),
        }
    }
    Ok(())
}
