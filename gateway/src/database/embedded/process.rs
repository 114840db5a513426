//! The server as a process: started by us, or found running.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use tokio::process::{Child, Command};
use tokio::time::{sleep, timeout};

use super::folder::hand_over;
use super::postmaster::{Postmaster, Standing, disown, is_alive};
use super::{EmbeddedError, Layout, runtime};

/// How long a fast shutdown may take before an immediate one follows.
const FAST_SHUTDOWN: Duration = Duration::from_mins(1);
/// How often a process that is not our child is looked at.
const LOOK: Duration = Duration::from_millis(50);
/// How long leftover processes of a crashed server are waited for.
const LEFTOVERS: Duration = Duration::from_secs(30);
/// A longer log is started anew.
const LOG_LIMIT: u64 = 16 * 1024 * 1024;

/// What the server is started with, whatever its configuration files say: only the socket,
/// and nothing acknowledged is ever lost.
const SETTINGS: [&str; 9] = [
    "listen_addresses=",
    "port=5432",
    "unix_socket_permissions=0700",
    "fsync=on",
    "full_page_writes=on",
    "synchronous_commit=on",
    "logging_collector=off",
    "log_destination=stderr",
    "cluster_name=kabinet",
];

/// A running server. Dropped without [`stop`](Self::stop), it is told to end and not waited for.
#[derive(Debug)]
pub struct Server {
    pid: Pid,
    child: Option<Child>,
    ended: bool,
}

impl Server {
    /// A server that somebody else started.
    pub fn adopt(pid: Pid) -> Self {
        Self { pid, child: None, ended: false }
    }

    /// Starts the server of a cluster and waits until it takes connections, however long
    /// its recovery takes.
    pub async fn start(layout: &Layout, socket: &Path) -> Result<Self, EmbeddedError> {
        let give_up = Instant::now() + LEFTOVERS;
        loop {
            if matches!(Standing::of(&layout.folder.cluster()), Standing::Crashed(_)) {
                disown(&layout.folder.cluster()).map_err(EmbeddedError::Start)?;
                runtime::clear(socket);
            }
            let log = Log::open(layout).map_err(EmbeddedError::Start)?;
            let mut server = Self::spawn(layout, socket, &log).map_err(EmbeddedError::Start)?;
            let Err(status) = server.ready(&layout.folder.cluster()).await else { return Ok(server) };
            let said = log.since();
            if !said.contains("is still in use") || Instant::now() > give_up {
                return Err(EmbeddedError::Ended { status: status.to_string(), said, log: log.path });
            }
            tracing::info!("waiting for the last processes of a crashed PostgreSQL");
            sleep(LOOK * 4).await;
        }
    }

    /// In its own process group: a Ctrl-C in the terminal reaches us only, and the server
    /// is stopped when the service has finished.
    fn spawn(layout: &Layout, socket: &Path, log: &Log) -> io::Result<Self> {
        let mut command = layout.command("postgres");
        command.process_group(0).arg("-D").arg(layout.folder.cluster());
        command.arg("-c").arg(format!("unix_socket_directories={}", socket.display()));
        for setting in SETTINGS {
            command.args(["-c", setting]);
        }
        command.stdin(Stdio::null()).stdout(log.file.try_clone()?).stderr(log.file.try_clone()?);
        let child = command.spawn()?;
        let pid = child.id().and_then(|id| Pid::from_raw(id.cast_signed()));
        let pid = pid.ok_or_else(|| io::Error::other("PostgreSQL has no process number"))?;
        Ok(Self { pid, child: Some(child), ended: false })
    }

    async fn ready(&mut self, cluster: &Path) -> Result<(), ExitStatus> {
        let mut told = Instant::now();
        loop {
            if let Some(status) = self.child.as_mut().and_then(|child| child.try_wait().ok().flatten()) {
                self.ended = true;
                return Err(status);
            }
            if Postmaster::read(cluster).is_some_and(|it| it.pid == self.pid && it.ready) {
                return Ok(());
            }
            if told.elapsed() > Duration::from_secs(10) {
                tracing::info!("PostgreSQL is recovering; the log is postgres.log in the data folder");
                told = Instant::now();
            }
            sleep(Duration::from_millis(10)).await;
        }
    }

    /// Waits until the process has ended. Can be dropped and called again.
    pub async fn ended(&mut self) {
        match &mut self.child {
            Some(child) => drop(child.wait().await),
            None => {
                while is_alive(self.pid) {
                    sleep(LOOK).await;
                }
            }
        }
        self.ended = true;
    }

    /// Ends the server: sessions are cut, everything committed is written (fast shutdown).
    /// A server that does not obey is ended at once and recovers at the next start.
    pub async fn stop(mut self) {
        for (signal, patience) in [(Signal::INT, FAST_SHUTDOWN), (Signal::QUIT, FAST_SHUTDOWN)] {
            if kill_process(self.pid, signal).is_err() {
                break;
            }
            if timeout(patience, self.ended()).await.is_ok() {
                return;
            }
            tracing::warn!("PostgreSQL has not ended after {} s", patience.as_secs());
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if !self.ended {
            let _ = kill_process(self.pid, Signal::INT);
        }
    }
}

impl Layout {
    /// One of the server's programs, under the server's user, without our environment:
    /// neither `PG…` variables nor passwords reach it.
    pub fn command(&self, program: &str) -> Command {
        let mut command = Command::new(self.programs.program(program));
        command.env_clear().env("LC_ALL", "C").env("TZ", "UTC").current_dir("/");
        for kept in ["PATH", "LD_LIBRARY_PATH"] {
            if let Some(value) = std::env::var_os(kept) {
                command.env(kept, value);
            }
        }
        if let Some(account) = &self.account {
            command.uid(account.uid).gid(account.gid);
        }
        command
    }
}

/// The server's log, and where this start begins in it.
struct Log {
    path: PathBuf,
    file: File,
    begins: u64,
}

impl Log {
    fn open(layout: &Layout) -> io::Result<Self> {
        let path = layout.folder.log_file();
        let file = OpenOptions::new().create(true).append(true).open(&path)?;
        hand_over(&path, layout.account.as_ref())?;
        if file.metadata()?.len() > LOG_LIMIT {
            file.set_len(0)?;
        }
        Ok(Self { begins: file.metadata()?.len(), path, file })
    }

    /// The last lines that were written since.
    fn since(&self) -> String {
        let mut text = Vec::new();
        if let Ok(mut file) = File::open(&self.path)
            && file.seek(SeekFrom::Start(self.begins)).is_ok()
        {
            let _ = file.read_to_end(&mut text);
        }
        let text = String::from_utf8_lossy(&text);
        let lines: Vec<_> = text.lines().collect();
        lines[lines.len().saturating_sub(8)..].join("\n")
    }
}
