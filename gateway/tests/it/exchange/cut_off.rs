//! A batch that is cut off in the middle is sent again, and nothing is lost or done twice.

use std::io::Write as _;
use std::net::TcpStream;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use sqlx::{Connection as _, PgConnection, PgPool};

use super::base::{Base, contract, counterparty, invoice, lines};
use crate::data_folder::TestFolder;
use crate::server::Answer;
use crate::service::{Service, kabinet, output};
use crate::world::World;

const DOCUMENTS: usize = 12_000;

fn body() -> Vec<u8> {
    let head = [counterparty("c-1", 1), contract("k-1", "c-1", 1)];
    lines(
        "large",
        head.into_iter().chain((0..DOCUMENTS).map(|number| invoice(&format!("d-{number}"), 1, "1.00"))),
    )
}

/// Sends the start of a body, with a length that promises more.
fn send_a_part(address: &str, base: &str, secret: &str, body: &[u8], part: usize) -> TcpStream {
    let mut stream = TcpStream::connect(address).expect("a connection");
    let credentials = STANDARD.encode(format!("{base}:{secret}"));
    write!(
        stream,
        "POST /exchange/v1/batches HTTP/1.1\r\nHost: {address}\r\nAuthorization: Basic {credentials}\r\n\
         Content-Type: application/x-ndjson\r\nContent-Length: {}\r\n\r\n",
        body.len()
    )
    .expect("a head sent");
    stream.write_all(&body[..part]).expect("a part sent");
    stream
}

/// Waits until so many chunks are there.
async fn until_chunks(database: &PgPool, expected: i64) {
    let waiting = async {
        loop {
            let chunks: i64 =
                sqlx::query_scalar("SELECT count(*) FROM exchange.chunks JOIN exchange.batches ON id = batch WHERE key = 'large'")
                    .fetch_one(database)
                    .await
                    .expect("the chunks");
            if chunks >= expected {
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(Duration::from_mins(1), waiting).await.expect("they come");
}

fn counts(answer: &Answer) -> (u16, Value) {
    (answer.status.as_u16(), answer.json()["counts"].clone())
}

#[tokio::test]
async fn what_came_before_the_connection_was_lost_is_not_done_again() {
    let world = World::make().await;
    let base = Base::of(&world.server, "ut-moscow").await;
    let body = body();
    let address = base.url.trim_start_matches("http://").to_owned();
    let stream = send_a_part(&address, base.name.as_str(), base.secret.text(), &body, body.len() - 100_000);
    until_chunks(&world.server.database, 2).await;
    drop(stream);
    let events = "SELECT count(*) FROM journal.events WHERE aggregate_type = 'settlement_document'";
    let before: i64 = sqlx::query_scalar(events).fetch_one(&world.server.database).await.unwrap();
    assert_eq!(before, 2 * 5_000 - 2, "whole chunks, and nothing of the others");

    // Under the same id other documents are refused: their first chunk is not the known one.
    let other = lines("large", (0..6_000).map(|number| invoice(&format!("e-{number}"), 1, "1.00")));
    let refused = base.send_lines(other, false).await;
    assert_eq!(
        (refused.status.as_u16(), refused.json()["code"].as_str()),
        (409, Some("EXCHANGE_BATCH_DIFFERS"))
    );

    let answer = base.send_lines(body.clone(), true).await;
    let (status, counted) = counts(&answer);
    assert_eq!((status, &counted["posted"]), (200, &(DOCUMENTS + 2).into()), "{counted}");
    let after: i64 = sqlx::query_scalar(events).fetch_one(&world.server.database).await.unwrap();
    assert_eq!(after, 12_000);
    assert_eq!(counts(&base.send_lines(body, false).await), (200, counted), "and once more, the same answer");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_kill_in_the_middle_loses_and_doubles_nothing() {
    let folder = TestFolder::new();
    let mut service = Service::start_with(&folder.path(), &["--demo"]);
    let added = output(kabinet(&["exchange", "add", "ut-moscow"]).env("KABINET_DATA_DIR", folder.path()));
    let said = String::from_utf8(added.stdout).expect("a text");
    let secret = said.rsplit(' ').next().expect("a secret").trim().to_owned();
    let mut session = folder.session().await;
    let body = body_of_demonstration(&mut session).await;

    let stream = send_a_part(&service.address, "ut-moscow", &secret, &body, body.len() - 50_000);
    wait_for_chunk(&mut session).await;
    drop(service);
    drop(stream);
    service = Service::start(&folder.path());
    let client = reqwest::Client::new();
    let request = client
        .post(format!("http://{}/exchange/v1/batches?documents=refused", service.address))
        .basic_auth("ut-moscow", Some(&secret))
        .header("content-type", "application/x-ndjson")
        .body(body);
    let answer = Answer::to(request).await;
    let (status, counted) = counts(&answer);
    assert_eq!((status, &counted["refused"]), (200, &0.into()), "{}", answer.text);
    assert_eq!(counted["posted"], DOCUMENTS + 2);
    let mut session = folder.session().await;
    let (events, streams): (i64, i64) = sqlx::query_as(
        "SELECT count(*), count(DISTINCT aggregate_id) FROM journal.events
          WHERE aggregate_type = 'settlement_document' AND actor = 'exchange:ut-moscow'",
    )
    .fetch_one(&mut session)
    .await
    .expect("the events");
    assert_eq!((events, streams), (12_000, 12_000));
    session.close().await.ok();
    drop(service);
}

/// The same documents for an organization of the demonstration.
async fn body_of_demonstration(session: &mut PgConnection) -> Vec<u8> {
    let (claim, number, date, currency): (String, String, String, String) = sqlx::query_as(
        "SELECT claim.value, contract.number, contract.signed_on::text, contract.currency
           FROM journal.claims claim JOIN organizations.contracts contract ON contract.organization = claim.owner
          WHERE claim.kind = 'inn_kpp' ORDER BY claim.value, contract.id LIMIT 1",
    )
    .fetch_one(session)
    .await
    .expect("a customer with a contract");
    let (inn, kpp) = claim.split_once('/').expect("INN and KPP");
    let mut customer = counterparty("c-1", 1);
    customer["inn"] = inn.into();
    customer["kpp"] = kpp.into();
    let mut signed = contract("k-1", "c-1", 1);
    signed["number"] = number.into();
    signed["date"] = date.into();
    signed["currency"] = currency.into();
    let invoices = (0..DOCUMENTS).map(|number| invoice(&format!("d-{number}"), 1, "1.00"));
    lines("large", [customer, signed].into_iter().chain(invoices))
}

async fn wait_for_chunk(session: &mut PgConnection) {
    let waiting = async {
        loop {
            let chunks: i64 = sqlx::query_scalar("SELECT count(*) FROM exchange.chunks")
                .fetch_one(&mut *session)
                .await
                .expect("the chunks");
            if chunks > 0 {
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(Duration::from_mins(1), waiting).await.expect("a chunk comes");
}
