//! What breaks is told to the log; outside there is a trace id.

use std::sync::Arc;

use async_graphql::{EmptyMutation, EmptySubscription, Object, Request, Schema};
use axum::Router;
use axum::routing::get;
use commands::identity::Device;
use domain::refusal::Language;
use gateway::graphql::SchemaSettings;
use gateway::graphql::schema::guarded;
use gateway::visitor::Visitor;
use reqwest::{Client, StatusCode};
use serde_json::json;
use sqlx::Executor as _;
use uuid::Uuid;

use crate::server::{Answer, Server};

struct Broken;

#[Object]
impl Broken {
    #[expect(clippy::unused_async, reason = "resolvers are async functions")]
    async fn table(&self) -> async_graphql::Result<i32> {
        Err(async_graphql::Error::new("relation \"secret.table\" does not exist"))
    }

    #[expect(clippy::unused_async, reason = "resolvers are async functions")]
    async fn number(&self) -> async_graphql::Result<i32> {
        Ok("x".parse::<i32>()?)
    }

    async fn short(&self, #[graphql(validator(max_length = 3))] text: String) -> String {
        text
    }
}

async fn ask_the_broken(query: &str) -> serde_json::Value {
    let settings = SchemaSettings { is_introspectable: false };
    let schema = guarded(Schema::build(Broken, EmptyMutation, EmptySubscription), settings).finish();
    let visitor = Visitor {
        session: None,
        language: Language::English,
        request_id: Uuid::from_u128(7).into(),
        device: Device::default(),
        min_position: None,
    };
    let response = schema.execute(Request::new(query).data(visitor)).await;
    serde_json::to_value(&response.errors[0]).expect("JSON")
}

#[tokio::test]
async fn errors_without_a_code_are_masked() {
    for query in ["{ table }", "{ number }"] {
        let error = ask_the_broken(query).await;
        assert_eq!(error["message"], "Something broke. Tell support the trace id.");
        assert_eq!(error["extensions"]["code"], "INTERNAL_SERVER_ERROR");
        assert_eq!(error["extensions"]["traceId"], Uuid::from_u128(7).to_string());
    }
}

#[tokio::test]
async fn a_value_that_its_validator_refuses_is_bad_input() {
    let error = ask_the_broken("{ short(text: \"long\") }").await;
    assert_eq!(error["extensions"]["code"], "BAD_USER_INPUT", "{error}");
}

#[tokio::test]
async fn a_failing_database_does_not_show_through() {
    let server = Server::start().await;
    server.person("anna@example.com").await;
    let browser = server.signed_in("anna@example.com").await;
    server
        .database
        .execute("REVOKE SELECT ON organizations.access FROM kabinet_writer")
        .await
        .expect("revoked");
    let answer = browser.ask("{ viewer { memberships { roles } } }").await;
    assert_eq!(answer.code(), "INTERNAL_SERVER_ERROR");
    assert_eq!(answer.json()["errors"][0]["extensions"]["traceId"], answer.header("x-request-id"));
    assert!(!answer.text.contains("permission") && !answer.text.contains("access"), "{}", answer.text);
    assert_eq!(answer.json()["data"], json!({ "viewer": null }));
}

#[tokio::test]
async fn a_failing_lookup_of_the_session_does_not_show_through() {
    let server = Server::start().await;
    server.person("anna@example.com").await;
    let browser = server.signed_in("anna@example.com").await;
    server.database.execute("DROP TABLE identity.sessions").await.expect("dropped");
    let answer = browser.ask("{ __typename }").await;
    assert_eq!(
        (answer.status, answer.code().as_str()),
        (StatusCode::INTERNAL_SERVER_ERROR, "INTERNAL_SERVER_ERROR")
    );
    assert!(!answer.text.contains("sessions"), "{}", answer.text);
}

#[tokio::test]
async fn a_panic_is_answered() {
    let gateway = Server::start().await.gateway.clone();
    let routes = Router::new().route("/panic", get(panicking));
    let app = gateway::http::router::around(routes, &gateway).with_state(gateway);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}/panic", listener.local_addr().expect("an address"));
    tokio::spawn(async move { axum::serve(listener, app).await });
    let answer = Answer::to(Client::new().get(url).header("accept-language", "en")).await;
    assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(answer.json()["errors"][0]["extensions"]["traceId"], answer.header("x-request-id"));
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    assert!(!answer.text.contains("defect"), "{}", answer.text);
}

async fn panicking() -> &'static str {
    let reasons = Arc::new(["a defect with details"]);
    panic!("{}", reasons[0])
}
