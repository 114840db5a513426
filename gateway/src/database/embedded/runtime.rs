//! The short private folder of the server's socket.
//!
//! Paths of sockets are limited to 107 bytes (`sun_path` in unix(7)), so the socket cannot
//! lie in the data folder. The folder is closed to everybody but its owner: whoever can
//! reach the socket could also read the cluster's files.

use std::fs::Permissions;
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use super::Account;
use super::folder::hand_over;

const PREFIX: &str = "kabinet-";
/// Where it is made: the first that can be written to.
const PLACES: [&str; 2] = ["/run", "/tmp"];

/// Makes a new folder with a name that nobody can foresee.
pub fn make(account: Option<&Account>) -> io::Result<PathBuf> {
    let mut failure = io::Error::other("no place for the socket");
    for place in PLACES.map(Path::new).into_iter().chain([std::env::temp_dir().as_path()]) {
        let private = Permissions::from_mode(0o700);
        match tempfile::Builder::new().prefix(PREFIX).permissions(private).tempdir_in(place) {
            Ok(folder) => {
                let folder = folder.keep();
                hand_over(&folder, account)?;
                return Ok(folder);
            }
            Err(error) => failure = error,
        }
    }
    Err(failure)
}

/// Removes a folder made here, with what a crashed server left in it. Others stay.
pub fn remove(folder: &Path) {
    if !is_ours(folder) {
        return;
    }
    clear(folder);
    if let Err(error) = std::fs::remove_dir(folder)
        && error.kind() != io::ErrorKind::NotFound
    {
        tracing::debug!("{} stays: {error}", folder.display());
    }
}

/// Removes the socket of a crashed server: the lock beside it names a process that may
/// still be there as a zombie, or be another program by now.
pub fn clear(folder: &Path) {
    if is_ours(folder) {
        for left in [".s.PGSQL.5432", ".s.PGSQL.5432.lock"] {
            let _ = std::fs::remove_file(folder.join(left));
        }
    }
}

fn is_ours(folder: &Path) -> bool {
    folder.file_name().unwrap_or_default().to_string_lossy().starts_with(PREFIX)
}
