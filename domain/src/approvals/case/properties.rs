//! What holds of every case, whatever is decided in it and by whom.

use std::collections::{BTreeMap, BTreeSet};

use cqrs_es::Aggregate;
use proptest::prelude::*;
use uuid::Uuid;

use super::decide::decide;
use super::{
    Acting, ApprovalCase, Carried, CaseCommand, CaseEvent, Deciders, Decision, Opening, Outcome, Vote,
    WorkingTime,
};
use crate::approvals::Delegations;
use crate::approvals::policy::evaluation_tests::any_route;
use crate::approvals::policy::{Candidate, OrderFacts, Policy, Verdict, evaluate};
use crate::organizations::{MemberRole, WorkingCalendar};
use crate::vocabulary::{
    CaseId, Currency, Money, OrderId, OrganizationId, PersonId, Revision, TextId, TextRef,
};

pub(super) fn current() -> Revision {
    Revision::of(b"current")
}

fn order() -> OrderFacts {
    let total = Money::zero(Currency::RUB);
    OrderFacts { line_count: 1, ..OrderFacts::of(total, total) }
}

/// An administrator, so that most orders find a way.
fn owner() -> Candidate {
    Candidate::of(PersonId(Uuid::from_u128(6)), [MemberRole::Administrator])
}

/// People who may decide, each with every role.
fn whatever_the_role(able: BTreeSet<PersonId>) -> Deciders {
    use MemberRole::{Accountant, Administrator, Approver, Observer, Purchaser};
    let roles = [Administrator, Purchaser, Approver, Accountant, Observer];
    Deciders::among(able.into_iter().map(|person| Candidate::of(person, roles)))
}

/// A case as the policy of a random organization opens it.
pub(super) fn any_opening() -> impl Strategy<Value = Opening> {
    any_route().prop_filter_map("the order finds no way", |(rules, requester, mut members)| {
        members.retain(|member| member.person != owner().person);
        members.push(owner());
        let verdict = evaluate(&Policy { version: 1, rules }, &order(), &requester, &members);
        let Ok(Verdict::Required(route)) = verdict else { return None };
        Some(Opening {
            case: CaseId(Uuid::from_u128(1)),
            organization: OrganizationId(Uuid::from_u128(2)),
            order: OrderId(Uuid::from_u128(3)),
            round: 1,
            requester: requester.person,
            authors: requester.authors,
            own_allowed: route.own_allowed,
            revision: current(),
            policy_version: route.policy_version,
            rules: route.rules,
            because: route.because,
            stages: route.stages,
            previous: None,
            carried: Vec::new(),
        })
    })
}

/// Lets an approval of an earlier round count in the first group that has people.
pub(super) fn carry_first_approval(opening: &mut Opening) {
    let Some(by) = opening.stages[0][0].people.first().copied() else { return };
    let (groups, case) = (BTreeSet::from([1]), CaseId(Uuid::from_u128(7)));
    let revision = Revision::of(b"before");
    let carried = Carried { stage: 1, groups, by, on_behalf_of: Vec::new(), case, revision };
    opening.carried.push(carried);
}

fn any_vote() -> impl Strategy<Value = CaseCommand> {
    let decision =
        prop_oneof![8 => Just(Decision::Approve), 1 => Just(Decision::Return), 1 => Just(Decision::Reject)];
    let role = proptest::sample::select(vec![
        MemberRole::Approver,
        MemberRole::Administrator,
        MemberRole::Approver,
        MemberRole::Purchaser,
    ]);
    let stage = proptest::option::of(1..4_u16);
    let able = proptest::collection::btree_set(1..7_u128, 0..7);
    (1..7_u128, role, able, stage, decision, any::<bool>(), 0..6_u8).prop_map(
        |(by, role, able, stage, decision, commented, age)| {
            let revision = if age == 0 { Revision::of(b"older") } else { current() };
            let able: BTreeSet<_> = able.into_iter().map(|it| PersonId(Uuid::from_u128(it))).collect();
            let deciders = whatever_the_role(able);
            let comment = commented.then(|| TextRef::to(TextId(Uuid::from_u128(9)), b"salt", "why"));
            let by = Acting { person: PersonId(Uuid::from_u128(by)), roles: BTreeSet::from([role]) };
            CaseCommand::Decide(Box::new(Vote { stage, decision, comment, revision, deciders, ..vote(by) }))
        },
    )
}

fn vote(by: Acting) -> Vote {
    Vote {
        by,
        stage: None,
        decision: Decision::Approve,
        comment: None,
        line_comments: BTreeMap::new(),
        cuts: Vec::new(),
        revised: None,
        revision: current(),
        deciders: Deciders::default(),
        delegations: Delegations::default(),
        time: monday(),
    }
}

fn monday() -> WorkingTime {
    let now = "2026-11-23T08:00:00Z".parse().unwrap();
    WorkingTime { now, calendar: WorkingCalendar::default(), zone: "UTC".parse().unwrap() }
}

fn any_command() -> impl Strategy<Value = CaseCommand> {
    let by = PersonId(Uuid::from_u128(1));
    prop_oneof![60 => any_vote(), 1 => Just(CaseCommand::Withdraw { by }), 1 => Just(CaseCommand::Void)]
}

fn any_history() -> impl Strategy<Value = Vec<CaseEvent>> {
    (any_opening(), proptest::collection::vec(any_command(), 0..40)).prop_map(|(opening, commands)| {
        let mut case = ApprovalCase::default();
        let mut events = Vec::new();
        let open = CaseCommand::Open { opening: Box::new(opening), time: monday() };
        for command in std::iter::once(open).chain(commands) {
            for event in decide(&case, command).unwrap_or_default() {
                case.apply(event.clone());
                events.push(event);
            }
        }
        events
    })
}

fn fold(events: &[CaseEvent]) -> ApprovalCase {
    let mut case = ApprovalCase::default();
    for event in events {
        case.apply(event.clone());
    }
    case
}

/// Those who approved a stage, read from the bare events and not from the case.
fn approvers(events: &[CaseEvent], of: u16) -> BTreeSet<PersonId> {
    let approver = |event: &CaseEvent| match event {
        CaseEvent::Decided { stage, by, decision: Decision::Approve, revision, .. }
            if *stage == of && *revision == current() =>
        {
            Some(*by)
        }
        _ => None,
    };
    events.iter().filter_map(approver).collect()
}

fn opening(events: &[CaseEvent]) -> &Opening {
    match events.first() {
        Some(CaseEvent::Opened(opening)) => opening,
        other => panic!("a policy opened it: {other:?}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_case_is_granted_without_the_decisions_that_its_stages_demand(events in any_history()) {
        if !events.contains(&CaseEvent::Granted {}) {
            return Ok(());
        }
        let case = fold(&events);
        for (stage, groups) in (1..).zip(&case.opening().unwrap().stages) {
            let approvers = approvers(&events, stage);
            for group in groups {
                let agreed = group.people.intersection(&approvers).count();
                prop_assert!(agreed >= usize::from(group.needed.get()));
            }
        }
    }

    #[test]
    fn the_requester_is_never_among_the_deciders_unless_a_rule_allows(events in any_history()) {
        let opening = opening(&events);
        for event in &events {
            let CaseEvent::Decided { by, .. } = event else { continue };
            let own = *by == opening.requester || opening.authors.contains(by);
            prop_assert!(!own || opening.own_allowed.contains(by));
        }
    }

    #[test]
    fn a_decision_counts_only_on_the_revision_that_was_asked_about(events in any_history()) {
        for event in &events {
            let CaseEvent::Decided { revision, .. } = event else { continue };
            prop_assert_eq!(revision, &current());
        }
    }

    #[test]
    fn everybody_decides_at_most_once_a_stage_and_nothing_follows_the_end(events in any_history()) {
        let mut seen = BTreeSet::new();
        for (place, event) in events.iter().enumerate() {
            let before = fold(&events[..place]);
            prop_assert_eq!(before.outcome(), None);
            let CaseEvent::Decided { stage, by, decision, comment, .. } = event else { continue };
            prop_assert!(seen.insert((*stage, *by)));
            prop_assert!(before.who_may_act().contains(by));
            prop_assert!(*decision == Decision::Approve || comment.is_some());
        }
    }

    #[test]
    fn an_open_case_always_waits_for_somebody(events in any_history()) {
        for end in 1..=events.len() {
            let case = fold(&events[..end]);
            let between = matches!(events[end - 1], CaseEvent::Opened(_) | CaseEvent::Decided { .. } | CaseEvent::StoodIn { .. })
                || (matches!(events[end - 1], CaseEvent::StageCompleted { .. })
                    && usize::from(case.completed()) == opening(&events).stages.len());
            prop_assert!(between || case.outcome().is_some() || !case.who_may_act().is_empty());
        }
        let case = fold(&events);
        prop_assert!(case.outcome().is_some() || !case.who_may_act().is_empty());
    }

    #[test]
    fn any_prefix_replays_to_the_same_state(events in any_history(), cut in any::<proptest::sample::Index>()) {
        let prefix = &events[..cut.index(events.len() + 1)];
        let stored = serde_json::to_string(prefix).unwrap();
        let read: Vec<CaseEvent> = serde_json::from_str(&stored).unwrap();
        let case = fold(prefix);
        prop_assert_eq!(&fold(&read), &case);
        let snapshot = serde_json::to_string(&case).unwrap();
        let restored: ApprovalCase = serde_json::from_str(&snapshot).unwrap();
        prop_assert_eq!(restored.who_may_act(), case.who_may_act());
        prop_assert_eq!(restored, case);
    }

    #[test]
    fn a_granted_case_can_be_reached(opening in any_opening()) {
        let stages = opening.stages.clone();
        let mut case = ApprovalCase::default();
        case.apply(CaseEvent::Opened(Box::new(opening)));
        for stage in 1..=u16::try_from(stages.len()).unwrap() {
            for by in case.who_may_act() {
                let by = Acting { person: by, roles: BTreeSet::from([MemberRole::Approver]) };
                let able = case.who_may_act();
                let deciders = whatever_the_role(able);
                let vote = CaseCommand::Decide(Box::new(Vote { stage: Some(stage), deciders, ..vote(by) }));
                for event in decide(&case, vote).unwrap_or_default() {
                    case.apply(event);
                }
            }
        }
        prop_assert_eq!(case.outcome(), Some(Outcome::Granted));
    }
}
