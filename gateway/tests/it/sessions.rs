//! Sessions end: by leaving, by time, and when another begins.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use chrono::Duration;
use reqwest::Client;
use serde_json::json;

use crate::server::{Answer, PASSWORD, Server};

const ANNA: &str = "anna@example.com";

/// Signs in and gives the token of the cookie.
async fn token(server: &Server) -> String {
    let answer = server.browser().sign_in(ANNA, PASSWORD).await;
    answer.header("set-cookie").split(['=', ';']).nth(1).expect("a token").to_owned()
}

async fn who(server: &Server, header: &str, value: String) -> Option<String> {
    let body = json!({ "query": "{ viewer { email } }" });
    let request = Client::new().post(format!("{}/graphql", server.url)).header(header, value).json(&body);
    Answer::to(request).await.json()["data"]["viewer"]["email"].as_str().map(str::to_owned)
}

#[tokio::test]
async fn a_session_that_was_signed_out_opens_nothing_any_more() {
    let server = Server::start().await;
    server.person(ANNA).await;
    let token = token(&server).await;
    assert!(who(&server, "cookie", format!("a=b; kabinet={token}")).await.is_some());
    let body = json!({ "query": "mutation { signOut { errors { code } } }" });
    let request = Client::new().post(format!("{}/graphql", server.url));
    let answer = Answer::to(request.header("cookie", format!("kabinet={token}")).json(&body)).await;
    assert!(
        answer.header("set-cookie").starts_with("kabinet=; ")
            && answer.header("set-cookie").contains("Max-Age=0")
    );
    assert_eq!(answer.header("clear-site-data"), "\"cache\", \"storage\"");
    assert_eq!(who(&server, "cookie", format!("kabinet={token}")).await, None);
}

#[tokio::test]
async fn signing_out_without_a_session_is_no_error() {
    let server = Server::start().await;
    let answer = server.browser().ask("mutation { signOut { errors { code } } }").await;
    assert_eq!(answer.text, r#"{"data":{"signOut":{"errors":[]}}}"#);
}

#[tokio::test]
async fn signing_in_again_ends_the_session_of_before() {
    let server = Server::start().await;
    server.person(ANNA).await;
    let browser = server.signed_in(ANNA).await;
    browser.sign_in(ANNA, PASSWORD).await;
    let open: i64 = sqlx::query_scalar("SELECT count(*) FROM identity.sessions")
        .fetch_one(&server.database)
        .await
        .expect("a count");
    assert_eq!(open, 1);
}

#[tokio::test]
async fn programs_may_carry_the_token_in_a_header() {
    let server = Server::start().await;
    server.person(ANNA).await;
    let token = token(&server).await;
    assert_eq!(who(&server, "authorization", format!("Bearer {token}")).await.as_deref(), Some(ANNA));
    assert_eq!(who(&server, "authorization", format!("Basic {token}")).await, None);
}

#[tokio::test]
async fn a_token_that_was_made_up_opens_nothing() {
    let server = Server::start().await;
    server.person(ANNA).await;
    server.signed_in(ANNA).await;
    for made_up in [BASE64_URL_SAFE_NO_PAD.encode([7; 32]), "x".to_owned(), String::new(), "ж".to_owned()] {
        assert_eq!(who(&server, "cookie", format!("kabinet={made_up}")).await, None);
    }
}

#[tokio::test]
async fn a_session_ends_when_it_is_not_used() {
    let server = Server::start().await;
    server.person(ANNA).await;
    let browser = server.signed_in(ANNA).await;
    for _ in 0..3 {
        server.clock.advance(Duration::hours(11));
        assert!(browser.who().await.is_some(), "its use keeps it open");
    }
    server.clock.advance(Duration::hours(12));
    assert_eq!(browser.who().await, None);
}

#[tokio::test]
async fn a_session_ends_after_thirty_days_however_much_it_is_used() {
    let server = Server::start().await;
    server.person(ANNA).await;
    let token = token(&server).await;
    for _ in 0..65 {
        server.clock.advance(Duration::hours(11));
        assert!(who(&server, "authorization", format!("Bearer {token}")).await.is_some());
    }
    server.clock.advance(Duration::hours(5));
    assert_eq!(who(&server, "authorization", format!("Bearer {token}")).await, None);
}

#[tokio::test]
async fn sessions_that_are_over_are_swept_away() {
    let server = Server::start().await;
    server.person(ANNA).await;
    server.signed_in(ANNA).await;
    server.clock.advance(Duration::hours(13));
    server.identity.sweep().await.expect("swept");
    let left: i64 = sqlx::query_scalar("SELECT count(*) FROM identity.sessions")
        .fetch_one(&server.database)
        .await
        .expect("a count");
    assert_eq!(left, 0);
}

#[tokio::test]
async fn an_erased_person_is_signed_in_nowhere() {
    let server = Server::start().await;
    server.person(ANNA).await;
    let browser = server.signed_in(ANNA).await;
    sqlx::query("DELETE FROM identity.directory").execute(&server.database).await.expect("erased");
    assert_eq!(browser.ask("{ viewer { id } }").await.text, r#"{"data":{"viewer":null}}"#);
}
