//! The same key and request give the first result again; nothing else does.

use std::collections::BTreeSet;

use commands::ordering::{CreateDraft, EditOrderLines, LineChange, SetCartLine, SubmitOrder};
use commands::organizations::ChangeMemberRoles;
use commands::{CommandError, Done};
use domain::organizations::MemberRole;
use domain::vocabulary::{ContractId, OrganizationId, PersonId};
use futures_util::future::join_all;

use crate::shop::{Shop, keyed, refusal_of, units};
use crate::writing::new_id;

fn draft(shop: &Shop) -> CreateDraft {
    CreateDraft { contract: shop.contract, lines: vec![(shop.products[0], units(1))] }
}

async fn events(shop: &Shop) -> i64 {
    shop.database.number("SELECT count(*) FROM journal.events WHERE aggregate_type = 'order'").await
}

#[tokio::test]
async fn a_repeated_request_gets_the_first_outcome_and_position() {
    let shop = Shop::open().await;
    let who = shop.member(shop.purchaser).await;
    let first = shop.ask_once(&who, "once", &draft(&shop)).await.expect("begun");
    shop.draft().await;
    let again = shop.ask_once(&who, "once", &draft(&shop)).await.expect("known");
    assert_eq!((again.outcome, again.position), (first.outcome, first.position));
    let other = shop.ask_once(&who, "twice", &draft(&shop)).await.expect("begun");
    assert_ne!(other.outcome, first.outcome);
    assert_eq!(events(&shop).await, 3);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn ten_at_once_on_two_nodes_append_once() {
    let shop = Shop::open().await;
    let who = shop.member(shop.purchaser).await;
    let nodes = [shop.node.clone(), shop.another_node()];
    let (request, command) = (keyed("once"), draft(&shop));
    let asked = (0..10).map(|n| nodes[n % 2].execute(&who, &request, &command));
    let done: Vec<_> = join_all(asked).await.into_iter().map(|end| end.expect("done")).collect();
    let distinct: BTreeSet<_> = done.iter().map(|done| (done.outcome.order, done.position)).collect();
    assert_eq!(distinct.len(), 1);
    assert_eq!(events(&shop).await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn ten_copies_of_a_step_that_is_possible_once_all_get_its_result() {
    let shop = Shop::open().await;
    let order = shop.draft().await;
    let who = shop.member(shop.purchaser).await;
    let nodes = [shop.node.clone(), shop.another_node()];
    let (request, command) = (keyed("submit"), SubmitOrder { order, accepted_total: None });
    let asked = (0..10).map(|n| nodes[n % 2].execute(&who, &request, &command));
    let done: Vec<Done<_>> = join_all(asked).await.into_iter().map(|end| end.expect("submitted")).collect();
    let distinct: BTreeSet<_> = done.iter().map(|done| (done.outcome.case, done.position)).collect();
    assert_eq!(distinct.len(), 1);
}

#[tokio::test]
async fn another_request_under_the_key_is_refused() {
    let shop = Shop::open().await;
    let who = shop.member(shop.purchaser).await;
    shop.ask_once(&who, "once", &draft(&shop)).await.expect("begun");
    let more = CreateDraft { lines: vec![(shop.products[0], units(2))], ..draft(&shop) };
    let other = SetCartLine { product: shop.products[0], quantity: None, add: false };
    assert!(matches!(shop.ask_once(&who, "once", &more).await, Err(CommandError::KeyReused)));
    assert!(matches!(shop.ask_once(&who, "once", &other).await, Err(CommandError::KeyReused)));
    assert_eq!(events(&shop).await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_different_requests_at_once_under_a_key_one_is_carried_out() {
    let shop = Shop::open().await;
    let who = shop.member(shop.purchaser).await;
    let request = keyed("once");
    let drafts: Vec<_> =
        (1..=8).map(|n| CreateDraft { lines: vec![(shop.products[0], units(n))], ..draft(&shop) }).collect();
    let ended = join_all(drafts.iter().map(|draft| shop.node.execute(&who, &request, draft))).await;
    assert_eq!(ended.iter().filter(|end| end.is_ok()).count(), 1);
    assert_eq!(ended.iter().filter(|end| matches!(end, Err(CommandError::KeyReused))).count(), 7);
    assert_eq!(events(&shop).await, 1);
}

#[tokio::test]
async fn a_refusal_is_not_remembered() {
    let shop = Shop::open().await;
    let who = shop.member(shop.purchaser).await;
    let empty = CreateDraft { lines: vec![], ..draft(&shop) };
    let order = shop.ask(&who, &empty).await.expect("an empty draft").order;
    let submit = SubmitOrder { order, accepted_total: None };
    let refused = shop.ask_once(&who, "submit", &submit).await.expect_err("nothing to submit");
    assert_eq!(refusal_of(&refused), "ORDER_EMPTY");
    let changes = vec![LineChange::Add(shop.products[0], units(1))];
    shop.ask(&who, &EditOrderLines { order, changes }).await.expect("a line");
    shop.ask_once(&who, "submit", &submit).await.expect("submitted under the same key");
}

#[tokio::test]
async fn a_key_belongs_to_a_person_in_an_organization() {
    let shop = Shop::open().await;
    let elsewhere = OrganizationId(new_id());
    let contract = ContractId(new_id());
    shop.register(elsewhere, shop.purchaser).await;
    shop.sign(elsewhere, contract).await;
    let mine = shop.member(shop.purchaser).await;
    let colleague = shop.member(shop.administrator).await;
    let there = shop.node.access().member(shop.purchaser, elsewhere).await.expect("a member there too");
    shop.ask_once(&mine, "once", &draft(&shop)).await.expect("begun");
    shop.ask_once(&colleague, "once", &draft(&shop)).await.expect("begun by a colleague");
    shop.ask_once(&there, "once", &CreateDraft { contract, ..draft(&shop) }).await.expect("begun there");
    assert_eq!(events(&shop).await, 3);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_change_of_a_plain_table_happens_once_as_well() {
    let shop = Shop::open().await;
    shop.draft().await;
    let who = shop.member(shop.purchaser).await;
    let command = SetCartLine { product: shop.products[0], quantity: Some(units(3)), add: true };
    let request = keyed("add");
    let first = shop.node.execute(&who, &request, &command).await.expect("added");
    shop.draft().await;
    for again in join_all((0..10).map(|_| shop.node.execute(&who, &request, &command))).await {
        assert_eq!(again.expect("known").position, first.position);
    }
    let quantity = "SELECT sum(quantity)::bigint FROM ordering.cart_lines";
    assert_eq!(shop.database.number(quantity).await, 3);
    let request = keyed("add again");
    for done in join_all((0..10).map(|_| shop.node.execute(&who, &request, &command))).await {
        done.expect("added, or known");
    }
    assert_eq!(shop.database.number(quantity).await, 6);
}

#[tokio::test]
async fn a_refused_change_of_a_plain_table_leaves_no_key() {
    let shop = Shop::open().await;
    let who = shop.member(shop.purchaser).await;
    let unknown = SetCartLine { product: new_id().into(), quantity: Some(units(1)), add: false };
    let refused = shop.ask_once(&who, "add", &unknown).await.expect_err("no such product");
    assert_eq!(refusal_of(&refused), "CART_PRODUCT_UNKNOWN");
    assert_eq!(shop.database.number("SELECT count(*) FROM ordering.carts").await, 0);
    assert_eq!(shop.database.number("SELECT count(*) FROM journal.idempotency").await, 0);
}

#[tokio::test]
async fn a_key_that_cannot_be_kept_is_refused_in_words() {
    let shop = Shop::open().await;
    let who = shop.member(shop.purchaser).await;
    for key in ["", "a\0b", "a\nb", &"к".repeat(201)] {
        let refused = shop.ask_once(&who, key, &draft(&shop)).await.expect_err(key);
        assert_eq!(refusal_of(&refused), "IDEMPOTENCY_KEY_UNUSABLE");
    }
    shop.ask_once(&who, &"к".repeat(200), &draft(&shop)).await.expect("the longest key");
}

#[tokio::test]
async fn whoever_was_blocked_does_not_get_the_first_result_either() {
    let shop = Shop::open().await;
    shop.ask_once(&shop.member(shop.purchaser).await, "once", &draft(&shop)).await.expect("begun");
    shop.block(shop.purchaser).await;
    let looked_up = shop.node.access().member(shop.purchaser, shop.organization).await;
    assert!(matches!(looked_up, Err(CommandError::Forbidden)));
}

#[tokio::test]
async fn whoever_gave_up_the_right_by_the_request_gets_its_first_result_again() {
    let shop = Shop::open().await;
    shop.join(PersonId(new_id()), MemberRole::Administrator).await;
    let roles = BTreeSet::from([MemberRole::Observer]);
    let (organization, person) = (shop.organization, shop.administrator);
    let step_down = ChangeMemberRoles { organization, person, roles };
    let first = shop.ask_once(&shop.member(person).await, "down", &step_down).await.expect("stepped down");
    let again = shop.ask_once(&shop.member(person).await, "down", &step_down).await.expect("known");
    assert_eq!(again.position, first.position);
    let other = shop.ask_once(&shop.member(person).await, "again", &step_down).await;
    assert!(matches!(other, Err(CommandError::Forbidden)));
}
