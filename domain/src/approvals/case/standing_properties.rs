//! What is told of who may decide is what a decision finds, whoever it is and for whomever.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use cqrs_es::Aggregate;
use proptest::collection::{btree_set, vec};
use proptest::prelude::*;
use uuid::Uuid;

use super::decide::decide;
use super::properties::{any_opening, current};
use super::{
    Acting, ApprovalCase, CaseCommand, Deciders, Decision, Electorate, LineCut, Opening, Vote, WorkingTime,
};
use crate::approvals::policy::Candidate;
use crate::approvals::{CaseEvent, DelegationLink};
use crate::organizations::{MemberRole, WorkingCalendar};
use crate::vocabulary::{DelegationId, PersonId, ProductId, TextId, TextRef};

fn person(number: u8) -> PersonId {
    PersonId(Uuid::from_u128(number.into()))
}

fn now() -> DateTime<Utc> {
    "2026-11-23T08:00:00Z".parse().unwrap()
}

fn time() -> WorkingTime {
    WorkingTime { now: now(), calendar: WorkingCalendar::default(), zone: "UTC".parse().unwrap() }
}

/// Who may decide, some of them administrators, some in the place of others.
fn any_electorate() -> impl Strategy<Value = Electorate> {
    let links = vec((1..8_u8, 1..8_u8), 0..6);
    (btree_set(1..8_u8, 0..8), btree_set(1..8_u8, 0..3), links).prop_map(|(able, administrators, links)| {
        let able: BTreeSet<_> = able.into_iter().map(person).collect();
        let administrators: BTreeSet<_> =
            administrators.into_iter().map(person).filter(|it| able.contains(it)).collect();
        let link = |(number, (from, to)): (u128, (u8, u8))| DelegationLink {
            delegation: DelegationId(Uuid::from_u128(number)),
            from: person(from),
            to: person(to),
            starts: now(),
            until: now() + chrono::TimeDelta::days(1),
        };
        let between_able = |link: &DelegationLink| {
            link.from != link.to && able.contains(&link.from) && able.contains(&link.to)
        };
        let delegations = (1..).zip(links).map(link).filter(between_able).collect();
        let role = |person: &PersonId| {
            if administrators.contains(person) { MemberRole::Administrator } else { MemberRole::Approver }
        };
        let deciders = Deciders::among(able.iter().map(|it| Candidate::of(*it, [role(it)])));
        Electorate { deciders, delegations, at: now() }
    })
}

fn acting(by: PersonId, electorate: &Electorate) -> Acting {
    let deciders = &electorate.deciders;
    let role = match () {
        () if deciders.administrators.contains(&by) => MemberRole::Administrator,
        () if deciders.able.contains(&by) => MemberRole::Approver,
        () => MemberRole::Purchaser,
    };
    Acting { person: by, roles: BTreeSet::from([role]) }
}

/// What a decision of somebody would come to; nothing when it changes nothing.
fn voting(
    case: &ApprovalCase,
    by: PersonId,
    decision: Decision,
    cuts: Vec<LineCut>,
    electorate: &Electorate,
) -> Vec<CaseEvent> {
    let vote = Vote {
        by: acting(by, electorate),
        stage: case.current_stage(),
        decision,
        comment: Some(TextRef::to(TextId(Uuid::from_u128(9)), b"salt", "why")),
        line_comments: BTreeMap::new(),
        revised: (!cuts.is_empty()).then(current),
        cuts,
        revision: current(),
        deciders: electorate.deciders.clone(),
        delegations: electorate.delegations.clone(),
        time: time(),
    };
    decide(case, CaseCommand::Decide(Box::new(vote))).unwrap_or_default()
}

fn follow(case: &mut ApprovalCase, events: Vec<CaseEvent>) {
    for event in events {
        case.apply(event);
    }
}

/// A case after some approvals, each by an electorate of its own; perhaps suspended.
fn any_case() -> impl Strategy<Value = ApprovalCase> {
    let votes = vec((1..8_u8, any_electorate()), 0..6);
    (any_opening(), votes, 0..10_u8).prop_map(|(opening, votes, suspended): (Opening, Vec<_>, u8)| {
        let mut case = ApprovalCase::default();
        let open = CaseCommand::Open { opening: Box::new(opening), time: time() };
        follow(&mut case, decide(&ApprovalCase::default(), open).unwrap_or_default());
        for (by, electorate) in votes {
            let events = voting(&case, person(by), Decision::Approve, Vec::new(), &electorate);
            follow(&mut case, events);
        }
        if suspended == 0 {
            let events = decide(&case, CaseCommand::Suspend).unwrap_or_default();
            follow(&mut case, events);
        }
        case
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn whoever_is_said_to_stand_somewhere_can_approve_and_nobody_else(
        case in any_case(), electorate in any_electorate(),
    ) {
        for by in (1..8).map(person) {
            let counts = !voting(&case, by, Decision::Approve, Vec::new(), &electorate).is_empty();
            prop_assert_eq!(case.standing(by, &electorate).is_ok(), counts, "{:?}", by);
        }
    }

    #[test]
    fn all_who_may_decide_are_named(case in any_case(), electorate in any_electorate()) {
        let able = (1..8).map(person).filter(|by| case.standing(*by, &electorate).is_ok()).collect();
        prop_assert_eq!(case.deciders_now(&electorate), able);
    }

    #[test]
    fn whoever_may_return_reject_or_cut_can(case in any_case(), electorate in any_electorate()) {
        use super::CaseStep::{Cut, Reject, Return};
        for by in (1..8).map(person) {
            let steps = case.steps(&acting(by, &electorate), &electorate);
            let cut = vec![LineCut { product: ProductId(Uuid::from_u128(1)), quantity: None }];
            for (step, decision, cuts) in [
                (Return, Decision::Return, Vec::new()),
                (Reject, Decision::Reject, Vec::new()),
                (Cut, Decision::Approve, cut),
            ] {
                let counts = !voting(&case, by, decision, cuts, &electorate).is_empty();
                prop_assert_eq!(steps.contains(&step), counts, "{:?} {:?}", by, step);
            }
        }
    }

    #[test]
    fn those_in_whose_place_one_stands_are_in_the_decision(case in any_case(), electorate in any_electorate()) {
        for by in (1..8).map(person) {
            let Ok(standing) = case.standing(by, &electorate) else { continue };
            let told: BTreeSet<_> = standing.instead_of.iter().map(|chain| chain.giver).collect();
            let events = voting(&case, by, Decision::Approve, Vec::new(), &electorate);
            let decided = events.iter().find_map(|event| match event {
                CaseEvent::Decided { on_behalf_of, .. } => {
                    Some(on_behalf_of.iter().map(|other| other.person).collect::<BTreeSet<_>>())
                }
                _ => None,
            });
            // Who stands in for others with the word of before decides nothing anew.
            prop_assert!(decided.is_none_or(|decided| decided == told), "{by:?}");
        }
    }
}
