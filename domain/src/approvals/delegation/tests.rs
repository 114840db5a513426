//! When somebody may decide in the place of another, and when not.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use super::{
    Delegation, DelegationCommand, DelegationError, DelegationEvent, DelegationGrant, DelegationLink,
};
use crate::specification::{Given, given};
use crate::vocabulary::{DelegationId, OrganizationId, PersonId};

const BOSS: PersonId = PersonId(Uuid::from_u128(1));
const DEPUTY: PersonId = PersonId(Uuid::from_u128(2));
const ADMINISTRATOR: PersonId = PersonId(Uuid::from_u128(3));
const DELEGATION: DelegationId = DelegationId(Uuid::from_u128(10));
const ORGANIZATION: OrganizationId = OrganizationId(Uuid::from_u128(11));

fn day(day: i64) -> DateTime<Utc> {
    DateTime::<Utc>::UNIX_EPOCH + TimeDelta::days(day)
}

/// A fortnight from the tenth day, asked for on the first.
fn holiday() -> DelegationGrant {
    DelegationGrant {
        delegation: DELEGATION,
        organization: ORGANIZATION,
        from: BOSS,
        to: DEPUTY,
        starts: day(10),
        until: day(24),
        reason: None,
        by: None,
        at: day(1),
        able: BTreeSet::from([BOSS, DEPUTY]),
        others: Vec::new(),
    }
}

fn grant(grant: DelegationGrant) -> DelegationCommand {
    DelegationCommand::Grant(Box::new(grant))
}

fn granted() -> DelegationEvent {
    DelegationEvent::Granted {
        delegation: DELEGATION,
        organization: ORGANIZATION,
        from: BOSS,
        to: DEPUTY,
        starts: day(10),
        until: day(24),
        reason: None,
        by: None,
    }
}

fn given_nothing() -> Given<Delegation> {
    given([])
}

fn given_it() -> Given<Delegation> {
    given([granted()])
}

fn other(starts: DateTime<Utc>, until: DateTime<Utc>) -> DelegationLink {
    DelegationLink { delegation: DelegationId(Uuid::from_u128(12)), from: BOSS, to: DEPUTY, starts, until }
}

#[test]
fn an_approver_lets_another_decide_while_away() {
    given_nothing().when(grant(holiday())).then([granted()]);
}

#[test]
fn an_administrator_who_grants_for_somebody_ill_is_named() {
    let ill = DelegationGrant { by: Some(ADMINISTRATOR), ..holiday() };
    let DelegationEvent::Granted { delegation, organization, from, to, starts, until, reason, .. } =
        granted()
    else {
        unreachable!()
    };
    let by = Some(ADMINISTRATOR);
    let marked = DelegationEvent::Granted { delegation, organization, from, to, starts, until, reason, by };
    given_nothing().when(grant(ill)).then([marked]);
}

#[test]
fn an_administrator_who_grants_for_themself_is_nobody_else() {
    given_nothing().when(grant(DelegationGrant { by: Some(BOSS), ..holiday() })).then([granted()]);
}

#[test]
fn nobody_delegates_to_themself() {
    given_nothing()
        .when(grant(DelegationGrant { to: BOSS, ..holiday() }))
        .then_refused(DelegationError::ToOneself);
}

#[test]
fn it_ends_after_it_begins() {
    let backwards = DelegationGrant { until: day(10), ..holiday() };
    given_nothing().when(grant(backwards)).then_refused(DelegationError::EndsBeforeStart);
}

#[test]
fn it_does_not_end_in_the_past() {
    let past = DelegationGrant { at: day(24), ..holiday() };
    given_nothing().when(grant(past)).then_refused(DelegationError::InThePast);
}

#[test]
fn it_may_have_begun_already() {
    given_nothing().when(grant(DelegationGrant { at: day(15), ..holiday() })).then([granted()]);
}

#[test]
fn a_leap_year_is_the_longest() {
    let year = |days: i64| DelegationGrant { until: day(10 + days), ..holiday() };
    given_nothing().when(grant(year(367))).then_refused(DelegationError::TooLong);
    assert!(super::decide::decide(&Delegation::default(), grant(year(366))).is_ok());
}

#[test]
fn both_must_be_able_to_decide() {
    let able = |people: &[PersonId]| DelegationGrant { able: people.iter().copied().collect(), ..holiday() };
    given_nothing().when(grant(able(&[DEPUTY]))).then_refused(DelegationError::GiverCannotDecide);
    given_nothing().when(grant(able(&[BOSS]))).then_refused(DelegationError::TakerCannotDecide);
}

#[test]
fn two_people_have_one_delegation_at_a_time() {
    let beside = |starts, until| DelegationGrant { others: vec![other(starts, until)], ..holiday() };
    for (starts, until) in [(day(1), day(11)), (day(12), day(13)), (day(23), day(30)), (day(1), day(30))] {
        given_nothing().when(grant(beside(starts, until))).then_refused(DelegationError::Overlaps);
    }
    given_nothing().when(grant(beside(day(1), day(10)))).then([granted()]);
    given_nothing().when(grant(beside(day(24), day(30)))).then([granted()]);
}

#[test]
fn one_delegation_is_granted_once() {
    given_it().when(grant(holiday())).then_refused(DelegationError::AlreadyGranted);
}

#[test]
fn it_is_revoked_before_its_time() {
    let revoke = DelegationCommand::Revoke { by: DEPUTY, at: day(12) };
    given_it().when(revoke).then([DelegationEvent::Revoked { by: DEPUTY }]);
}

#[test]
fn what_is_over_needs_no_revoking() {
    let revoke = |at| DelegationCommand::Revoke { by: BOSS, at };
    given_it().when(revoke(day(24))).then_it_is_already_so();
    let revoked = DelegationEvent::Revoked { by: DEPUTY };
    given::<Delegation>([granted(), revoked]).when(revoke(day(12))).then_it_is_already_so();
}

#[test]
fn what_was_not_granted_cannot_be_revoked() {
    let revoke = DelegationCommand::Revoke { by: BOSS, at: day(12) };
    given_nothing().when(revoke).then_refused(DelegationError::NotGranted);
}

#[test]
fn it_counts_from_its_first_moment_until_it_is_over() {
    let given_it = given_it().0;
    assert_eq!([9, 10, 23, 24].map(|of| given_it.is_active(day(of))), [false, true, true, false]);
    let revoked = given::<Delegation>([granted(), DelegationEvent::Revoked { by: BOSS }]).0;
    assert!(!revoked.is_active(day(12)) && revoked.is_revoked());
}
