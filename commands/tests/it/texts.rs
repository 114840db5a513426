//! Texts and payloads are kept exactly, or refused in words.

use commands::journal::{NewEvent, Text};
use commands::{Command, CommandError, Work};
use domain::journal::StreamKey;
use domain::ordering::Order;
use domain::ordering::order::{Hold, OrderCommand};
use domain::organizations::Action;
use domain::vocabulary::{OrderId, TextId};
use serde::Serialize;

use crate::database::Database;
use crate::shop::Shop;
use crate::writing::{append, event, new_id, refusal_of, stream, tenant};

/// What people and machines send: composed and decomposed letters, right-to-left marks,
/// characters beyond the basic plane, non-characters, controls, a byte order mark.
const ODD: &str =
    "й й \u{202e}עברית\u{2069} 👩‍👩‍👧 𝔘 \u{ffff}\u{fffd}\u{1}\u{7f}\u{85}\u{feff} \\ \" ' \r\n\t %s $1";

#[tokio::test]
async fn odd_texts_and_payloads_come_back_byte_for_byte() {
    let database = Database::fresh().await;
    let id = new_id();
    let payload = format!("{{ \"b\" : 1.50,\"a\":{}, \"b\" : 2 }}", serde_json::json!(ODD));
    let mut set = append(tenant(), vec![stream("a", 1, 0)]);
    set.streams[0].events = vec![NewEvent { payload: payload.clone(), ..event() }];
    set.effects = vec![Box::new(Text { id: TextId(id), salt: vec![0, 255], body: ODD.to_owned() })];
    set.write(&database.pool).await.expect("written");
    let (body, salt): (String, Vec<u8>) =
        sqlx::query_as("SELECT body, salt FROM journal.texts WHERE id = $1")
            .bind(id)
            .fetch_one(&database.pool)
            .await
            .expect("the text");
    assert_eq!((body.as_str(), salt.as_slice()), (ODD, [0, 255].as_slice()));
    let stored: String = sqlx::query_scalar("SELECT payload::text FROM journal.events")
        .fetch_one(&database.pool)
        .await
        .expect("the event");
    assert_eq!(stored, payload);
}

#[tokio::test]
async fn a_payload_with_a_nul_character_comes_back_byte_for_byte() {
    let database = Database::fresh().await;
    let payload = serde_json::json!({ "name": "a\0b" }).to_string();
    let mut set = append(tenant(), vec![stream("a", 1, 0)]);
    set.streams[0].events = vec![NewEvent { payload: payload.clone(), ..event() }];
    set.write(&database.pool).await.expect("written");
    let stored: String = sqlx::query_scalar("SELECT payload::text FROM journal.events")
        .fetch_one(&database.pool)
        .await
        .expect("the event");
    assert_eq!(stored, payload);
}

#[tokio::test]
async fn a_text_with_a_nul_character_is_refused_and_nothing_is_written() {
    let database = Database::fresh().await;
    let mut set = append(tenant(), vec![stream("a", 1, 1)]);
    set.effects = vec![Box::new(Text { id: TextId(new_id()), salt: vec![1; 16], body: "a\0b".to_owned() })];
    let refused = set.write(&database.pool).await.expect_err("cannot be kept");
    assert_eq!(refusal_of(&refused), "TEXT_UNSTORABLE");
    assert_eq!(database.number("SELECT count(*) FROM journal.events").await, 0);
    assert_eq!(database.number("SELECT count(*) FROM journal.texts").await, 0);
}

/// Asks for what is so already, with a remark.
#[derive(Serialize)]
struct Remark(OrderId);

impl Command for Remark {
    const NAME: &'static str = "remark";
    const ACTION: Action = Action::HoldOrder;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        let mut order = work.load::<Order>(self.0).await?;
        work.text("Уже так");
        work.decide(&mut order, OrderCommand::ReleaseHold { hold: Hold::Credit, note: None }).await?;
        Ok(())
    }
}

#[tokio::test]
async fn a_text_that_no_event_refers_to_is_not_kept() {
    let shop = Shop::open().await;
    let order = shop.submitted().await;
    shop.ask(&shop.manager().await, &Remark(order)).await.expect("there is no hold");
    assert_eq!(shop.database.number("SELECT count(*) FROM journal.texts").await, 0);
}
