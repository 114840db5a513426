//! The committed description is the one that the service gives.

use std::fs;
use std::path::Path;

use gateway::exchange::contract::openapi;
use serde_json::Value;

use crate::server::{Answer, Server};

#[test]
fn the_committed_description_is_that_of_the_types() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("openapi.json");
    if std::env::var_os("KABINET_WRITE_OPENAPI").is_some() {
        fs::write(&path, openapi::text()).unwrap();
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed == openapi::text(),
        "gateway/openapi.json is not what the types say; KABINET_WRITE_OPENAPI=1 with this test writes it anew"
    );
}

#[test]
fn everything_in_the_description_is_described() {
    let description: Value = serde_json::from_str(&openapi::text()).unwrap();
    let mut silent = Vec::new();
    for (name, schema) in description["components"]["schemas"].as_object().unwrap() {
        if schema["description"].as_str().unwrap_or_default().is_empty() {
            silent.push(name.clone());
        }
        for (field, property) in schema["properties"].as_object().into_iter().flatten() {
            let is_described = property["description"].is_string() || property["$ref"].is_string();
            if !is_described && property["oneOf"].is_null() {
                silent.push(format!("{name}.{field}"));
            }
        }
    }
    assert!(silent.is_empty(), "without a description: {silent:?}");
}

#[tokio::test]
async fn the_description_is_served_to_everybody() {
    let server = Server::start().await;
    let answer =
        Answer::to(reqwest::Client::new().get(format!("{}/exchange/v1/openapi.json", server.url))).await;
    assert_eq!((answer.status.as_u16(), answer.text), (200, openapi::text()));
}
