//! The kinds of values that settings have.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use axum::http::Uri;
use sha2::{Digest, Sha256};
use sqlx::postgres::PgConnectOptions;
use tracing_subscriber::EnvFilter;

/// What an [`Origin`] looks like.
pub const ORIGIN_EXPECTED: &str = "an address without a path, such as https://kabinet.example.com";

/// The text is not such a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not such a value")]
pub struct Malformed;

/// The folder of everything that Kabinet keeps on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataFolder {
    /// As it was given, relative to the working directory or absolute.
    pub path: PathBuf,
    /// Whether somebody chose it. A chosen folder is used or refused, never replaced.
    pub explicit: bool,
}

/// A database on a server of the user's own. It shows itself without its password.
#[derive(Clone)]
pub struct DatabaseUrl(PgConnectOptions);

impl DatabaseUrl {
    /// How to connect. Beware: the `Debug` of these options shows the password.
    pub fn options(&self) -> PgConnectOptions {
        self.0.clone()
    }
}

impl FromStr for DatabaseUrl {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        let scheme = text.split_once("://").map(|(scheme, _)| scheme);
        if !matches!(scheme, Some("postgres" | "postgresql")) {
            return Err(Malformed);
        }
        let options: PgConnectOptions = text.parse().map_err(|_| Malformed)?;
        if options.get_database().is_none() { Err(Malformed) } else { Ok(Self(options)) }
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let options = &self.0;
        let database = options.get_database().unwrap_or_default();
        write!(
            f,
            "postgres://{}:***@{}:{}/{database}",
            options.get_username(),
            options.get_host(),
            options.get_port()
        )
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DatabaseUrl({self})")
    }
}

/// What a reader of `/metrics` must know. It never shows itself.
#[derive(Clone)]
pub struct MetricsToken(String);

impl MetricsToken {
    /// Whether somebody knows it. Digests are compared, so the time that it takes tells nothing.
    pub fn is(&self, given: &str) -> bool {
        Sha256::digest(&self.0) == Sha256::digest(given)
    }
}

impl FromStr for MetricsToken {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        let is_token = text.len() >= 16 && text.chars().all(|c| c.is_ascii_graphic());
        if is_token { Ok(Self(text.to_owned())) } else { Err(Malformed) }
    }
}

impl fmt::Debug for MetricsToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MetricsToken(***)")
    }
}

/// The origin of a page, as browsers send it: `https://kabinet.example.com`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin(String);

impl Origin {
    /// As browsers write it in the `Origin` header: no slash at the end.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether what is sent to it is encrypted.
    pub fn is_https(&self) -> bool {
        self.0.starts_with("https://")
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Origin {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        let uri: Uri = text.parse().map_err(|_| Malformed)?;
        let scheme =
            uri.scheme_str().filter(|scheme| matches!(*scheme, "http" | "https")).ok_or(Malformed)?;
        let authority =
            uri.authority().filter(|authority| !authority.as_str().contains('@')).ok_or(Malformed)?;
        if !matches!(uri.path(), "" | "/") || uri.query().is_some() {
            return Err(Malformed);
        }
        let default_port = if scheme == "https" { ":443" } else { ":80" };
        let host = authority.as_str().to_lowercase();
        let host = host.strip_suffix(default_port).unwrap_or(&host);
        Ok(Self(format!("{scheme}://{host}")))
    }
}

/// A checked filter of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogFilter(pub String);

impl FromStr for LogFilter {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        EnvFilter::try_new(text).map_err(|_| Malformed)?;
        Ok(Self(text.to_owned()))
    }
}

/// How lines of the log are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// For machines: one JSON object a line.
    Json,
}

impl FromStr for LogFormat {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        match text {
            "text" => Ok(Self::Text),
            "json" => Ok(Self::Json),
            _ => Err(Malformed),
        }
    }
}
