//! Pages of other sites cannot act with the cookie of a person who is signed in.

use reqwest::{Client, StatusCode};

use crate::server::{Answer, Server};

async fn post(server: &Server, headers: &[(&str, &str)]) -> StatusCode {
    let body = r#"{"query":"mutation { signOut { errors { code } } }"}"#;
    let request =
        Client::new().post(format!("{}/graphql", server.url)).header("content-type", "application/json");
    let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
    Answer::to(request.body(body)).await.status
}

#[tokio::test]
async fn a_program_without_an_origin_is_served() {
    assert_eq!(post(&Server::start().await, &[]).await, StatusCode::OK);
}

#[tokio::test]
async fn a_page_of_our_own_is_served() {
    let server = Server::start().await;
    let own = server.url.clone();
    assert_eq!(post(&server, &[("origin", &own), ("sec-fetch-site", "same-origin")]).await, StatusCode::OK);
    assert_eq!(post(&server, &[("origin", &own)]).await, StatusCode::OK);
}

#[tokio::test]
async fn a_page_of_another_site_is_refused() {
    let server = Server::start().await;
    for origin in ["https://evil.example", "null", "http://127.0.0.1:1", "file://"] {
        assert_eq!(post(&server, &[("origin", origin)]).await, StatusCode::FORBIDDEN, "{origin}");
    }
    for site in ["cross-site", "same-site", "anything"] {
        assert_eq!(post(&server, &[("sec-fetch-site", site)]).await, StatusCode::FORBIDDEN, "{site}");
    }
    let own = server.url.clone();
    let forged = [("origin", own.as_str()), ("sec-fetch-site", "cross-site")];
    assert_eq!(post(&server, &forged).await, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_site_that_the_operator_allowed_is_served() {
    let allowed = "https://shop.example";
    let server = Server::start_with(|settings| settings.allowed_origins.push(allowed.to_owned())).await;
    assert_eq!(post(&server, &[("origin", allowed), ("sec-fetch-site", "cross-site")]).await, StatusCode::OK);
    assert_eq!(post(&server, &[("origin", "https://shop.example.evil")]).await, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_page_without_tls_is_another_site_than_the_one_with_it() {
    let server =
        Server::start_with(|settings| settings.public_url = "https://kabinet.example".to_owned()).await;
    let host = ("host", "kabinet.example");
    assert_eq!(post(&server, &[host, ("origin", "https://kabinet.example")]).await, StatusCode::OK);
    assert_eq!(post(&server, &[host, ("origin", "http://kabinet.example")]).await, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn no_other_origin_is_told_that_it_may_read() {
    let server = Server::start().await;
    let request = Client::new()
        .post(format!("{}/graphql", server.url))
        .header("origin", "https://evil.example")
        .header("content-type", "application/json")
        .body(r#"{"query":"{ __typename }"}"#);
    let answer = Answer::to(request).await;
    assert!(answer.headers.keys().all(|name| !name.as_str().starts_with("access-control-")), "{answer:?}");
}
