//! Limits, holds and exceptions, as sentences.

use std::collections::BTreeMap;

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::*;
use crate::journal::{Known, Position};
use crate::specification::{ask, given};
use crate::vocabulary::{Currency, OrderId, OrganizationId, PaymentTerms, SettlementDocumentId};

const DAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();

fn now() -> DateTime<Utc> {
    DAY.and_hms_opt(9, 0, 0).unwrap().and_utc()
}

fn account() -> CreditAccount {
    CreditAccount { organization: OrganizationId(Uuid::from_u128(1)), currency: Currency::RUB }
}

fn order(number: u128) -> OrderId {
    OrderId(Uuid::from_u128(number))
}

fn deferred() -> PaymentTerms {
    PaymentTerms::Deferred { days: 14.try_into().unwrap() }
}

fn limit(amount: i64) -> CreditLimit {
    CreditLimit { amount: amount.into(), from: now() - TimeDelta::days(1), until: None }
}

fn limited(amount: i64) -> ExposureEvent {
    ExposureEvent::LimitSet { account: account(), limit: limit(amount) }
}

fn agreed(terms: CreditTerms) -> ExposureEvent {
    ExposureEvent::TermsSet { account: account(), terms }
}

fn held(number: u128, amount: i64) -> ExposureEvent {
    let (order, amount) = (order(number), amount.into());
    ExposureEvent::Held { order, payment: deferred(), amount, decision: None }
}

fn owes(open: i64, advances: i64) -> Receivables {
    Receivables {
        open: open.into(),
        overdue: vec![],
        advances: advances.into(),
        invoiced: BTreeMap::new(),
        as_of: now(),
        last_exchange: Some(now() - TimeDelta::hours(1)),
    }
}

fn facts(receivables: Receivables) -> CreditFacts {
    let receivables = Known::Read { value: receivables, as_of: Position(7) };
    CreditFacts { receivables, now: now(), today: DAY }
}

fn nobody_knows() -> CreditFacts {
    CreditFacts { receivables: Known::Unknown, ..facts(owes(0, 0)) }
}

fn asked(number: u128, total: i64) -> CreditAsked {
    CreditAsked { order: Some(order(number)), total: total.into(), payment: deferred() }
}

fn judge(asked: CreditAsked, facts: CreditFacts) -> ExposureCommand {
    let order = asked.order.unwrap();
    ExposureCommand::Judge { order, asked, facts: Box::new(facts), approved: false }
}

fn exposure(history: impl IntoIterator<Item = ExposureEvent>) -> Exposure {
    given::<Exposure>(history).0
}

fn outcome(
    history: impl IntoIterator<Item = ExposureEvent>,
    total: i64,
    facts: &CreditFacts,
) -> CreditDecision {
    exposure(history).decision(&asked(9, total), facts)
}

#[test]
fn where_nothing_was_agreed_nothing_is_held_and_every_order_passes() {
    let nothing = exposure([]);
    assert_eq!(nothing.decision(&asked(1, 1_000_000), &nobody_knows()).outcome, CreditOutcome::Ok);
    given::<Exposure>([]).when(judge(asked(1, 1_000_000), nobody_knows())).then_it_is_already_so();
}

#[test]
fn available_is_the_limit_less_open_invoices_and_holds_plus_advances() {
    let exposure = exposure([limited(100), held(1, 30), held(2, 20)]);
    let mut receivables = owes(40, 15);
    receivables.invoiced.insert(order(1), 10.into());
    assert_eq!(exposure.available(&facts(receivables)), Some(Decimal::from(100 - 40 - (30 - 10) - 20 + 15)));
}

#[test]
fn an_order_that_fits_is_held_and_one_that_does_not_is_stopped_with_what_frees_it() {
    let mut exposure = exposure([limited(100)]);
    let held = ask(&mut exposure, judge(asked(1, 70), facts(owes(0, 0)))).unwrap();
    assert!(matches!(&held[..], [ExposureEvent::Held { amount, .. }] if *amount == Decimal::from(70)));
    let stopped = ask(&mut exposure, judge(asked(2, 50), facts(owes(0, 0)))).unwrap();
    let [ExposureEvent::Stopped { decision, .. }] = &stopped[..] else { panic!("{stopped:?}") };
    assert_eq!(decision.outcome, CreditOutcome::Hold);
    assert_eq!((decision.before, decision.after), (Some(30.into()), Some((-20).into())));
    assert_eq!(decision.frees, Some(20.into()));
    assert_eq!(ask(&mut exposure, judge(asked(2, 50), facts(owes(0, 0)))), Ok(vec![]), "it is so already");
    let paid = ask(&mut exposure, judge(asked(2, 50), facts(owes(0, 20)))).unwrap();
    assert!(matches!(paid[..], [ExposureEvent::Held { .. }]), "the amount that was named frees it");
    assert_eq!(exposure.stopped(), []);
}

#[test]
fn a_limit_of_zero_is_nothing_on_credit_and_a_lifted_one_is_no_limit() {
    assert_eq!(outcome([limited(0)], 1, &facts(owes(0, 0))).outcome, CreditOutcome::Hold);
    let lifted = [limited(0), ExposureEvent::LimitLifted {}];
    assert_eq!(outcome(lifted, 1, &facts(owes(0, 0))).outcome, CreditOutcome::Ok);
}

#[test]
fn a_raise_for_some_days_gives_way_to_the_limit_before_it() {
    let until = Some(now() + TimeDelta::days(2));
    let raise = CreditLimit { amount: 500.into(), from: now(), until };
    let exposure = exposure([limited(100), ExposureEvent::LimitSet { account: account(), limit: raise }]);
    assert_eq!(exposure.limit(now()).amount(), Some(500.into()));
    assert_eq!(exposure.limit(now() + TimeDelta::days(2)).amount(), Some(100.into()));
}

#[test]
fn a_limit_that_ran_out_is_nothing_on_credit_and_says_so() {
    let limit = CreditLimit { until: Some(now()), ..limit(100) };
    let decision = outcome([ExposureEvent::LimitSet { account: account(), limit }], 10, &facts(owes(0, 0)));
    assert_eq!(decision.outcome, CreditOutcome::Hold);
    assert_eq!(decision.reasons, [CreditReason::LimitRanOut { by: 10.into() }]);
}

#[test]
fn a_limit_that_has_not_begun_limits_nothing_yet() {
    let limit = CreditLimit { from: now() + TimeDelta::days(1), ..limit(0) };
    let history = [ExposureEvent::LimitSet { account: account(), limit }];
    assert_eq!(outcome(history, 10, &facts(owes(0, 0))).outcome, CreditOutcome::Ok);
}

#[test]
fn what_is_paid_before_needs_no_credit_and_holds_nothing() {
    let mut exposure = exposure([limited(0)]);
    let prepaid = CreditAsked { payment: PaymentTerms::Prepayment, ..asked(1, 100) };
    assert_eq!(exposure.decision(&prepaid, &nobody_knows()).outcome, CreditOutcome::Ok);
    assert_eq!(ask(&mut exposure, judge(prepaid, nobody_knows())), Ok(vec![]));
}

#[test]
fn of_a_partial_prepayment_only_the_rest_is_held() {
    let mut exposure = exposure([limited(100)]);
    let payment =
        PaymentTerms::PartialPrepayment { percent: 30.try_into().unwrap(), days: 14.try_into().unwrap() };
    let asked = CreditAsked { payment, ..asked(1, 100) };
    let held = ask(&mut exposure, judge(asked, facts(owes(0, 0)))).unwrap();
    assert!(matches!(&held[..], [ExposureEvent::Held { amount, .. }] if *amount == Decimal::from(70)));
    let more = ExposureCommand::Adjust { order: order(1), total: 200.into() };
    let adjusted = ExposureEvent::Adjusted { order: order(1), amount: 140.into() };
    assert_eq!(ask(&mut exposure, more), Ok(vec![adjusted]));
}

fn minding_overdue(floor: i64, days: u16) -> CreditTerms {
    let overdue = OverdueTerms { floor: floor.into(), days, then: CreditOutcome::Block };
    CreditTerms { overdue: Some(overdue), ..CreditTerms::default() }
}

#[test]
fn overdue_debts_matter_by_their_amount_and_their_age_and_not_by_their_number() {
    let due = |days| OverdueSum { due: DAY - Days::new(days), open: 60.into() };
    let history = || [limited(10_000), agreed(minding_overdue(100, 30))];
    let young = Receivables { overdue: vec![due(1), due(20), due(30)], ..owes(180, 0) };
    assert_eq!(outcome(history(), 1, &facts(young)).outcome, CreditOutcome::Ok, "not old enough");
    let small = Receivables { overdue: vec![due(31)], ..owes(60, 0) };
    assert_eq!(outcome(history(), 1, &facts(small)).outcome, CreditOutcome::Ok, "not large enough");
    let both = Receivables { overdue: vec![due(31), due(90)], ..owes(120, 0) };
    let decision = outcome(history(), 1, &facts(both));
    assert_eq!(decision.outcome, CreditOutcome::Block, "even far below the limit");
    assert_eq!(decision.reasons, [CreditReason::Overdue { amount: 120.into(), days: 30 }]);
    assert_eq!(decision.frees, Some(20.into()));
}

#[test]
fn what_nobody_knows_or_is_too_old_is_never_fine() {
    let unknown = outcome([limited(100)], 10, &nobody_knows());
    assert_eq!((unknown.outcome, unknown.frees), (CreditOutcome::NeedsApproval, None));
    assert_eq!(unknown.reasons, [CreditReason::Unknown]);
    let last_exchange = Some(now() - TimeDelta::hours(25));
    let old = outcome([limited(100)], 10, &facts(Receivables { last_exchange, ..owes(0, 0) }));
    assert_eq!(old.outcome, CreditOutcome::NeedsApproval);
    assert_eq!(old.reasons, [CreditReason::Stale { last_exchange }]);
    let warn = StaleTerms { hours: 24, then: CreditOutcome::Warn };
    let terms = CreditTerms { stale: warn, ..CreditTerms::default() };
    assert_eq!(outcome([limited(100), agreed(terms)], 10, &nobody_knows()).outcome, CreditOutcome::Warn);
    assert_eq!(
        outcome([limited(9)], 10, &nobody_knows()).outcome,
        CreditOutcome::Hold,
        "holds alone exceed it"
    );
}

#[test]
fn an_approved_order_goes_on_where_credit_only_asks_for_an_approval() {
    let (asked, facts) = (asked(1, 10), Box::new(nobody_knows()));
    let judge = |approved| ExposureCommand::Judge { order: order(1), asked, facts: facts.clone(), approved };
    let stopped = ask(&mut exposure([limited(100)]), judge(false)).unwrap();
    assert!(matches!(stopped[..], [ExposureEvent::Stopped { .. }]));
    let held = ask(&mut exposure([limited(100)]), judge(true)).unwrap();
    assert!(matches!(held[..], [ExposureEvent::Held { .. }]));
}

#[test]
fn an_exception_lets_one_order_pass_up_to_its_amount_and_in_its_time() {
    let until = Some(now() + TimeDelta::days(3));
    let excepted = ExposureEvent::Excepted { order: order(9), amount: 50.into(), until };
    let history = || [limited(0), excepted.clone()];
    let passes = outcome(history(), 50, &facts(owes(1_000, 0)));
    assert_eq!((passes.outcome, passes.frees), (CreditOutcome::Warn, None));
    assert_eq!(passes.reasons[0], CreditReason::Excepted);
    assert_eq!(outcome(history(), 51, &facts(owes(0, 0))).outcome, CreditOutcome::Hold);
    let later = CreditFacts { now: now() + TimeDelta::days(3), ..facts(owes(0, 0)) };
    assert_eq!(outcome(history(), 50, &later).outcome, CreditOutcome::Hold);
    let another = exposure(history()).decision(&asked(1, 1), &facts(owes(0, 0)));
    assert_eq!(another.outcome, CreditOutcome::Hold, "another order is another order");
}

#[test]
fn an_exception_needs_credit_an_amount_and_a_future() {
    let grant = |amount: i64, until| ExposureCommand::GrantException {
        order: order(1),
        amount: amount.into(),
        until,
        now: now(),
    };
    given::<Exposure>([]).when(grant(1, None)).then_refused(ExposureError::NothingAgreed);
    given::<Exposure>([limited(1)]).when(grant(0, None)).then_refused(ExposureError::NotAnException);
    let over = ExposureError::ExceptionInThePast;
    given::<Exposure>([limited(1)]).when(grant(1, Some(now()))).then_refused(over);
    let excepted = ExposureEvent::Excepted { order: order(1), amount: 1.into(), until: None };
    given::<Exposure>([limited(1)]).when(grant(1, None)).then([excepted.clone()]);
    given::<Exposure>([limited(1), excepted]).when(grant(1, None)).then_it_is_already_so();
}

#[test]
fn a_limit_and_terms_have_to_make_sense_and_are_set_once() {
    let set = |limit| ExposureCommand::SetLimit { account: account(), limit };
    let below = CreditLimit { amount: (-1).into(), ..limit(0) };
    given::<Exposure>([]).when(set(below)).then_refused(ExposureError::NotALimit);
    let backwards = CreditLimit { until: Some(limit(0).from), ..limit(0) };
    given::<Exposure>([]).when(set(backwards)).then_refused(ExposureError::EndsBeforeStart);
    given::<Exposure>([]).when(set(limit(5))).then([limited(5)]);
    given::<Exposure>([limited(5)]).when(set(limit(5))).then_it_is_already_so();
    let agree = |terms| ExposureCommand::SetTerms { account: account(), terms };
    let silent = CreditTerms { exceeded: CreditOutcome::Ok, ..CreditTerms::default() };
    given::<Exposure>([]).when(agree(silent)).then_refused(ExposureError::SenselessTerms);
    let stale = StaleTerms { hours: 1, then: CreditOutcome::Block };
    let forever = CreditTerms { stale, ..CreditTerms::default() };
    given::<Exposure>([]).when(agree(forever)).then_refused(ExposureError::SenselessTerms);
    let terms = minding_overdue(1, 1);
    given::<Exposure>([]).when(agree(terms)).then([agreed(terms)]);
    given::<Exposure>([agreed(terms)]).when(agree(terms)).then_it_is_already_so();
}

#[test]
fn an_invoice_is_noted_beside_its_hold_and_changes_nothing_else() {
    let document = SettlementDocumentId(Uuid::from_u128(5));
    let replace = |amount: i64| ExposureCommand::Replace { order: order(1), document, amount: amount.into() };
    let replaced = ExposureEvent::Replaced { order: order(1), document, amount: 30.into() };
    given::<Exposure>([limited(100), held(1, 30)]).when(replace(30)).then([replaced.clone()]);
    given::<Exposure>([limited(100), held(1, 30), replaced.clone()])
        .when(replace(30))
        .then_it_is_already_so();
    given::<Exposure>([limited(100)]).when(replace(30)).then_it_is_already_so();
    let (before, after) =
        (exposure([limited(100), held(1, 30)]), exposure([limited(100), held(1, 30), replaced]));
    assert_eq!(before.available(&facts(owes(0, 0))), after.available(&facts(owes(0, 0))));
}

#[test]
fn what_was_released_is_forgotten_with_its_exception() {
    let excepted = ExposureEvent::Excepted { order: order(1), amount: 5.into(), until: None };
    let released = ExposureEvent::Released { order: order(1), why: ReleasedBecause::Cancelled };
    let release = ExposureCommand::Release { order: order(1), why: ReleasedBecause::Cancelled };
    let mut exposure = exposure([limited(100), excepted, held(1, 30)]);
    assert_eq!(ask(&mut exposure, release.clone()), Ok(vec![released]));
    assert_eq!((exposure.holds().len(), exposure.exceptions().len()), (0, 0));
    assert_eq!(ask(&mut exposure, release), Ok(vec![]));
}

#[test]
fn an_account_is_written_as_its_organization_and_its_currency() {
    let text = account().to_string();
    assert_eq!(text, "00000000-0000-0000-0000-000000000001:RUB");
    assert_eq!(text.parse(), Ok(account()));
    assert!("RUB".parse::<CreditAccount>().is_err());
}
