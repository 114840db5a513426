//! Whose word about an address is taken.

use std::net::{IpAddr, SocketAddr};

use axum::extract::ConnectInfo;
use axum::http::Request;
use axum::http::request::Parts;

use super::client_address;

fn request(peer: &str, forwarded: &str) -> Parts {
    let peer: SocketAddr = peer.parse().expect("an address");
    Request::builder()
        .header("x-forwarded-for", forwarded)
        .extension(ConnectInfo(peer))
        .body(())
        .expect("a request")
        .into_parts()
        .0
}

fn address(text: &str) -> IpAddr {
    text.parse().expect("an address")
}

#[test]
fn a_stranger_cannot_claim_another_address() {
    let parts = request("203.0.113.9:1000", "10.0.0.1");
    assert_eq!(client_address(&parts, &[address("127.0.0.1")]), Some(address("203.0.113.9")));
}

#[test]
fn a_trusted_proxy_is_believed_about_its_client_only() {
    let parts = request("127.0.0.1:1000", "10.0.0.1, 203.0.113.9, 10.0.0.2");
    let trusted = [address("127.0.0.1"), address("10.0.0.2")];
    assert_eq!(client_address(&parts, &trusted), Some(address("203.0.113.9")));
}
