//! Why the embedded database cannot be used, and what to do about it.

use std::fmt;
use std::io;
use std::path::PathBuf;

use super::lock::Holder;
use super::programs::OLDEST_MAJOR;

/// The embedded database cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum EmbeddedError {
    /// There are no server programs, or too old ones.
    #[error(
        "no programs of a PostgreSQL server of version {OLDEST_MAJOR} or newer are installed (found: {versions}). \
         Install them (Debian and Ubuntu: apt-get install postgresql), or name a database of your own in \
         KABINET_DATABASE_URL"
    )]
    NoPrograms {
        /// The versions that were found.
        versions: String,
    },
    /// The cluster needs the version that made it.
    #[error(
        "the database in the data folder was made by PostgreSQL {made_by}, and the programs of that version are not \
         installed (found: {versions}). Install them (Debian and Ubuntu: apt-get install postgresql-{made_by})"
    )]
    OtherVersion {
        /// The version of the cluster.
        made_by: u32,
        /// The versions that were found.
        versions: String,
    },
    /// Started as root without an unprivileged user to turn to.
    #[error(
        "PostgreSQL must not run as root, and this machine has neither a user 'postgres' nor 'nobody'. \
         Start Kabinet as an ordinary user"
    )]
    NoAccount,
    /// The chosen folder is closed to the unprivileged user.
    #[error(
        "the data folder {} cannot be used by root: PostgreSQL must run as an unprivileged user, who cannot enter {}. \
         Open it (chmod o+x {}), choose another KABINET_DATA_DIR, or start Kabinet as an ordinary user",
        folder.display(), barred.display(), barred.display()
    )]
    Barred {
        /// The chosen folder.
        folder: PathBuf,
        /// The folder on the way that bars it.
        barred: PathBuf,
    },
    /// The folder or its lock cannot be made or opened.
    #[error("{} cannot be used: {source}. Put it right, or choose another folder in KABINET_DATA_DIR", folder.display())]
    Folder {
        /// What cannot be used.
        folder: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Another process has the folder.
    #[error("the data folder {} is in use by {}. Stop it, or choose another KABINET_DATA_DIR", folder.display(), Who(holder.as_ref()))]
    InUse {
        /// The folder.
        folder: PathBuf,
        /// Who has it.
        holder: Option<Holder>,
    },
    /// The cluster could not be made.
    #[error("the database could not be made (initdb: {status}):\n{said}")]
    NoCluster {
        /// How initdb ended.
        status: String,
        /// What it said.
        said: String,
    },
    /// The server ended instead of starting.
    #[error("PostgreSQL did not start ({status}); the end of {}:\n{said}", log.display())]
    Ended {
        /// How it ended.
        status: String,
        /// The last lines of its log.
        said: String,
        /// Its log.
        log: PathBuf,
    },
    /// It ended again and again.
    #[error("PostgreSQL ended {0} times within a minute; its log is postgres.log in the data folder")]
    KeepsEnding(usize),
    /// Files or processes could not be handled.
    #[error("PostgreSQL could not be started: {0}")]
    Start(#[source] io::Error),
}

struct Who<'a>(Option<&'a Holder>);

impl fmt::Display for Who<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(holder) => write!(f, "process {} (kabinet {})", holder.pid, holder.command),
            None => f.write_str("another process"),
        }
    }
}
