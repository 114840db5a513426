//! Bodies that are too large, too long, too deep, or not what they say.

use gateway::exchange::receiving::limits::{CHUNK_DOCUMENTS, DEPTH, DOCUMENT_BYTES};
use serde_json::json;

use super::base::{Base, batch, gzip, invoice, lines, outcomes};
use crate::server::{Answer, Server};
use crate::world::World;

fn refusal(answer: &Answer) -> (u16, String) {
    (answer.status.as_u16(), answer.json()["code"].as_str().unwrap_or_default().to_owned())
}

#[tokio::test]
async fn a_bomb_is_given_up_before_it_is_large() {
    let server = Server::start().await;
    let base = Base::of(&server, "ut-moscow").await;
    let mut body = lines("bomb", []);
    body.resize(64 << 20, b' ');
    let answer = base.send_lines(body, true).await;
    assert_eq!(refusal(&answer), (413, "EXCHANGE_BODY_TOO_LARGE".to_owned()));
}

#[tokio::test]
async fn lines_that_are_too_long_or_too_deep_are_refused_and_the_others_taken() {
    let world = World::make().await;
    let base = Base::known(&world).await;
    let mut long = invoice("d-1", 1, "1.00");
    long["number"] = json!("x".repeat(DOCUMENT_BYTES));
    let mut deep = json!(1);
    for _ in 0..DEPTH {
        deep = json!([deep]);
    }
    let deep = json!({ "kind": "balance", "id": deep });
    let answer = base.send_lines(lines("b-1", [long, deep, invoice("d-2", 1, "2.00")]), true).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    assert_eq!(
        outcomes(&answer.json()),
        ["EXCHANGE_DOCUMENT_TOO_LONG", "EXCHANGE_DOCUMENT_TOO_DEEP", "posted"]
    );
}

#[tokio::test]
async fn a_body_that_is_not_what_it_says_is_refused_as_a_whole() {
    let server = Server::start().await;
    let base = Base::of(&server, "ut-moscow").await;
    let as_kind = |kind: &'static str, body: &'static str| {
        Answer::to(base.post("batches").header("content-type", kind).body(body))
    };
    assert_eq!(refusal(&as_kind("text/plain", "{}").await), (415, "EXCHANGE_MEDIA_TYPE".to_owned()));
    let windows = as_kind("application/json; charset=windows-1251", "{}").await;
    assert_eq!(refusal(&windows), (415, "EXCHANGE_MEDIA_TYPE".to_owned()));
    let json = "application/json";
    assert_eq!(refusal(&as_kind(json, "").await), (400, "EXCHANGE_BODY_CUT_OFF".to_owned()));
    assert_eq!(refusal(&as_kind(json, "[]").await), (400, "EXCHANGE_BODY_MALFORMED".to_owned()));
    let late = r#"{"documents":[],"batch":"b"}"#;
    assert_eq!(refusal(&as_kind(json, late).await), (400, "EXCHANGE_HEADER_UNUSABLE".to_owned()));
    let packed = base.post("batches").json(&batch("b", &[])).header("content-encoding", "br");
    assert_eq!(refusal(&Answer::to(packed).await), (415, "EXCHANGE_ENCODING".to_owned()));
    let plain = base.post("batches").json(&batch("b", &[])).header("content-encoding", "gzip");
    assert_eq!(refusal(&Answer::to(plain).await), (400, "EXCHANGE_BODY_NOT_GZIP".to_owned()));
    let argument = Answer::to(base.post("batches?documents=none").json(&batch("b", &[]))).await;
    assert_eq!(refusal(&argument), (400, "EXCHANGE_ARGUMENT_UNUSABLE".to_owned()));
}

#[tokio::test]
async fn twenty_thousand_documents_are_held_a_chunk_at_a_time() {
    let world = World::make().await;
    let base = Base::known(&world).await;
    let documents = (0..20_000).map(|number| invoice(&format!("d-{number}"), 1, "1.00"));
    let body = gzip(&lines("large", documents));
    let request = base.post("batches").header("content-type", "application/x-ndjson");
    let answer = Answer::to(request.header("content-encoding", "gzip").body(body)).await;
    assert_eq!(answer.status, 200);
    let answer = answer.json();
    assert_eq!(answer["counts"]["posted"], 20_000, "{}", answer["counts"]);
    assert_eq!(answer["documents"].as_array().map(Vec::len), Some(20_000));
    assert_eq!(answer["documents"][19_999]["index"], 19_999);
    let chunks: Vec<(i32, i64)> = sqlx::query_as(
        "SELECT chunks.documents, chunks.bytes FROM exchange.chunks
           JOIN exchange.batches ON batches.id = batch WHERE key = 'large' ORDER BY number",
    )
    .fetch_all(&world.server.database)
    .await
    .unwrap();
    assert_eq!(chunks.len(), 20_000 / CHUNK_DOCUMENTS);
    assert!(chunks.iter().all(|(documents, bytes)| *documents == 5_000 && *bytes < 2 << 20), "{chunks:?}");
}
