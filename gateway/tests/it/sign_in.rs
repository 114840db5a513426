//! Signing in: the cookie, and what a guesser learns (nothing).

use chrono::Duration;
use reqwest::StatusCode;
use serde_json::json;

use crate::server::{PASSWORD, Server};

const ANNA: &str = "anna@example.com";

#[tokio::test]
async fn a_person_signs_in_and_is_known_from_then_on() {
    let server = Server::start().await;
    server.person(ANNA).await;
    let browser = server.browser();
    assert_eq!(browser.who().await, None);
    let answer = browser.sign_in(" Anna@Example.com ", PASSWORD).await;
    assert_eq!(answer.json()["data"]["signIn"]["viewer"]["email"], ANNA);
    assert_eq!(browser.who().await.as_deref(), Some(ANNA));
}

#[tokio::test]
async fn the_viewer_sees_memberships_and_staff_roles() {
    let server = Server::start().await;
    let person = server.person(ANNA).await;
    let organization = uuid::Uuid::from_u128(5);
    for (owner, role, blocked) in
        [(organization.to_string(), "purchaser", true), ("supplier".into(), "support", false)]
    {
        let statement = "INSERT INTO organizations.access (person, organization, roles, member_blocked)
                         VALUES ($1, $2, ARRAY[$3], $4)";
        let row = sqlx::query(statement).bind(person.0).bind(owner).bind(role).bind(blocked);
        row.execute(&server.database).await.expect("a row");
    }
    let browser = server.signed_in(ANNA).await;
    let query = "{ viewer { name staffRoles memberships { organization { id } roles blocked } } }";
    let id = gateway::graphql::global_id::GlobalId(domain::vocabulary::OrganizationId(organization)).encode();
    assert_eq!(
        browser.ask(query).await.json()["data"]["viewer"],
        json!({
            "name": "Анна Петрова",
            "staffRoles": ["SUPPORT"],
            "memberships": [{ "organization": { "id": id }, "roles": ["PURCHASER"], "blocked": true }],
        })
    );
}

#[tokio::test]
async fn an_unknown_person_and_a_wrong_password_get_the_same_answer() {
    let server = Server::start().await;
    server.person(ANNA).await;
    let wrong = server.browser().sign_in(ANNA, "не тот пароль").await;
    let unknown = server.browser().sign_in("nobody@example.com", "не тот пароль").await;
    assert_eq!(wrong.json()["data"]["signIn"]["errors"][0]["code"], "WRONG_EMAIL_OR_PASSWORD");
    assert_eq!((wrong.status, wrong.text), (unknown.status, unknown.text));
    assert!(!wrong.headers.contains_key("set-cookie"));
}

#[tokio::test]
async fn the_password_counts_to_its_last_character_and_case() {
    let server = Server::start().await;
    server.person(ANNA).await;
    for near in [PASSWORD.to_uppercase(), format!("{PASSWORD} "), PASSWORD.trim_end_matches('2').to_owned()] {
        let answer = server.browser().sign_in(ANNA, &near).await;
        assert_eq!(answer.json()["data"]["signIn"]["viewer"], json!(null), "{near}");
    }
}

#[tokio::test]
async fn the_sixth_wrong_password_has_to_wait_and_so_does_the_right_one() {
    let server = Server::start().await;
    server.person(ANNA).await;
    for _ in 0..5 {
        assert_eq!(server.browser().sign_in(ANNA, "не тот пароль").await.status, StatusCode::OK);
    }
    for password in ["не тот пароль", PASSWORD] {
        let answer = server.browser().sign_in(ANNA, password).await;
        assert_eq!((answer.status, answer.code().as_str()), (StatusCode::TOO_MANY_REQUESTS, "RATE_LIMITED"));
        assert_eq!(answer.header("retry-after"), "30");
    }
}

#[tokio::test]
async fn people_who_do_not_exist_are_throttled_alike() {
    let server = Server::start().await;
    for _ in 0..5 {
        assert_eq!(
            server.browser().sign_in("nobody@example.com", "не тот пароль").await.status,
            StatusCode::OK
        );
    }
    let answer = server.browser().sign_in("nobody@example.com", "не тот пароль").await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn nobody_is_locked_out_for_good() {
    let server = Server::start().await;
    server.person(ANNA).await;
    for _ in 0..40 {
        server.browser().sign_in(ANNA, "не тот пароль").await;
        server.clock.advance(Duration::minutes(1));
    }
    server.clock.advance(Duration::minutes(15));
    server.signed_in(ANNA).await;
    assert_eq!(server.browser().sign_in(ANNA, "не тот пароль").await.status, StatusCode::OK, "counted anew");
}

#[tokio::test]
async fn parallel_guesses_cannot_all_pass() {
    let server = Server::start().await;
    server.person(ANNA).await;
    let browsers: Vec<_> = (0..20).map(|_| server.browser()).collect();
    let guesses = browsers.iter().map(|browser| browser.sign_in(ANNA, "не тот пароль"));
    let answers = futures_util::future::join_all(guesses).await;
    let tried = answers.iter().filter(|answer| answer.status == StatusCode::OK).count();
    assert_eq!(tried, 5);
}

#[tokio::test]
async fn rotating_addresses_does_not_help_a_guesser() {
    let server = Server::start_with(|settings| {
        settings.trusted_proxies.push("127.0.0.1".parse().expect("an address"));
    })
    .await;
    server.person(ANNA).await;
    let mut refused = 0;
    for n in 0..22 {
        let body = json!({ "query": format!(
            "mutation {{ signIn(input: {{ email: \"{ANNA}\", password: \"{n}\" }}) {{ errors {{ code }} }} }}") });
        let request = reqwest::Client::new().post(format!("{}/graphql", server.url));
        let response = request.header("x-forwarded-for", format!("203.0.113.{n}")).json(&body).send().await;
        refused += u8::from(response.expect("an answer").status() == StatusCode::TOO_MANY_REQUESTS);
    }
    assert_eq!(refused, 2);
}

#[tokio::test]
async fn the_cookie_of_a_service_behind_tls_is_bound_to_host_and_tls() {
    let server =
        Server::start_with(|settings| settings.public_url = "https://kabinet.example".to_owned()).await;
    server.person(ANNA).await;
    let answer = server.browser().sign_in(ANNA, PASSWORD).await;
    let cookie = answer.header("set-cookie");
    let (pair, attributes) = cookie.split_once("; ").expect("attributes");
    assert!(pair.starts_with("__Host-kabinet=") && pair.len() == "__Host-kabinet=".len() + 43, "{cookie}");
    assert_eq!(attributes, "Path=/; HttpOnly; SameSite=Strict; Max-Age=2592000; Secure");
}

#[tokio::test]
async fn the_cookie_of_a_local_service_works_without_tls() {
    let server = Server::start().await;
    server.person(ANNA).await;
    let answer = server.browser().sign_in(ANNA, PASSWORD).await;
    let cookie = answer.header("set-cookie");
    assert!(
        cookie.starts_with("kabinet=") && cookie.contains("; HttpOnly; ") && !cookie.contains("Secure"),
        "{cookie}"
    );
}

#[tokio::test]
async fn passwords_are_kept_as_argon2id_and_tokens_as_digests() {
    let server = Server::start().await;
    server.person(ANNA).await;
    let answer = server.browser().sign_in(ANNA, PASSWORD).await;
    let token = answer.header("set-cookie").split(['=', ';']).nth(1).expect("a token").to_owned();
    let hash: String = sqlx::query_scalar("SELECT password_hash FROM identity.credentials")
        .fetch_one(&server.database)
        .await
        .expect("a hash");
    assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
    let dump: Vec<String> = sqlx::query_scalar(
        "SELECT encode(id_hash, 'base64') || encode(id_hash, 'hex') || sessions::text FROM identity.sessions",
    )
    .fetch_all(&server.database)
    .await
    .expect("sessions");
    assert!(dump.len() == 1 && !dump[0].contains(&token), "the token is not in the database");
    assert!(!answer.text.contains(&token), "the token is only in the cookie");
}

#[tokio::test]
async fn readers_of_the_database_see_neither_credentials_nor_sessions() {
    let server = Server::start().await;
    let readable: Vec<String> = sqlx::query_scalar(
        "SELECT relname::text FROM pg_class
          WHERE relnamespace = 'identity'::regnamespace AND relkind = 'r'
            AND has_table_privilege('kabinet_reader', oid, 'SELECT')",
    )
    .fetch_all(&server.database)
    .await
    .expect("tables");
    assert_eq!(readable, ["directory"]);
}

#[tokio::test]
async fn refusals_are_said_in_the_language_of_the_browser() {
    let server = Server::start().await;
    for (language, message) in
        [("ru", "Неверная почта или пароль."), ("en-GB", "The e-mail or the password is wrong.")]
    {
        let body = json!({ "query": "mutation { signIn(input: { email: \"a@b.c\", password: \"x\" }) { errors { message } } }" });
        let request = reqwest::Client::new().post(format!("{}/graphql", server.url));
        let answer = crate::server::Answer::to(request.header("accept-language", language).json(&body)).await;
        assert_eq!(answer.json()["data"]["signIn"]["errors"][0]["message"], message);
    }
}
