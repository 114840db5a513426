//! The PostgreSQL programs that are installed on the machine.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::EmbeddedError;

/// The oldest major version that Kabinet runs on.
pub const OLDEST_MAJOR: u32 = 15;

/// The server programs of one version.
#[derive(Clone, Debug)]
pub struct Programs {
    folder: PathBuf,
    /// The major version: 15, 16, …
    pub major: u32,
}

impl Programs {
    /// The newest programs found, or those of the version that made the existing cluster.
    pub fn find(made_by: Option<u32>) -> Result<Self, EmbeddedError> {
        let mut found = BTreeMap::new();
        for folder in folders() {
            if let Some(major) = version_in(&folder) {
                found.entry(major).or_insert(folder);
            }
        }
        choose(found, made_by)
    }

    /// The path of one program.
    pub fn program(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }
}

fn choose(mut found: BTreeMap<u32, PathBuf>, made_by: Option<u32>) -> Result<Programs, EmbeddedError> {
    let versions: Vec<_> = found.keys().map(u32::to_string).collect();
    let versions = if versions.is_empty() { "none".to_owned() } else { versions.join(", ") };
    let chosen = match made_by {
        Some(major) => found.remove_entry(&major),
        None => found.pop_last().filter(|(major, _)| *major >= OLDEST_MAJOR),
    };
    match (chosen, made_by) {
        (Some((major, folder)), _) => Ok(Programs { folder, major }),
        (None, Some(made_by)) => Err(EmbeddedError::OtherVersion { made_by, versions }),
        (None, None) => Err(EmbeddedError::NoPrograms { versions }),
    }
}

/// Where distributions put the server's programs, and the search path.
fn folders() -> Vec<PathBuf> {
    let mut folders = Vec::new();
    for versions in ["/usr/lib/postgresql", "/usr/local/lib/postgresql", "/opt/postgresql"] {
        let entries = std::fs::read_dir(versions).into_iter().flatten().flatten();
        folders.extend(entries.map(|entry| entry.path().join("bin")));
    }
    folders.push(PathBuf::from("/usr/local/pgsql/bin"));
    let search_path = std::env::var_os("PATH").unwrap_or_default();
    for folder in std::env::split_paths(&search_path) {
        let real = folder.join("initdb").canonicalize();
        folders.extend(real.ok().and_then(|program| program.parent().map(Path::to_owned)));
    }
    folders.retain(|folder| folder.join("initdb").is_file() && folder.join("postgres").is_file());
    folders.sort();
    folders.dedup();
    folders
}

fn version_in(folder: &Path) -> Option<u32> {
    let output = Command::new(folder.join("postgres")).arg("--version").output().ok()?;
    major_of(&String::from_utf8_lossy(&output.stdout))
}

/// From `postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)`.
fn major_of(text: &str) -> Option<u32> {
    let version = text.split_whitespace().nth(2)?;
    let digits: String = version.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

#[cfg(test)]
mod tests;
