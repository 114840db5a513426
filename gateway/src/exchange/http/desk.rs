//! What the handlers of the exchange work with.

use std::sync::Arc;

use commands::Commands;
use commands::exchange::Credentials;
use tokio::sync::Semaphore;

use crate::exchange::receiving::limits::AT_ONCE;

/// What the handlers of the exchange work with. Cheap to clone.
#[derive(Clone)]
pub struct ExchangeDesk {
    /// Everything that can be asked for.
    pub commands: Commands,
    /// Who may send.
    pub credentials: Credentials,
    /// How many batches may be received at the same time: each holds a chunk.
    pub permits: Arc<Semaphore>,
}

impl ExchangeDesk {
    /// Over the commands.
    pub fn new(commands: Commands) -> Self {
        let credentials = Credentials::new(commands.pool().clone(), commands.ports().clone());
        Self { commands, credentials, permits: Arc::new(Semaphore::new(AT_ONCE)) }
    }
}
