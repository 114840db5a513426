//! The data folder: chosen, made, and what lies where in it.

use std::fs::{DirBuilder, File, Permissions};
use std::io::{self, ErrorKind};
use std::os::unix::fs::{DirBuilderExt, PermissionsExt, chown};
use std::path::{Path, PathBuf};

use super::{Account, EmbeddedError};
use crate::config::DataFolder;

/// Used by root when the unprivileged user cannot enter the default folder.
pub const SYSTEM_FOLDER: &str = "/var/lib/kabinet";
/// The cluster's name in the data folder.
pub const CLUSTER: &str = "postgres";
const UNFINISHED: &str = "postgres.unfinished-";

/// The data folder, made and enterable.
#[derive(Clone, Debug)]
pub struct Folder {
    path: PathBuf,
}

impl Folder {
    /// Makes the folder where it is wanted. When root's default folder is closed to the
    /// unprivileged user, the system's folder is used instead; a chosen folder is refused.
    pub fn prepare(wanted: &DataFolder, account: Option<&Account>) -> Result<Self, EmbeddedError> {
        let path = make(&wanted.path, account)?;
        let Some(barred) = account.and_then(|account| account.barred_from(&path)) else {
            return Ok(Self { path });
        };
        if wanted.explicit {
            return Err(EmbeddedError::Barred { folder: path, barred });
        }
        let system = make(Path::new(SYSTEM_FOLDER), account)?;
        tracing::warn!(
            "the data are kept in {SYSTEM_FOLDER}, not in {}: PostgreSQL must not run as root, and the \
             unprivileged user cannot enter {}",
            path.display(),
            barred.display()
        );
        // Made a moment ago for nothing; with content it stays.
        let _ = std::fs::remove_dir(&path);
        Ok(Self { path: system })
    }

    /// The folder itself.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The database cluster.
    pub fn cluster(&self) -> PathBuf {
        self.path.join(CLUSTER)
    }

    /// Locked by whoever uses the folder.
    pub fn lock_file(&self) -> PathBuf {
        self.path.join("kabinet.lock")
    }

    /// Locked by commands that use the database beside the holder of the folder.
    pub fn beside_file(&self) -> PathBuf {
        self.path.join("kabinet.beside")
    }

    /// What the server says.
    pub fn log_file(&self) -> PathBuf {
        self.path.join("postgres.log")
    }

    /// The major version of PostgreSQL that made the cluster; nothing when there is no cluster.
    pub fn made_by(&self) -> Option<u32> {
        std::fs::read_to_string(self.cluster().join("PG_VERSION")).ok()?.trim().parse().ok()
    }

    /// A new folder beside the cluster's place, to be filled and renamed when it is whole.
    pub fn new_unfinished(&self, account: Option<&Account>) -> io::Result<PathBuf> {
        let private = Permissions::from_mode(0o700);
        let folder =
            tempfile::Builder::new().prefix(UNFINISHED).permissions(private).tempdir_in(&self.path)?.keep();
        hand_over(&folder, account)?;
        Ok(folder)
    }

    /// Puts a whole cluster into its place.
    pub fn finish(&self, unfinished: &Path) -> io::Result<()> {
        std::fs::rename(unfinished, self.cluster())?;
        File::open(&self.path)?.sync_all()
    }

    /// Removes what an interrupted first start left.
    pub fn remove_unfinished(&self) -> io::Result<()> {
        for entry in std::fs::read_dir(&self.path)? {
            let entry = entry?;
            if entry.file_name().to_string_lossy().starts_with(UNFINISHED) {
                std::fs::remove_dir_all(entry.path())?;
            }
        }
        Ok(())
    }
}

/// Gives a file or folder to the user under whom the server runs.
pub fn hand_over(path: &Path, account: Option<&Account>) -> io::Result<()> {
    account.map_or(Ok(()), |account| chown(path, Some(account.uid), Some(account.gid)))
}

fn make(wanted: &Path, account: Option<&Account>) -> Result<PathBuf, EmbeddedError> {
    let absolute = std::path::absolute(wanted).unwrap_or_else(|_| wanted.to_owned());
    let failed = |source| EmbeddedError::Folder { folder: absolute.clone(), source };
    if let Some(parent) = absolute.parent() {
        std::fs::create_dir_all(parent).map_err(failed)?;
    }
    // The unprivileged user passes through; nobody else looks inside.
    let mode = if account.is_some() { 0o711 } else { 0o700 };
    match DirBuilder::new().mode(mode).create(&absolute) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(failed(error)),
        _ => {}
    }
    absolute.canonicalize().map_err(failed)
}
