//! How a statement is asked for and answered, and how two of them are compared.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use proptest::prelude::*;
use rust_decimal::Decimal;
use uuid::Uuid;

use super::{
    Agreement, Reconciliation, ReconciliationCommand, ReconciliationError, ReconciliationEvent, Scope,
    StatementLine, compare, reconciliation_id,
};
use crate::accounts::settlement::Side;
use crate::specification::{self, Given};
use crate::vocabulary::{ContractId, Currency, OrganizationId};

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, day).unwrap()
}

fn hour(hours: i64) -> DateTime<Utc> {
    DateTime::<Utc>::UNIX_EPOCH + TimeDelta::hours(hours)
}

fn scope() -> Scope {
    let organization = OrganizationId(Uuid::from_u128(1));
    let contract = ContractId(Uuid::from_u128(2));
    Scope { organization, contract, currency: Currency::RUB, from: day(1), to: day(20) }
}

fn request_at(hours: i64) -> ReconciliationCommand {
    let reconciliation = reconciliation_id(&scope());
    ReconciliationCommand::Request { reconciliation, scope: scope(), today: day(20), at: hour(hours) }
}

fn requested(round: u32, hours: i64) -> ReconciliationEvent {
    ReconciliationEvent::Requested {
        reconciliation: reconciliation_id(&scope()),
        scope: scope(),
        round,
        remind_at: hour(hours + 24),
        expires_at: hour(hours + 168),
    }
}

fn line(source: Option<&str>, on: u32, number: &str, amount: i64) -> StatementLine {
    let side = if amount > 0 { Side::Debit } else { Side::Credit };
    let (source, amount) = (source.map(str::to_owned), Decimal::from(amount.abs()));
    StatementLine { source, date: day(on), number: number.to_owned(), side, amount }
}

fn answer(closing: i64) -> ReconciliationCommand {
    let lines = vec![line(Some("a"), 3, "1", 70), line(None, 4, "2", -20)];
    ReconciliationCommand::Answer { opening: 100.into(), closing: closing.into(), lines, made_at: hour(5) }
}

fn ready() -> ReconciliationEvent {
    let lines = vec![line(Some("a"), 3, "1", 70), line(None, 4, "2", -20)];
    ReconciliationEvent::Ready { opening: 100.into(), closing: 150.into(), lines, made_at: hour(5) }
}

fn given(history: impl IntoIterator<Item = ReconciliationEvent>) -> Given<Reconciliation> {
    specification::given(history)
}

#[test]
fn a_statement_is_asked_for_once_while_nobody_answered() {
    given([]).when(request_at(0)).then([requested(1, 0)]);
    given([requested(1, 0)]).when(request_at(3)).then_it_is_already_so();
    given([requested(1, 0), ReconciliationEvent::SentToErp]).when(request_at(3)).then_it_is_already_so();
}

#[test]
fn after_an_answer_it_may_be_asked_for_again() {
    for ended in [ready(), ReconciliationEvent::TimedOut, ReconciliationEvent::Failed { reason: "x".into() }]
    {
        given([requested(1, 0), ended]).when(request_at(9)).then([requested(2, 9)]);
    }
}

#[test]
fn a_period_that_is_no_period_or_not_over_is_refused() {
    let unusable = ReconciliationError::PeriodUnusable;
    for scope in [
        Scope { from: day(21), ..scope() },
        Scope { to: day(21), ..scope() },
        Scope { from: NaiveDate::from_ymd_opt(2020, 1, 1).unwrap(), ..scope() },
    ] {
        let reconciliation = reconciliation_id(&scope);
        let request = ReconciliationCommand::Request { reconciliation, scope, today: day(20), at: hour(0) };
        given([]).when(request).then_refused(unusable);
    }
}

#[test]
fn an_answer_has_to_add_up() {
    given([requested(1, 0)]).when(answer(150)).then([ready()]);
    given([requested(1, 0)]).when(answer(151)).then_refused(ReconciliationError::DoesNotAddUp);
    given([]).when(answer(150)).then_refused(ReconciliationError::NotRequested);
    given([requested(1, 0), ready()]).when(answer(150)).then_refused(ReconciliationError::Over);
}

#[test]
fn an_answer_that_comes_too_late_is_taken_all_the_same() {
    given([requested(1, 0), ReconciliationEvent::TimedOut]).when(answer(150)).then([ready()]);
}

#[test]
fn whoever_does_not_answer_is_reminded_once_and_then_waited_for_no_longer() {
    let pass = |hours| ReconciliationCommand::PassTime { at: hour(hours) };
    given([requested(1, 0)]).when(pass(23)).then_it_is_already_so();
    given([requested(1, 0)]).when(pass(24)).then([ReconciliationEvent::Reminded]);
    let reminded = [requested(1, 0), ReconciliationEvent::SentToErp, ReconciliationEvent::Reminded];
    given(reminded.clone()).when(pass(30)).then_it_is_already_so();
    given(reminded).when(pass(168)).then([ReconciliationEvent::TimedOut]);
    given([requested(1, 0)]).when(pass(200)).then([ReconciliationEvent::TimedOut]);
    given([requested(1, 0), ready()]).when(pass(200)).then_it_is_already_so();
}

#[test]
fn one_agrees_with_what_one_saw_and_with_nothing_else() {
    let agree = |seen: i64| ReconciliationCommand::Agree {
        known_at: hour(7),
        closing: 150.into(),
        seen: seen.into(),
    };
    let agreed = ReconciliationEvent::Agreed { known_at: hour(7), closing: 150.into() };
    given([requested(1, 0), ready()]).when(agree(150)).then([agreed.clone()]);
    given([requested(1, 0), ready(), agreed]).when(agree(150)).then_it_is_already_so();
    given([requested(1, 0), ready()]).when(agree(140)).then_refused(ReconciliationError::BalanceChanged);
}

fn agreements(ours: &[StatementLine], theirs: &[StatementLine]) -> Vec<Agreement> {
    compare(ours, theirs).iter().map(super::ComparedLine::agreement).collect()
}

#[test]
fn lines_are_told_by_their_document_then_by_what_they_say() {
    use Agreement as A;
    let ours = [
        line(Some("a"), 1, "1", 10),
        line(Some("b"), 2, "2", 20),
        line(Some("c"), 3, "3", 30),
        line(Some("d"), 4, "4", 40),
        line(Some("e"), 5, "5", -50),
    ];
    let theirs = [
        line(Some("a"), 1, "another number", 10),
        line(None, 2, "2", 20),
        line(None, 3, "3", 31),
        line(None, 4, "other", 40),
        line(Some("x"), 6, "6", 60),
    ];
    let expected = [A::Matched, A::Matched, A::DifferentAmount, A::Matched, A::MissingIn1C, A::MissingWithUs];
    assert_eq!(agreements(&ours, &theirs), expected);
}

#[test]
fn two_documents_that_1c_names_are_never_taken_for_one() {
    let found = agreements(&[line(Some("a"), 1, "1", 10)], &[line(Some("b"), 1, "1", 10)]);
    assert_eq!(found, [Agreement::MissingIn1C, Agreement::MissingWithUs]);
}

fn any_line() -> impl Strategy<Value = StatementLine> {
    let source = prop::option::of(0_u8..6).prop_map(|source| source.map(|source| source.to_string()));
    (source, 1_u32..6, 0_u8..4, 1_i64..4, any::<bool>()).prop_map(|(source, on, number, amount, debit)| {
        let amount = if debit { amount } else { -amount };
        StatementLine { source, ..line(None, on, &number.to_string(), amount) }
    })
}

fn sum(lines: impl Iterator<Item = StatementLine>) -> Decimal {
    lines.map(|line| line.side.signed(line.amount)).sum()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn every_line_is_compared_once_and_the_differences_explain_the_difference(
        ours in prop::collection::vec(any_line(), 0..12),
        theirs in prop::collection::vec(any_line(), 0..12),
    ) {
        let compared = compare(&ours, &theirs);
        let sorted = |mut lines: Vec<StatementLine>| {
            lines.sort_by_key(|line| serde_json::to_string(line).unwrap());
            lines
        };
        let of = |side: fn(&super::ComparedLine) -> Option<StatementLine>| compared.iter().filter_map(side).collect();
        prop_assert_eq!(sorted(of(|line| line.ours.clone())), sorted(ours.clone()));
        prop_assert_eq!(sorted(of(|line| line.theirs.clone())), sorted(theirs.clone()));
        let differing = || compared.iter().filter(|line| line.agreement() != Agreement::Matched);
        let explained = sum(differing().filter_map(|line| line.ours.clone()))
            - sum(differing().filter_map(|line| line.theirs.clone()));
        prop_assert_eq!(explained, sum(ours.into_iter()) - sum(theirs.into_iter()));
    }

    #[test]
    fn a_statement_agrees_with_itself(lines in prop::collection::vec(any_line(), 0..12)) {
        prop_assert!(agreements(&lines, &lines).iter().all(|found| *found == Agreement::Matched));
    }
}
