//! Measures the settlement ledger on this machine: a million documents of 2,000 organizations,
//! taken in, projected, rebuilt and asked over HTTP. `script/bench` runs it and keeps the figures.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement that cannot go on panics, and prints"
)]

#[path = "approvals/browser.rs"]
#[expect(dead_code, reason = "nothing is changed here")]
mod browser;
#[path = "journal/figures.rs"]
#[expect(dead_code, reason = "there are no medians here")]
mod figures;
#[path = "journal/place.rs"]
mod place;
#[path = "approvals/served.rs"]
mod served;
#[path = "journal/world.rs"]
mod world;
mod accounts {
    pub mod documents;
    pub mod questions;
}

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use accounts::documents::{Documents, ORGANIZATIONS};
use accounts::questions;
use commands::accounts::settle;
use commands::organizations::{AppointStaff, JoinMember};
use commands::{Request, Requester};
use domain::journal::Tenant;
use domain::organizations::{MemberRole, StaffRole};
use domain::vocabulary::PersonId;
use gateway::workers::rebuilding::rebuild;
use place::Place;
use projections::registry;
use served::Served;
use sqlx::PgPool;
use world::World;

/// How many documents a transaction takes, as an exchange does.
const CHUNK: usize = 5_000;

#[tokio::main]
async fn main() {
    let many = std::env::var("KABINET_BENCH_DOCUMENTS").map_or(1_000_000, |many| many.parse().unwrap());
    let (place, config) = Place::open().await;
    let pools = place.database.pools.clone();
    let world = World::make(&pools.writer).await;
    let (accountant, manager) = people(&world).await;
    println!("## The settlement ledger\n");
    println!(
        "{many} documents of {ORGANIZATIONS} organizations over three years, invoices and payments that settle\n\
         them, in transactions of {CHUNK}.\n"
    );

    let intake = take_in(&world, &pools.writer, many).await;
    sqlx::query("VACUUM ANALYZE journal.events").execute(&pools.owner).await.unwrap();
    let served = Served::start(&config, &pools).await;
    let projecting = until_projected(&pools.writer).await;
    for table in ["settlement_entries", "settlement_links"] {
        sqlx::query(&format!("VACUUM ANALYZE read.{table}")).execute(&pools.owner).await.unwrap();
    }
    println!("| what | seconds | documents a second |");
    println!("|---|---|---|");
    let row = |what: &str, took: Duration| {
        #[expect(clippy::cast_precision_loss, reason = "a rate")]
        let rate = many as f64 / took.as_secs_f64();
        println!("| {what} | {:.1} | {rate:.0} |", took.as_secs_f64());
    };
    row("taken into the journal", intake);
    row("projected by the service into all read tables", projecting);
    served.open_accounts(&[("accountant", accountant), ("manager", manager)]).await;
    questions::ask(&served, &world).await;
    served.stop().await;

    let started = Instant::now();
    rebuild(&pools.writer, registry::by_name("settlement_entries").unwrap().as_ref()).await.unwrap();
    println!();
    println!("| what | seconds | documents a second |");
    println!("|---|---|---|");
    row("rebuild of `settlement_entries`", started.elapsed());
    place.close().await;
}

async fn people(world: &World) -> (PersonId, PersonId) {
    let id = || PersonId(world.commands.ports().ids.next());
    let (accountant, manager) = (id(), id());
    let roles = BTreeSet::from([MemberRole::Accountant]);
    world.ask(JoinMember { organization: world.organization, person: accountant, roles }).await;
    let appoint = AppointStaff { person: manager, roles: BTreeSet::from([StaffRole::Manager]) };
    let request = Request::new(world.commands.ports().ids.next());
    world.commands.execute(&Requester::console(Tenant::Supplier), &request, &appoint).await.unwrap();
    (accountant, manager)
}

/// The time without that of making the documents up.
async fn take_in(world: &World, writer: &PgPool, many: usize) -> Duration {
    let (ports, requester) = (world.commands.ports(), Requester::console(Tenant::Supplier));
    let base = "bench".parse().unwrap();
    let mut documents = Documents::of(world.organization, world.contract);
    let mut took = Duration::ZERO;
    let mut left = many;
    while left > 0 {
        let chunk = documents.next(left.min(CHUNK));
        left -= chunk.len();
        let request = Request::new(ports.ids.next());
        let started = Instant::now();
        let mut transaction = writer.begin().await.unwrap();
        settle(&mut transaction, ports, &requester, &request, &base, chunk).await.unwrap();
        transaction.commit().await.unwrap();
        took += started.elapsed();
    }
    took
}

async fn until_projected(writer: &PgPool) -> Duration {
    let started = Instant::now();
    let behind = "SELECT count(*) FROM journal.projections
                   WHERE position < (SELECT max(position) FROM journal.events)";
    loop {
        let behind: i64 = sqlx::query_scalar(behind).fetch_one(writer).await.unwrap();
        if behind == 0 {
            return started.elapsed();
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
