//! The specification "GraphQL over HTTP", and what it leaves to sense.

use reqwest::{Client, Method, StatusCode};
use serde_json::json;

use crate::server::{Answer, Server};

const GRAPHQL: &str = "application/graphql-response+json";
const JSON: &str = "application/json";

async fn post(server: &Server, accept: &str, content_type: &str, body: &str) -> Answer {
    let request = Client::new().post(format!("{}/graphql", server.url));
    let request =
        if content_type.is_empty() { request } else { request.header("content-type", content_type) };
    Answer::to(request.header("accept", accept).body(body.to_owned())).await
}

#[tokio::test]
async fn an_operation_is_answered_in_the_media_type_that_is_asked_for() {
    let server = Server::start().await;
    for media in [GRAPHQL, JSON] {
        let answer = post(&server, media, JSON, r#"{"query":"{ __typename }"}"#).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(answer.header("content-type"), format!("{media}; charset=utf-8"));
        assert_eq!(answer.text, r#"{"data":{"__typename":"Query"}}"#);
    }
}

#[tokio::test]
async fn a_client_that_takes_neither_media_type_is_told() {
    let server = Server::start().await;
    let answer = post(&server, "text/html", JSON, r#"{"query":"{ __typename }"}"#).await;
    assert_eq!(answer.status, StatusCode::NOT_ACCEPTABLE);
}

#[tokio::test]
async fn only_json_is_taken_as_a_body() {
    let server = Server::start().await;
    let refused = [
        "",
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/graphql",
        "application/json; charset=windows-1251",
        "application/json-patch+json",
    ];
    for content_type in refused {
        let answer = post(&server, GRAPHQL, content_type, r#"{"query":"{ __typename }"}"#).await;
        assert_eq!(answer.status, StatusCode::UNSUPPORTED_MEDIA_TYPE, "{content_type}");
    }
    let answer =
        post(&server, GRAPHQL, "application/json;charset=UTF-8", r#"{"query":"{ __typename }"}"#).await;
    assert_eq!(answer.status, StatusCode::OK);
}

#[tokio::test]
async fn a_body_that_is_not_a_request_is_a_bad_request() {
    let server = Server::start().await;
    let bodies = [
        "",
        "{",
        "null",
        "{}",
        r#"{"query":7}"#,
        r#"{"query":"{ __typename }","variables":"x"}"#,
        r#"{"query":"{ __typename }","variables":[1]}"#,
        r#"{"query":"{ __typename }","extensions":"x"}"#,
        r#"{"query":"{ __typename }","operationName":{}}"#,
    ];
    for body in bodies {
        let answer = post(&server, JSON, JSON, body).await;
        assert_eq!(
            (answer.status, answer.code().as_str()),
            (StatusCode::BAD_REQUEST, "BAD_USER_INPUT"),
            "{body}"
        );
    }
}

#[tokio::test]
async fn several_operations_in_one_request_are_refused() {
    let server = Server::start().await;
    for body in [r#"[{"query":"{ __typename }"}]"#, r#"["{ __typename }"]"#, "[]"] {
        let answer = post(&server, JSON, JSON, body).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{body}");
    }
}

#[tokio::test]
async fn a_wrong_document_has_no_data_and_the_status_of_its_media_type() {
    let server = Server::start().await;
    let documents = [
        "{",
        "{ nothingLikeThis }",
        "query Q($a: ID!) { __typename }",
        "query A { __typename } query B { __typename }",
    ];
    for document in documents {
        let body = json!({ "query": document }).to_string();
        for (media, status) in [(GRAPHQL, StatusCode::BAD_REQUEST), (JSON, StatusCode::OK)] {
            let answer = post(&server, media, JSON, &body).await;
            assert_eq!(answer.status, status, "{document} in {media}");
            assert!(answer.json().get("data").is_none(), "{}", answer.text);
            assert_eq!(answer.code(), "BAD_USER_INPUT", "{document}");
        }
    }
}

#[tokio::test]
async fn nothing_is_executed_by_any_method_but_post() {
    let server = Server::start().await;
    let mutation = "?query=mutation%20Out%7BsignOut%7Berrors%7Bcode%7D%7D%7D";
    for method in [Method::GET, Method::HEAD, Method::PUT, Method::DELETE, Method::OPTIONS] {
        let request = Client::new().request(method.clone(), format!("{}/graphql{mutation}", server.url));
        let answer = Answer::to(request).await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{method}");
        assert_eq!(answer.header("allow"), "POST");
        assert!(!answer.headers.contains_key("set-cookie"));
    }
}

#[tokio::test]
async fn the_named_operation_is_the_one_that_runs() {
    let server = Server::start().await;
    let query = "query A { a: __typename } query B { b: __typename }";
    let answer = server.browser().send(&json!({ "query": query, "operationName": "B" })).await;
    assert_eq!(answer.text, r#"{"data":{"b":"Query"}}"#);
}

#[tokio::test]
async fn fields_come_in_the_order_in_which_they_were_asked_for() {
    let server = Server::start().await;
    let answer = server.browser().ask("{ z: __typename viewer { id } a: __typename }").await;
    assert_eq!(answer.text, r#"{"data":{"z":"Query","viewer":null,"a":"Query"}}"#);
}

#[tokio::test]
async fn a_large_body_is_refused() {
    let server = Server::start().await;
    let body = json!({ "query": "{ __typename }", "variables": { "x": "x".repeat(256 * 1024) } });
    let answer = server.browser().send(&body).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn the_schema_shows_itself_in_development_only() {
    let query = "{ __schema { queryType { name } } }";
    let development = Server::start().await;
    assert!(development.browser().ask(query).await.text.contains("Query"));
    let production = Server::start_with(|settings| settings.is_development = false).await;
    assert!(!production.browser().ask(query).await.text.contains("Query"));
    let misspelt = production.browser().ask("{ viewr { id } }").await;
    assert!(!misspelt.text.contains("Did you mean"), "{}", misspelt.text);
}
