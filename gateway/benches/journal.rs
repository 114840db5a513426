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
    pub mod seeing;
    pub mod world;
}

use gateway::config::{Config, DataFolder, LogFormat};
use gateway::database::{Database, bring_up_to_date};
use journal::world::World;
use journal::{appending, seeing};

#[tokio::main]
async fn main() {
    let folder = tempfile::Builder::new().prefix("kabinet-bench-").tempdir_in("/tmp").unwrap();
    // The unprivileged account of the server has to enter the folder.
    std::fs::set_permissions(folder.path(), std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    let data = folder.path().join("data");
    let config = Config {
        listen: ([127, 0, 0, 1], 0).into(),
        database_url: None,
        data_dir: DataFolder { path: data, explicit: true },
        migrate_at_start: true,
        public_url: None,
        allowed_origins: vec![],
        trusted_proxies: vec![],
        metrics_token: None,
        log: "warn".to_owned(),
        log_format: LogFormat::Text,
    };
    let database = Database::serve(&config).await.unwrap();
    bring_up_to_date(&database.pools).await.unwrap();
    let world = World::make(&database.pools.writer).await;

    println!("## Append, one event, one writer\n");
    println!(
        "Each round writes 400 rows each way, in turn; the same client, connection pool and durable settings.\n"
    );
    appending::against_a_bare_insert(&database.pools, &world).await;

    println!("\n## Commit → visible in the order list\n");
    println!(
        "Drafts at 300 commands a second for ten seconds; the time from the answer of the command to the row.\n"
    );
    seeing::at_a_steady_rate(&database.pools, &world, false).await;
    println!();
    println!("The same beside a foreign write transaction of four seconds:\n");
    seeing::at_a_steady_rate(&database.pools, &world, true).await;
    database.close().await;
}
