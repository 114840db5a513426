//! Measures the journal on this machine: what an append costs against a bare `INSERT`,
//! and how long a command takes to be seen. `script/bench` runs it and keeps the figures.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement that cannot go on panics, and prints"
)]

mod journal {
    pub mod appending;
    pub mod figures;
    pub mod place;
    pub mod seeing;
    pub mod world;
}

use journal::place::Place;
use journal::world::World;
use journal::{appending, seeing};

#[tokio::main]
async fn main() {
    let (place, _) = Place::open().await;
    let pools = &place.database.pools;
    let world = World::make(&pools.writer).await;

    println!("## Append, one event, one writer\n");
    println!(
        "Each round writes 400 rows each way, in turn; the same client, connection pool and durable settings.\n"
    );
    appending::against_a_bare_insert(pools, &world).await;

    println!("\n## Commit → visible in the order list\n");
    println!(
        "Drafts at 300 commands a second for ten seconds; the time from the answer of the command to the row.\n"
    );
    seeing::at_a_steady_rate(pools, &world, false).await;
    println!();
    println!("The same beside a foreign write transaction of four seconds:\n");
    seeing::at_a_steady_rate(pools, &world, true).await;
    place.close().await;
}
