//! The README's walks through one order and through an approval, run as they stand.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::data_folder::TestFolder;
use crate::service::Service;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace")
}

/// The blocks of the README that are marked with a word.
fn walk(marker: &str) -> String {
    let readme = std::fs::read_to_string(root().join("README.md")).expect("the README");
    let begins = format!("```sh {marker}\n");
    let blocks = readme.split(&begins).skip(1);
    let blocks: Vec<_> = blocks.map(|rest| rest.split("```").next().expect("an end")).collect();
    assert!(blocks.len() >= 5, "the walk is in the README");
    blocks.concat()
}

/// What a walk shows, run as it stands against a new demonstration.
fn walked(marker: &str, folder: &Path, service: &Service) -> String {
    let sessions = tempfile::tempdir().expect("a folder");
    let walked = Command::new("bash")
        .args(["-euo", "pipefail", "-c", &walk(marker)])
        .current_dir(root())
        .env("KABINET_URL", format!("http://{}", service.address))
        .env("XDG_RUNTIME_DIR", sessions.path())
        .env("TMPDIR", sessions.path())
        .env("KABINET", concat!("env -u KABINET -u KABINET_URL ", env!("CARGO_BIN_EXE_kabinet")))
        .env("KABINET_DATA_DIR", folder)
        .output()
        .expect("bash");
    let (told, failed) = (String::from_utf8_lossy(&walked.stdout), String::from_utf8_lossy(&walked.stderr));
    assert!(walked.status.success(), "{told}\n{failed}");
    told.into_owned()
}

/// The answers that a walk shows, up to the first line that is no JSON.
fn answers(told: &str) -> Vec<Value> {
    let answers = serde_json::Deserializer::from_str(told).into_iter::<Value>();
    answers.map_while(Result::ok).collect()
}

#[tokio::test]
async fn the_walk_through_an_approval_needs_two_of_three_and_the_director() {
    let folder = TestFolder::new();
    let service = Service::start_with(&folder.path(), &["--demo"]);
    let told = walked("approval", &folder.path(), &service);
    let answers = answers(&told);
    let at = |pointer: &str| -> Vec<&Value> { answers.iter().filter_map(|it| it.pointer(pointer)).collect() };

    let preview = at("/data/organization/approvalPreview")[0];
    assert_eq!(preview["outcome"], "APPROVAL_NEEDED", "{preview}");
    assert_eq!(preview["total"]["amount"], "600291.97");
    let needed: Vec<_> =
        preview["stages"].as_array().unwrap().iter().map(|it| &it["groups"][0]["needed"]).collect();
    assert_eq!(needed, [2, 1]);

    assert_eq!(at("/data/returnOrder/order/status"), ["RETURNED"]);
    let round = at("/data/organization/order/approval")[0];
    assert_eq!(round["round"], 2);
    let instead_of = round["actingFor"].as_array().unwrap();
    assert!(instead_of.iter().any(|it| it["person"]["name"] == "Тимур Галеев"), "{round}");
    assert_eq!(round["stages"][0]["carried"][0]["by"]["name"], "Софья Лагутина");
    let line = &round["difference"]["lines"][0];
    assert_eq!([&line["before"]["quantity"], &line["after"]["quantity"]], ["34", "20"], "{round}");

    let granted = at("/data/approveOrder/order/approval/stages")[0];
    let deputy = &granted[0]["decisions"][0];
    assert_eq!(deputy["by"]["name"], "Артём Кулик");
    let instead_of: Vec<_> = deputy["onBehalfOf"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["person"]["name"].as_str().unwrap())
        .collect();
    assert!(instead_of.contains(&"Тимур Галеев"), "{instead_of:?}");
    assert_eq!(granted[1]["decisions"][0]["by"]["name"], "Роман Бережной");

    let notices = at("/data/viewer/notifications")[0];
    assert!(notices["unreadCount"].as_i64().unwrap() >= 3, "{notices}");
    for name in ["Софья Лагутина", "Тимур Галеев", "Артём Кулик", "Роман Бережной", "Денис Полозов"]
    {
        assert!(told.contains(&format!("{name}: ")), "{name} is not in the timeline:\n{told}");
    }
}

#[tokio::test]
async fn the_walk_through_one_order_leads_to_its_close() {
    let folder = TestFolder::new();
    let service = Service::start_with(&folder.path(), &["--demo"]);
    let told = walked("walk", &folder.path(), &service);
    for words in ["PENDING_APPROVAL", "AVAILABLE", "\"CLOSED\"", "confirm_approved_order"] {
        assert!(told.contains(words), "{words} is not in what the walk shows:\n{told}");
    }
    let mut session = folder.session().await;
    let events: Vec<String> = sqlx::query_scalar(
        "SELECT event_type FROM journal.events
          WHERE aggregate_type = 'order' AND aggregate_id = (
                SELECT aggregate_id FROM journal.events WHERE event_type = 'Closed' ORDER BY position DESC LIMIT 1)
          ORDER BY sequence",
    )
    .fetch_all(&mut session)
    .await
    .expect("the order's events");
    let expected = [
        "Drafted",
        "Submitted",
        "Approved",
        "Confirmed",
        "TakenIntoProcessing",
        "Shipped",
        "Delivered",
        "Closed",
    ];
    assert_eq!(events, expected);
}

#[tokio::test]
async fn the_walk_over_the_limit_ends_with_a_payment_that_frees_the_order() {
    let folder = TestFolder::new();
    let service = Service::start_with(&folder.path(), &["--demo"]);
    let told = walked("money", &folder.path(), &service);
    let answers = answers(&told);
    let at = |pointer: &str| -> Vec<&Value> { answers.iter().filter_map(|it| it.pointer(pointer)).collect() };

    let account = at("/data/organization/account")[0];
    assert_eq!(account["entries"]["nodes"].as_array().map(Vec::len), Some(3), "{account}");
    let amount = |value: &Value| value["amount"].as_str().unwrap().parse::<f64>().unwrap();
    assert!(amount(&account["totals"][0]["receivable"]["total"]) > 0.0, "{account}");
    let refused: Vec<_> = at("/counts/refused").into_iter().map(Value::as_u64).collect();
    assert_eq!(refused, [Some(0), Some(0), Some(0)], "{told}");
    let reconciled = at("/data/organization/account/reconciliation")[0];
    assert_eq!(reconciled["status"], "READY", "{reconciled}");
    let lines = reconciled["comparison"]["lines"].as_array().unwrap();
    assert!(lines.iter().any(|line| line["agreement"] == "MISSING_WITH_US"), "{reconciled}");
    assert!(lines.iter().any(|line| line["agreement"] == "MISSING_IN_1C"), "{reconciled}");
    let held = &at("/data/organization/order/heldFor")[0][0];
    assert_eq!((&held["hold"], &held["credit"]["outcome"]), (&"CREDIT".into(), &"HOLD".into()), "{held}");
    let credit = at("/data/organization/credit")[0];
    assert_eq!(credit["available"]["amount"], "0.00", "{credit}");
    let holds = credit["holds"].as_array().unwrap();
    assert!(holds.iter().any(|hold| hold["left"]["amount"] == "2050.00"), "the order of the walk: {credit}");
    assert!(told.contains("Closing balance"), "{told}");
}
