//! An order from draft to shipped, and what is refused on the way.

use std::collections::BTreeSet;

use commands::CommandError;
use commands::ordering::{
    CancelForCustomer, CancelOrder, CarriageAsked, CloseOrder, CreateDraft, DeliverOrder, EditOrderLines,
    HoldOrder, LineChange, ShipOrder, SubmitOrder, TakeOrderIntoProcessing, WithdrawOrder,
};
use commands::processes;
use domain::approvals::case::{ApprovalCase, Outcome};
use domain::ordering::OrderStatus;
use domain::ordering::order::Hold;
use domain::organizations::MemberRole;
use domain::vocabulary::{Currency, Money, OrderId, PersonId};
use futures_util::future::join_all;
use rust_decimal::Decimal;

use crate::shop::{Shop, refusal_of, units};
use crate::writing::new_id;

fn roubles(amount: u32) -> Money {
    Money::new(Decimal::from(amount), Currency::RUB)
}

#[tokio::test]
async fn an_order_goes_from_draft_to_closed() {
    let shop = Shop::open().await;
    let order = shop.approved().await;
    for event in shop.history().await {
        processes::all()[0].react(&event, &shop.node).await.expect("no failure");
    }
    assert_eq!(shop.status(order).await, OrderStatus::Confirmed);
    let manager = shop.manager().await;
    shop.ask(&manager, &TakeOrderIntoProcessing { order }).await.expect("taken");
    shop.ask(
        &manager,
        &ShipOrder { order, lines: vec![(shop.products[0], units(4))], carriage: CarriageAsked::default() },
    )
    .await
    .expect("a part");
    assert_eq!(shop.status(order).await, OrderStatus::PartiallyShipped);
    shop.ask(&manager, &ShipOrder { order, lines: vec![], carriage: CarriageAsked::default() })
        .await
        .expect("the rest");
    shop.ask(&manager, &DeliverOrder { order }).await.expect("delivered");
    shop.ask(&manager, &CloseOrder { order }).await.expect("closed");
    assert_eq!(shop.status(order).await, OrderStatus::Closed);
}

#[tokio::test]
async fn an_administrators_order_needs_no_approval() {
    let shop = Shop::open().await;
    let who = shop.member(shop.administrator).await;
    let draft = CreateDraft { contract: shop.contract, lines: vec![(shop.products[1], units(1))] };
    let order = shop.ask(&who, &draft).await.expect("begun").order;
    let submitted =
        shop.ask(&who, &SubmitOrder { order, accepted_total: Some(roubles(300)) }).await.expect("submitted");
    assert_eq!(submitted.case, None);
    assert_eq!(shop.status(order).await, OrderStatus::Approved);
}

#[tokio::test]
async fn prices_that_changed_since_they_were_shown_are_not_ordered_at() {
    let shop = Shop::open().await;
    let order = shop.draft().await;
    let who = shop.member(shop.purchaser).await;
    shop.reprice(shop.products[0], 110).await;
    let refused = shop
        .ask(&who, &SubmitOrder { order, accepted_total: Some(roubles(1_200)) })
        .await
        .expect_err("dearer");
    assert_eq!(refusal_of(&refused), "ORDER_REPRICED");
    shop.ask(&who, &SubmitOrder { order, accepted_total: Some(roubles(1_320)) })
        .await
        .expect("at the price of now");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_submissions_one_is_refused() {
    let shop = Shop::open().await;
    let order = shop.draft().await;
    let who = shop.member(shop.purchaser).await;
    let nodes = [shop.node.clone(), shop.another_node()];
    let request = commands::Request::new(new_id());
    let submit = SubmitOrder { order, accepted_total: None };
    let ended = join_all(nodes.iter().map(|node| node.execute(&who, &request, &submit))).await;
    assert_eq!(ended.iter().filter(|end| end.is_ok()).count(), 1);
    let refused = ended.iter().filter_map(|end| end.as_ref().err()).map(refusal_of).collect::<Vec<_>>();
    assert_eq!(refused, ["ORDER_STEP_NOT_ALLOWED"]);
    let opened = "SELECT count(*) FROM journal.events WHERE aggregate_type = 'approval_case' AND event_type = 'Opened'";
    assert_eq!(shop.database.number(opened).await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn twenty_people_submit_at_once_and_get_twenty_numbers() {
    let shop = Shop::open().await;
    let nodes = [shop.node.clone(), shop.another_node()];
    let mut orders = Vec::new();
    for _ in 0..20 {
        let person = PersonId(new_id());
        shop.join(person, MemberRole::Purchaser).await;
        let who = shop.member(person).await;
        let draft = CreateDraft { contract: shop.contract, lines: vec![(shop.products[0], units(1))] };
        orders.push((shop.ask(&who, &draft).await.expect("begun").order, who));
    }
    let request = commands::Request::new(new_id());
    let submissions = orders.iter().enumerate().map(|(n, (order, who))| {
        let (node, request) = (&nodes[n % 2], &request);
        async move { node.execute(who, request, &SubmitOrder { order: *order, accepted_total: None }).await }
    });
    for end in join_all(submissions).await {
        end.expect("submitted");
    }
    let mut numbers = BTreeSet::new();
    for (order, _) in &orders {
        numbers.insert(shop.order(*order).await.number().expect("a number").to_string());
    }
    assert_eq!(numbers.len(), 20);
}

#[tokio::test]
async fn a_blocked_member_can_do_nothing_from_that_moment() {
    let shop = Shop::open().await;
    let submitted = shop.submitted().await;
    let order = shop.draft().await;
    let who = shop.member(shop.purchaser).await;
    shop.block(shop.purchaser).await;
    let before = shop.history().await.len();
    let draft = CreateDraft { contract: shop.contract, lines: vec![] };
    let changes = vec![LineChange::Remove(shop.products[0])];
    let reason = "Не нужно".to_owned();
    let ended = [
        shop.ask(&who, &draft).await.map(drop),
        shop.ask(&who, &EditOrderLines { order, changes }).await,
        shop.ask(&who, &SubmitOrder { order, accepted_total: None }).await.map(drop),
        shop.ask(&who, &WithdrawOrder { order: submitted }).await,
        shop.ask(&who, &CancelOrder { order, reason }).await,
    ];
    assert!(ended.iter().all(|end| matches!(end, Err(CommandError::Forbidden))), "{ended:?}");
    assert_eq!(shop.history().await.len(), before);
    assert_eq!(shop.database.number("SELECT count(*) FROM journal.texts").await, 0);
}

#[tokio::test]
async fn orders_of_another_organization_and_of_colleagues_are_not_found() {
    let shop = Shop::open().await;
    let order = shop.submitted().await;
    let stranger = shop.stranger().await;
    let colleague = PersonId(new_id());
    shop.join(colleague, MemberRole::Purchaser).await;
    let colleague = shop.member(colleague).await;
    let approve = shop.approval(order).await;
    for who in [&stranger, &colleague] {
        let reason = "Не моё".to_owned();
        let ended = [
            shop.ask(who, &WithdrawOrder { order }).await,
            shop.ask(who, &CancelOrder { order, reason }).await,
            shop.ask(who, &EditOrderLines { order, changes: vec![] }).await,
        ];
        assert!(ended.iter().all(|end| matches!(end, Err(CommandError::NotFound))), "{ended:?}");
    }
    assert!(matches!(shop.ask(&stranger, &approve).await, Err(CommandError::NotFound)));
    let foreign = CreateDraft { contract: shop.contract, lines: vec![] };
    assert!(matches!(shop.ask(&stranger, &foreign).await, Err(CommandError::NotFound)), "a foreign contract");
    let outsider = shop.node.access().member(stranger.person().expect("a person"), shop.organization).await;
    assert!(matches!(outsider, Err(CommandError::NotFound)));
}

#[tokio::test]
async fn what_is_not_ones_business_is_forbidden() {
    let shop = Shop::open().await;
    let order = shop.submitted().await;
    let approver = shop.member(shop.approver).await;
    let purchaser = shop.member(shop.purchaser).await;
    let draft = CreateDraft { contract: shop.contract, lines: vec![] };
    let hold = Hold::Credit;
    assert!(matches!(shop.ask(&approver, &draft).await, Err(CommandError::Forbidden)));
    assert!(matches!(
        shop.ask(&purchaser, &HoldOrder { order, hold, reason: None }).await,
        Err(CommandError::Forbidden)
    ));
    let approve = shop.approval(order).await;
    assert!(matches!(shop.ask(&purchaser, &approve).await, Err(CommandError::Forbidden)));
    let staff = shop.node.access().staff(shop.purchaser, shop.organization.into()).await;
    assert!(matches!(staff, Err(CommandError::Forbidden)));
}

#[tokio::test]
async fn a_cancelled_submission_voids_its_case() {
    let shop = Shop::open().await;
    let order = shop.submitted().await;
    let case = shop.order(order).await.case().expect("a case");
    let approve = shop.approval(order).await;
    let reason = "Нет на складе".to_owned();
    shop.ask(&shop.manager().await, &CancelForCustomer { order, reason }).await.expect("cancelled");
    assert_eq!(shop.load::<ApprovalCase>(case.uuid()).await.outcome(), Some(Outcome::Voided));
    let late = shop.ask(&shop.member(shop.approver).await, &approve).await.expect_err("too late");
    assert!(["CASE_CLOSED", "ORDER_STEP_NOT_ALLOWED"].contains(&refusal_of(&late)), "{late}");
}

#[tokio::test]
async fn a_reason_that_cannot_be_kept_is_refused_and_nothing_happens() {
    let shop = Shop::open().await;
    let order = shop.draft().await;
    let who = shop.member(shop.purchaser).await;
    for (reason, code) in
        [("  ", "COMMENT_MISSING"), (&*"я".repeat(4_001), "COMMENT_TOO_LONG"), ("a\0b", "TEXT_UNSTORABLE")]
    {
        let cancel = CancelOrder { order, reason: reason.to_owned() };
        assert_eq!(refusal_of(&shop.ask(&who, &cancel).await.expect_err(code)), code);
    }
    assert_eq!(shop.status(order).await, OrderStatus::Draft);
}

#[tokio::test]
async fn an_order_that_nobody_began_is_not_found() {
    let shop = Shop::open().await;
    let who = shop.member(shop.administrator).await;
    let submit = SubmitOrder { order: OrderId(new_id()), accepted_total: None };
    assert!(matches!(shop.ask(&who, &submit).await, Err(CommandError::NotFound)));
}

#[tokio::test]
async fn an_old_draft_is_submitted_at_the_terms_and_under_the_names_of_now() {
    let shop = Shop::open().await;
    let order = shop.draft().await;
    shop.execute(
        "INSERT INTO catalogue.price_types (id, external_id, name, currency, vat_included)
         VALUES ('00000000-0000-0000-0000-0000000000aa', 'retail', 'Розничная', 'RUB', false);
         INSERT INTO catalogue.prices (price_type, product, amount, currency, valid_from)
         SELECT '00000000-0000-0000-0000-0000000000aa', id, 500, 'RUB', '2026-01-01' FROM catalogue.products;
         UPDATE organizations.contracts SET price_type = '00000000-0000-0000-0000-0000000000aa';
         UPDATE catalogue.products SET unit_name = 'упак' WHERE name = 'Болт'",
    )
    .await;
    let who = shop.member(shop.purchaser).await;
    let changes = vec![LineChange::Add(shop.products[1], units(1))];
    shop.ask(&who, &EditOrderLines { order, changes }).await.expect("added");
    let added = shop.order(order).await.line(shop.products[1]).cloned().expect("a line");
    assert_eq!((added.quote.price, &*added.quote.price_type_name), (roubles(500), "Розничная"));
    shop.ask(&who, &SubmitOrder { order, accepted_total: Some(roubles(6_600)) }).await.expect("submitted");
    let order = shop.order(order).await;
    let bolts = order.line(shop.products[0]).expect("a line");
    assert_eq!((&*bolts.goods.unit, bolts.quote.price), ("упак", roubles(500)));
    assert_eq!(order.contract().expect("a contract").price_type_name, "Розничная");
}

#[tokio::test]
async fn a_contract_whose_type_of_price_is_not_there_yet_says_so() {
    let shop = Shop::open().await;
    shop.execute("UPDATE organizations.contracts SET price_type = '00000000-0000-0000-0000-0000000000ab'")
        .await;
    let who = shop.member(shop.purchaser).await;
    let draft = CreateDraft { contract: shop.contract, lines: vec![] };
    let refused = shop.ask(&who, &draft).await.expect_err("no type of price");
    assert_eq!(refusal_of(&refused), "CONTRACT_PRICE_TYPE_MISSING");
}
