//! What people do in a case besides approving, and what happens in it by itself.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use commands::approvals::{ForceApproval, GrantDelegation};
use commands::ordering::{DecideOrder, DecisionAsked, SubmitOrder};
use commands::processes::{self, reaction::Outcome as Reacted};
use domain::approvals::case::{ApprovalCase, LineCut};
use domain::journal::{Fact, Recorded};
use domain::ordering::{OrderEvent, OrderStatus};
use domain::organizations::{MemberRole, OrganizationEvent};
use domain::vocabulary::{OrderId, PersonId};

use crate::clock::noon;
use crate::shop::{Shop, refusal_of, units};
use crate::writing::new_id;

async fn case(shop: &Shop, order: OrderId) -> ApprovalCase {
    let case = shop.order(order).await.case().expect("a case");
    shop.load::<ApprovalCase>(case.uuid()).await.state.clone()
}

#[tokio::test]
async fn an_approval_with_cuts_changes_the_order_and_the_case_in_one_append() {
    let shop = Shop::open().await;
    let order = shop.submitted().await;
    let seen = shop.revision(order).await;
    let cuts = vec![LineCut { product: shop.products[0], quantity: Some(units(4)) }];
    let decision = DecisionAsked::Approve { comment: None, cuts };
    let approve = DecideOrder { order, stage: None, decision, revision: seen };
    shop.ask(&shop.member(shop.approver).await, &approve).await.expect("approved");
    let left = shop.order(order).await;
    assert_eq!((left.status(), left.lines()[0].quantity), (Some(OrderStatus::Approved), units(4)));
    assert_ne!(left.revision(), Some(seen));
    assert_eq!(case(&shop, order).await.revision(), left.revision());
    let decided = "SELECT count(DISTINCT correlation_id) FROM journal.events
                    WHERE event_type IN ('Decided', 'Revised', 'Reduced', 'Granted', 'Approved')";
    assert_eq!(shop.database.number(decided).await, 1);
    assert_eq!(shop.database.number("SELECT count(*) FROM approvals.open_cases").await, 0);
}

#[tokio::test]
async fn an_approver_cannot_add_to_an_order() {
    let shop = Shop::open().await;
    let order = shop.submitted().await;
    let cuts = vec![LineCut { product: shop.products[0], quantity: Some(units(11)) }];
    let decision = DecisionAsked::Approve { comment: None, cuts };
    let more = DecideOrder { order, stage: None, decision, revision: shop.revision(order).await };
    let refused = shop.ask(&shop.member(shop.approver).await, &more).await.expect_err("more than asked");
    assert_eq!(refusal_of(&refused), "ORDER_CUT_NOT_SMALLER");
    assert_eq!(shop.status(order).await, OrderStatus::PendingApproval);
}

#[tokio::test]
async fn a_deputy_decides_for_whoever_is_away_and_the_record_says_so() {
    let shop = Shop::open().await;
    let order = shop.submitted().await;
    let deputy = PersonId(new_id());
    shop.join(deputy, MemberRole::Approver).await;
    let approve = shop.approval(order).await;
    let early = shop.ask(&shop.member(deputy).await, &approve).await.expect_err("not asked");
    assert_eq!(refusal_of(&early), "NOT_AN_APPROVER");
    let until = noon() + TimeDelta::days(14);
    let grant = GrantDelegation { from: None, to: deputy, starts: None, until, reason: None };
    shop.ask(&shop.member(shop.approver).await, &grant).await.expect("delegated");
    shop.ask(&shop.member(deputy).await, &approve).await.expect("approved");
    let case = case(&shop, order).await;
    let decision = &case.decisions()[0];
    let for_whom: Vec<_> = decision.on_behalf_of.iter().map(|it| it.person).collect();
    assert_eq!((decision.by, for_whom), (deputy, vec![shop.approver]));
    assert_eq!(shop.status(order).await, OrderStatus::Approved);
}

#[tokio::test]
async fn force_is_of_an_administrator_with_a_reason_and_marked_on_the_order() {
    let shop = Shop::open().await;
    let order = shop.submitted().await;
    let revision = shop.revision(order).await;
    let force = |reason: &str| ForceApproval { order, revision, reason: reason.to_owned() };
    let administrator = shop.member(shop.administrator).await;
    let silent = shop.ask(&administrator, &force(" ")).await.expect_err("why?");
    assert_eq!(refusal_of(&silent), "COMMENT_MISSING");
    shop.ask(&shop.member(shop.approver).await, &force("Срочно")).await.expect_err("no administrator");
    shop.ask(&administrator, &force("Срочно")).await.expect("forced");
    assert_eq!(case(&shop, order).await.forced_by(), Some(shop.administrator));
    let marked =
        |event: &Recorded| matches!(event.fact, Ok(Fact::Order(OrderEvent::Approved { forced: true, .. })));
    assert!(shop.history().await.iter().any(marked));
}

#[tokio::test]
async fn the_cases_of_a_blocked_approver_find_an_administrator_at_once() {
    let shop = Shop::open().await;
    let second = PersonId(new_id());
    shop.join(second, MemberRole::Administrator).await;
    let order = shop.submitted().await;
    let newcomer = PersonId(new_id());
    shop.join(newcomer, MemberRole::Administrator).await;
    for person in [shop.approver, second] {
        shop.block(person).await;
    }
    react(&shop, shop.approver).await;
    let case = case(&shop, order).await;
    assert!(case.who_may_act().iter().any(|it| [shop.administrator, newcomer].contains(it)));
    shop.ask(&shop.member(shop.administrator).await, &shop.approval(order).await).await.expect("approved");
}

async fn react(shop: &Shop, person: PersonId) {
    let blocked = OrganizationEvent::MemberBlocked { person };
    let is_it = |event: &Recorded| matches!(&event.fact, Ok(Fact::Organization(fact)) if *fact == blocked);
    let event = shop.history().await.into_iter().rfind(is_it).expect("the block");
    let reactions = processes::all();
    let reaction = reactions.iter().find(|it| it.name() == "reroute_cases_of_lost_approver");
    let reacted = reaction.expect("the reaction").react(&event, &shop.node).await.expect("no failure");
    assert_eq!(reacted, Reacted::Done);
}

#[tokio::test]
async fn a_returned_order_is_found_by_nothing_and_asks_again() {
    let shop = Shop::open().await;
    let order = shop.submitted().await;
    let line_comments = BTreeMap::from([(shop.products[0], "Хватит пяти".to_owned())]);
    let decision = DecisionAsked::Return { comment: "Меньше".to_owned(), line_comments };
    let back = DecideOrder { order, stage: None, decision, revision: shop.revision(order).await };
    shop.ask(&shop.member(shop.approver).await, &back).await.expect("returned");
    assert_eq!(shop.database.number("SELECT count(*) FROM approvals.open_cases").await, 0);
    let last = shop.order(order).await.last_round().map(|last| last.case).expect("a round before");
    let submit = SubmitOrder { order, accepted_total: None };
    shop.ask(&shop.member(shop.purchaser).await, &submit).await.expect("submitted again");
    let case = case(&shop, order).await;
    assert_eq!(case.opening().and_then(|opening| opening.previous), Some(last));
    assert_eq!(shop.database.number("SELECT count(*) FROM approvals.open_cases").await, 1);
}
