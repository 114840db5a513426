//! Reactions that fail, and reactions that are new.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use commands::processes::reaction::{Beginning, Outcome, React, Reacting};
use commands::{CommandError, Commands};
use domain::journal::Recorded;
use gateway::adapters::system_ports;
use gateway::workers::processing;
use sqlx::PgPool;
use tokio::sync::watch;

use super::{append, number, until};
use crate::own_server::connected;

/// A reaction that others are in the way of for a number of times.
struct Hindered {
    times: u32,
    begins: Beginning,
    asked: Arc<AtomicU32>,
}

impl React for Hindered {
    fn name(&self) -> &'static str {
        "hindered"
    }

    fn begins(&self) -> Beginning {
        self.begins
    }

    fn concerns(&self, _: &Recorded) -> bool {
        true
    }

    fn react<'a>(&'a self, _: &'a Recorded, _: &'a Commands) -> Reacting<'a> {
        let asked = self.asked.fetch_add(1, Ordering::SeqCst);
        let hindered = asked < self.times;
        Box::pin(async move { if hindered { Err(CommandError::Conflict) } else { Ok(Outcome::Done) } })
    }
}

/// Runs the reaction until it has passed all that is there, and says how often it was asked.
async fn pass_all(pool: &PgPool, times: u32, begins: Beginning) -> u32 {
    let asked = Arc::new(AtomicU32::new(0));
    let reaction = Hindered { times, begins, asked: Arc::clone(&asked) };
    let (stop, stopping) = watch::channel(false);
    let commands = Commands::new(pool.clone(), system_ports());
    let running = tokio::spawn(processing::run(pool.clone(), commands, vec![Box::new(reaction)], stopping));
    until(
        pool,
        "SELECT coalesce((SELECT position FROM journal.reactions WHERE name = 'hindered'), -1)
             >= (SELECT max(position) FROM journal.events)",
    )
    .await;
    stop.send_replace(true);
    running.await.unwrap();
    asked.load(Ordering::SeqCst)
}

#[tokio::test]
async fn what_passes_by_itself_parks_no_stream() {
    let pools = connected().await;
    append(&pools.writer, "a", 1, &["PasswordChanged"]).await;
    assert_eq!(pass_all(&pools.writer, 4, Beginning::FirstEvent).await, 5, "the page came again");
    assert_eq!(number(&pools.writer, "SELECT count(*) FROM journal.parked").await, 0);
}

#[tokio::test]
async fn a_reaction_that_is_new_does_not_act_on_what_was_before_it() {
    let pools = connected().await;
    append(&pools.writer, "a", 1, &["PasswordChanged"; 3]).await;
    assert_eq!(pass_all(&pools.writer, 0, Beginning::Now).await, 0);
    append(&pools.writer, "a", 4, &["PasswordChanged"]).await;
    assert_eq!(pass_all(&pools.writer, 0, Beginning::Now).await, 1);
}

#[tokio::test]
async fn a_reaction_that_belongs_to_the_service_begins_with_the_first_event() {
    let pools = connected().await;
    append(&pools.writer, "a", 1, &["PasswordChanged"; 3]).await;
    assert_eq!(pass_all(&pools.writer, 0, Beginning::FirstEvent).await, 3);
}
