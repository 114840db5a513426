//! The PostgreSQL that Kabinet runs by itself when nobody gave it a server.
//!
//! It lives in the data folder, listens on a private socket only, runs under an
//! unprivileged user, and is started and stopped with the service. A service that was
//! killed leaves it running; the next one takes it over. A crashed server is started
//! again and recovers.

mod account;
mod cluster;
mod error;
mod folder;
mod lock;
mod postmaster;
mod process;
mod programs;
mod runtime;
mod supervisor;

use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use sqlx::postgres::{PgConnectOptions, PgSslMode};
use sqlx::{ConnectOptions, Connection};
use tokio::time::sleep;

use account::Account;
pub use error::EmbeddedError;
use folder::Folder;
use lock::{Attempt, FolderLock, Holder};
use postmaster::{Postmaster, Standing};
use process::Server;
use programs::Programs;
pub use supervisor::Supervised;

use crate::config::DataFolder;

/// How long another process that is just starting its database is waited for.
const OTHERS_START: Duration = Duration::from_mins(1);
/// How long a running server may be unreachable before it is started anew.
const UNREACHABLE: Duration = Duration::from_secs(5);

/// Where the server's files and programs are, and who runs them.
#[derive(Clone, Debug)]
pub(in crate::database) struct Layout {
    programs: Programs,
    account: Option<Account>,
    folder: Folder,
}

/// The embedded database, reached.
#[derive(Debug)]
pub enum Reached {
    /// We run it.
    Ours(Supervised),
    /// Another process runs it, and we use it beside.
    Theirs(Beside),
}

/// The database of another process, which does not stop it while we use it, unless it is
/// the service.
#[derive(Debug)]
pub struct Beside {
    /// The folder of the server's socket.
    pub socket: PathBuf,
    _mark: File,
}

/// Starts the database of a data folder for the service. Nobody else may use the folder.
pub async fn serve(wanted: &DataFolder) -> Result<Supervised, EmbeddedError> {
    let (folder, account) = place(wanted)?;
    match take(&folder, "serve")? {
        Attempt::Taken(lock) => Ok(start(folder, account, lock).await?.0),
        Attempt::Held(holder) => Err(EmbeddedError::InUse { folder: folder.path().to_owned(), holder }),
    }
}

/// Reaches the database of a data folder for a command: beside the running service, or
/// started for the time of the command.
pub async fn reach(wanted: &DataFolder, command: &str) -> Result<Reached, EmbeddedError> {
    let (folder, account) = place(wanted)?;
    let give_up = Instant::now() + OTHERS_START;
    loop {
        match take(&folder, command)? {
            Attempt::Taken(lock) => {
                let (server, folder) = start(folder, account, lock).await?;
                return Ok(Reached::Ours(server.waiting_for_others(folder.beside_file())));
            }
            Attempt::Held(holder) if Instant::now() > give_up => {
                return Err(EmbeddedError::InUse { folder: folder.path().to_owned(), holder });
            }
            Attempt::Held(_) => {
                if let Some(beside) = beside(&folder, command)? {
                    return Ok(Reached::Theirs(beside));
                }
            }
        }
        sleep(Duration::from_millis(50)).await;
    }
}

/// First the mark, then a look at who holds the folder: a holder that stops takes the mark
/// away from others before it gives up the folder.
fn beside(folder: &Folder, command: &str) -> Result<Option<Beside>, EmbeddedError> {
    let Some(mark) = lock::join(&folder.beside_file()).map_err(EmbeddedError::Start)? else {
        return Ok(None);
    };
    match take(folder, command)? {
        Attempt::Held(Some(Holder { socket: Some(socket), .. })) => Ok(Some(Beside { socket, _mark: mark })),
        Attempt::Held(_) | Attempt::Taken(_) => Ok(None),
    }
}

/// How to connect to a database of the server behind a socket.
pub fn options(socket: &Path, database: &str) -> PgConnectOptions {
    PgConnectOptions::new_without_pgpass()
        .socket(socket)
        .port(5432)
        .ssl_mode(PgSslMode::Disable)
        .username(cluster::SUPERUSER)
        .database(database)
}

fn place(wanted: &DataFolder) -> Result<(Folder, Option<Account>), EmbeddedError> {
    let account = Account::choose()?.map(|account| owner_of_cluster(&wanted.path).unwrap_or(account));
    let folder = Folder::prepare(wanted, account.as_ref())?;
    let account = account.map(|account| owner_of_cluster(folder.path()).unwrap_or(account));
    Ok((folder, account))
}

/// An existing cluster belongs to whoever made it, also when root starts it now.
fn owner_of_cluster(data_dir: &Path) -> Option<Account> {
    Account::owner_of(&data_dir.join(folder::CLUSTER))
}

fn take(folder: &Folder, command: &str) -> Result<Attempt, EmbeddedError> {
    let path = folder.lock_file();
    FolderLock::take(&path, command).map_err(|source| EmbeddedError::Folder { folder: path, source })
}

async fn start(
    folder: Folder,
    account: Option<Account>,
    mut lock: FolderLock,
) -> Result<(Supervised, Folder), EmbeddedError> {
    let programs = Programs::find(folder.made_by())?;
    tracing::debug!("PostgreSQL {} in {}", programs.major, folder.path().display());
    let layout = Layout { programs, account, folder };
    layout.folder.remove_unfinished().map_err(EmbeddedError::Start)?;
    if layout.folder.made_by().is_none() {
        tracing::info!("making a new database in {}", layout.folder.cluster().display());
        cluster::make(&layout).await?;
    }
    let (server, socket) = run(&layout).await?;
    lock.announce(socket.clone()).map_err(EmbeddedError::Start)?;
    let folder = layout.folder.clone();
    Ok((Supervised::new(server, layout, socket, lock), folder))
}

/// Takes over the server that runs already, or starts one. A server that a killed service
/// had started a moment ago may appear meanwhile; then it is taken over.
async fn run(layout: &Layout) -> Result<(Server, PathBuf), EmbeddedError> {
    let cluster = layout.folder.cluster();
    let mut tries = 0;
    loop {
        match Standing::of(&cluster) {
            Standing::Running(postmaster) => {
                if let Some(taken) = take_over(&cluster, postmaster).await {
                    return Ok(taken);
                }
            }
            Standing::Crashed(last) => {
                tracing::warn!("PostgreSQL was not stopped the last time; it recovers now");
                last.socket.as_deref().inspect(|socket| runtime::remove(socket));
            }
            Standing::Stopped => {}
        }
        tries += 1;
        match start_server(layout).await {
            Err(EmbeddedError::Ended { .. }) if tries < 3 && is_running(&cluster) => {}
            outcome => return outcome,
        }
    }
}

fn is_running(cluster: &Path) -> bool {
    matches!(Standing::of(cluster), Standing::Running(_))
}

async fn start_server(layout: &Layout) -> Result<(Server, PathBuf), EmbeddedError> {
    let socket = runtime::make(layout.account.as_ref()).map_err(EmbeddedError::Start)?;
    match Server::start(layout, &socket).await {
        Ok(server) => Ok((server, socket)),
        Err(error) => {
            runtime::remove(&socket);
            Err(error)
        }
    }
}

/// Nothing when the server ended meanwhile, or had to be ended because it cannot be reached.
async fn take_over(cluster: &Path, mut found: Postmaster) -> Option<(Server, PathBuf)> {
    let give_up = Instant::now() + UNREACHABLE;
    let mut server = Server::adopt(found.pid);
    loop {
        if let Some(socket) = &found.socket
            && found.ready
            && answers(socket).await
        {
            tracing::info!(
                "took over the PostgreSQL that runs already (process {})",
                found.pid.as_raw_nonzero()
            );
            return Some((server, socket.clone()));
        }
        if Instant::now() > give_up && found.ready {
            tracing::warn!("the PostgreSQL that runs already cannot be reached; it is started anew");
            server.stop().await;
            found.socket.as_deref().inspect(|socket| runtime::remove(socket));
            return None;
        }
        sleep(Duration::from_millis(20)).await;
        match Standing::of(cluster) {
            Standing::Running(now) if now.pid == found.pid => found = now,
            _ => {
                server.ended().await;
                return None;
            }
        }
    }
}

async fn answers(socket: &Path) -> bool {
    match options(socket, "postgres").connect().await {
        Ok(connection) => connection.close().await.is_ok(),
        Err(_) => false,
    }
}
