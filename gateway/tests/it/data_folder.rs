//! A data folder for one test, with what happens to lie in it.

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process, test_kill_process};
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{ConnectOptions, Executor};

/// Removed at the end, together with the server that a killed service left.
pub struct TestFolder {
    top: tempfile::TempDir,
}

impl TestFolder {
    /// A folder that everybody may enter, so that the server's user can.
    pub fn new() -> Self {
        let top = tempfile::Builder::new().prefix("kabinet-test-").tempdir_in("/tmp").expect("a folder");
        std::fs::set_permissions(top.path(), Permissions::from_mode(0o755)).expect("an open folder");
        Self { top }
    }

    /// The folder around the data folder.
    pub fn top(&self) -> &Path {
        self.top.path()
    }

    /// The data folder; the service makes it.
    pub fn path(&self) -> PathBuf {
        self.top.path().join("data")
    }

    /// The file by which the server says that it runs.
    pub fn pid_file(&self) -> PathBuf {
        self.path().join("postgres/postmaster.pid")
    }

    /// The server's process.
    pub fn server(&self) -> Option<Pid> {
        let text = std::fs::read_to_string(self.pid_file()).ok()?;
        Pid::from_raw(text.lines().next()?.parse().ok()?)
    }

    /// The folder of the server's socket.
    pub fn socket(&self) -> PathBuf {
        let text = std::fs::read_to_string(self.path().join("kabinet.lock")).expect("a lock");
        let holder: serde_json::Value = serde_json::from_str(&text).expect("a holder");
        PathBuf::from(holder["socket"].as_str().expect("a socket"))
    }

    /// A session of the server's administrator.
    pub async fn session(&self) -> PgConnection {
        let options = PgConnectOptions::new_without_pgpass().socket(self.socket()).port(5432);
        options.username("postgres").database("kabinet").connect().await.expect("a session")
    }

    /// Notes something that must never be lost.
    pub async fn note(&self, text: &str) {
        let mut session = self.session().await;
        session
            .execute("CREATE TABLE IF NOT EXISTS public.notes (note text)")
            .await
            .expect("an answer of the database");
        sqlx::query("INSERT INTO public.notes VALUES ($1)")
            .bind(text)
            .execute(&mut session)
            .await
            .expect("an answer of the database");
    }

    /// All notes, in the order in which they were made.
    pub async fn notes(&self) -> Vec<String> {
        let mut session = self.session().await;
        sqlx::query_scalar("SELECT note FROM public.notes ORDER BY ctid")
            .fetch_all(&mut session)
            .await
            .expect("an answer of the database")
    }
}

impl Drop for TestFolder {
    fn drop(&mut self) {
        if let Some(server) = self.server() {
            let socket = self.socket();
            let _ = kill_process(server, Signal::QUIT);
            let give_up = Instant::now() + Duration::from_secs(10);
            while self.pid_file().exists() && test_kill_process(server).is_ok() && Instant::now() < give_up {
                std::thread::yield_now();
            }
            let _ = std::fs::remove_dir_all(socket);
        }
    }
}
