//! Who may send: bases with their secrets, and nobody else.

use chrono::Duration;
use commands::Requester;
use commands::exchange::Secret;
use domain::journal::Tenant;
use reqwest::Client;
use serde_json::json;

use super::base::{Base, batch, counterparty, credentials, outcomes};
use crate::server::{Answer, Server};
use crate::world::World;

async fn status(base: &Base, secret: &Secret) -> u16 {
    let request = Client::new().post(format!("{}/exchange/v1/batches", base.url));
    let request = request.bearer_auth(format!("{}:{}", base.name, secret.text()));
    Answer::to(request.json(&batch("empty", &[]))).await.status.as_u16()
}

#[tokio::test]
async fn a_new_secret_and_the_old_one_are_valid_together_until_the_old_one_ends() {
    let server = Server::start().await;
    let base = Base::of(&server, "ut-moscow").await;
    let (desk, console) = (credentials(&server), Requester::console(Tenant::Supplier));
    assert_eq!(status(&base, &base.secret).await, 200);
    let second = desk.rotate(&console, &base.name, Duration::hours(24)).await.unwrap();
    assert_eq!((status(&base, &base.secret).await, status(&base, &second).await), (200, 200));
    server.clock.advance(Duration::hours(1));
    let third = desk.rotate(&console, &base.name, Duration::hours(24)).await.unwrap();
    assert_eq!(status(&base, &base.secret).await, 401, "no more than two are valid");
    assert_eq!((status(&base, &second).await, status(&base, &third).await), (200, 200));
    server.clock.advance(Duration::hours(24));
    assert_eq!((status(&base, &second).await, status(&base, &third).await), (401, 200));
    desk.revoke(&console, &base.name).await.unwrap();
    assert_eq!(status(&base, &third).await, 401);
    let kept: Vec<Vec<u8>> = sqlx::query_scalar("SELECT secret_hash FROM exchange.credentials")
        .fetch_all(&server.database)
        .await
        .unwrap();
    assert!(kept.iter().all(|hash| hash.len() == 32 && hash != third.text().as_bytes()), "digests alone");
}

#[tokio::test]
async fn strangers_get_nowhere_and_have_to_wait_while_the_base_does_not() {
    let server = Server::start().await;
    let base = Base::of(&server, "ut-moscow").await;
    let path = format!("{}/exchange/v1/batches", base.url);
    let none = Answer::to(Client::new().post(&path).json(&batch("b", &[]))).await;
    assert_eq!((none.status.as_u16(), none.json()["code"].as_str()), (401, Some("UNAUTHENTICATED")));
    assert!(none.header("www-authenticate").starts_with("Basic realm="));
    let other = Base::of(&server, "ut-perm").await;
    assert_eq!(status(&base, &other.secret).await, 401, "a secret of another base");

    let wrong = Secret::from("0000");
    let mut statuses = Vec::new();
    for _ in 0..8 {
        statuses.push(status(&base, &wrong).await);
    }
    assert_eq!(statuses.last(), Some(&429), "{statuses:?}");
    assert_eq!(status(&base, &base.secret).await, 200, "whoever has the secret does not wait");
}

#[tokio::test]
async fn a_counterparty_of_one_base_is_unknown_to_another() {
    let world = World::make().await;
    let _moscow = Base::known(&world).await;
    let perm = Base::of(&world.server, "ut-perm").await;
    let sent = vec![super::base::invoice("d-1", 1, "10.00")];
    assert_eq!(outcomes(&perm.send(&batch("b-1", &sent)).await), ["EXCHANGE_COUNTERPARTY_UNKNOWN"]);
    let stranger = json!({ "kind": "counterparty", "id": "c-2", "version": 1, "name": "ООО «Никто»",
                           "inn": "7736050003", "kpp": "773601001" });
    let answer = perm.send(&batch("b-2", &[stranger, counterparty("c-1", 1)])).await;
    assert_eq!(outcomes(&answer), ["posted", "posted"]);
    assert_eq!(answer["documents"][0]["code"], "EXCHANGE_COUNTERPARTY_NOT_TIED");
    assert_eq!(answer["documents"][1]["code"], serde_json::Value::Null);
}
