//! Decisions at the same moment have one winner, and everybody else is told why.

use std::collections::BTreeMap;

use commands::ordering::{DecideOrder, DecisionAsked, WithdrawOrder};
use commands::organizations::RemoveMember;
use commands::{CommandError, Request};
use domain::approvals::case::{ApprovalCase, Outcome};
use domain::ordering::OrderStatus;
use domain::organizations::MemberRole;
use domain::vocabulary::PersonId;

use crate::shop::{Shop, keyed, refusal_of};
use crate::writing::new_id;

/// Whether exactly one came through, and what the other was told.
fn one_winner(ended: [Result<(), CommandError>; 2]) -> &'static str {
    match ended {
        [Ok(()), Err(error)] | [Err(error), Ok(())] => refusal_of(&error),
        other => panic!("not one winner: {other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_approvers_at_once_one_approves() {
    for _ in 0..5 {
        let shop = Shop::open().await;
        let second = PersonId(new_id());
        shop.join(second, MemberRole::Approver).await;
        let order = shop.submitted().await;
        let approve = shop.approval(order).await;
        let (first, second) = (shop.member(shop.approver).await, shop.member(second).await);
        let (request, other) = (Request::new(new_id()), shop.another_node());
        let ended = tokio::join!(
            shop.node.execute(&first, &request, &approve),
            other.execute(&second, &request, &approve)
        );
        assert_eq!(one_winner([ended.0.map(drop), ended.1.map(drop)]), "CASE_CLOSED");
        assert_eq!(shop.status(order).await, OrderStatus::Approved);
        let approved =
            "SELECT count(*) FROM journal.events WHERE event_type IN ('Approved', 'Granted', 'Decided')";
        assert_eq!(shop.database.number(approved).await, 3);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_an_approval_and_a_withdrawal_at_once_one_wins() {
    for _ in 0..5 {
        let shop = Shop::open().await;
        let order = shop.submitted().await;
        let case = shop.order(order).await.case().expect("a case");
        let approve = shop.approval(order).await;
        let (approver, author) = (shop.member(shop.approver).await, shop.member(shop.purchaser).await);
        let (request, other) = (Request::new(new_id()), shop.another_node());
        let withdraw = WithdrawOrder { order };
        let ended = tokio::join!(
            shop.node.execute(&approver, &request, &approve),
            other.execute(&author, &request, &withdraw)
        );
        let granted = ended.0.is_ok();
        let told = one_winner([ended.0.map(drop), ended.1.map(drop)]);
        let case = shop.load::<ApprovalCase>(case.uuid()).await.outcome();
        let so = (shop.status(order).await, case);
        if granted {
            assert_eq!(so, (OrderStatus::Approved, Some(Outcome::Granted)));
        } else {
            assert_eq!(so, (OrderStatus::Draft, Some(Outcome::Withdrawn)));
        }
        // The order says it, or the case that was read after the order had been.
        assert!(["ORDER_STEP_NOT_ALLOWED", "CASE_CLOSED"].contains(&told), "{told}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_double_click_on_approve_approves_once() {
    let shop = Shop::open().await;
    let order = shop.submitted().await;
    let approve = shop.approval(order).await;
    let who = shop.member(shop.approver).await;
    let (once, other) = (keyed("click"), shop.another_node());
    let clicks = tokio::join!(shop.node.execute(&who, &once, &approve), other.execute(&who, &once, &approve));
    let positions = (clicks.0.expect("approved").position, clicks.1.expect("approved").position);
    assert_eq!(positions.0, positions.1);
    let bare = shop.ask(&who, &approve).await.expect_err("decided before");
    assert_eq!(refusal_of(&bare), "CASE_CLOSED");
    assert_eq!(shop.status(order).await, OrderStatus::Approved);
}

#[tokio::test]
async fn a_decision_on_what_the_order_was_before_is_refused() {
    let shop = Shop::open().await;
    let order = shop.submitted().await;
    let stale = shop.approval(order).await;
    let author = shop.member(shop.purchaser).await;
    shop.ask(&author, &WithdrawOrder { order }).await.expect("withdrawn");
    let early = shop.ask(&shop.member(shop.approver).await, &stale).await.expect_err("nothing to decide");
    assert_eq!(refusal_of(&early), "ORDER_STEP_NOT_ALLOWED");
    shop.reprice(shop.products[0], 130).await;
    let total = domain::vocabulary::Money::new(1_560.into(), domain::vocabulary::Currency::RUB);
    let submit = commands::ordering::SubmitOrder { order, accepted_total: Some(total) };
    shop.ask(&author, &submit).await.expect("submitted again");
    let refused = shop.ask(&shop.member(shop.approver).await, &stale).await.expect_err("another revision");
    assert_eq!(refusal_of(&refused), "STALE_REVISION");
    assert_eq!(shop.status(order).await, OrderStatus::PendingApproval);
}

#[tokio::test]
async fn a_returned_order_keeps_its_number_and_is_decided_anew() {
    let shop = Shop::open().await;
    let order = shop.submitted().await;
    let number = shop.order(order).await.number().cloned();
    let approver = shop.member(shop.approver).await;
    let revision = shop.revision(order).await;
    let comment = "Меньше болтов".to_owned();
    let back = DecideOrder {
        order,
        stage: None,
        decision: DecisionAsked::Return { comment, line_comments: BTreeMap::new() },
        revision,
    };
    shop.ask(&approver, &back).await.expect("returned");
    assert_eq!(shop.status(order).await, OrderStatus::Returned);
    let submit = commands::ordering::SubmitOrder { order, accepted_total: None };
    shop.ask(&shop.member(shop.purchaser).await, &submit).await.expect("submitted again");
    shop.ask(&approver, &shop.approval(order).await).await.expect("approved");
    let order = shop.order(order).await;
    assert_eq!((order.status(), order.number().cloned()), (Some(OrderStatus::Approved), number));
}

#[tokio::test]
async fn a_rejection_needs_a_reason_and_is_final() {
    let shop = Shop::open().await;
    let order = shop.submitted().await;
    let approver = shop.member(shop.approver).await;
    let revision = shop.revision(order).await;
    let reject = |reason: &str| DecideOrder {
        order,
        stage: None,
        decision: DecisionAsked::Reject { reason: reason.to_owned() },
        revision,
    };
    assert_eq!(refusal_of(&shop.ask(&approver, &reject(" ")).await.expect_err("why?")), "COMMENT_MISSING");
    shop.ask(&approver, &reject("Нет бюджета")).await.expect("rejected");
    assert_eq!(shop.status(order).await, OrderStatus::Rejected);
    assert_eq!(shop.database.number("SELECT count(*) FROM journal.texts").await, 1);
}

#[tokio::test]
async fn the_order_of_a_blocked_author_can_still_be_approved_by_others() {
    let shop = Shop::open().await;
    let order = shop.submitted().await;
    shop.block(shop.purchaser).await;
    let approve = shop.approval(order).await;
    shop.ask(&shop.member(shop.approver).await, &approve).await.expect("approved");
    assert_eq!(shop.status(order).await, OrderStatus::Approved);
}

#[tokio::test]
async fn the_order_of_an_author_who_left_can_still_be_approved_by_others() {
    let shop = Shop::open().await;
    let order = shop.submitted().await;
    let administrator = shop.member(shop.administrator).await;
    let leave = RemoveMember { organization: shop.organization, person: shop.purchaser };
    shop.ask(&administrator, &leave).await.expect("left");
    let approve = shop.approval(order).await;
    shop.ask(&administrator, &approve).await.expect("approved");
    assert_eq!(shop.status(order).await, OrderStatus::Approved);
}

#[tokio::test]
async fn a_new_administrator_stands_in_when_all_who_were_asked_are_gone() {
    let shop = Shop::open().await;
    let order = shop.submitted().await;
    let approve = shop.approval(order).await;
    let newcomer = PersonId(new_id());
    shop.join(newcomer, MemberRole::Administrator).await;
    let who = shop.member(newcomer).await;
    let early = shop.ask(&who, &approve).await.expect_err("others were asked");
    assert_eq!(refusal_of(&early), "NOT_AN_APPROVER");
    shop.block(shop.approver).await;
    let leave = RemoveMember { organization: shop.organization, person: shop.administrator };
    shop.ask(&who, &leave).await.expect("left");
    shop.ask(&who, &approve).await.expect("approved");
    assert_eq!(shop.status(order).await, OrderStatus::Approved);
    let stood_in = "SELECT count(*) FROM journal.events WHERE event_type = 'StoodIn'";
    assert_eq!(shop.database.number(stood_in).await, 1);
}
