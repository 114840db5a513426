//! `kabinet serve`: database, migrations, HTTP, and an orderly end.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use axum::Router;
use clap::Args;
use commands::journal::readable;
use tokio::net::TcpListener;

use super::seed;
use crate::config::Config;
use crate::database::{self, Database, Databases};
use crate::demo::presence::Presence;
use crate::http;
use crate::service::Service;
use crate::shutdown::Shutdown;

/// How long requests may take to finish after the end was asked for.
const GRACE: Duration = Duration::from_secs(10);

/// Run the service
///
/// Starts the embedded database unless KABINET_DATABASE_URL names another, applies pending
/// migrations, and serves GraphQL until SIGTERM or Ctrl-C. Requests under way are finished
/// first; the embedded database is stopped last.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  kabinet serve --demo\n  KABINET_DATA_DIR=/srv/kabinet kabinet serve\n  \
    KABINET_DATABASE_URL=postgres://kabinet:secret@db/kabinet kabinet serve"
)]
pub struct Serve {
    /// Fill an empty database with the demonstration and print its accounts.
    /// Without it there is no account that anybody could know.
    #[arg(long)]
    pub demo: bool,
}

impl Serve {
    /// Serves until the end is asked for.
    pub async fn run(self, config: &Config, shutdown: &Shutdown) -> anyhow::Result<()> {
        let started = Instant::now();
        let listener = TcpListener::bind(config.listen)
            .await
            .map_err(|error| anyhow::anyhow!("KABINET_LISTEN {} cannot be used: {error}", config.listen))?;
        let mut database = tokio::select! {
            opened = Database::serve(config) => opened?,
            () = shutdown.requested() => return Ok(()),
        };
        let pools = database.pools.clone();
        let served = tokio::select! {
            served = self.serve(listener, &pools, config, shutdown, started) => served,
            error = database.given_up() => Err(error.into()),
        };
        database.close().await;
        tracing::info!("Kabinet has ended");
        served
    }

    async fn serve(
        &self,
        listener: TcpListener,
        pools: &Databases,
        config: &Config,
        shutdown: &Shutdown,
        started: Instant,
    ) -> anyhow::Result<()> {
        let presence = tokio::select! {
            prepared = self.prepare(pools, config) => prepared?,
            () = shutdown.requested() => return Ok(()),
        };
        let address = listener.local_addr()?;
        let service = Service::assemble(config, address, pools);
        let workers = service.start_workers(pools);
        let took_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        tracing::info!(took_ms, "Kabinet is ready on http://{address}");
        let answered = answer(listener, http::router(service.gateway), shutdown).await;
        workers.stop().await;
        presence.leave().await;
        answered
    }

    /// Brings the database to where requests can be served. What the journal holds must be
    /// readable before anything reads it.
    async fn prepare(&self, pools: &Databases, config: &Config) -> anyhow::Result<Presence> {
        database::prepare(pools, config.migrate_at_start).await?;
        readable::check(&pools.writer).await?;
        if self.demo {
            seed::demonstration(pools).await?;
        }
        Ok(Presence::shared(&pools.writer).await?)
    }
}

/// Answers requests until the end is asked for, and then those under way.
async fn answer(listener: TcpListener, router: Router, shutdown: &Shutdown) -> anyhow::Result<()> {
    let ended = shutdown.clone();
    let serving = axum::serve(listener, router.into_make_service_with_connect_info::<SocketAddr>())
        .with_graceful_shutdown(async move { ended.requested().await });
    tokio::select! {
        done = serving.into_future() => done?,
        () = patience(shutdown) => tracing::warn!("requests that did not finish in time are cut off"),
    }
    Ok(())
}

/// Open subscriptions never finish by themselves.
async fn patience(shutdown: &Shutdown) {
    shutdown.requested().await;
    tokio::time::sleep(GRACE).await;
}
