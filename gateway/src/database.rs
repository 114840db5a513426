//! The database: the embedded PostgreSQL or a server of the user's own, reached as the
//! three roles of the service.

pub mod embedded;
mod error;
pub mod migrations;
pub mod pools;
pub mod roles;

use std::time::Duration;

use projections::registry;
use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, Connection, PgConnection};
use tokio::time::timeout;

pub use error::DatabaseError;
pub use pools::Databases;
use pools::{Entry, Reach};

use crate::config::Config;
use embedded::{Beside, EmbeddedError, Reached, Supervised};

/// The name of the embedded database.
const EMBEDDED_DATABASE: &str = "kabinet";
/// How long connections in use are waited for at the end.
const CLOSING: Duration = Duration::from_secs(5);

/// An opened database: the pools, and the server if we run it.
#[derive(Debug)]
pub struct Database {
    /// The ways to it.
    pub pools: Databases,
    server: Option<Supervised>,
    _beside: Option<Beside>,
}

impl Database {
    /// Opens the database for the service: nobody else may use the data folder.
    pub async fn serve(config: &Config) -> Result<Self, DatabaseError> {
        match &config.database_url {
            Some(url) => Self::own_server(url.options()).await,
            None => Self::supervised(embedded::serve(&config.data_dir).await?).await,
        }
    }

    /// Opens the database for a command, beside a running service or alone.
    pub async fn reach(config: &Config, command: &str) -> Result<Self, DatabaseError> {
        if let Some(url) = &config.database_url {
            return Self::own_server(url.options()).await;
        }
        match embedded::reach(&config.data_dir, command).await? {
            Reached::Ours(server) => Self::supervised(server).await,
            Reached::Theirs(beside) => {
                let options = embedded::options(&beside.socket, EMBEDDED_DATABASE);
                let pools = Databases::connect(&Reach::new(options, Entry::LogIn));
                Ok(Self { pools, server: None, _beside: Some(beside) })
            }
        }
    }

    /// Waits until the server is given up; never returns when it is not ours.
    pub async fn given_up(&mut self) -> EmbeddedError {
        match &mut self.server {
            Some(server) => server.given_up().await,
            None => std::future::pending().await,
        }
    }

    /// Closes the pools and stops the server if it is ours.
    pub async fn close(self) {
        if timeout(CLOSING, self.pools.close()).await.is_err() {
            tracing::warn!("connections that are still in use are cut off");
        }
        if let Some(server) = self.server {
            server.stop().await;
        }
    }

    async fn own_server(options: PgConnectOptions) -> Result<Self, DatabaseError> {
        Ok(Self { pools: connect(options).await?, server: None, _beside: None })
    }

    async fn supervised(server: Supervised) -> Result<Self, DatabaseError> {
        match set_up_embedded(&server).await {
            Ok(pools) => Ok(Self { pools, server: Some(server), _beside: None }),
            Err(error) => {
                server.stop().await;
                Err(error)
            }
        }
    }
}

/// Makes sure that the roles exist in the database and opens the pools. The options are
/// those of a user who may create the roles or has them already.
pub async fn connect(options: PgConnectOptions) -> Result<Databases, DatabaseError> {
    let mut admin = options.connect().await.map_err(DatabaseError::unreachable)?;
    let made = roles::make(&mut admin, Entry::SetRole).await;
    let _ = admin.close().await;
    made?;
    open(&Reach::new(options, Entry::SetRole)).await
}

/// Applies pending migrations, makes the read tables that are missing or changed, and tells
/// which migrations were pending.
pub async fn bring_up_to_date(pools: &Databases) -> Result<migrations::Status, DatabaseError> {
    let before = migrations::apply(pools).await?;
    registry::install(&pools.owner).await?;
    for (number, name) in &before.pending {
        tracing::info!("applied migration {number} {name}");
    }
    Ok(before)
}

/// Makes sure that the tables are those of this version: by migrating, or by refusing.
pub async fn prepare(pools: &Databases, migrates: bool) -> Result<(), DatabaseError> {
    if migrates { bring_up_to_date(pools).await.map(drop) } else { must_be_up_to_date(pools).await }
}

/// Refuses a database with pending migrations.
pub async fn must_be_up_to_date(pools: &Databases) -> Result<(), DatabaseError> {
    match migrations::status(pools).await?.pending.len() {
        0 => Ok(()),
        pending => Err(DatabaseError::Pending(pending)),
    }
}

async fn set_up_embedded(server: &Supervised) -> Result<Databases, DatabaseError> {
    let mut admin = enter(server.socket(), "postgres").await?;
    roles::make(&mut admin, Entry::LogIn).await?;
    roles::make_database(&mut admin, EMBEDDED_DATABASE).await?;
    let _ = admin.close().await;
    open(&Reach::new(embedded::options(server.socket(), EMBEDDED_DATABASE), Entry::LogIn)).await
}

async fn enter(socket: &std::path::Path, database: &str) -> Result<PgConnection, DatabaseError> {
    embedded::options(socket, database).connect().await.map_err(DatabaseError::unreachable)
}

/// Opens the pools and tries each once, so that a missing grant is told at start.
async fn open(reach: &Reach) -> Result<Databases, DatabaseError> {
    let pools = Databases::connect(reach);
    for pool in [&pools.owner, &pools.writer, &pools.reader] {
        pool.acquire().await.map_err(DatabaseError::unreachable)?;
    }
    Ok(pools)
}
