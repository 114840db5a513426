//! Making a new cluster. An interrupted attempt leaves nothing that could be taken for one.

use std::io::Write;
use std::path::Path;

use super::{EmbeddedError, Layout};

/// The administrative user of the cluster.
pub const SUPERUSER: &str = "postgres";

/// Put at the end of `postgresql.conf`; the user may change it.
const CONFIGURATION: &str = "
# Written by Kabinet when the cluster was made. Change it as you like: Kabinet sets what
# it relies on (the socket, durability) itself at every start.
max_connections = 100
max_wal_size = 1GB
wal_compression = on
jit = off
autovacuum_naptime = 10s
timezone = 'UTC'
log_timezone = 'UTC'
";

/// Makes the cluster of a data folder.
pub async fn make(layout: &Layout) -> Result<(), EmbeddedError> {
    let folder = &layout.folder;
    let unfinished = folder.new_unfinished(layout.account.as_ref()).map_err(EmbeddedError::Start)?;
    initialise(layout, &unfinished).await?;
    configure(&unfinished).and_then(|()| folder.finish(&unfinished)).map_err(EmbeddedError::Start)
}

/// Sessions are trusted because the socket's folder is closed to everybody else.
async fn initialise(layout: &Layout, cluster: &Path) -> Result<(), EmbeddedError> {
    let mut command = layout.command("initdb");
    command.arg("-D").arg(cluster).args(["--username", SUPERUSER, "--auth", "trust"]);
    command.args(["--encoding", "UTF8", "--locale", "C.UTF-8", "--lc-messages", "C"]);
    command.args(["--data-checksums", "--no-instructions"]);
    command.process_group(0).kill_on_drop(true);
    let output = command.output().await.map_err(EmbeddedError::Start)?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    Err(EmbeddedError::NoCluster { status: output.status.to_string(), said })
}

fn configure(cluster: &Path) -> std::io::Result<()> {
    let path = cluster.join("postgresql.conf");
    let mut file = std::fs::OpenOptions::new().append(true).open(path)?;
    file.write_all(CONFIGURATION.as_bytes())?;
    file.sync_all()
}
