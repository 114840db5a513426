//! What a policy takes and refuses when it is published.

use std::collections::BTreeSet;

use cqrs_es::{Aggregate, test::TestFramework};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::{
    ApprovalPolicy, Candidate, Comparison, Condition, Effect, Mode, OrderOf, PolicyCommand, PolicyError,
    PolicyEvent, Requesters, Rule, RuleId, Selector, Stage, Vat, default_policy,
};
use crate::journal::Stream;
use crate::organizations::MemberRole;
use crate::vocabulary::{Currency, Money, OrganizationId, PersonId};

const ID: OrganizationId = OrganizationId(Uuid::from_u128(1));

fn publish(based_on: u32, rules: Vec<Rule>) -> PolicyCommand {
    PolicyCommand::Publish { organization: ID, based_on, rules, note: None, members: members() }
}

/// One who orders, and two who may decide.
fn members() -> Vec<Candidate> {
    let person = |id| PersonId(Uuid::from_u128(id));
    vec![
        Candidate::of(person(2), [MemberRole::Purchaser]),
        Candidate::of(person(3), [MemberRole::Approver]),
        Candidate::of(person(4), [MemberRole::Administrator]),
    ]
}

fn published(version: u32, rules: Vec<Rule>) -> PolicyEvent {
    PolicyEvent::Published { organization: ID, version, rules, note: None }
}

fn answer(given: Vec<PolicyEvent>, command: PolicyCommand) -> Result<Vec<PolicyEvent>, PolicyError> {
    TestFramework::<ApprovalPolicy>::with(()).given(given).when(command).inspect_result()
}

fn refused(rule: Rule) -> PolicyError {
    answer(vec![], publish(0, vec![rule])).unwrap_err()
}

fn purchasers() -> Rule {
    default_policy().rules.remove(1)
}

fn with_stage(mode: Mode, approvers: Vec<Selector>) -> Rule {
    Rule {
        effect: Effect::Require { stages: vec![Stage { mode, approvers, deadline: None }] },
        ..purchasers()
    }
}

#[test]
fn an_organization_that_published_nothing_has_the_default_policy() {
    let policy = ApprovalPolicy::default();
    assert_eq!(policy.in_force(), default_policy());
    assert_eq!((policy.version(), policy.tenant()), (0, None));
}

#[test]
fn a_policy_is_versioned_as_a_whole() {
    let first = vec![purchasers()];
    assert_eq!(answer(vec![], publish(0, first.clone())), Ok(vec![published(1, first.clone())]));
    let second = answer(vec![published(1, first)], publish(1, vec![]));
    assert_eq!(second, Ok(vec![published(2, vec![])]));
    let mut policy = ApprovalPolicy::default();
    policy.apply(published(1, vec![]));
    assert!(policy.in_force().rules.is_empty() && policy.tenant() == Some(ID.into()));
}

#[test]
fn the_same_rules_again_are_already_so() {
    assert_eq!(answer(vec![], publish(0, default_policy().rules)), Ok(vec![]));
}

#[test]
fn two_editors_do_not_overwrite_each_other() {
    let late = answer(vec![published(1, vec![])], publish(0, vec![purchasers()]));
    assert_eq!(late, Err(PolicyError::Outdated { current: 1 }));
}

#[test]
fn the_default_policy_could_be_published() {
    let other = answer(vec![published(1, vec![])], publish(1, default_policy().rules));
    assert_eq!(other, Ok(vec![published(2, default_policy().rules)]));
}

#[test]
fn rules_have_different_numbers() {
    let twice = answer(vec![], publish(0, vec![purchasers(), purchasers()]));
    assert_eq!(twice, Err(PolicyError::RepeatedRule(RuleId(2))));
}

#[test]
fn a_rule_that_requires_approval_names_approvers() {
    let no_stage = Rule { effect: Effect::Require { stages: vec![] }, ..purchasers() };
    assert_eq!(refused(no_stage), PolicyError::WithoutApprovers(RuleId(2)));
    assert_eq!(refused(with_stage(Mode::AllOf, vec![])), PolicyError::WithoutApprovers(RuleId(2)));
}

#[test]
fn a_role_that_may_not_decide_is_not_asked_to() {
    for role in [MemberRole::Purchaser, MemberRole::Accountant, MemberRole::Observer] {
        let rule = with_stage(Mode::AnyOf, vec![Selector::Role { role }]);
        assert_eq!(refused(rule), PolicyError::RoleCannotDecide { rule: RuleId(2), role });
    }
}

#[test]
fn a_quorum_is_not_larger_than_the_members_that_it_names() {
    let person = PersonId(Uuid::from_u128(5));
    let count = 2.try_into().unwrap();
    let same = vec![Selector::Member { person }, Selector::Member { person }];
    assert_eq!(refused(with_stage(Mode::Quorum { count }, same)), PolicyError::QuorumTooLarge(RuleId(2)));
}

#[test]
fn a_policy_that_can_end_in_a_dead_end_is_refused_with_the_case() {
    let approver = vec![Selector::Role { role: MemberRole::Approver }];
    let three = Mode::Quorum { count: 3.try_into().unwrap() };
    let PolicyError::DeadEnd(case) = refused(with_stage(three, approver.clone())) else {
        panic!("another reason")
    };
    assert_eq!((case.rule, case.stage, case.needed, case.found), (RuleId(2), 1, 3, 2));
    assert_eq!(case.order_of, OrderOf::AnyPurchaser);
    assert!(answer(vec![], publish(0, vec![with_stage(Mode::AnyOf, approver)])).is_ok());
}

#[test]
fn a_rule_is_about_somebody() {
    let nobody = Rule { applies_to: Requesters::with_roles([]), ..purchasers() };
    assert_eq!(refused(nobody), PolicyError::AboutNobody(RuleId(2)));
}

#[test]
fn a_condition_makes_sense() {
    let amount = Money::new(Decimal::NEGATIVE_ONE, Currency::RUB);
    let negative = Condition::OrderTotal { comparison: Comparison::Above, amount, vat: Vat::Included };
    for condition in [negative, Condition::AnyLineOfCategory { categories: BTreeSet::new() }] {
        let rule = Rule { conditions: vec![condition], ..purchasers() };
        assert_eq!(refused(rule), PolicyError::Senseless(RuleId(2)));
    }
}

#[test]
fn a_policy_stays_small_enough_for_people() {
    let rules = (0..501).map(|id| Rule { id: RuleId(id), ..purchasers() }).collect();
    assert!(matches!(answer(vec![], publish(0, rules)), Err(PolicyError::TooLarge { .. })));
}
