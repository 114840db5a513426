//! A worker that panics starts again: the service must not lose it without a word.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use futures_util::FutureExt;
use tokio::sync::watch;

use crate::http::metrics::note_restart;

/// How long a worker stays away after it broke.
const RECOVERY: Duration = Duration::from_secs(1);

/// Runs a worker until it is told to stop, and again whenever it ends before.
///
/// What a worker has begun is in transactions, so a panic leaves nothing half done.
pub async fn keep<W: Future<Output = ()>>(
    name: &'static str,
    mut stopping: watch::Receiver<bool>,
    work: impl Fn() -> W,
) {
    while !*stopping.borrow() {
        let panicked = AssertUnwindSafe(work()).catch_unwind().await.is_err();
        if *stopping.borrow() {
            return;
        }
        tracing::error!(worker = name, panicked, "a worker ended by itself; it starts again");
        note_restart(name);
        tokio::select! {
            _ = stopping.changed() => {}
            () = tokio::time::sleep(RECOVERY) => {}
        }
    }
}
