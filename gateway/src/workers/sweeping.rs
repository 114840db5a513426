//! What is over is deleted, hour by hour: sessions, attempts that are forgotten, raw documents of
//! old batches, and contents that no file has any more.

use std::time::Duration;

use commands::documents::sweep_contents;
use commands::exchange::forgetting::forget_arrived;
use commands::identity::Identity;
use commands::{CommandError, Commands};
use tokio::sync::watch;

const INTERVAL: Duration = Duration::from_hours(1);

/// Sweeps now and then every hour, until it is told to stop.
pub async fn run(identity: Identity, commands: Commands, mut stopping: watch::Receiver<bool>) {
    while !*stopping.borrow() {
        if let Err(error) = identity.sweep().await {
            tracing::warn!(%error, "what is over of sessions and attempts could not be deleted");
        }
        if let Err(error) = sweep(&commands).await {
            tracing::warn!(%error, "what is over of the exchange could not be deleted");
        }
        tokio::select! {
            _ = stopping.changed() => {}
            () = tokio::time::sleep(INTERVAL) => {}
        }
    }
}

/// Sweeps what 1C sent and nobody needs any more.
pub async fn sweep(commands: &Commands) -> Result<(), CommandError> {
    let now = commands.ports().clock.now();
    while forget_arrived(commands.pool(), now).await? > 0 {}
    sweep_contents(commands.pool(), now).await.map(drop)
}
