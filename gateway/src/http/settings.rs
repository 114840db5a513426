//! What an operator decides about HTTP.

use std::net::IpAddr;
use std::time::Duration;

use crate::config::MetricsToken;

/// Settings of the HTTP layer.
#[derive(Clone, Debug)]
pub struct HttpSettings {
    /// Where people reach the service: `https://kabinet.example` or, in development,
    /// `http://localhost:8080`. Without a path.
    pub public_url: String,
    /// Other origins whose pages may call the API.
    pub allowed_origins: Vec<String>,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpAddr>,
    /// What `/metrics` asks for; without it only this machine is answered there.
    pub metrics_token: Option<MetricsToken>,
    /// Whether `/graphiql` is offered.
    pub is_development: bool,
    /// The largest body of a GraphQL request, in bytes.
    pub body_limit: usize,
    /// How long a GraphQL request may take.
    pub time_limit: Duration,
}

impl HttpSettings {
    /// The usual limits, for a public URL.
    pub fn at(public_url: impl Into<String>) -> Self {
        Self {
            public_url: public_url.into(),
            allowed_origins: Vec::new(),
            trusted_proxies: Vec::new(),
            metrics_token: None,
            is_development: false,
            body_limit: 256 * 1024,
            time_limit: Duration::from_secs(10),
        }
    }

    /// Whether people reach the service over TLS.
    pub fn is_https(&self) -> bool {
        self.public_url.starts_with("https://")
    }
}
