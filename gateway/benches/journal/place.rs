//! Where is measured: an embedded PostgreSQL with durable settings in a temporary folder.

use gateway::config::{Config, DataFolder, LogFormat};
use gateway::database::{Database, bring_up_to_date};
use tempfile::TempDir;

pub struct Place {
    pub database: Database,
    _folder: TempDir,
}

impl Place {
    /// An empty database of this version, and the settings with which it was opened.
    pub async fn open() -> (Self, Config) {
        let folder = tempfile::Builder::new().prefix("kabinet-bench-").tempdir_in("/tmp").unwrap();
        // The unprivileged account of the server has to enter the folder.
        std::fs::set_permissions(folder.path(), std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
        let config = Config {
            listen: ([127, 0, 0, 1], 0).into(),
            database_url: None,
            data_dir: DataFolder { path: folder.path().join("data"), explicit: true },
            migrate_at_start: true,
            public_url: None,
            allowed_origins: vec![],
            trusted_proxies: vec![],
            metrics_token: None,
            log: "warn".to_owned(),
            log_format: LogFormat::Text,
        };
        let database = Database::serve(&config).await.unwrap();
        bring_up_to_date(&database.pools).await.unwrap();
        (Self { database, _folder: folder }, config)
    }

    pub async fn close(self) {
        self.database.close().await;
    }
}
