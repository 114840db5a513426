//! Sessions that are over and attempts that are forgotten are deleted, hour by hour.

use std::time::Duration;

use commands::identity::Identity;
use tokio::sync::watch;

const INTERVAL: Duration = Duration::from_hours(1);

/// Sweeps now and then every hour, until it is told to stop.
pub async fn run(identity: Identity, mut stopping: watch::Receiver<bool>) {
    while !*stopping.borrow() {
        if let Err(error) = identity.sweep().await {
            tracing::warn!(%error, "what is over of sessions and attempts could not be deleted");
        }
        tokio::select! {
            _ = stopping.changed() => {}
            () = tokio::time::sleep(INTERVAL) => {}
        }
    }
}
