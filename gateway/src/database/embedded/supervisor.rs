//! Watches over the running server: starts it again when it crashes, stops it at the end.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use tokio::sync::oneshot;
use tokio::task::{JoinHandle, spawn_blocking};

use super::lock::FolderLock;
use super::process::Server;
use super::{EmbeddedError, Layout, lock, runtime};

/// A server that crashes more often within a minute is given up.
const CRASHES: usize = 3;

/// The server that we run, with the lock on its data folder.
#[derive(Debug)]
pub struct Supervised {
    socket: PathBuf,
    stop: oneshot::Sender<()>,
    watch: JoinHandle<Result<(), EmbeddedError>>,
    others: Option<PathBuf>,
    _lock: FolderLock,
}

impl Supervised {
    pub(super) fn new(server: Server, layout: Layout, socket: PathBuf, lock: FolderLock) -> Self {
        let (stop, stopped) = oneshot::channel();
        let watch = tokio::spawn(watch(server, layout, socket.clone(), stopped));
        Self { socket, stop, watch, others: None, _lock: lock }
    }

    /// Before it stops, the commands that hold the lock of this file may finish.
    pub(super) fn waiting_for_others(self, file: PathBuf) -> Self {
        Self { others: Some(file), ..self }
    }

    /// The folder of the server's socket.
    pub fn socket(&self) -> &Path {
        &self.socket
    }

    /// Waits until the server is given up; never returns while it runs.
    pub async fn given_up(&mut self) -> EmbeddedError {
        match (&mut self.watch).await {
            Ok(Err(error)) => error,
            Ok(Ok(())) | Err(_) => EmbeddedError::KeepsEnding(0),
        }
    }

    /// Stops the server and waits for it. Everything committed is on the disk then.
    pub async fn stop(self) {
        let others = self.others.clone();
        let _alone = spawn_blocking(|| others.map(|file| lock::wait_for_others(&file))).await;
        if !self.watch.is_finished() {
            let _ = self.stop.send(());
            let _ = self.watch.await;
        }
        runtime::remove(&self.socket);
    }
}

async fn watch(
    mut server: Server,
    layout: Layout,
    socket: PathBuf,
    mut stopped: oneshot::Receiver<()>,
) -> Result<(), EmbeddedError> {
    let mut crashes: Vec<Instant> = Vec::new();
    loop {
        tokio::select! {
            _ = &mut stopped => {
                server.stop().await;
                return Ok(());
            }
            () = server.ended() => {}
        }
        crashes.retain(|at| at.elapsed() < Duration::from_mins(1));
        crashes.push(Instant::now());
        if crashes.len() > CRASHES {
            return Err(EmbeddedError::KeepsEnding(crashes.len()));
        }
        tracing::error!("PostgreSQL has ended by itself; it is started again");
        server = Server::start(&layout, &socket).await?;
        tracing::info!("PostgreSQL is back");
    }
}
