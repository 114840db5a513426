//! What a case answers, told step by step.

use std::collections::{BTreeMap, BTreeSet};

use cqrs_es::{Aggregate, test::TestFramework};
use uuid::Uuid;

use super::{
    Acting, ApprovalCase, CaseCommand as C, CaseError, CaseEvent as E, Deciders, Decision, Opening, Outcome,
    Vote, WorkingTime,
};
use crate::approvals::Delegations;
use crate::approvals::policy::{Group, RuleId};
use crate::journal::Stream;
use crate::organizations::{MemberRole, WorkingCalendar};
use crate::vocabulary::{CaseId, OrderId, OrganizationId, PersonId, Revision, TextId, TextRef};

const ORGANIZATION: OrganizationId = OrganizationId(Uuid::from_u128(100));
const BUYER: PersonId = PersonId(Uuid::from_u128(1));
const LEAD: PersonId = PersonId(Uuid::from_u128(2));
const HEAD: PersonId = PersonId(Uuid::from_u128(3));
const OWNER: PersonId = PersonId(Uuid::from_u128(4));

fn group<const N: usize>(needed: u16, people: [PersonId; N]) -> Group {
    Group {
        needed: needed.try_into().unwrap(),
        people: people.into(),
        stand_in: false,
        deadline: None,
        rules: BTreeSet::new(),
        roles: BTreeSet::new(),
        named: BTreeSet::new(),
    }
}

fn opening(stages: Vec<Vec<Group>>) -> Box<Opening> {
    Box::new(Opening {
        case: CaseId(Uuid::from_u128(101)),
        organization: ORGANIZATION,
        order: OrderId(Uuid::from_u128(102)),
        round: 1,
        requester: BUYER,
        authors: BTreeSet::new(),
        own_allowed: BTreeSet::new(),
        revision: seen(),
        policy_version: 3,
        rules: vec![RuleId(1)],
        stages,
        because: Vec::new(),
        previous: None,
        carried: Vec::new(),
    })
}

fn seen() -> Revision {
    Revision::of(b"seen")
}

fn opened(stages: Vec<Vec<Group>>) -> Vec<E> {
    vec![E::Opened(opening(stages))]
}

fn one_of_two() -> Vec<E> {
    opened(vec![vec![group(1, [LEAD, HEAD])]])
}

fn two_levels() -> Vec<E> {
    opened(vec![vec![group(1, [LEAD, HEAD])], vec![group(1, [HEAD])]])
}

fn because() -> TextRef {
    TextRef::to(TextId(Uuid::from_u128(200)), b"salt", "не тот артикул")
}

fn comment_on(decision: Decision) -> Option<TextRef> {
    (decision != Decision::Approve).then(because)
}

fn all() -> BTreeSet<PersonId> {
    BTreeSet::from([LEAD, HEAD, OWNER])
}

fn with_role(person: PersonId, role: MemberRole) -> Acting {
    Acting { person, roles: BTreeSet::from([role]) }
}

/// An approval of an administrator, when only these may still decide.
fn as_administrator<const N: usize>(by: PersonId, able: [PersonId; N]) -> C {
    let deciders =
        Deciders { able: able.into(), administrators: BTreeSet::from([by]), ..Deciders::default() };
    let by = with_role(by, MemberRole::Administrator);
    C::Decide(Box::new(Vote { by, deciders, ..a_vote(LEAD, Decision::Approve) }))
}

fn a_vote(by: PersonId, decision: Decision) -> Vote {
    Vote {
        by: with_role(by, MemberRole::Approver),
        stage: None,
        decision,
        comment: comment_on(decision),
        line_comments: BTreeMap::new(),
        cuts: Vec::new(),
        revised: None,
        revision: seen(),
        deciders: Deciders { able: all(), ..Deciders::default() },
        delegations: Delegations::default(),
        time: monday(),
    }
}

pub(super) fn monday() -> WorkingTime {
    let now = "2026-11-23T08:00:00Z".parse().unwrap();
    WorkingTime { now, calendar: WorkingCalendar::default(), zone: "UTC".parse().unwrap() }
}

fn open(opening: Box<Opening>) -> C {
    C::Open { opening, time: monday() }
}

fn vote(by: PersonId, decision: Decision) -> C {
    C::Decide(Box::new(a_vote(by, decision)))
}

fn approve(by: PersonId) -> C {
    vote(by, Decision::Approve)
}

fn approve_in(by: PersonId, at: u16) -> C {
    C::Decide(Box::new(Vote { stage: Some(at), ..a_vote(by, Decision::Approve) }))
}

fn decided(stage: u16, by: PersonId, decision: Decision) -> E {
    let comment = comment_on(decision);
    let (on_behalf_of, line_comments, cuts) = Default::default();
    E::Decided { stage, by, on_behalf_of, decision, comment, line_comments, cuts, revision: seen() }
}

fn approved(stage: u16, by: PersonId) -> E {
    decided(stage, by, Decision::Approve)
}

fn answer(given: Vec<E>, command: C) -> Result<Vec<E>, CaseError> {
    TestFramework::<ApprovalCase>::with(()).given(given).when(command).inspect_result()
}

fn fold(events: Vec<E>) -> ApprovalCase {
    let mut case = ApprovalCase::default();
    for event in events {
        case.apply(event);
    }
    case
}

fn then(given: Vec<E>, command: C) -> Vec<E> {
    let events = answer(given.clone(), command).unwrap();
    [given, events].concat()
}

#[test]
fn the_last_needed_approval_grants_the_case() {
    let granted = vec![approved(1, LEAD), E::StageCompleted { stage: 1 }, E::Granted {}];
    assert_eq!(answer(one_of_two(), approve(LEAD)), Ok(granted));
}

#[test]
fn a_case_belongs_to_its_organization_and_opens_once() {
    assert_eq!(fold(one_of_two()).tenant(), Some(ORGANIZATION.into()));
    let again = open(opening(vec![vec![group(1, [LEAD])]]));
    assert_eq!(answer(one_of_two(), again), Err(CaseError::AlreadyOpened));
    assert_eq!(answer(vec![], approve(LEAD)), Err(CaseError::NotOpened));
    assert_eq!(answer(vec![], C::Void), Err(CaseError::NotOpened));
}

#[test]
fn a_case_that_nobody_could_pass_is_not_opened() {
    for stages in [vec![], vec![vec![]], vec![vec![group(1, [])]], vec![vec![group(2, [LEAD])]]] {
        assert_eq!(answer(vec![], open(opening(stages))), Err(CaseError::Unroutable));
    }
}

#[test]
fn self_approval_is_not_even_opened() {
    let open = open(opening(vec![vec![group(1, [LEAD, BUYER])]]));
    assert_eq!(answer(vec![], open), Err(CaseError::OwnOrderRouted));
}

#[test]
fn self_approval_is_refused_by_the_case_itself() {
    let slipped_in = opened(vec![vec![group(1, [LEAD, BUYER])]]);
    assert_eq!(answer(slipped_in.clone(), approve(BUYER)), Err(CaseError::OwnOrder));
    assert_eq!(fold(slipped_in).who_may_act(), BTreeSet::from([LEAD]));
}

#[test]
fn self_approval_is_taken_where_the_frozen_rule_allows_it() {
    let own = Opening { own_allowed: BTreeSet::from([BUYER]), ..*opening(vec![vec![group(1, [BUYER])]]) };
    let given = then(vec![], open(Box::new(own)));
    assert_eq!(fold(then(given, approve(BUYER))).outcome(), Some(Outcome::Granted));
}

#[test]
fn all_levels_are_checked_and_not_only_the_last() {
    assert_eq!(answer(two_levels(), approve_in(HEAD, 2)), Err(CaseError::StagePassed { current: 1 }));
    let first = then(two_levels(), approve(LEAD));
    assert_eq!(fold(first.clone()).outcome(), None);
    assert_eq!(answer(first.clone(), approve(OWNER)), Err(CaseError::NotAnApprover));
    assert_eq!(fold(then(first, approve(HEAD))).outcome(), Some(Outcome::Granted));
}

#[test]
fn a_rejection_on_any_level_ends_the_case_for_good() {
    let rejected = then(then(two_levels(), approve(LEAD)), vote(HEAD, Decision::Reject));
    assert_eq!(fold(rejected.clone()).outcome(), Some(Outcome::Rejected));
    assert_eq!(answer(rejected, approve(LEAD)), Err(CaseError::Closed(Outcome::Rejected)));
}

#[test]
fn every_group_of_a_stage_has_to_agree() {
    let given = opened(vec![vec![group(1, [LEAD, HEAD]), group(2, [HEAD, OWNER])]]);
    let first = then(given, approve(HEAD));
    assert_eq!(fold(first.clone()).completed(), 0);
    assert_eq!(fold(then(first, approve(OWNER))).outcome(), Some(Outcome::Granted));
}

#[test]
fn a_quorum_counts_different_people() {
    let given = then(opened(vec![vec![group(2, [LEAD, HEAD, OWNER])]]), approve(LEAD));
    assert_eq!(answer(given.clone(), approve(LEAD)), Ok(vec![]));
    assert_eq!(fold(given.clone()).who_may_act(), BTreeSet::from([HEAD, OWNER]));
    assert_eq!(fold(then(given, approve(OWNER))).outcome(), Some(Outcome::Granted));
}

#[test]
fn a_double_click_does_not_approve_the_next_stage() {
    let given = then(opened(vec![vec![group(1, [HEAD])], vec![group(1, [HEAD])]]), approve(HEAD));
    assert_eq!(answer(given.clone(), approve(HEAD)), Err(CaseError::StagePassed { current: 2 }));
    assert_eq!(answer(given.clone(), approve_in(HEAD, 1)), Err(CaseError::StagePassed { current: 2 }));
    assert_eq!(fold(then(given, approve_in(HEAD, 2))).outcome(), Some(Outcome::Granted));
}

#[test]
fn whoever_approved_does_not_decide_otherwise_in_the_same_stage() {
    let given = then(opened(vec![vec![group(2, [LEAD, HEAD])]]), approve(LEAD));
    assert_eq!(answer(given.clone(), vote(LEAD, Decision::Reject)), Err(CaseError::AlreadyDecided));
    assert_eq!(fold(given).why_not(LEAD), Some(CaseError::AlreadyDecided));
}

#[test]
fn a_decision_on_another_revision_is_refused() {
    for decision in [Decision::Approve, Decision::Return, Decision::Reject] {
        let stale = Vote { revision: Revision::of(b"older"), ..a_vote(LEAD, decision) };
        let stale = C::Decide(Box::new(stale));
        assert_eq!(answer(one_of_two(), stale), Err(CaseError::StaleRevision));
    }
}

#[test]
fn nothing_is_returned_or_rejected_without_a_reason() {
    for decision in [Decision::Return, Decision::Reject] {
        let silent = C::Decide(Box::new(Vote { comment: None, ..a_vote(LEAD, decision) }));
        assert_eq!(answer(one_of_two(), silent), Err(CaseError::CommentRequired));
    }
}

#[test]
fn the_reason_is_kept_with_the_decision() {
    let returned = then(one_of_two(), vote(LEAD, Decision::Return));
    assert_eq!(returned.last(), Some(&E::Returned {}));
    assert_eq!(fold(returned).decisions()[0].comment, Some(because()));
}

#[test]
fn a_rejection_leaves_the_approvals_of_others_as_they_were() {
    let given = opened(vec![vec![group(2, [LEAD, HEAD])]]);
    let case = fold(then(then(given, approve(LEAD)), vote(HEAD, Decision::Reject)));
    let kept: Vec<_> = case.decisions().iter().map(|it| (it.by, it.decision)).collect();
    assert_eq!(kept, [(LEAD, Decision::Approve), (HEAD, Decision::Reject)]);
}

#[test]
fn an_approver_who_lost_the_role_since_does_not_decide() {
    for by_roles in [BTreeSet::new(), BTreeSet::from([MemberRole::Purchaser])] {
        let by = Acting { person: LEAD, roles: by_roles };
        let late = C::Decide(Box::new(Vote { by, ..a_vote(LEAD, Decision::Approve) }));
        assert_eq!(answer(one_of_two(), late), Err(CaseError::NoLongerApprover));
    }
}

#[test]
fn approve_against_withdraw_has_one_winner() {
    let withdrawn = then(one_of_two(), C::Withdraw { by: BUYER });
    assert_eq!(answer(withdrawn.clone(), approve(LEAD)), Err(CaseError::Closed(Outcome::Withdrawn)));
    assert_eq!(answer(withdrawn, C::Withdraw { by: BUYER }), Ok(vec![]));
    let granted = then(one_of_two(), approve(LEAD));
    assert_eq!(answer(granted, C::Withdraw { by: BUYER }), Err(CaseError::Closed(Outcome::Granted)));
}

#[test]
fn two_approvers_at_once_have_one_winner() {
    let granted = then(one_of_two(), approve(LEAD));
    assert_eq!(answer(granted, approve(HEAD)), Err(CaseError::Closed(Outcome::Granted)));
}

#[test]
fn the_case_of_a_cancelled_order_is_void() {
    let voided = then(one_of_two(), C::Void);
    assert_eq!(voided.last(), Some(&E::Voided {}));
    assert!(fold(voided).who_may_act().is_empty());
}

#[test]
fn a_case_says_who_may_act_and_why_another_may_not() {
    let case = fold(two_levels());
    assert_eq!(case.who_may_act(), BTreeSet::from([LEAD, HEAD]));
    assert_eq!(case.why_not(LEAD), None);
    assert_eq!(case.why_not(BUYER), Some(CaseError::OwnOrder));
    assert_eq!(case.why_not(OWNER), Some(CaseError::NotAnApprover));
    assert_eq!(ApprovalCase::default().why_not(LEAD), Some(CaseError::NotOpened));
}

#[test]
fn an_administrator_stands_in_where_nobody_who_was_asked_can_decide_any_more() {
    let stood_in = vec![
        E::StoodIn { stage: 1, group: 1, by: OWNER },
        approved(1, OWNER),
        E::StageCompleted { stage: 1 },
        E::Granted {},
    ];
    assert_eq!(answer(one_of_two(), as_administrator(OWNER, [OWNER])), Ok(stood_in));
    let case = fold(then(one_of_two(), as_administrator(OWNER, [OWNER])));
    assert!(case.opening().unwrap().stages[0][0].stand_in);
}

#[test]
fn nobody_stands_in_while_those_who_were_asked_are_enough() {
    let early = as_administrator(OWNER, [HEAD, OWNER]);
    assert_eq!(answer(one_of_two(), early), Err(CaseError::NotAnApprover));
    let deciders = Deciders { able: BTreeSet::from([OWNER]), ..Deciders::default() };
    let approver = C::Decide(Box::new(Vote { deciders, ..a_vote(OWNER, Decision::Approve) }));
    assert_eq!(answer(one_of_two(), approver), Err(CaseError::NotAnApprover));
}

#[test]
fn nobody_stands_in_for_an_own_order() {
    assert_eq!(answer(one_of_two(), as_administrator(BUYER, [BUYER])), Err(CaseError::OwnOrder));
}

#[test]
fn an_approval_of_somebody_who_left_since_still_counts() {
    let given = then(opened(vec![vec![group(2, [LEAD, HEAD])]]), approve(LEAD));
    assert_eq!(answer(given.clone(), as_administrator(OWNER, [HEAD, OWNER])), Err(CaseError::NotAnApprover));
    let granted = then(given, as_administrator(OWNER, [OWNER]));
    assert_eq!(fold(granted).outcome(), Some(Outcome::Granted));
}

#[test]
fn an_administrator_who_approved_in_the_stage_can_stand_in_for_its_other_group() {
    let given = opened(vec![vec![group(1, [LEAD]), group(1, [OWNER])]]);
    let given = then(given, as_administrator(OWNER, [LEAD, OWNER]));
    assert_eq!(fold(given.clone()).outcome(), None);
    let stood_in =
        vec![E::StoodIn { stage: 1, group: 1, by: OWNER }, E::StageCompleted { stage: 1 }, E::Granted {}];
    assert_eq!(answer(given, as_administrator(OWNER, [OWNER])), Ok(stood_in));
}
