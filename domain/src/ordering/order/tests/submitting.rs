//! Submission: numbers, rounds, prices of now, and what the policy demands.

use std::collections::BTreeMap;

use super::sample::{
    BOLTS, NUTS, at, bolts_and_nuts, case, contract, draft, events, needing, needing_nobody, offered, offers,
    order, product, rubles, same_offers, submit, text,
};
use crate::approvals::NotRequiredReason;
use crate::ordering::order::{
    ContractTerms, Offered, Order, OrderCommand, OrderError, OrderEvent, OrderStatus,
};
use crate::ordering::pricing::Offer;
use crate::refusal::Refusal;
use crate::specification::{ask, given};
use crate::vocabulary::{Money, ProductId};

fn submit_at(offers: BTreeMap<ProductId, Offered>, accepted_total: Option<Money>) -> OrderCommand {
    submit_under(contract(), offers, accepted_total)
}

fn submit_under(
    terms: ContractTerms,
    offers: BTreeMap<ProductId, Offered>,
    accepted_total: Option<Money>,
) -> OrderCommand {
    let (number, contract) = ("26-000018".parse().unwrap(), Box::new(terms));
    let approval = needing(case(1));
    OrderCommand::Submit { number, contract, offers, tariff: None, accepted_total, approval }
}

#[test]
fn a_submission_freezes_the_lines_at_the_prices_of_now() {
    let mut order = order(vec![bolts_and_nuts()]);
    let offers = offers(&[(BOLTS, "13.42"), (NUTS, "6.10")]);
    let foreseen = order.submission(&contract(), &offers, None).unwrap();
    ask(&mut order, submit_at(offers, Some(rubles("164.70")))).unwrap();
    assert_eq!(order.status(), Some(OrderStatus::PendingApproval));
    assert_eq!(order.line(product(BOLTS)).unwrap().amounts.gross(), rubles("134.20"));
    assert_eq!(order.totals().unwrap().sum.gross(), rubles("164.70"));
    assert_eq!((order.lines(), order.revision()), (&foreseen.lines[..], Some(foreseen.revision)));
}

#[test]
fn a_submission_freezes_the_terms_of_the_contract_and_the_goods_of_now() {
    let mut order = order(vec![bolts_and_nuts()]);
    let mut terms = contract();
    terms.price_type_name = "Розничная".to_owned();
    terms.supplier = uuid::Uuid::from_u128(0x6001).into();
    let mut offers = offers(&[(BOLTS, "122.00"), (NUTS, "6.10")]);
    offers.get_mut(&product(BOLTS)).unwrap().goods.unit = "упак".to_owned();
    let at_the_draft = order.submission(&contract(), &same_offers(), None).unwrap().revision;
    ask(&mut order, submit_under(terms.clone(), offers, Some(rubles("1250.50")))).unwrap();
    assert_eq!(order.contract(), Some(&terms));
    let bolts = order.line(product(BOLTS)).unwrap();
    assert_eq!((&*bolts.goods.unit, bolts.amounts.gross()), ("упак", rubles("1220")));
    assert_ne!(order.revision(), Some(at_the_draft));
    ask(&mut order, OrderCommand::Withdraw).unwrap();
    assert_eq!(order.contract(), Some(&terms));
}

#[test]
fn an_order_is_not_submitted_under_another_contract() {
    let other = ContractTerms { contract: uuid::Uuid::from_u128(0x4001).into(), ..contract() };
    given::<Order>(events(vec![bolts_and_nuts()]))
        .when(submit_under(other, same_offers(), None))
        .then_refused(OrderError::ContractDiffers);
}

#[test]
fn a_price_that_the_submitter_did_not_see_is_refused() {
    let history = events(vec![bolts_and_nuts()]);
    let dearer = offers(&[(BOLTS, "13.42"), (NUTS, "6.10")]);
    let order = given::<Order>(history.clone()).0;
    let repriced = order.submission(&contract(), &dearer, None).unwrap().repriced.unwrap();
    let refusal = OrderError::Repriced(Box::new(repriced.clone()));
    for accepted in [None, Some(rubles("152.50")), Some(rubles("164.71"))] {
        given::<Order>(history.clone())
            .when(submit_at(dearer.clone(), accepted))
            .then_refused(refusal.clone());
    }
    let [line] = &repriced.lines[..] else { panic!("{repriced:?}") };
    assert_eq!(line.goods.product, product(BOLTS));
    assert_eq!(line.before.unwrap().price, rubles("12.20"));
    assert_eq!(line.after.unwrap().price, rubles("13.42"));
    assert_eq!((repriced.total.before, repriced.total.after), (rubles("152.50"), rubles("164.70")));
    assert!(refusal.in_russian().contains("12.2"), "{}", refusal.in_russian());
}

#[test]
fn a_price_that_the_submitter_accepts_is_recorded_with_the_difference() {
    let dearer = offers(&[(BOLTS, "13.42"), (NUTS, "6.10")]);
    let happened = events(vec![bolts_and_nuts(), submit_at(dearer, Some(rubles("164.7")))]);
    let OrderEvent::Submitted { repriced: Some(repriced), .. } = &happened[1] else { panic!("{happened:?}") };
    assert_eq!(repriced.total.after, rubles("164.70"));
}

#[test]
fn an_order_that_others_changed_meanwhile_is_not_submitted_at_the_total_that_was_seen() {
    given::<Order>(events(vec![bolts_and_nuts()]))
        .when(submit_at(same_offers(), Some(rubles("100"))))
        .then_refused(OrderError::TotalChanged { accepted: rubles("100"), now: rubles("152.50") });
}

#[test]
fn a_submission_says_which_case_was_opened() {
    let order = order(vec![bolts_and_nuts(), submit_at(same_offers(), Some(rubles("152.5")))]);
    assert_eq!((order.case(), order.round()), (Some(case(1)), 1));
}

#[test]
fn where_no_approval_is_needed_the_journal_says_so() {
    let happened = events(vec![bolts_and_nuts(), submit(needing_nobody())]);
    let [_, OrderEvent::Submitted { case: None, revision, .. }, why, approved] = &happened[..] else {
        panic!("{happened:#?}");
    };
    let expected =
        OrderEvent::ApprovalNotRequired { policy_version: 3, why: NotRequiredReason::NoRuleMatched };
    assert_eq!(why, &expected);
    assert_eq!(approved, &OrderEvent::Approved { revision: *revision, case: None, forced: false });
}

#[test]
fn the_number_stays_through_rework_and_the_round_counts_on() {
    let mut order = at(OrderStatus::Returned, None).unwrap();
    ask(&mut order, submit_at(same_offers(), None)).unwrap();
    assert_eq!(order.number().unwrap().as_str(), "26-000017");
    assert_eq!(order.round(), 2);
    ask(&mut order, OrderCommand::Withdraw).unwrap();
    assert_eq!(order.status(), Some(OrderStatus::Draft));
    ask(&mut order, submit_at(same_offers(), None)).unwrap();
    assert_eq!(order.round(), 3);
}

#[test]
fn an_order_without_lines_is_not_submitted() {
    given::<Order>(events(vec![draft(vec![])]))
        .when(submit(needing_nobody()))
        .then_refused(OrderError::Empty);
}

#[test]
fn a_line_that_cannot_be_sold_now_is_named() {
    let nuts = || "«Гайка М8» (N-8)".to_owned();
    let cases = [
        (Some(Offer::Unpriced), OrderError::LineUnpriced { goods: nuts() }),
        (Some(Offer::Withdrawn), OrderError::LineWithdrawn { goods: nuts() }),
        (None, OrderError::LineWithdrawn { goods: nuts() }),
    ];
    for (offer, refusal) in cases {
        let mut offers = offers(&[(BOLTS, "12.20")]);
        offers.extend(offer.map(|offer| (product(NUTS), offered(NUTS, offer))));
        given::<Order>(events(vec![bolts_and_nuts()])).when(submit_at(offers, None)).then_refused(refusal);
    }
}

#[test]
fn refusals_say_the_facts_in_both_languages() {
    let refusal = OrderError::LineUnpriced { goods: "«Гайка М8» (N-8)".to_owned() };
    assert_eq!(refusal.to_string(), "«Гайка М8» (N-8) has no price under the contract");
    assert_eq!(refusal.in_russian(), "«Гайка М8» (N-8): нет цены по этому договору.");
}

#[test]
fn a_decision_of_an_earlier_round_does_not_count() {
    let mut order = at(OrderStatus::Returned, None).unwrap();
    ask(&mut order, submit(needing(case(7)))).unwrap();
    let late = OrderCommand::Reject { case: case(2), reason: text() };
    assert_eq!(ask(&mut order, late), Err(OrderError::StaleCase));
}
