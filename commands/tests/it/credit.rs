//! Orders and the credit of their organization: checked, held, waiting, freed.

use chrono::TimeDelta;
use commands::accounts::{GrantCreditException, LiftCreditLimit, SetCreditLimit, SetCreditTerms};
use commands::ordering::{
    AmendOrder, CancelForCustomer, CancelOrder, ConfirmOrder, LineAmendment, ReleaseOrder, SubmitOrder,
};
use commands::organizations::{BlockOrganization, UnblockOrganization};
use commands::{CommandError, Request, Requester};
use domain::accounts::exposure::{
    CreditOutcome, CreditTerms, OverdueSum, OverdueTerms, Receivables, StaleTerms,
};
use domain::accounts::settlement::{Entry, EntryKind, Side};
use domain::journal::{Fact, Tenant};
use domain::ordering::order::Hold;
use domain::ordering::{OrderEvent, OrderStatus};
use domain::organizations::BlockReason;
use domain::vocabulary::{Currency, Money};
use rust_decimal::Decimal;

use crate::clock::noon;
use crate::shop::{refusal_of, units};
use crate::writing::new_id;

use crate::credit_desk::{Desk, ORDER};

#[tokio::test]
async fn where_no_credit_was_agreed_orders_go_on_as_ever_and_nothing_is_held() {
    let desk = Desk::open().await;
    let order = desk.approved().await;
    assert_eq!(desk.stands(order).await, (OrderStatus::Confirmed, false));
    assert_eq!(desk.exposure().await.sequence, 0);
    let checks = |event: &OrderEvent| matches!(event, OrderEvent::CreditChecked { .. });
    let history = desk.shop.history().await;
    assert!(!history.iter().any(|event| matches!(&event.fact, Ok(Fact::Order(fact)) if checks(fact))));
}

#[tokio::test]
async fn an_order_over_the_limit_waits_and_goes_on_by_itself_when_the_limit_is_raised() {
    let desk = Desk::open().await;
    desk.limit(2_000).await;
    let (first, second) = (desk.approved().await, desk.approved().await);
    assert_eq!(desk.stands(first).await, (OrderStatus::Confirmed, false));
    assert_eq!(desk.held(first).await, Some(ORDER.into()));
    assert_eq!(desk.stands(second).await, (OrderStatus::Approved, true));
    assert_eq!(desk.frees(second).await, Some(400.into()));
    desk.limit(2_399).await;
    assert_eq!(desk.frees(second).await, Some(1.into()), "what is missing is told anew");
    desk.limit(2_400).await;
    assert_eq!(desk.stands(second).await, (OrderStatus::Confirmed, false));
    assert_eq!(desk.held(second).await, Some(ORDER.into()));
}

#[tokio::test]
async fn an_order_that_waits_goes_on_when_a_payment_arrives_the_oldest_first() {
    let desk = Desk::open().await;
    desk.limit(2_000).await;
    desk.owes(2_000);
    let (first, second) = (desk.approved().await, desk.approved().await);
    assert_eq!(desk.frees(first).await, Some(ORDER.into()));
    desk.owes(700);
    desk.payment_arrives(1_300).await;
    assert_eq!(desk.stands(first).await, (OrderStatus::Confirmed, false), "it waited longer");
    assert_eq!(desk.stands(second).await, (OrderStatus::Approved, true));
    assert_eq!(desk.frees(second).await, Some((700 + 2 * ORDER - 2_000).into()));
}

#[tokio::test]
async fn what_is_decided_about_an_order_and_its_credit_is_one_append() {
    let desk = Desk::open().await;
    desk.limit(0).await;
    desk.approved().await;
    let history = desk.shop.history().await;
    let stopped = history.iter().find(|event| event.aggregate_type == "exposure" && event.sequence == 2);
    let held = history.iter().find(|event| {
        matches!(&event.fact, Ok(Fact::Order(OrderEvent::PutOnHold { hold: Hold::Credit, .. })))
    });
    let (stopped, held) = (stopped.expect("stopped"), held.expect("held"));
    assert_eq!((stopped.occurred_at, stopped.causation_id), (held.occurred_at, held.causation_id));
}

#[tokio::test]
async fn credit_is_checked_at_the_submission_and_what_it_said_is_noted() {
    let desk = Desk::open().await;
    desk.limit(1_000).await;
    let order = desk.submit().await.expect("it can be submitted and waits later");
    let noted = desk.shop.history().await.into_iter().find_map(|event| match event.fact {
        Ok(Fact::Order(OrderEvent::CreditChecked { decision })) => Some(decision),
        _ => None,
    });
    let noted = noted.expect("the check");
    assert_eq!((noted.outcome, noted.frees), (CreditOutcome::Hold, Some(200.into())));
    assert_eq!((noted.before, noted.after), (Some(1_000.into()), Some((-200).into())));
    assert!(noted.position.is_some(), "it can be explained later");
    assert_eq!(desk.shop.status(order).await, OrderStatus::PendingApproval);
    assert_eq!(desk.exposure().await.holds().len(), 0, "nothing is held before the confirmation");
}

#[tokio::test]
async fn where_credit_blocks_the_submission_is_refused_with_what_would_free_it() {
    let desk = Desk::open().await;
    desk.limit(10_000).await;
    let overdue = OverdueTerms { floor: 100.into(), days: 30, then: CreditOutcome::Block };
    let terms = CreditTerms { overdue: Some(overdue), ..CreditTerms::default() };
    desk.agree(SetCreditTerms { account: desk.account(), terms }).await;
    let due = noon().date_naive() - TimeDelta::days(31);
    let debt = Receivables {
        open: 500.into(),
        overdue: vec![OverdueSum { due, open: 500.into() }],
        advances: Decimal::ZERO,
        invoiced: [].into(),
        as_of: noon(),
        last_exchange: Some(noon()),
    };
    desk.says(debt);
    let refused = desk.submit().await.unwrap_err();
    assert_eq!(refusal_of(&refused), "CREDIT_BLOCKED");
    assert!(refused.to_string().contains("400.00 RUB"), "{refused}");
    desk.owes(500);
    desk.submit().await.expect("nothing is overdue");
}

#[tokio::test]
async fn what_nobody_knows_holds_the_order_that_nobody_approved_and_no_other() {
    let desk = Desk::open().await;
    desk.limit(10_000).await;
    *desk.ledger.0.lock().expect("nobody panics here") = None;
    let approved = desk.approved().await;
    assert_eq!(desk.stands(approved).await, (OrderStatus::Confirmed, false), "somebody looked at it");
    let who = desk.shop.member(desk.shop.administrator).await;
    let draft = commands::ordering::CreateDraft {
        contract: desk.shop.contract,
        lines: vec![(desk.shop.products[0], units(1))],
    };
    let order = desk.shop.ask(&who, &draft).await.expect("a draft").order;
    let submitted = desk.shop.ask(&who, &SubmitOrder { order, accepted_total: None }).await;
    assert_eq!(submitted.expect("submitted").case, None, "nobody has to approve it");
    desk.follow().await;
    assert_eq!(desk.stands(order).await, (OrderStatus::Approved, true));
    let warn = StaleTerms { hours: 24, then: CreditOutcome::Warn };
    let terms = CreditTerms { stale: warn, ..CreditTerms::default() };
    desk.agree(SetCreditTerms { account: desk.account(), terms }).await;
    assert_eq!(desk.stands(order).await, (OrderStatus::Confirmed, false));
}

#[tokio::test]
async fn an_exception_lets_one_order_pass_and_no_other() {
    let desk = Desk::open().await;
    desk.limit(0).await;
    let (one, another) = (desk.approved().await, desk.approved().await);
    let amount = Money::new(ORDER.into(), Currency::RUB);
    desk.agree(GrantCreditException { order: one, amount, until: None }).await;
    assert_eq!(desk.stands(one).await, (OrderStatus::Confirmed, false));
    assert_eq!(desk.stands(another).await, (OrderStatus::Approved, true));
    let again = GrantCreditException { order: one, amount, until: None };
    let refused = desk.shop.ask(&desk.shop.manager().await, &again).await.unwrap_err();
    assert_eq!(refusal_of(&refused), "CREDIT_ORDER_GONE_ON");
}

#[tokio::test]
async fn whoever_releases_an_order_that_waits_for_credit_lets_it_pass() {
    let desk = Desk::open().await;
    desk.limit(0).await;
    let order = desk.approved().await;
    desk.agree(ReleaseOrder { order, hold: Hold::Credit, note: None }).await;
    assert_eq!(desk.stands(order).await, (OrderStatus::Confirmed, false));
    assert_eq!(desk.held(order).await, Some(ORDER.into()));
}

#[tokio::test]
async fn what_is_called_off_is_not_held_any_more_and_frees_the_next() {
    let desk = Desk::open().await;
    desk.limit(ORDER).await;
    let (first, second) = (desk.approved().await, desk.approved().await);
    assert_eq!(desk.stands(second).await, (OrderStatus::Approved, true));
    desk.agree(CancelForCustomer { order: first, reason: "Нет товара".to_owned() }).await;
    assert_eq!(desk.held(first).await, None);
    assert_eq!(desk.stands(second).await, (OrderStatus::Confirmed, false));
}

#[tokio::test]
async fn a_waiting_order_that_is_called_off_does_not_wait_any_more() {
    let desk = Desk::open().await;
    desk.limit(0).await;
    let order = desk.approved().await;
    let who = desk.shop.member(desk.shop.purchaser).await;
    let cancel = CancelOrder { order, reason: "Передумали".to_owned() };
    desk.shop.ask(&who, &cancel).await.expect("cancelled");
    desk.follow().await;
    assert_eq!(desk.exposure().await.stopped(), []);
    desk.limit(100_000).await;
    assert_eq!(desk.shop.status(order).await, OrderStatus::Cancelled);
}

#[tokio::test]
async fn an_amended_order_holds_what_it_costs_now() {
    let desk = Desk::open().await;
    desk.limit(10_000).await;
    let order = desk.approved().await;
    let changes = vec![LineAmendment::SetQuantity(desk.shop.products[0], units(5))];
    desk.agree(AmendOrder { order, changes, reason: "Осталось пять".to_owned() }).await;
    assert_eq!(desk.held(order).await, Some((ORDER / 2).into()));
}

#[tokio::test]
async fn what_was_confirmed_before_the_first_limit_is_held_from_then_on() {
    let desk = Desk::open().await;
    let before = desk.approved().await;
    desk.limit(2_000).await;
    assert_eq!(desk.held(before).await, Some(ORDER.into()));
    let after = desk.approved().await;
    assert_eq!(desk.stands(after).await, (OrderStatus::Approved, true));
    desk.agree(LiftCreditLimit { account: desk.account() }).await;
    assert_eq!(desk.stands(after).await, (OrderStatus::Confirmed, false));
}

#[tokio::test]
async fn an_invoice_is_noted_beside_the_hold_that_it_replaces() {
    let desk = Desk::open().await;
    desk.limit(10_000).await;
    let order = desk.approved().await;
    let invoice = Entry {
        organization: desk.shop.organization,
        contract: desk.shop.contract,
        currency: Currency::RUB,
        kind: EntryKind::Invoice,
        side: Side::Debit,
        number: "РТ-1".to_owned(),
        effective: noon().date_naive(),
        amount: 700.into(),
        due: None,
        order: Some(order),
        allocations: vec![],
    };
    desk.arrives(invoice).await;
    let exposure = desk.exposure().await;
    let replaced: Vec<_> = exposure.holds()[&order].replaced.values().copied().collect();
    assert_eq!(replaced, [700.into()]);
    assert_eq!(exposure.holds()[&order].amount, ORDER.into(), "what is left of it the ledger says");
}

#[tokio::test]
async fn orders_of_a_blocked_organization_wait_for_its_unblocking_and_then_for_credit() {
    let desk = Desk::open().await;
    desk.limit(0).await;
    let order = desk.approved().await;
    let organization = desk.shop.organization;
    desk.agree(BlockOrganization { organization, reason: BlockReason::OverdueDebt }).await;
    desk.limit(10_000).await;
    assert_eq!(desk.stands(order).await, (OrderStatus::Approved, true));
    desk.agree(UnblockOrganization { organization }).await;
    assert_eq!(desk.stands(order).await, (OrderStatus::Confirmed, false));
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_orders_confirmed_at_once_only_what_fits_goes_on() {
    let desk = Desk::open().await;
    desk.limit(ORDER).await;
    let orders = [desk.shop.approved().await, desk.shop.approved().await];
    let nodes = [(); 2].map(|()| desk.shop.another_node().knowing_accounts(desk.ledger.clone()));
    let confirm = async |number: usize| {
        let requester = Requester::process("confirm", desk.shop.organization.into());
        let command = ConfirmOrder { order: orders[number] };
        nodes[number].execute(&requester, &Request::new(new_id()), &command).await.expect("decided");
    };
    tokio::join!(confirm(0), confirm(1));
    let exposure = desk.exposure().await;
    assert_eq!((exposure.holds().len(), exposure.stopped().len()), (1, 1));
}

#[tokio::test]
async fn only_the_supplier_agrees_credit_and_only_with_who_exists() {
    let desk = Desk::open().await;
    let set = SetCreditLimit { account: desk.account(), amount: 1.into(), from: None, until: None };
    let member = desk.shop.member(desk.shop.administrator).await;
    assert!(matches!(desk.shop.ask(&member, &set).await, Err(CommandError::Forbidden)));
    let elsewhere = Requester::console(Tenant::Organization(new_id().into()));
    assert!(matches!(desk.shop.ask(&elsewhere, &set).await, Err(CommandError::NotFound)));
}
