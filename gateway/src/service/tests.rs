//! What of the configuration reaches HTTP.

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
