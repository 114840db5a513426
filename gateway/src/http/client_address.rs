//! Whence a request came, past the proxies that are trusted.

use std::net::{IpAddr, SocketAddr};

use axum::extract::ConnectInfo;
use axum::http::HeaderMap;
use axum::http::request::Parts;

/// The address of the client, if the server was told its connections' addresses.
pub fn client_address(parts: &Parts, trusted_proxies: &[IpAddr]) -> Option<IpAddr> {
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>()?.0.ip().to_canonical();
    Some(if trusted_proxies.contains(&peer) {
        forwarded(&parts.headers, trusted_proxies, peer)
    } else {
        peer
    })
}

/// The last address that no trusted proxy has: what is before it, anybody may have written.
fn forwarded(headers: &HeaderMap, trusted_proxies: &[IpAddr], peer: IpAddr) -> IpAddr {
    let hops: Vec<&str> = headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .collect();
    let mut client = peer;
    for hop in hops.iter().rev() {
        let Ok(address) = hop.trim().parse::<IpAddr>() else { break };
        client = address.to_canonical();
        if !trusted_proxies.contains(&client) {
            break;
        }
    }
    client
}

#[cfg(test)]
mod tests;
