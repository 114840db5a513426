//! Which approvals of the last round count in the next.

use std::collections::{BTreeMap, BTreeSet};

use cqrs_es::Aggregate;
use uuid::Uuid;

use super::properties::current;
use super::world::person;
use super::{ApprovalCase, Carried, CaseEvent, Decision, Opening, Rework, carried};
use crate::approvals::policy::{
    Condition, Effect, Group, Mode, OnReturn, Requesters, Rule, RuleId, Selector, SelfApproval, Stage,
    StandardWording,
};
use crate::ordering::order::Goods;
use crate::ordering::order::difference::{Change, Difference, LineDifference, LineFigures};
use crate::organizations::MemberRole;
use crate::vocabulary::{CaseId, CategoryId, Currency, Money, OrderId, OrganizationId, ProductId, VatRate};

fn group(rule: u16, number: u128) -> Group {
    Group {
        needed: 1.try_into().unwrap(),
        people: [person(number)].into(),
        stand_in: false,
        deadline: None,
        rules: [RuleId(rule)].into(),
        roles: BTreeSet::new(),
        named: BTreeSet::new(),
    }
}

/// First person 2 under rule 1 and person 3 under rule 2, then person 4 under rule 1.
fn opening(case: u128) -> Opening {
    Opening {
        case: CaseId(Uuid::from_u128(case)),
        organization: OrganizationId(Uuid::from_u128(2)),
        order: OrderId(Uuid::from_u128(3)),
        round: 1,
        requester: person(1),
        authors: BTreeSet::new(),
        own_allowed: BTreeSet::new(),
        revision: current(),
        policy_version: 1,
        rules: vec![RuleId(1), RuleId(2)],
        stages: vec![vec![group(1, 2), group(2, 3)], vec![group(1, 4)]],
        because: Vec::new(),
        previous: None,
        carried: Vec::new(),
    }
}

fn decided(stage: u16, by: u128, decision: Decision) -> CaseEvent {
    let (on_behalf_of, line_comments, cuts) = Default::default();
    let (by, comment, revision) = (person(by), None, current());
    CaseEvent::Decided { stage, by, on_behalf_of, decision, comment, line_comments, cuts, revision }
}

/// Both of the first stage approved, and the second stage returned the order.
fn returned() -> ApprovalCase {
    let mut case = ApprovalCase::default();
    for event in [
        CaseEvent::Opened(Box::new(opening(10))),
        decided(1, 2, Decision::Approve),
        decided(1, 3, Decision::Approve),
        CaseEvent::StageCompleted { stage: 1 },
        decided(2, 4, Decision::Return),
        CaseEvent::Returned {},
    ] {
        case.apply(event);
    }
    case
}

fn rule(id: u16, conditions: Vec<Condition>, on_return: OnReturn) -> Rule {
    let approvers = vec![Selector::Role { role: MemberRole::Approver }];
    let stage = Stage { mode: Mode::AnyOf, approvers, deadline: None };
    Rule {
        id: RuleId(id),
        name: StandardWording::Unnamed.into(),
        effect: Effect::Require { stages: vec![stage] },
        applies_to: Requesters::Anybody,
        conditions,
        self_approval: SelfApproval::Forbid,
        on_return,
    }
}

const PAINT: CategoryId = CategoryId(Uuid::from_u128(77));

/// Rule 1 looks at the whole order, rule 2 only at paint.
fn rules(on_return: OnReturn) -> Vec<Rule> {
    let paint = Condition::AnyLineOfCategory { categories: [PAINT].into() };
    vec![rule(1, vec![], on_return), rule(2, vec![paint], on_return)]
}

fn product() -> ProductId {
    ProductId(Uuid::from_u128(5))
}

fn figures(quantity: &str) -> LineFigures {
    let price = Money::zero(Currency::RUB);
    LineFigures {
        quantity: quantity.parse().unwrap(),
        price,
        vat_rate: VatRate::of_percent(22).unwrap(),
        gross: price,
        cost_centre: None,
    }
}

fn changed(before: &str, after: &str) -> Difference {
    let total = Money::zero(Currency::RUB);
    let named = |text: &str| text.to_owned();
    let goods =
        Goods { product: product(), article: named("B-8"), name: named("Болт"), unit: named("шт") };
    let line = LineDifference { goods, before: Some(figures(before)), after: Some(figures(after)) };
    let (delivery, cost_centre) = (None, None);
    Difference { lines: vec![line], delivery, cost_centre, total: Change { before: total, after: total } }
}

/// Who is carried, where, after a change of goods of a category.
fn after(difference: &Difference, on_return: OnReturn, category: CategoryId) -> Vec<(u16, Vec<u16>, u128)> {
    let categories = BTreeMap::from([(product(), BTreeSet::from([category]))]);
    let rework = Rework { difference, categories: &categories };
    let carried = carried(&returned(), rework, &rules(on_return), &opening(11));
    let seen = |it: &Carried| (it.stage, it.groups.iter().copied().collect(), it.by.uuid().as_u128());
    carried.iter().map(seen).collect()
}

const OTHER: CategoryId = CategoryId(Uuid::from_u128(78));

#[test]
fn less_of_the_same_keeps_every_approval() {
    let carried = after(&changed("10", "4"), OnReturn::KeepUnaffected, OTHER);
    assert_eq!(carried, [(1, vec![1], 2), (1, vec![2], 3)]);
}

#[test]
fn more_of_other_goods_keeps_only_the_approvals_of_rules_that_do_not_look_at_them() {
    let carried = after(&changed("4", "10"), OnReturn::KeepUnaffected, OTHER);
    assert_eq!(carried, [(1, vec![2], 3)]);
}

#[test]
fn more_of_the_goods_that_a_rule_looks_at_voids_its_approvals() {
    assert_eq!(after(&changed("4", "10"), OnReturn::KeepUnaffected, PAINT), []);
}

#[test]
fn another_version_of_the_policy_asks_anew() {
    let (difference, categories) = (changed("10", "4"), BTreeMap::new());
    let rework = Rework { difference: &difference, categories: &categories };
    let next = Opening { policy_version: 2, ..opening(11) };
    assert_eq!(carried(&returned(), rework, &rules(OnReturn::KeepUnaffected), &next), []);
}

#[test]
fn a_rule_that_restarts_carries_nothing() {
    assert_eq!(after(&changed("10", "4"), OnReturn::RestartAll, OTHER), []);
}

#[test]
fn a_rule_that_restarts_from_the_stage_keeps_the_stages_before_it() {
    let carried = after(&changed("10", "4"), OnReturn::RestartFromStage, OTHER);
    assert_eq!(carried, [(1, vec![1], 2), (1, vec![2], 3)]);
}

#[test]
fn what_is_carried_starts_the_next_round_in_the_stage_that_returned_the_order() {
    let mut next = opening(11);
    let (difference, categories) = (changed("10", "4"), BTreeMap::new());
    let rework = Rework { difference: &difference, categories: &categories };
    next.carried = carried(&returned(), rework, &rules(OnReturn::KeepUnaffected), &next);
    let time = super::tests::monday();
    let open = super::CaseCommand::Open { opening: Box::new(next), time };
    let events = super::decide::decide(&ApprovalCase::default(), open).unwrap();
    let asked = BTreeSet::from([person(4)]);
    let rest =
        [CaseEvent::StageCompleted { stage: 1 }, CaseEvent::StageStarted { stage: 2, asked, due: vec![] }];
    assert_eq!(events[1..], rest);
}

#[test]
fn a_round_of_which_everything_is_carried_is_granted_at_once() {
    let mut next = opening(11);
    next.stages.truncate(1);
    let (difference, categories) = (changed("10", "4"), BTreeMap::new());
    let rework = Rework { difference: &difference, categories: &categories };
    next.carried = carried(&returned(), rework, &rules(OnReturn::KeepUnaffected), &next);
    let time = super::tests::monday();
    let open = super::CaseCommand::Open { opening: Box::new(next), time };
    let events = super::decide::decide(&ApprovalCase::default(), open).unwrap();
    assert_eq!(events.last(), Some(&CaseEvent::Granted {}));
}
