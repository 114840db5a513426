//! One process at a time uses a data folder. The lock is the operating system's, so it
//! ends with the process that holds it, however that ends.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::Account;
use super::folder::hand_over;

/// Who holds a lock, as written into its file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// The process.
    pub pid: u32,
    /// What it does: `serve`, `seed`, …
    pub command: String,
    /// Where its database is reached, from the moment that it can be.
    pub socket: Option<PathBuf>,
}

/// The outcome of trying.
#[derive(Debug)]
pub enum Attempt {
    /// It is ours.
    Taken(FolderLock),
    /// Another process has it and may not have said yet who it is.
    Held(Option<Holder>),
}

/// The lock, held until it is dropped.
#[derive(Debug)]
pub struct FolderLock {
    file: File,
    holder: Holder,
}

impl FolderLock {
    /// Tries to take the lock without waiting.
    pub fn take(path: &Path, command: &str) -> io::Result<Attempt> {
        let mut file = open(path)?;
        match file.try_lock() {
            Ok(()) => {
                let holder = Holder { pid: std::process::id(), command: command.to_owned(), socket: None };
                let mut lock = Self { file, holder };
                lock.write()?;
                Ok(Attempt::Taken(lock))
            }
            Err(TryLockError::WouldBlock) => {
                let mut text = String::new();
                file.read_to_string(&mut text)?;
                Ok(Attempt::Held(serde_json::from_str(&text).ok()))
            }
            Err(TryLockError::Error(error)) => Err(error),
        }
    }

    /// Tells others where the database is reached.
    pub fn announce(&mut self, socket: PathBuf) -> io::Result<()> {
        self.holder.socket = Some(socket);
        self.write()
    }

    fn write(&mut self) -> io::Result<()> {
        let text = serde_json::to_string(&self.holder)?;
        self.file.set_len(0)?;
        self.file.rewind()?;
        self.file.write_all(text.as_bytes())
    }
}

/// Marks a command that uses the database beside its holder, until it is dropped.
/// Nothing when the holder is about to stop the database.
pub fn join(path: &Path) -> io::Result<Option<File>> {
    let file = open(path)?;
    match file.try_lock_shared() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// Waits until nobody uses the database beside its holder, and keeps others from beginning.
pub fn wait_for_others(path: &Path) -> io::Result<File> {
    let file = open(path)?;
    if let Err(TryLockError::WouldBlock) = file.try_lock() {
        tracing::info!("waiting for another command that uses the database");
        file.lock()?;
    }
    Ok(file)
}

fn open(path: &Path) -> io::Result<File> {
    let file =
        OpenOptions::new().read(true).write(true).create(true).truncate(false).mode(0o600).open(path)?;
    belong_to_the_folders_owner(path)?;
    Ok(file)
}

/// When root comes first to the folder of an ordinary user, the user must still be able to
/// take the lock later.
fn belong_to_the_folders_owner(path: &Path) -> io::Result<()> {
    let owner = path.parent().and_then(Account::owner_of);
    if rustix::process::geteuid().is_root() { hand_over(path, owner.as_ref()) } else { Ok(()) }
}

#[cfg(test)]
mod tests;
