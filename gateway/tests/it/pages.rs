//! Pages, health and what every response carries.

use reqwest::{Client, StatusCode};

use crate::server::{Answer, Server};

async fn get(server: &Server, path: &str) -> Answer {
    Answer::to(Client::new().get(format!("{}{path}", server.url))).await
}

#[tokio::test]
async fn every_response_carries_the_security_headers() {
    let server =
        Server::start_with(|settings| settings.public_url = "https://kabinet.example".to_owned()).await;
    for path in
        ["/", "/graphql", "/graphiql", "/healthz", "/readyz", "/metrics", "/assets/none.js", "/nowhere"]
    {
        let answer = get(&server, path).await;
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin", "{path}");
        assert!(answer.header("strict-transport-security").starts_with("max-age="), "{path}");
        assert!(!answer.header("x-request-id").is_empty(), "{path}");
        assert!(!answer.headers.contains_key("server"), "{path}");
    }
}

#[tokio::test]
async fn without_tls_browsers_are_not_told_to_insist_on_it() {
    assert_eq!(get(&Server::start().await, "/").await.header("strict-transport-security"), "");
}

#[tokio::test]
async fn the_pages_need_nothing_from_outside_and_nothing_inline() {
    let server = Server::start().await;
    for path in ["/", "/graphiql"] {
        let page = get(&server, path).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(
            !page.text.contains("://") && !page.text.contains("<style") && !page.text.contains("style="),
            "{path}"
        );
        for asset in page.text.split('"').filter(|text| text.starts_with("/assets/")) {
            assert_eq!(get(&server, asset).await.status, StatusCode::OK, "{asset}");
        }
    }
    assert!(get(&server, "/assets/client.js").await.header("content-type").starts_with("text/javascript"));
}

#[tokio::test]
async fn the_editor_is_there_in_development_only() {
    let server = Server::start_with(|settings| settings.is_development = false).await;
    assert_eq!(get(&server, "/graphiql").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn health_readiness_and_metrics_answer() {
    let server = Server::start().await;
    assert_eq!(get(&server, "/healthz").await.text, "ok\n");
    assert_eq!(get(&server, "/readyz").await.json()["ready"], true);
    server.browser().ask("{ __typename }").await;
    let metrics = get(&server, "/metrics").await;
    assert!(metrics.text.contains("kabinet_http_requests_total{"), "{}", metrics.text);
    assert!(
        metrics.text.contains("route=\"/graphql\"")
            && metrics.text.contains("kabinet_graphql_operations_total")
    );
}

#[tokio::test]
async fn metrics_are_for_this_machine_or_for_whoever_knows_the_token() {
    let status = async |server: &Server, header: &str, value: &str| {
        let request = Client::new().get(format!("{}/metrics", server.url)).header(header, value);
        Answer::to(request).await.status
    };
    let server = Server::start().await;
    assert_eq!(status(&server, "accept", "*/*").await, StatusCode::OK);
    for forwarded in ["x-forwarded-for", "forwarded"] {
        let proxied = status(&server, forwarded, "203.0.113.9").await;
        assert_eq!(proxied, StatusCode::NOT_FOUND, "{forwarded}");
    }
    let token = "a token of sixteen".replace(' ', "-");
    let server = Server::start_with(|settings| settings.metrics_token = token.parse().ok()).await;
    assert_eq!(status(&server, "accept", "*/*").await, StatusCode::NOT_FOUND);
    assert_eq!(status(&server, "authorization", "Bearer another").await, StatusCode::NOT_FOUND);
    assert_eq!(status(&server, "authorization", &format!("Bearer {token}")).await, StatusCode::OK);
}

#[tokio::test]
async fn a_sane_request_id_is_kept_and_another_is_replaced() {
    let server = Server::start().await;
    let with = async |id: &str| {
        let request = Client::new().get(format!("{}/healthz", server.url)).header("x-request-id", id);
        Answer::to(request).await.header("x-request-id").to_owned()
    };
    assert_eq!(with("trace-7.a_B").await, "trace-7.a_B");
    for insane in ["", "a b", "a\"b", &"x".repeat(65)] {
        let given = with(insane).await;
        assert!(given != insane && uuid::Uuid::try_parse(&given).is_ok(), "{insane:?} became {given}");
    }
}
