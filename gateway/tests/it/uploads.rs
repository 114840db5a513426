//! Documents that 1C uploads: taken as they are, and seen by those whom they concern.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::exchange::base::batch;
use crate::exchange::base::{Base, counterparty};
use crate::server::{Answer, Browser};
use crate::world::{ORGANIZATION, STRANGE, World, id};

const PDF: &[u8] = b"%PDF-1.7\nthe contract";
const CONTRACT: &str = "version=1&counterparty=c-1&kind=contract&number=12%2F26&date=2026-01-15";

async fn upload(base: &Base, method: Method, path: &str, media: &str, body: &[u8]) -> Answer {
    let request = base.request(method, &format!("files/{path}")).header("content-type", media);
    Answer::to(request.body(body.to_vec())).await
}

async fn put(base: &Base, path: &str, body: &[u8]) -> (u16, String) {
    let answer = upload(base, Method::PUT, path, "application/pdf", body).await;
    said(&answer)
}

fn said(answer: &Answer) -> (u16, String) {
    let json = answer.json();
    let said = json["outcome"].as_str().or_else(|| json["code"].as_str()).expect("an outcome or a code");
    (answer.status.as_u16(), said.to_owned())
}

async fn documents(browser: &Browser) -> Vec<Value> {
    let query = "query($id: ID!) { organization(id: $id) { documents { nodes {
        id kind number date orderId name mediaType size url } } } }";
    let data = browser.data(query, json!({ "id": id(ORGANIZATION) })).await;
    data["organization"]["documents"]["nodes"].as_array().expect("a list").clone()
}

#[tokio::test]
async fn a_document_of_1c_is_listed_and_downloaded_as_it_came() {
    let world = World::make().await;
    let base = Base::known(&world).await;
    assert_eq!(put(&base, &format!("f-1?{CONTRACT}"), PDF).await, (200, "posted".to_owned()));
    assert_eq!(put(&base, &format!("f-1?{CONTRACT}"), PDF).await, (200, "unchanged".to_owned()));
    let accountant = world.as_("accountant").await;

    let seen = documents(&accountant).await;
    let [document] = seen.as_slice() else { panic!("one document: {seen:?}") };
    assert_eq!((&document["kind"], &document["number"]), (&json!("CONTRACT"), &json!("12/26")));
    assert_eq!((&document["name"], &document["size"]), (&json!("contract 12_26.pdf"), &json!(PDF.len())));
    let url = document["url"].as_str().unwrap();
    let answer = accountant.get(url, "ru").await;
    assert_eq!((answer.status, answer.text.as_bytes()), (StatusCode::OK, PDF));
    assert_eq!(answer.header("content-type"), "application/pdf");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    assert!(answer.header("content-disposition").starts_with("attachment; "));

    let newer = format!("f-1?{}", CONTRACT.replace("version=1", "version=2"));
    assert_eq!(put(&base, &newer, b"%PDF-1.7\nanother").await, (200, "replaced".to_owned()));
    assert!(accountant.get(url, "ru").await.text.ends_with("another"), "the address stays");
    let gone = upload(&base, Method::DELETE, "f-1?version=3", "application/pdf", b"").await;
    assert_eq!(said(&gone), (200, "reversed".to_owned()));
    assert!(documents(&accountant).await.is_empty());
    assert_eq!(accountant.get(url, "ru").await.status, StatusCode::NOT_FOUND);
    assert_eq!(put(&base, &newer, PDF).await, (200, "outdated".to_owned()));
}

#[tokio::test]
async fn a_document_is_seen_by_those_who_see_the_account_or_its_order() {
    let world = World::make().await;
    let base = Base::known(&world).await;
    let purchaser = world.as_("purchaser").await;
    let order = world.draft(&purchaser, 2).await;
    let (known_as, encoded) = (bare(&order), order["id"].as_str().unwrap());
    let of_order = format!("f-2?version=1&order={known_as}&kind=invoice&date=2026-03-01");
    assert_eq!(put(&base, &format!("f-1?{CONTRACT}"), PDF).await.1, "posted");
    assert_eq!(put(&base, &of_order, b"%PDF-1.4 invoice").await.1, "posted");

    let administrator = world.as_("administrator").await;
    let all = documents(&administrator).await;
    assert_eq!(all.len(), 2);
    for (name, sees) in
        [("accountant", 2), ("purchaser", 1), ("colleague", 0), ("observer", 1), ("approver", 1)]
    {
        assert_eq!(documents(&world.as_(name).await).await.len(), sees, "{name}");
    }
    let invoice = all.iter().find(|document| document["kind"] == "INVOICE").unwrap();
    let contract = all.iter().find(|document| document["kind"] == "CONTRACT").unwrap();
    assert_eq!(invoice["orderId"], encoded);
    let path = |document: &Value| document["url"].as_str().unwrap().to_owned();
    assert_eq!(purchaser.get(&path(invoice), "ru").await.status, StatusCode::OK);
    assert_eq!(purchaser.get(&path(contract), "ru").await.status, StatusCode::NOT_FOUND);
    let stranger = world.as_("stranger").await;
    assert_eq!(stranger.get(&path(invoice), "ru").await.status, StatusCode::NOT_FOUND);
    let through_own = path(invoice).replace(&id(ORGANIZATION), &id(STRANGE));
    assert_eq!(stranger.get(&through_own, "ru").await.status, StatusCode::NOT_FOUND);
    let nobody = world.server.browser();
    assert_eq!(nobody.get(&path(invoice), "ru").await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(world.as_("manager").await.get(&path(contract), "ru").await.status, StatusCode::OK);
}

fn bare(order: &Value) -> String {
    let (kind, uuid) = gateway::graphql::global_id::decode(order["id"].as_str().unwrap()).unwrap();
    assert_eq!(kind, "order");
    uuid.to_string()
}

#[tokio::test]
async fn what_is_no_document_of_a_customer_is_refused_and_nothing_is_kept() {
    let world = World::make().await;
    let base = Base::known(&world).await;
    let path = |more: &str| format!("f-1?{more}");
    for (query, media, body, refused) in [
        (CONTRACT.replace("c-1", "c-9"), "application/pdf", PDF, (422, "EXCHANGE_COUNTERPARTY_UNKNOWN")),
        (CONTRACT.replace("&counterparty=c-1", ""), "application/pdf", PDF, (422, "FILE_OWNER_MISSING")),
        (format!("{CONTRACT}&order=1000042"), "application/pdf", PDF, (422, "EXCHANGE_ORDER_UNKNOWN")),
        (
            CONTRACT.replace("kind=contract", "kind=letter"),
            "application/pdf",
            PDF,
            (400, "EXCHANGE_ARGUMENT_UNUSABLE"),
        ),
        (
            CONTRACT.replace("version=1", "version=one"),
            "application/pdf",
            PDF,
            (400, "EXCHANGE_ARGUMENT_UNUSABLE"),
        ),
        (
            CONTRACT.replace("2026-01-15", "15.01.2026"),
            "application/pdf",
            PDF,
            (400, "EXCHANGE_ARGUMENT_UNUSABLE"),
        ),
        (format!("{CONTRACT}&name=.htaccess"), "application/pdf", PDF, (400, "EXCHANGE_ARGUMENT_UNUSABLE")),
        (CONTRACT.to_owned(), "text/html", b"<script>" as &[u8], (415, "FILE_MEDIA_UNUSABLE")),
        (CONTRACT.to_owned(), "application/pdf", b"<script>", (422, "FILE_NOT_WHAT_IT_SAYS")),
        (CONTRACT.to_owned(), "application/pdf", b"", (422, "FILE_EMPTY")),
    ] {
        let answer = upload(&base, Method::PUT, &path(&query), media, body).await;
        assert_eq!(said(&answer), (refused.0, refused.1.to_owned()), "{query}");
        assert!(!answer.json()["message"].as_str().unwrap().is_empty());
    }
    let mut large = PDF.to_vec();
    large.resize((20 << 20) + 1, b' ');
    assert_eq!(put(&base, &path(CONTRACT), &large).await, (413, "FILE_TOO_LARGE".to_owned()));
    let gone = upload(&base, Method::DELETE, "f-1?version=3", "application/pdf", b"").await;
    assert_eq!(said(&gone), (404, "FILE_UNKNOWN".to_owned()));
    let kept: i64 = sqlx::query_scalar(
        "SELECT (SELECT count(*) FROM documents.files) + (SELECT count(*) FROM documents.contents)",
    )
    .fetch_one(&world.server.database)
    .await
    .unwrap();
    assert_eq!(kept, 0);
}

#[tokio::test]
async fn a_base_cannot_change_the_file_of_another_nor_give_one_to_anothers_customer() {
    let world = World::make().await;
    let moscow = Base::known(&world).await;
    let perm = Base::of(&world.server, "ut-perm").await;
    assert_eq!(put(&moscow, &format!("f-1?{CONTRACT}"), PDF).await.1, "posted");
    let gone = upload(&perm, Method::DELETE, "f-1?version=9", "application/pdf", b"").await;
    assert_eq!(said(&gone).1, "FILE_UNKNOWN");
    assert_eq!(put(&perm, &format!("f-1?{CONTRACT}"), PDF).await.1, "EXCHANGE_COUNTERPARTY_UNKNOWN");
    perm.send(&batch("b", &[counterparty("c-1", 1)])).await;
    assert_eq!(put(&perm, &format!("f-1?{CONTRACT}"), PDF).await.1, "posted", "its own f-1 is another");
    assert_eq!(documents(&world.as_("accountant").await).await.len(), 2);
}
