//! What `postmaster.pid` says, and whether the process it names is the server of the cluster.
//!
//! Lines of the file, from PostgreSQL's `src/include/utils/pidfile.h`: process id, data
//! folder, start time, port, socket folder, listen address, shared memory key, status.

use std::io::{self, Write};
use std::os::unix::fs::{MetadataExt, chown};
use std::path::{Path, PathBuf};

use rustix::process::{Pid, test_kill_process};

/// The server that the file of a cluster names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Postmaster {
    /// Its process.
    pub pid: Pid,
    /// The folder of its socket; missing in the first moments of a start.
    pub socket: Option<PathBuf>,
    /// Whether it takes connections.
    pub ready: bool,
}

/// How a cluster stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nobody runs it, and whoever did has cleaned up.
    Stopped,
    /// Its server runs.
    Running(Postmaster),
    /// Its server ended without cleaning up.
    Crashed(Postmaster),
}

impl Standing {
    /// Looks at the file and at the process.
    pub fn of(cluster: &Path) -> Self {
        let Some(last) = Postmaster::read(cluster) else { return Self::Stopped };
        if is_alive(last.pid) && serves(last.pid, cluster) {
            Self::Running(last)
        } else {
            Self::Crashed(last)
        }
    }
}

impl Postmaster {
    /// Reads the file of a cluster; nothing when it is not there or not written yet.
    pub fn read(cluster: &Path) -> Option<Self> {
        Self::parse(&std::fs::read_to_string(file(cluster)).ok()?)
    }

    fn parse(text: &str) -> Option<Self> {
        let lines: Vec<_> = text.lines().map(str::trim).collect();
        let pid = Pid::from_raw(lines.first()?.parse::<i32>().ok()?.abs())?;
        let socket = lines.get(4).filter(|line| !line.is_empty()).map(PathBuf::from);
        Some(Self { pid, socket, ready: lines.get(7) == Some(&"ready") })
    }
}

/// Makes the next server look past the process number of a crashed one.
///
/// A server refuses to start while a process of the number in the file exists, also when
/// that is another program by now or a zombie that nobody has waited for; unless it is the
/// server's own parent. So our own number is put in its place. The rest of the file, with
/// the key of the shared memory by which the server notices leftover processes of a crash,
/// stays.
pub fn disown(cluster: &Path) -> io::Result<()> {
    let path = file(cluster);
    let text = std::fs::read_to_string(&path)?;
    let rest = text.split_once('\n').map_or("", |(_, rest)| rest);
    let mut replacement = tempfile::NamedTempFile::new_in(cluster)?;
    write!(replacement, "{}\n{rest}", std::process::id())?;
    replacement.as_file().sync_all()?;
    let owner = path.metadata()?;
    chown(replacement.path(), Some(owner.uid()), Some(owner.gid()))?;
    replacement.persist(path)?;
    Ok(())
}

/// Whether the process exists and has not ended.
pub fn is_alive(pid: Pid) -> bool {
    let exists = match test_kill_process(pid) {
        Ok(()) => true,
        Err(error) => error == rustix::io::Errno::PERM,
    };
    exists && !is_zombie(pid)
}

/// A process that ended and that its parent has not noticed yet.
fn is_zombie(pid: Pid) -> bool {
    let stat = std::fs::read_to_string(format!("/proc/{}/stat", pid.as_raw_nonzero())).unwrap_or_default();
    stat.rsplit_once(')').is_some_and(|(_, rest)| rest.trim_start().starts_with(['Z', 'X']))
}

/// The server works inside its cluster's folder. Where that cannot be seen, it is believed.
fn serves(pid: Pid, cluster: &Path) -> bool {
    let works_in = std::fs::read_link(format!("/proc/{}/cwd", pid.as_raw_nonzero()));
    works_in.map_or(true, |works_in| cluster.canonicalize().is_ok_and(|cluster| works_in == cluster))
}

fn file(cluster: &Path) -> PathBuf {
    cluster.join("postmaster.pid")
}

#[cfg(test)]
mod tests;
