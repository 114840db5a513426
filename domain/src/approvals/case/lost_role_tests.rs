//! Whoever is asked because of a role loses the place with the role, and with nothing else.

use std::collections::BTreeSet;

use cqrs_es::Aggregate;
use uuid::Uuid;

use super::decide::decide;
use super::own_order_tests::{approve, group, with};
use super::tests::monday as time;
use super::{ApprovalCase, CaseCommand, CaseError, CaseEvent, Deciders, Electorate};
use crate::approvals::policy::{Candidate, Group};
use crate::organizations::MemberRole::{self, Administrator, Approver};
use crate::vocabulary::PersonId;

const HEAD: PersonId = PersonId(Uuid::from_u128(2));
const LEAD: PersonId = PersonId(Uuid::from_u128(3));

/// One of the administrators, who are both asked, has to agree.
fn asked_as_administrators() -> Group {
    let mut group = group(1, HEAD);
    group.let_in([LEAD]);
    group.roles = [Administrator].into();
    group
}

fn members<const N: usize>(roles: [(PersonId, MemberRole); N]) -> Deciders {
    Deciders::among(roles.map(|(person, role)| Candidate::of(person, [role])))
}

fn told(case: &ApprovalCase, deciders: Deciders) -> (ApprovalCase, Vec<CaseEvent>) {
    let events = decide(case, CaseCommand::Reroute { deciders, time: time() }).unwrap();
    let mut case = case.clone();
    for event in &events {
        case.apply(event.clone());
    }
    (case, events)
}

fn out(person: PersonId) -> Vec<CaseEvent> {
    vec![CaseEvent::Rerouted { stage: 1, group: 1, lost: [person].into(), added: BTreeSet::new() }]
}

#[test]
fn an_administrator_who_becomes_an_approver_is_not_asked_as_an_administrator_any_more() {
    let case = with(vec![asked_as_administrators()]);
    let (case, events) = told(&case, members([(HEAD, Approver), (LEAD, Administrator)]));
    assert_eq!(events, out(HEAD));
    assert_eq!(case.who_may_act(), [LEAD].into());
}

#[test]
fn before_the_case_is_told_the_decision_is_refused_already() {
    let case = with(vec![asked_as_administrators()]);
    let deciders = members([(HEAD, Approver), (LEAD, Administrator)]);
    let vote = |by| approve(by, deciders.clone(), []);
    assert_eq!(decide(&case, vote(HEAD)), Err(CaseError::NotAnApprover));
    let electorate = Electorate { deciders: deciders.clone(), at: time().now, ..Electorate::default() };
    assert_eq!(case.standing(HEAD, &electorate).unwrap_err(), CaseError::NotAnApprover);
    assert!(case.standing(LEAD, &electorate).is_ok());
    let events = decide(&case, vote(LEAD)).unwrap();
    assert!(events.starts_with(&out(HEAD)), "and the history says who was left out: {events:?}");
    assert_eq!(events.last(), Some(&CaseEvent::Granted {}));
}

#[test]
fn whoever_was_named_stays_whatever_the_role() {
    let named = Group { named: [HEAD].into(), ..asked_as_administrators() };
    let (case, events) = told(&with(vec![named]), members([(HEAD, Approver), (LEAD, Approver)]));
    assert_eq!(events, out(LEAD));
    assert_eq!(case.who_may_act(), [HEAD].into());
}

#[test]
fn whoever_was_given_the_place_of_an_administrator_holds_it_without_the_role() {
    let mut case = with(vec![group(1, HEAD)]);
    case.apply(CaseEvent::StoodIn { stage: 1, group: 1, by: HEAD });
    case.apply(CaseEvent::Reassigned { stage: 1, from: HEAD, to: LEAD, by: HEAD, comment: None });
    let (case, events) = told(&case, members([(HEAD, Administrator), (LEAD, Approver)]));
    assert_eq!((events, case.who_may_act()), (Vec::new(), [LEAD].into()));
}

#[test]
fn the_last_one_who_loses_the_role_makes_room_for_the_administrators_of_now() {
    let new = PersonId(Uuid::from_u128(4));
    let case = with(vec![asked_as_administrators()]);
    let (case, events) = told(&case, members([(HEAD, Approver), (LEAD, Approver), (new, Administrator)]));
    let all = || BTreeSet::from([HEAD, LEAD]);
    let rerouted = |lost, added| CaseEvent::Rerouted { stage: 1, group: 1, lost, added };
    let joined = rerouted(BTreeSet::new(), [new].into());
    assert_eq!(events, vec![rerouted(all(), BTreeSet::new()), joined]);
    assert_eq!(case.who_may_act(), [new].into());
}

#[test]
fn what_was_said_before_the_role_was_lost_counts() {
    let both = Group { needed: 2.try_into().unwrap(), ..asked_as_administrators() };
    let mut case = with(vec![both]);
    let before = members([(HEAD, Administrator), (LEAD, Administrator)]);
    for event in decide(&case, approve(HEAD, before, [])).unwrap() {
        case.apply(event);
    }
    let (case, events) = told(&case, members([(HEAD, Approver), (LEAD, Administrator)]));
    assert_eq!((events, case.agreed(1, 1, &case.groups(1)[0])), (Vec::new(), 1));
}
