//! Wake-ups between processes. A hint only: every reader also polls.
//!
//! The notification is sent from a connection of its own and at most every 20 ms: inside
//! an append it would make all commits wait for each other.

use std::time::Duration;

use commands::journal::Wake;
use domain::journal::Position;
use sqlx::PgPool;
use sqlx::postgres::PgListener;
use tokio::sync::watch;

/// How long to wait for a wake-up before looking all the same.
const POLL: Duration = Duration::from_millis(250);
/// How long to wait when something is known to be committed and an append under way hides
/// it. No wake-up tells when that append ends.
const FENCED: Duration = Duration::from_millis(5);

const CHANNEL: &str = "kabinet_journal";
const DEBOUNCE: Duration = Duration::from_millis(20);
const RECOVERY: Duration = Duration::from_secs(1);

/// How long a reader that has taken all that is safe waits before it looks again.
pub fn pause_behind(known: Position, safe: Position) -> Duration {
    if safe < known { FENCED } else { POLL }
}

/// Tells other processes that this one appended.
pub async fn notify(pool: PgPool, wake: Wake, mut stopping: watch::Receiver<bool>) {
    let mut reached = wake.subscribe();
    while !*stopping.borrow() {
        tokio::select! {
            _ = stopping.changed() => return,
            changed = reached.changed() => {
                if changed.is_err() {
                    return;
                }
            }
        }
        let position = reached.borrow_and_update().to_string();
        let sent = sqlx::query("SELECT pg_notify($1, $2)").bind(CHANNEL).bind(position).execute(&pool).await;
        if let Err(error) = sent {
            tracing::warn!(%error, "other processes could not be woken");
        }
        tokio::time::sleep(DEBOUNCE).await;
    }
}

/// Wakes this process when another one appended.
pub async fn listen(pool: PgPool, wake: Wake, mut stopping: watch::Receiver<bool>) {
    while !*stopping.borrow() {
        tokio::select! {
            _ = stopping.changed() => return,
            result = receive(&pool, &wake) => {
                if let Err(error) = result {
                    tracing::warn!(%error, "listening for wake-ups failed");
                }
            }
        }
        tokio::select! {
            _ = stopping.changed() => return,
            () = tokio::time::sleep(RECOVERY) => {}
        }
    }
}

async fn receive(pool: &PgPool, wake: &Wake) -> sqlx::Result<()> {
    let mut listener = PgListener::connect_with(pool).await?;
    listener.listen(CHANNEL).await?;
    loop {
        let notification = listener.recv().await?;
        if let Ok(position) = notification.payload().parse::<i64>() {
            wake.reached(Position(position));
        }
    }
}
