//! A rule that lets people decide on their own order does so for its own groups. The groups of
//! other rules keep the ban, whatever way to them somebody looks for.

use std::collections::BTreeSet;

use cqrs_es::Aggregate;
use uuid::Uuid;

use super::decide::decide;
use super::properties::current;
use super::tests::monday;
use super::{Acting, ApprovalCase, CaseCommand, CaseError, CaseEvent, Deciders, Decision, Opening, Vote};
use crate::approvals::policy::{Group, RuleId};
use crate::approvals::{DelegationLink, Delegations};
use crate::organizations::MemberRole;
use crate::vocabulary::{CaseId, DelegationId, OrderId, OrganizationId, PersonId, TextId, TextRef};

/// An administrator who submits.
const OWNER: PersonId = PersonId(Uuid::from_u128(1));
const DIRECTOR: PersonId = PersonId(Uuid::from_u128(2));
const DEPUTY: PersonId = PersonId(Uuid::from_u128(3));

pub(super) fn group(rule: u16, person: PersonId) -> Group {
    Group {
        needed: std::num::NonZeroU16::MIN,
        people: [person].into(),
        stand_in: false,
        deadline: None,
        rules: [RuleId(rule)].into(),
        roles: BTreeSet::new(),
        named: BTreeSet::new(),
    }
}

/// Rule 1 lets the owner decide; rule 2 asks the director and forbids it.
fn case() -> ApprovalCase {
    with(vec![group(1, OWNER), group(2, DIRECTOR)])
}

pub(super) fn with(groups: Vec<Group>) -> ApprovalCase {
    let opening = Opening {
        case: CaseId(Uuid::from_u128(101)),
        organization: OrganizationId(Uuid::from_u128(100)),
        order: OrderId(Uuid::from_u128(102)),
        round: 1,
        requester: OWNER,
        authors: BTreeSet::new(),
        own_allowed: BTreeSet::from([OWNER]),
        revision: current(),
        policy_version: 3,
        rules: vec![RuleId(1), RuleId(2)],
        stages: vec![groups],
        because: Vec::new(),
        previous: None,
        carried: Vec::new(),
    };
    let open = CaseCommand::Open { opening: Box::new(opening), time: monday() };
    fold(ApprovalCase::default(), open)
}

fn fold(mut case: ApprovalCase, command: CaseCommand) -> ApprovalCase {
    for event in decide(&case, command).unwrap() {
        case.apply(event);
    }
    case
}

fn administrator(person: PersonId) -> Acting {
    Acting { person, roles: BTreeSet::from([MemberRole::Administrator]) }
}

fn able<const N: usize>(people: [PersonId; N], administrators: &[PersonId]) -> Deciders {
    Deciders {
        able: people.into(),
        administrators: administrators.iter().copied().collect(),
        ..Deciders::default()
    }
}

fn because() -> TextRef {
    TextRef::to(TextId::default(), b"salt", "срочно")
}

pub(super) fn approve(
    by: PersonId,
    deciders: Deciders,
    links: impl IntoIterator<Item = DelegationLink>,
) -> CaseCommand {
    CaseCommand::Decide(Box::new(Vote {
        by: administrator(by),
        stage: None,
        decision: Decision::Approve,
        comment: None,
        line_comments: std::collections::BTreeMap::new(),
        cuts: Vec::new(),
        revised: None,
        revision: current(),
        deciders,
        delegations: links.into_iter().collect::<Delegations>(),
        time: monday(),
    }))
}

fn link(from: PersonId, to: PersonId) -> DelegationLink {
    let starts = monday().now;
    let until = starts + chrono::TimeDelta::days(1);
    DelegationLink { delegation: DelegationId(Uuid::from_u128(7)), from, to, starts, until }
}

#[test]
fn whoever_may_decide_on_an_own_order_by_one_rule_forces_nothing() {
    let force = CaseCommand::Force { by: administrator(OWNER), reason: because(), revision: current() };
    assert_eq!(decide(&case(), force), Err(CaseError::OwnOrder));
}

#[test]
fn whoever_may_decide_on_an_own_order_by_one_rule_gets_no_place_of_another() {
    for by in [OWNER, DIRECTOR] {
        let (by, deciders) = (administrator(by), able([OWNER, DIRECTOR], &[OWNER, DIRECTOR]));
        let take = CaseCommand::Reassign { by, from: DIRECTOR, to: OWNER, comment: None, deciders };
        assert_eq!(decide(&case(), take), Err(CaseError::OwnOrder));
    }
}

#[test]
fn whoever_may_decide_on_an_own_order_by_one_rule_may_give_that_place_away() {
    let (by, deciders) = (administrator(OWNER), able([OWNER, DIRECTOR, DEPUTY], &[OWNER]));
    let give = CaseCommand::Reassign { by, from: OWNER, to: DEPUTY, comment: None, deciders };
    assert!(fold(case(), give).who_may_act().contains(&DEPUTY));
}

#[test]
fn an_own_vote_counts_in_the_groups_that_allow_it_and_in_the_place_of_nobody() {
    let deciders = able([OWNER, DIRECTOR], &[OWNER]);
    let voted = fold(case(), approve(OWNER, deciders, [link(DIRECTOR, OWNER)]));
    assert_eq!(voted.outcome(), None);
    assert_eq!(voted.decisions()[0].on_behalf_of, []);
    assert_eq!(voted.who_may_act(), BTreeSet::from([DIRECTOR]));
}

#[test]
fn nobody_lets_the_owner_into_a_group_of_another_rule_when_its_people_are_lost() {
    let only_owner = able([OWNER], &[OWNER]);
    let voted = decide(&case(), approve(OWNER, only_owner.clone(), [])).unwrap();
    assert!(!voted.iter().any(|event| matches!(event, CaseEvent::StoodIn { .. })), "{voted:?}");
    let reroute = CaseCommand::Reroute { deciders: only_owner, time: monday() };
    let rerouted = decide(&case(), reroute).unwrap();
    assert_eq!(rerouted, [CaseEvent::Stranded { stage: 1, group: 2 }, CaseEvent::Returned {}]);
}

#[test]
fn an_administrator_for_whom_a_deputy_approved_stands_in_for_those_who_are_lost() {
    let lost = PersonId(Uuid::from_u128(9));
    let both = with(vec![group(1, DIRECTOR), group(2, lost)]);
    let deciders = able([DIRECTOR, DEPUTY], &[DIRECTOR]);
    let links = [link(DIRECTOR, DEPUTY)];
    let deputized = fold(both, approve(DEPUTY, able([DIRECTOR, DEPUTY, lost], &[DIRECTOR]), links));
    assert_eq!(deputized.outcome(), None);
    let stood_in = fold(deputized, approve(DIRECTOR, deciders, links));
    assert_eq!(stood_in.outcome(), Some(super::Outcome::Granted));
}
