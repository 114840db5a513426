//! What `postmaster.pid` says, and whether the process it names is the server of the cluster.
//!
//! Lines of the file, from PostgreSQL's `src/include/utils/pidfile.h`: process id, data
//! folder, start time, port, socket folder, listen address, shared memory key, status.

use std::io;
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
    /// Its server ended without cleaning up. `reused` says that its process number belongs
    /// to another program now.
    Crashed { last: Postmaster, reused: bool },
}

impl Standing {
    /// Looks at the file and at the process.
    pub fn of(cluster: &Path) -> Self {
        let Some(last) = Postmaster::read(cluster) else { return Self::Stopped };
        match (is_alive(last.pid), serves(last.pid, cluster)) {
            (true, true) => Self::Running(last),
            (reused, _) => Self::Crashed { last, reused },
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

/// Makes the server look past a process number that another program has now.
///
/// The server refuses to start while the process of the file lives, unless it is the
/// server's own parent. So our own number is put in the place of the reused one: the
/// rest of the file, with the key of the shared memory by which the server notices
/// leftover processes of a crash, stays.
pub fn disown(cluster: &Path) -> io::Result<()> {
    let path = file(cluster);
    let text = std::fs::read_to_string(&path)?;
    let rest = text.split_once('\n').map_or("", |(_, rest)| rest);
    std::fs::write(&path, format!("{}\n{rest}", std::process::id()))
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
mod tests {
    use super::*;

    const FILE: &str =
        "4711\n/data/postgres\n1700000000\n5432\n/run/kabinet-x\n\n  28183142         0\nready   \n";

    #[test]
    fn the_file_is_read_as_the_server_writes_it() {
        let read = Postmaster::parse(FILE).unwrap();
        assert_eq!(read.pid.as_raw_nonzero().get(), 4711);
        assert_eq!(read.socket, Some("/run/kabinet-x".into()));
        assert!(read.ready);
    }

    #[test]
    fn a_file_half_written_names_no_socket() {
        let read = Postmaster::parse("4711\n/data/postgres\n").unwrap();
        assert_eq!((read.socket, read.ready), (None, false));
        assert_eq!(Postmaster::parse(""), None);
    }

    #[test]
    fn a_process_number_of_another_program_is_not_the_server() {
        let cluster = tempfile::tempdir().unwrap();
        let own = std::process::id();
        std::fs::write(file(cluster.path()), FILE.replace("4711", &own.to_string())).unwrap();

        let standing = Standing::of(cluster.path());
        assert!(matches!(standing, Standing::Crashed { reused: true, .. }), "{standing:?}");
    }

    #[test]
    fn disowning_keeps_the_rest_of_the_file() {
        let cluster = tempfile::tempdir().unwrap();
        std::fs::write(file(cluster.path()), FILE).unwrap();
        disown(cluster.path()).unwrap();

        let text = std::fs::read_to_string(file(cluster.path())).unwrap();
        assert_eq!(text, FILE.replace("4711", &std::process::id().to_string()));
    }
}
