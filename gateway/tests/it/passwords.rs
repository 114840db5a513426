//! Changing the password.

use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::server::{Answer, Browser, PASSWORD, Server};

const ANNA: &str = "anna@example.com";
const NEW: &str = "другая лошадь 43";

async fn change(browser: &Browser, current: &str, new: &str) -> Answer {
    let query = "mutation Change($input: ChangePasswordInput!) {
        changePassword(input: $input) { viewer { email } errors { code field } } }";
    let input = json!({ "currentPassword": current, "newPassword": new });
    browser.send(&json!({ "query": query, "variables": { "input": input } })).await
}

fn refusal(answer: &Answer) -> Value {
    answer.json()["data"]["changePassword"]["errors"][0]["code"].clone()
}

#[tokio::test]
async fn changing_the_password_ends_all_other_sessions() {
    let server = Server::start().await;
    server.person(ANNA).await;
    let (here, elsewhere) = (server.signed_in(ANNA).await, server.signed_in(ANNA).await);
    let answer = change(&here, PASSWORD, NEW).await;
    assert_eq!(answer.json()["data"]["changePassword"], json!({ "viewer": { "email": ANNA }, "errors": [] }));
    assert_eq!(here.who().await.as_deref(), Some(ANNA));
    assert_eq!(elsewhere.who().await, None);
    assert_eq!(
        server.browser().sign_in(ANNA, PASSWORD).await.json()["data"]["signIn"]["viewer"],
        json!(null)
    );
    assert_eq!(server.browser().sign_in(ANNA, NEW).await.json()["data"]["signIn"]["errors"], json!([]));
}

#[tokio::test]
async fn the_journal_knows_that_a_password_was_changed_and_by_whom() {
    let server = Server::start().await;
    let person = server.person(ANNA).await;
    change(&server.signed_in(ANNA).await, PASSWORD, NEW).await;
    let events: Vec<(String, String)> =
        sqlx::query_as("SELECT event_type, actor FROM journal.events ORDER BY position")
            .fetch_all(&server.database)
            .await
            .expect("events");
    let expected = [("Registered", "console".to_owned()), ("PasswordChanged", format!("person:{person}"))];
    assert_eq!(events, expected.map(|(name, actor)| (name.to_owned(), actor)));
}

#[tokio::test]
async fn the_current_password_is_asked_for_and_guessing_it_is_throttled() {
    let server = Server::start().await;
    server.person(ANNA).await;
    let browser = server.signed_in(ANNA).await;
    for _ in 0..5 {
        assert_eq!(refusal(&change(&browser, "не тот пароль", NEW).await), "PASSWORD_WRONG");
    }
    assert_eq!(change(&browser, PASSWORD, NEW).await.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn a_bad_new_password_is_refused_with_its_reason() {
    let server = Server::start().await;
    server.person(ANNA).await;
    let browser = server.signed_in(ANNA).await;
    for (new, code) in
        [("коротко", "PASSWORD_TOO_SHORT"), ("qwerty123", "PASSWORD_TOO_COMMON"), (ANNA, "PASSWORD_IS_EMAIL")]
    {
        let answer = change(&browser, PASSWORD, new).await;
        assert_eq!(refusal(&answer), code);
        assert_eq!(answer.json()["data"]["changePassword"]["errors"][0]["field"], "newPassword");
    }
}

#[tokio::test]
async fn nobody_changes_a_password_without_being_signed_in() {
    let server = Server::start().await;
    let answer = change(&server.browser(), PASSWORD, NEW).await;
    assert_eq!((answer.status, answer.code().as_str()), (StatusCode::OK, "UNAUTHENTICATED"));
    assert_eq!(answer.json()["data"], json!(null));
    assert!(answer.json().get("data").is_some(), "execution began");
}
