//! How long after its answer a command is seen in the order list.

use std::sync::Arc;
use std::time::{Duration, Instant};

use commands::identity::{Identity, IdentitySettings};
use commands::ordering::CreateDraft;
use commands::{Commands, Request};
use domain::vocabulary::Quantity;
use gateway::adapters::{Argon2Hasher, OperatingSystemEntropy};
use gateway::database::Databases;
use gateway::workers::{Freshness, Tools, Workers};
use tokio::task::JoinSet;
use tokio::time::{MissedTickBehavior, interval};

use super::figures::Times;
use super::world::World;

const RATE: u32 = 300;
const SECONDS: u32 = 10;

pub async fn at_a_steady_rate(pools: &Databases, world: &World, beside_a_writer: bool) {
    // Events of the measurement before are no orders; the read tables take the rest.
    sqlx::query("UPDATE journal.projections SET position = (SELECT max(position) FROM journal.events)")
        .execute(&pools.writer)
        .await
        .unwrap();
    let freshness = Freshness::new(pools.writer.clone());
    let hasher = Arc::new(Argon2Hasher::new(Arc::new(OperatingSystemEntropy)));
    let workers = Workers::start(&Tools {
        pool: pools.writer.clone(),
        commands: world.commands.clone(),
        identity: Identity::new(world.commands.clone(), hasher, IdentitySettings::default()),
        freshness: freshness.clone(),
    });
    let foreign = beside_a_writer.then(|| tokio::spawn(foreign_writer(pools.clone())));
    let command =
        Arc::new(CreateDraft { contract: world.contract, lines: vec![(world.product, Quantity::ONE)] });
    let requester = world.commands.access().member(world.purchaser, world.organization).await.unwrap();
    let mut ticks = interval(Duration::from_secs(1) / RATE);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Burst);
    let mut asked = JoinSet::new();
    let started = Instant::now();
    for _ in 0..RATE * SECONDS {
        ticks.tick().await;
        let (commands, freshness) = (world.commands.clone(), freshness.clone());
        let (command, requester) = (Arc::clone(&command), requester.clone());
        asked.spawn(async move { one(&commands, &freshness, &requester, &command).await });
    }
    let measured = asked.join_all().await;
    let took = started.elapsed();
    let (answered, seen): (Vec<_>, Vec<_>) = measured.into_iter().unzip();
    println!("| milliseconds | p50 | p95 | p99 | most |");
    println!("|---|---|---|---|---|");
    println!("{}", Times::new(answered).row("asked → answered"));
    println!("{}", Times::new(seen).row("answered → visible"));
    println!("\n{:.0} commands a second.", f64::from(RATE * SECONDS) / took.as_secs_f64());
    if let Some(foreign) = foreign {
        foreign.await.unwrap();
    }
    workers.stop().await;
}

async fn one(
    commands: &Commands,
    freshness: &Freshness,
    requester: &commands::Requester,
    command: &CreateDraft,
) -> (Duration, Duration) {
    let asked = Instant::now();
    let request = Request::new(commands.ports().ids.next());
    let done = commands.execute(requester, &request, command).await.unwrap();
    let answered = Instant::now();
    assert_eq!(freshness.wait(&["order_list"], done.position, None).await, None, "seen in time");
    (answered - asked, answered.elapsed())
}

/// Writes something else and stays open for four seconds.
async fn foreign_writer(pools: Databases) {
    let mut transaction = pools.owner.begin().await.unwrap();
    sqlx::query("CREATE TABLE IF NOT EXISTS public.foreign_writer AS SELECT 1 AS one")
        .execute(&mut *transaction)
        .await
        .unwrap();
    tokio::time::sleep(Duration::from_secs(4)).await;
    transaction.commit().await.unwrap();
}
