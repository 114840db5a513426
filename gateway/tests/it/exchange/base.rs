//! A base of 1C that sends documents.

use std::io::Write;

use commands::Requester;
use commands::exchange::{Credentials, Secret};
use domain::exchange::BaseName;
use domain::journal::Tenant;
use flate2::Compression;
use flate2::write::GzEncoder;
use reqwest::{Client, RequestBuilder};
use serde_json::{Value, json};

use crate::server::{Answer, Server};
use crate::world::World;

/// The INN and KPP of the organization of the tests.
pub const INN: &str = "7707083893";
pub const KPP: &str = "773601001";

/// A base with its secret.
pub struct Base {
    pub url: String,
    pub name: BaseName,
    pub secret: Secret,
    client: Client,
}

impl Base {
    /// A base that was let in.
    pub async fn of(server: &Server, name: &str) -> Self {
        let name: BaseName = name.parse().unwrap();
        let secret = credentials(server).add(&Requester::console(Tenant::Supplier), &name).await.unwrap();
        Self { url: server.url.clone(), name, secret, client: Client::new() }
    }

    /// A base in a world, whose counterparty `c-1` is its organization and whose contract `k-1` is
    /// the one that was written by hand.
    pub async fn known(world: &World) -> Self {
        let base = Self::of(&world.server, "ut-moscow").await;
        let answer = base.send(&batch("known", &[counterparty("c-1", 1), contract("k-1", "c-1", 1)])).await;
        assert_eq!(answer["counts"]["posted"], 2, "{answer}");
        base
    }

    /// A request to a path.
    pub fn post(&self, path: &str) -> RequestBuilder {
        let request = self.client.post(format!("{}/exchange/v1/{path}", self.url));
        request.basic_auth(&self.name, Some(self.secret.text())).header("accept-language", "en")
    }

    /// A request to a path by any method.
    pub fn request(&self, method: reqwest::Method, path: &str) -> RequestBuilder {
        let request = self.client.request(method, format!("{}/exchange/v1/{path}", self.url));
        request.basic_auth(&self.name, Some(self.secret.text()))
    }

    /// The answer to a path.
    pub async fn get(&self, path: &str) -> Answer {
        let request = self.client.get(format!("{}/exchange/v1/{path}", self.url));
        Answer::to(request.basic_auth(&self.name, Some(self.secret.text()))).await
    }

    /// Sends a batch as one object, whatever becomes of it.
    pub async fn try_send(&self, batch: &Value) -> Answer {
        Answer::to(self.post("batches").json(batch)).await
    }

    /// Sends a batch that must be read as a whole, and gives the answer.
    pub async fn send(&self, batch: &Value) -> Value {
        let answer = self.try_send(batch).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        answer.json()
    }

    /// Sends lines.
    pub async fn send_lines(&self, lines: Vec<u8>, zipped: bool) -> Answer {
        let request = self.post("batches").header("content-type", "application/x-ndjson");
        let request = if zipped {
            request.header("content-encoding", "gzip").body(gzip(&lines))
        } else {
            request.body(lines)
        };
        Answer::to(request).await
    }
}

/// The desk of the credentials of a server.
pub fn credentials(server: &Server) -> Credentials {
    Credentials::new(server.commands.pool().clone(), server.commands.ports().clone())
}

pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

pub fn batch(id: &str, documents: &[Value]) -> Value {
    json!({ "batch": id, "sentAt": "2026-03-02T12:00:00+03:00", "documents": documents })
}

/// The same as JSON Lines.
pub fn lines(id: &str, documents: impl IntoIterator<Item = Value>) -> Vec<u8> {
    let mut lines = json!({ "batch": id }).to_string().into_bytes();
    lines.push(b'\n');
    for document in documents {
        lines.extend_from_slice(document.to_string().as_bytes());
        lines.push(b'\n');
    }
    lines
}

pub fn counterparty(id: &str, version: u64) -> Value {
    json!({ "kind": "counterparty", "id": id, "version": version, "name": "ООО «Покупатель»", "inn": INN, "kpp": KPP })
}

pub fn contract(id: &str, counterparty: &str, version: u64) -> Value {
    json!({ "kind": "contract", "id": id, "version": version, "counterparty": counterparty,
            "number": "12/26", "date": "2026-01-15T00:00:00", "currency": "RUB" })
}

pub fn invoice(id: &str, version: u64, amount: &str) -> Value {
    json!({ "kind": "settlement_document", "id": id, "version": version, "counterparty": "c-1",
            "contract": "k-1", "type": "invoice", "number": format!("УТ-{id}"), "date": "2026-03-01",
            "due": "2026-03-31", "amount": amount })
}

/// What became of each document, in their order.
pub fn outcomes(answer: &Value) -> Vec<String> {
    let documents = answer["documents"].as_array().expect("documents");
    let said = |document: &Value| match document["code"].as_str() {
        Some(code) if document["outcome"] == "refused" => code.to_owned(),
        _ => document["outcome"].as_str().expect("an outcome").to_owned(),
    };
    documents.iter().map(said).collect()
}
