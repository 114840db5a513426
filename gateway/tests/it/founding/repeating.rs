//! The same file again, and a file that was edited.

use commands::Requester;
use commands::approvals::PublishApprovalPolicy;
use commands::organizations::RemoveMember;

use super::place::{Place, changed, example, printed};

#[tokio::test]
async fn the_same_file_again_changes_nothing_and_says_so() {
    let place = Place::stocked().await;
    let trial = printed(&place.seed(&example(), &["--dry-run"]));
    assert!(trial.ends_with("This was a trial: nothing was written.\n"), "{trial}");
    assert!(!trial.contains("password"), "{trial}");
    let empty = place.all().await;
    let first = printed(&place.seed(&example(), &[]));
    assert_eq!(first.matches("password, shown this once: ").count(), 3, "{first}");
    assert!(first.contains("new organization ООО «Весёлый маляр», INN 5099477180"), "{first}");
    let full = place.all().await;
    assert_ne!(empty, full);
    let second = printed(&place.seed(&example(), &[]));
    assert_eq!(second, "Nothing changed: everything of the files is there already.\n");
    assert_eq!(place.all().await, full);
}

#[tokio::test]
async fn what_the_supplier_keeps_is_updated_and_said() {
    let place = Place::stocked().await;
    printed(&place.seed(&example(), &[]));
    for (from, to, said) in [
        ("date = \"2026-10-20\"", "date = \"2026-10-22\"", "changed contract ТК-2026/007 of 2026-10-22"),
        ("Печной переулок, д. 5", "Печной переулок, д. 6", "changed legal entity ООО «Тёплый кирпич»"),
        ("amount = \"1830.00\"", "amount = \"2440.00\"", "changed delivery way van"),
        ("free_from = {", "withdrawn = true\nfree_from = {", "withdrawn delivery way van"),
        ("name = \"Свыше 100 000 ₽\"", "name = \"Свыше ста тысяч\"", "approval policy, version 2"),
    ] {
        let told = printed(&place.seed(&changed(from, to), &[]));
        assert!(told.contains(said) && told.ends_with("Changes written: 1.\n"), "{told}");
        let again = printed(&place.seed(&changed(from, to), &[]));
        assert!(again.starts_with("Nothing changed"), "{again}");
        // Back to the example for the next one.
        printed(&place.seed(&example(), &[]));
    }
    let contracts: i64 = sqlx::query_scalar("SELECT count(*) FROM organizations.contracts")
        .fetch_one(&place.database.owner)
        .await
        .unwrap();
    assert_eq!(contracts, 2);
}

#[tokio::test]
async fn what_belongs_to_the_customer_is_left_as_it_is_and_said() {
    let place = Place::stocked().await;
    printed(&place.seed(&example(), &[]));
    let before = place.all().await;
    for (from, to, said) in [
        (
            "roles = [\"purchaser\"]",
            "roles = [\"observer\"]",
            "gleb.sotnikov@malyar.example is purchaser there",
        ),
        ("Europe/Moscow", "Asia/Omsk", "the time zone: not as in the file"),
        ("ул. Малярная, д. 9", "ул. Малярная, д. 8", "the legal data: not as in the file"),
    ] {
        let told = printed(&place.seed(&changed(from, to), &[]));
        assert!(told.contains(said) && told.contains("Nothing changed"), "{told}");
    }
    assert_eq!(place.all().await, before);
}

#[tokio::test]
async fn whoever_left_is_not_let_in_again() {
    let place = Place::stocked().await;
    printed(&place.seed(&example(), &[]));
    let (person, organization) = place.member("gleb.sotnikov@malyar.example").await;
    let console = Requester::console(organization.into());
    place.ask(&console, &RemoveMember { organization, person }).await;
    let before = place.all().await;
    let told = printed(&place.seed(&example(), &[]));
    assert!(
        told.contains("gleb.sotnikov@malyar.example was a member once, and is not let in again"),
        "{told}"
    );
    assert_eq!(place.all().await, before);
}

#[tokio::test]
async fn a_policy_that_the_customer_published_stays() {
    let place = Place::stocked().await;
    printed(&place.seed(&example(), &[]));
    let (person, organization) = place.member("olga.ryabova@malyar.example").await;
    let access = place.commands().access();
    let administrator = access.member(person, organization).await.unwrap();
    let publish = PublishApprovalPolicy { organization, based_on: 1, rules: vec![], note: None };
    place.ask(&administrator, &publish).await;
    let before = place.all().await;
    let told = printed(&place.seed(&example(), &[]));
    assert!(told.contains("the approval policy is one that the organization published"), "{told}");
    assert_eq!(place.all().await, before);
}
