//! A client with a session that keeps its connection.

use std::time::{Duration, Instant};

use reqwest::Client;
use serde_json::{Value, json};

pub struct Browser {
    client: Client,
    url: String,
}

impl Browser {
    pub fn at(url: &str) -> Self {
        let client = Client::builder().cookie_store(true).tcp_nodelay(true).build().unwrap();
        Self { client, url: format!("{url}/graphql") }
    }

    pub async fn sign_in(&self, email: &str, password: &str) {
        let query = "mutation($input: SignInInput!) { signIn(input: $input) { errors { code } } }";
        let input = json!({ "email": email, "password": password });
        let (data, _) = self.ask(query, &json!({ "input": input })).await;
        assert_eq!(data["signIn"]["errors"], json!([]));
    }

    /// The data of an answer, and how long it took until the last byte was there.
    pub async fn ask(&self, query: &str, variables: &Value) -> (Value, Duration) {
        let body = json!({ "query": query, "variables": variables }).to_string();
        let started = Instant::now();
        let request = self.client.post(&self.url).body(body);
        let request = request
            .header("content-type", "application/json")
            .header("accept", "application/graphql-response+json");
        let text = request.send().await.unwrap().text().await.unwrap();
        let took = started.elapsed();
        let mut answer: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(answer.get("errors"), None, "{query}");
        (answer["data"].take(), took)
    }

    /// Changes something that must neither be refused nor answered from an older state.
    pub async fn change(&self, query: &str, mutation: &str, input: Value) -> (Value, Duration) {
        let (mut data, took) = self.ask(query, &json!({ "input": input })).await;
        let payload = data[mutation].take();
        assert_eq!((&payload["errors"], &payload["stale"]), (&json!([]), &Value::Null), "{mutation}");
        (payload, took)
    }
}
