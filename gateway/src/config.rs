//! What can be configured: `KABINET_*` in the environment over an optional `kabinet.toml`.
//!
//! Everything is read and checked once, at start. All wrong values and unknown
//! names are told together, each with what would be right.

pub mod problem;
mod reading;
mod sources;
pub mod values;

use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

pub use problem::ConfigError;
use reading::Reading;
pub use values::{DataFolder, DatabaseUrl, LogFormat, MetricsToken, Origin};

/// Where the service listens unless told otherwise.
pub const DEFAULT_LISTEN: &str = "127.0.0.1:8080";
/// Where the data lie unless told otherwise, relative to the working directory.
pub const DEFAULT_DATA_DIR: &str = "data";
/// What is logged unless told otherwise.
pub const DEFAULT_LOG: &str = "info,sqlx=warn";

/// The checked configuration.
#[derive(Clone, Debug)]
pub struct Config {
    /// `KABINET_LISTEN`: the address and port of the HTTP server. Port 0 takes a free one.
    pub listen: SocketAddr,
    /// `KABINET_DATABASE_URL`: the database on a server of the user's own; without it the
    /// embedded PostgreSQL is used.
    pub database_url: Option<DatabaseUrl>,
    /// `KABINET_DATA_DIR`: the folder of everything that Kabinet keeps on disk.
    pub data_dir: DataFolder,
    /// `KABINET_MIGRATE_AT_START`: whether `serve` applies pending migrations.
    pub migrate_at_start: bool,
    /// `KABINET_PUBLIC_URL`: how browsers reach the service. Cookies are secure when it is https.
    pub public_url: Option<Origin>,
    /// `KABINET_ALLOWED_ORIGINS`: other origins whose pages may send requests, comma-separated.
    pub allowed_origins: Vec<Origin>,
    /// `KABINET_TRUSTED_PROXIES`: addresses of proxies whose `X-Forwarded-For` is believed,
    /// comma-separated. Without them everybody behind a proxy is throttled as one.
    pub trusted_proxies: Vec<IpAddr>,
    /// `KABINET_METRICS_TOKEN`: what `/metrics` asks for as `Authorization: Bearer`. Without it
    /// only this machine is answered there.
    pub metrics_token: Option<MetricsToken>,
    /// `KABINET_LOG`: the filter of the log, in the words of tracing's `EnvFilter`.
    pub log: String,
    /// `KABINET_LOG_FORMAT`: text for people or JSON for machines.
    pub log_format: LogFormat,
}

impl Config {
    /// Reads and checks the configuration. A file that is named must exist; without a name
    /// `KABINET_CONFIG`, then `kabinet.toml` in the working directory is used if it is there.
    pub fn load(file: Option<&Path>) -> Result<Self, ConfigError> {
        Self::check(sources::gather(file, std::env::vars_os()))
    }

    fn check(mut reading: Reading) -> Result<Self, ConfigError> {
        let listen = reading.value("listen", "an address and a port, such as 127.0.0.1:8080 or [::]:8080");
        let database_url = reading.secret(
            "database_url",
            "the URL of a PostgreSQL database, such as postgres://user:password@host:5432/kabinet",
        );
        let data_dir: Option<PathBuf> = reading.value("data_dir", "the path of a folder");
        let migrate_at_start = reading.value("migrate_at_start", "true or false");
        let public_url = reading.value("public_url", values::ORIGIN_EXPECTED);
        let allowed_origins = reading.list("allowed_origins", values::ORIGIN_EXPECTED);
        let trusted_proxies = reading.list("trusted_proxies", "addresses of proxies, such as 127.0.0.1");
        let metrics_token =
            reading.secret("metrics_token", "a text of at least 16 letters, digits and signs without blanks");
        let log: Option<values::LogFilter> =
            reading.value("log", "a filter such as info or warn,gateway=debug");
        let log_format = reading.value("log_format", "text or json");
        reading.finish()?;
        Ok(Self {
            listen: listen.unwrap_or_else(default_listen),
            database_url,
            data_dir: DataFolder {
                explicit: data_dir.is_some(),
                path: data_dir.unwrap_or_else(|| PathBuf::from(DEFAULT_DATA_DIR)),
            },
            migrate_at_start: migrate_at_start.unwrap_or(true),
            public_url,
            allowed_origins,
            trusted_proxies,
            metrics_token,
            log: log.map_or_else(|| DEFAULT_LOG.to_owned(), |filter| filter.0),
            log_format: log_format.unwrap_or_default(),
        })
    }

    /// Whether session cookies are sent over https only.
    pub fn secure_cookies(&self) -> bool {
        self.public_url.as_ref().is_some_and(Origin::is_https)
    }
}

fn default_listen() -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], 8080))
}

#[cfg(test)]
mod tests;
