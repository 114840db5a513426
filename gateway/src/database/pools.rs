//! The pools of connections, one for each role of the service.

use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{Connection as _, PgPool};

use super::roles::{OWNER, READER, WRITER};

/// How long after its last use a connection is taken to be alive without asking it. Most
/// statements take a connection of their own, so that asking each time doubles their number.
const FRESH: Duration = Duration::from_millis(250);

/// How a session becomes one of the roles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// The role logs in by itself: the embedded database.
    LogIn,
    /// The user of the URL becomes the role: a server of the user's own.
    SetRole,
}

/// The way into a database as any of the roles.
#[derive(Clone)]
pub struct Reach {
    options: PgConnectOptions,
    entry: Entry,
}

impl Reach {
    /// The options are those of the administrative user.
    pub fn new(options: PgConnectOptions, entry: Entry) -> Self {
        // Compiling a statement takes longer than any statement of the service runs.
        Self { options: options.statement_cache_capacity(256).options([("jit", "off")]), entry }
    }

    /// The options of a role's sessions.
    fn as_role(&self, role: &str) -> PgConnectOptions {
        let options = self.options.clone().application_name(role);
        match self.entry {
            Entry::LogIn => options.username(role),
            Entry::SetRole => options.options([("role", role)]),
        }
    }
}

/// The pools of the service.
#[derive(Clone, Debug)]
pub struct Databases {
    /// Migrations and rebuilds.
    pub owner: PgPool,
    /// The journal and the tables.
    pub writer: PgPool,
    /// Reading, under row-level security; cannot write.
    pub reader: PgPool,
}

impl Databases {
    /// Pools that connect when they are first used.
    pub fn connect(reach: &Reach) -> Self {
        Self {
            owner: owner_pool(reach, "read,public"),
            writer: pool(
                12,
                reach.as_role(WRITER).options([
                    ("search_path", "read,public"),
                    ("statement_timeout", "30s"),
                    ("lock_timeout", "10s"),
                    // The append is one large statement about a few rows: planning it anew for each
                    // set takes longer than running it, and the plan is the same.
                    ("plan_cache_mode", "force_generic_plan"),
                    ("idle_in_transaction_session_timeout", "30s"),
                ]),
            ),
            reader: pool(
                16,
                reach.as_role(READER).options([
                    ("search_path", "read"),
                    ("default_transaction_read_only", "on"),
                    ("statement_timeout", "15s"),
                    ("idle_in_transaction_session_timeout", "15s"),
                ]),
            ),
        }
    }

    /// Waits for the connections in use and closes all.
    pub async fn close(&self) {
        for pool in [&self.reader, &self.writer, &self.owner] {
            pool.close().await;
        }
    }
}

/// Rebuilds and migrations take as long as they take.
fn owner_pool(reach: &Reach, search_path: &str) -> PgPool {
    pool(
        2,
        reach.as_role(OWNER).options([
            ("search_path", search_path),
            ("client_min_messages", "warning"),
            ("idle_in_transaction_session_timeout", "10min"),
        ]),
    )
}

fn pool(connections: u32, options: PgConnectOptions) -> PgPool {
    PgPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(Duration::from_secs(10))
        .idle_timeout(Duration::from_mins(10))
        .test_before_acquire(false)
        .before_acquire(|connection, place| {
            Box::pin(async move {
                if place.idle_for > FRESH {
                    connection.ping().await?;
                }
                Ok(true)
            })
        })
        .connect_lazy_with(options)
}
