//! The README's walk through one order, run as it stands.

use std::path::Path;
use std::process::Command;

use crate::data_folder::TestFolder;
use crate::service::Service;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace")
}

/// The blocks of the README that are marked as the walk.
fn walk() -> String {
    let readme = std::fs::read_to_string(root().join("README.md")).expect("the README");
    let blocks: Vec<_> =
        readme.split("```sh walk\n").skip(1).map(|rest| rest.split("```").next().expect("an end")).collect();
    assert!(blocks.len() >= 5, "the walk is in the README");
    blocks.concat()
}

#[tokio::test]
async fn the_walk_through_one_order_leads_to_its_close() {
    let folder = TestFolder::new();
    let service = Service::start_with(&folder.path(), &["--demo"]);
    let sessions = tempfile::tempdir().expect("a folder");
    let walked = Command::new("bash")
        .args(["-euo", "pipefail", "-c", &walk()])
        .current_dir(root())
        .env("KABINET_URL", format!("http://{}", service.address))
        .env("XDG_RUNTIME_DIR", sessions.path())
        .output()
        .expect("bash");
    let (told, failed) = (String::from_utf8_lossy(&walked.stdout), String::from_utf8_lossy(&walked.stderr));
    assert!(walked.status.success(), "{told}\n{failed}");
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
