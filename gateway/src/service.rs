//! The running service, put together from its parts: here the adapters meet the ports.

use std::net::SocketAddr;
use std::sync::Arc;

use commands::Commands;
use commands::identity::{Identity, IdentitySettings};
use projections::Reads;

use crate::adapters::{Argon2Hasher, ReadAccountFacts, ReadFacts, system_ports};
use crate::config::{Config, Origin};
use crate::database::Databases;
use crate::documents::PrintShop;
use crate::exchange::http::ExchangeDesk;
use crate::graphql::{SchemaSettings, Services, build};
use crate::http::session_cookie::SessionCookie;
use crate::http::{Gateway, HttpSettings};
use crate::readiness::DatabaseReadiness;
use crate::workers::{Freshness, Tools, Workers};

/// What answers requests, and what runs beside them.
pub struct Service {
    /// What the handlers of requests work with.
    pub gateway: Gateway,
    /// Everything that can be asked for.
    pub commands: Commands,
    identity: Identity,
    freshness: Freshness,
}

impl Service {
    /// Puts the parts together over a database that is up to date.
    pub fn assemble(config: &Config, listens_on: SocketAddr, pools: &Databases) -> Self {
        let ports = system_ports();
        let hasher = Arc::new(Argon2Hasher::new(Arc::clone(&ports.entropy)));
        let identity_settings = IdentitySettings::default();
        let freshness = Freshness::new(pools.writer.clone());
        let reads = Reads::new(pools.reader.clone());
        let facts = ReadFacts::new(reads.clone(), freshness.clone());
        let accounts = ReadAccountFacts::new(reads.clone(), freshness.clone());
        let commands = Commands::new(pools.writer.clone(), ports.clone())
            .knowing(Arc::new(facts))
            .knowing_accounts(Arc::new(accounts));
        let identity = Identity::new(commands.clone(), hasher, identity_settings);
        let settings = http_settings(config, listens_on);
        let cookie = SessionCookie::new(&settings, identity_settings.absolute_timeout);
        let schema_settings = SchemaSettings { is_introspectable: settings.is_development };
        let services = Services {
            commands: commands.clone(),
            reads,
            freshness: freshness.clone(),
            identity: identity.clone(),
            cookie,
        };
        let gateway = Gateway {
            schema: build(services, schema_settings),
            identity: identity.clone(),
            exchange: ExchangeDesk::new(commands.clone()),
            print_shop: PrintShop::new(config.data_dir.path.join("templates")),
            ports,
            readiness: Arc::new(DatabaseReadiness::new(pools.clone())),
            settings: Arc::new(settings),
        };
        Self { gateway, commands, identity, freshness }
    }

    /// Starts what runs beside the requests.
    pub fn start_workers(&self, pools: &Databases) -> Workers {
        Workers::start(&Tools {
            pool: pools.writer.clone(),
            commands: self.commands.clone(),
            identity: self.identity.clone(),
            freshness: self.freshness.clone(),
        })
    }
}

/// Without a public URL the service is reached where it listens. On this machine alone that
/// is development: the editor is offered, and `localhost` is as good as the address.
fn http_settings(config: &Config, listens_on: SocketAddr) -> HttpSettings {
    let is_local = listens_on.ip().is_loopback();
    let url = config.public_url.as_ref().map_or_else(|| format!("http://{listens_on}"), ToString::to_string);
    let mut allowed_origins: Vec<_> = config.allowed_origins.iter().map(Origin::to_string).collect();
    if config.public_url.is_none() && is_local {
        allowed_origins.push(format!("http://localhost:{}", listens_on.port()));
    } else if config.public_url.is_none() {
        tracing::warn!("KABINET_PUBLIC_URL is not set: only pages of {url} may send requests");
    }
    HttpSettings {
        allowed_origins,
        trusted_proxies: config.trusted_proxies.clone(),
        metrics_token: config.metrics_token.clone(),
        is_development: config.public_url.is_none() && is_local,
        ..HttpSettings::at(url)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn proxies_and_the_token_of_the_metrics_reach_http() {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(b"trusted_proxies = ['10.0.0.2']\nmetrics_token = 'sixteen-letters-'").unwrap();
        let config = Config::load(Some(file.path())).unwrap();

        let settings = http_settings(&config, SocketAddr::from(([127, 0, 0, 1], 80)));

        assert_eq!(settings.trusted_proxies, ["10.0.0.2".parse::<std::net::IpAddr>().unwrap()]);
        assert!(settings.metrics_token.as_ref().unwrap().is("sixteen-letters-"));
        assert!(!format!("{settings:?}").contains("sixteen-letters-"));
    }
}
