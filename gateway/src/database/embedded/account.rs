//! Under whom the server runs: PostgreSQL refuses to run as root.

use std::fs::Metadata;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use super::EmbeddedError;

/// An unprivileged user of the machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The user's number.
    pub uid: u32,
    /// The number of the user's main group.
    pub gid: u32,
}

impl Account {
    /// The user for the server; nobody else when Kabinet itself is unprivileged.
    pub fn choose() -> Result<Option<Self>, EmbeddedError> {
        if !rustix::process::geteuid().is_root() {
            return Ok(None);
        }
        let users = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
        let account = named(&users, "postgres").or_else(|| named(&users, "nobody"));
        account.map(Some).ok_or(EmbeddedError::NoAccount)
    }

    /// The owner of what exists already, if that is an ordinary user.
    pub fn owner_of(path: &Path) -> Option<Self> {
        let metadata = path.metadata().ok()?;
        let owner = Self { uid: metadata.uid(), gid: metadata.gid() };
        (owner.uid != 0).then_some(owner)
    }

    /// The first folder on the way to this one that the user cannot enter.
    pub fn barred_from(&self, folder: &Path) -> Option<PathBuf> {
        let mut way: Vec<_> = folder.ancestors().collect();
        way.reverse();
        way.into_iter().find(|step| step.metadata().is_ok_and(|it| !self.may_enter(&it))).map(Path::to_owned)
    }

    fn may_enter(&self, folder: &Metadata) -> bool {
        let shift = if folder.uid() == self.uid {
            6
        } else if folder.gid() == self.gid {
            3
        } else {
            0
        };
        folder.mode() >> shift & 1 == 1
    }
}

fn named(users: &str, name: &str) -> Option<Account> {
    let mut fields =
        users.lines().map(|line| line.split(':')).find(|fields| fields.clone().next() == Some(name))?;
    let uid = fields.nth(2)?.parse().ok()?;
    let gid = fields.next()?.parse().ok()?;
    Some(Account { uid, gid })
}

#[cfg(test)]
mod tests;
