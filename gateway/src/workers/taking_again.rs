//! Refused documents are taken in again when what they lacked has come: a customer was registered
//! or tied, a contract was sent.

use std::time::Duration;

use commands::exchange::{ready_again, try_again};
use commands::{CommandError, Commands, Request, Requester};
use domain::journal::Tenant;
use tokio::sync::watch;

use crate::exchange::contract::ContractReader;

/// The name under which it is done.
const NAME: &str = "take_documents_again";
/// How often to look. A look that finds nothing is two probes of an index.
const LOOK: Duration = Duration::from_mins(1);
/// The most documents at a look: others want the database as well.
const MOST: i64 = 5000;

/// Looks until it is told to stop.
pub async fn run(commands: Commands, mut stopping: watch::Receiver<bool>) {
    while !*stopping.borrow() {
        if let Err(error) = look(&commands).await {
            tracing::error!(%error, "refused documents could not be taken in again");
        }
        tokio::select! {
            _ = stopping.changed() => {}
            () = tokio::time::sleep(LOOK) => {}
        }
    }
}

/// Takes in again what can be taken in now.
pub async fn look(commands: &Commands) -> Result<(), CommandError> {
    let requester = Requester::process(NAME, Tenant::Supplier);
    for (base, ids) in ready_again::ready_again(commands.pool(), MOST).await? {
        let request = Request::new(commands.ports().ids.next());
        let which = try_again::Which { batch: None, documents: Some(ids) };
        let counts =
            try_again::try_again(commands, &ContractReader, &requester, &request, &base, &which).await?;
        tracing::info!(%base, documents = counts.documents(), refused = counts.refused, "taken in again");
    }
    Ok(())
}
