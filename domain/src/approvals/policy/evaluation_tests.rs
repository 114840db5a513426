//! What policies say about orders, and to whom they send them.

use std::collections::BTreeSet;

use proptest::prelude::*;
use rust_decimal::Decimal;
use uuid::Uuid;

use super::{
    Candidate, Comparison, Condition, Effect, Group, Holds, Mode, NotRequiredReason, OnReturn, OrderFacts,
    Policy, Requester, Requesters, Route, RouteError, Rule, RuleId, Selector, SelfApproval, Stage,
    StandardWording, Vat, Verdict, default_policy, evaluate,
};
use crate::organizations::MemberRole::{self, Accountant, Administrator, Approver, Purchaser};
use crate::vocabulary::{CategoryId, Currency, Money, PersonId};

const BUYER: PersonId = PersonId(Uuid::from_u128(1));
const LEAD: PersonId = PersonId(Uuid::from_u128(2));
const HEAD: PersonId = PersonId(Uuid::from_u128(3));

fn rubles(amount: i64) -> Money {
    Money::new(Decimal::from(amount), Currency::RUB)
}

fn order(total: i64) -> OrderFacts {
    let total_without_vat = Money::new(Decimal::from(total) / Decimal::new(12, 1), Currency::RUB);
    OrderFacts { line_count: 2, ..OrderFacts::of(rubles(total), total_without_vat) }
}

fn member<const N: usize>(person: PersonId, roles: [MemberRole; N]) -> Candidate {
    Candidate::of(person, roles)
}

fn by<const N: usize>(person: PersonId, roles: [MemberRole; N]) -> Requester {
    Requester::of(person, roles)
}

fn rule(id: u16, effect: Effect) -> Rule {
    Rule {
        id: RuleId(id),
        name: StandardWording::Unnamed.into(),
        effect,
        applies_to: Requesters::Anybody,
        conditions: vec![],
        self_approval: SelfApproval::Forbid,
        on_return: OnReturn::RestartAll,
    }
}

fn role(role: MemberRole) -> Selector {
    Selector::Role { role }
}

fn one_of(person: PersonId) -> Selector {
    Selector::Member { person }
}

fn stage(mode: Mode, approvers: &[Selector]) -> Stage {
    Stage { mode, approvers: approvers.to_vec(), deadline: None }
}

fn require(id: u16, mode: Mode, approvers: &[Selector]) -> Rule {
    rule(id, Effect::Require { stages: vec![stage(mode, approvers)] })
}

fn quorum(count: u16) -> Mode {
    Mode::Quorum { count: count.try_into().unwrap() }
}

impl Condition {
    /// Whether it counts in a rule that demands an approval.
    fn holds(&self, order: &OrderFacts) -> bool {
        self.finds(order) != Holds::DoesNot
    }
}

fn policy(rules: Vec<Rule>) -> Policy {
    Policy { version: 7, rules }
}

fn asks(policy: &Policy, requester: &Requester, members: &[Candidate]) -> Route {
    match evaluate(policy, &order(1000), requester, members) {
        Ok(Verdict::Required(route)) => without_rules(route),
        other => panic!("no route: {other:?}"),
    }
}

/// The route without what brought the people into its groups, which most tests are not about.
fn without_rules(mut route: Route) -> Route {
    route.stages.iter_mut().flatten().for_each(|group| {
        group.rules.clear();
        group.roles.clear();
        group.named.clear();
    });
    route
}

fn group<const N: usize>(needed: u16, people: [PersonId; N], stand_in: bool) -> Group {
    Group {
        needed: needed.try_into().unwrap(),
        people: people.into(),
        stand_in,
        deadline: None,
        rules: BTreeSet::new(),
        roles: BTreeSet::new(),
        named: BTreeSet::new(),
    }
}

#[test]
fn by_default_a_purchasers_order_needs_one_approver() {
    let members = [member(BUYER, [Purchaser]), member(LEAD, [Approver]), member(HEAD, [Administrator])];
    let route = asks(&default_policy(), &by(BUYER, [Purchaser]), &members);
    assert_eq!(route.stages, vec![vec![group(1, [LEAD, HEAD], false)]]);
    assert_eq!((route.policy_version, route.rules), (0, vec![RuleId(2)]));
}

#[test]
fn by_default_an_administrators_order_needs_nobody_and_the_verdict_says_why() {
    let verdict = evaluate(&default_policy(), &order(1), &by(HEAD, [Administrator, Purchaser]), &[]);
    let why = NotRequiredReason::Bypassed { rule: RuleId(1) };
    assert_eq!(verdict, Ok(Verdict::NotRequired { policy_version: 0, why }));
}

#[test]
fn an_order_that_no_rule_matches_needs_no_approval() {
    let verdict = evaluate(&policy(vec![]), &order(1), &by(BUYER, [Purchaser]), &[]);
    let why = NotRequiredReason::NoRuleMatched;
    assert_eq!(verdict, Ok(Verdict::NotRequired { policy_version: 7, why }));
}

#[test]
fn nobody_approves_an_own_order() {
    let both = [member(BUYER, [Purchaser, Approver]), member(LEAD, [Approver])];
    let route = asks(&default_policy(), &by(BUYER, [Purchaser, Approver]), &both);
    assert_eq!(route.stages, vec![vec![group(1, [LEAD], false)]]);
    assert!(route.own_allowed.is_empty());
}

#[test]
fn whoever_wrote_the_order_does_not_approve_it_when_another_submits_it() {
    let members = [member(BUYER, [Purchaser]), member(LEAD, [Approver]), member(HEAD, [Approver])];
    let requester = Requester { authors: BTreeSet::from([LEAD]), ..by(BUYER, [Purchaser]) };
    assert_eq!(asks(&default_policy(), &requester, &members).stages, vec![vec![group(1, [HEAD], false)]]);
}

#[test]
fn a_sole_owner_approves_an_own_order_only_where_the_rule_says_so() {
    let sole = [member(BUYER, [Administrator, Approver])];
    let asked = |self_approval| {
        let rules = vec![Rule { self_approval, ..require(1, Mode::AnyOf, &[role(Approver)]) }];
        evaluate(&policy(rules), &order(1), &by(BUYER, [Administrator, Approver]), &sole)
    };
    let nobody = RouteError::NobodyCanApprove { rule: RuleId(1), stage: 1, needed: 1, found: 0 };
    assert_eq!(asked(SelfApproval::Forbid), Err(nobody));
    for allowed in [SelfApproval::AllowIfSole, SelfApproval::Allow] {
        let Ok(Verdict::Required(route)) = asked(allowed) else { panic!("no route") };
        let route = without_rules(route);
        assert_eq!(route.stages, vec![vec![group(1, [BUYER], false)]]);
        assert_eq!(route.own_allowed, BTreeSet::from([BUYER]));
    }
}

#[test]
fn allow_if_sole_asks_an_administrator_before_the_requester() {
    let members = [member(BUYER, [Purchaser, Approver]), member(HEAD, [Administrator])];
    let rules =
        vec![Rule { self_approval: SelfApproval::AllowIfSole, ..require(1, Mode::AnyOf, &[role(Approver)]) }];
    let route = asks(&policy(rules), &by(BUYER, [Purchaser, Approver]), &members);
    assert_eq!(route.stages, vec![vec![group(1, [HEAD], true)]]);
    assert!(route.own_allowed.is_empty());
}

#[test]
fn a_blocked_member_is_never_resolved_as_approver() {
    let blocked = Candidate { blocked: true, ..member(LEAD, [Approver]) };
    let members = [blocked.clone(), member(HEAD, [Administrator])];
    for approvers in [role(Approver), one_of(LEAD)] {
        let route =
            asks(&policy(vec![require(1, Mode::AnyOf, &[approvers])]), &by(BUYER, [Purchaser]), &members);
        assert_eq!(route.stages, vec![vec![group(1, [HEAD], true)]]);
    }
    let only_blocked = evaluate(&default_policy(), &order(1), &by(BUYER, [Purchaser]), &[blocked]);
    assert!(matches!(only_blocked, Err(RouteError::NobodyCanApprove { found: 0, .. })));
}

#[test]
fn a_member_without_the_right_to_decide_is_not_asked() {
    let members = [member(LEAD, [Accountant]), member(HEAD, [Administrator])];
    let rules = vec![require(1, Mode::AnyOf, &[one_of(LEAD)])];
    let route = asks(&policy(rules), &by(BUYER, [Purchaser]), &members);
    assert_eq!(route.stages, vec![vec![group(1, [HEAD], true)]]);
}

#[test]
fn a_missing_approver_does_not_weaken_all_of() {
    let members = [member(LEAD, [Approver]), member(HEAD, [Administrator])];
    let gone = PersonId(Uuid::from_u128(99));
    let rules = vec![require(1, Mode::AllOf, &[one_of(gone), one_of(LEAD)])];
    let route = asks(&policy(rules), &by(BUYER, [Purchaser]), &members);
    assert_eq!(route.stages, vec![vec![group(1, [LEAD], false), group(1, [HEAD], true)]]);
}

#[test]
fn administrators_fill_a_quorum_up_or_the_order_is_refused_with_the_reason() {
    let members = [member(LEAD, [Approver]), member(HEAD, [Administrator])];
    let asked = |count| {
        let rules = vec![require(4, quorum(count), &[role(Approver)])];
        evaluate(&policy(rules), &order(1), &by(BUYER, [Purchaser]), &members)
    };
    let Ok(Verdict::Required(route)) = asked(2) else { panic!("no route") };
    let route = without_rules(route);
    assert_eq!(route.stages, vec![vec![group(2, [LEAD, HEAD], true)]]);
    assert_eq!(
        asked(3),
        Err(RouteError::NobodyCanApprove { rule: RuleId(4), stage: 1, needed: 3, found: 2 })
    );
}

#[test]
fn all_matching_rules_apply_and_their_stages_join_by_ordinal() {
    let members = [member(LEAD, [Approver]), member(HEAD, [Administrator])];
    let stages = vec![stage(Mode::AnyOf, &[role(Approver)]), stage(Mode::AnyOf, &[one_of(HEAD)])];
    let rules = vec![
        rule(1, Effect::Require { stages }),
        require(2, Mode::AnyOf, &[one_of(HEAD)]),
        require(3, Mode::AnyOf, &[one_of(LEAD)]),
    ];
    let route = asks(&policy(rules), &by(BUYER, [Purchaser]), &members);
    assert_eq!(route.rules, vec![RuleId(1), RuleId(2), RuleId(3)]);
    // Whoever is asked by role and by name keeps the place by the name when the role is lost.
    let first = vec![group(1, [LEAD], false), group(1, [LEAD], false), group(1, [HEAD], false)];
    assert_eq!(route.stages, vec![first, vec![group(1, [HEAD], false)]]);
}

#[test]
fn deny_beats_require_and_bypass_beats_both() {
    let deny = rule(2, Effect::Deny { message: StandardWording::Unnamed.into() });
    let all = [require(1, Mode::AnyOf, &[role(Approver)]), deny, rule(3, Effect::Bypass)];
    let verdict = |rules: &[Rule]| {
        evaluate(&policy(rules.to_vec()), &order(1), &by(BUYER, [Purchaser]), &[member(LEAD, [Approver])])
    };
    assert!(matches!(verdict(&all[..1]), Ok(Verdict::Required(_))));
    assert!(matches!(verdict(&all[..2]), Ok(Verdict::Denied { rule: RuleId(2), .. })));
    assert!(matches!(verdict(&all), Ok(Verdict::NotRequired { .. })));
}

#[test]
fn the_currency_trap_another_currency_matches() {
    let dollars = Money::new(Decimal::from(1_000_000), "USD".parse().unwrap());
    let total =
        |amount| Condition::OrderTotal { comparison: Comparison::AtLeast, amount, vat: Vat::Included };
    assert!(total(dollars).holds(&order(1)));
    assert!(!total(rubles(1_000_000)).holds(&order(1)));
}

#[test]
fn a_total_is_compared_with_or_without_vat_and_on_the_right_side() {
    let total = |comparison, amount, vat| {
        Condition::OrderTotal { comparison, amount: rubles(amount), vat }.holds(&order(120))
    };
    assert!(total(Comparison::AtLeast, 120, Vat::Included) && !total(Comparison::Above, 120, Vat::Included));
    assert!(
        total(Comparison::AtLeast, 100, Vat::Excluded) && !total(Comparison::AtLeast, 101, Vat::Excluded)
    );
}

#[test]
fn lines_and_categories_are_looked_at() {
    let lines = |count| Condition::LineCount { comparison: Comparison::Above, count };
    assert!(lines(1).holds(&order(1)) && !lines(2).holds(&order(1)));
    let (tools, food) = (CategoryId(Uuid::from_u128(50)), CategoryId(Uuid::from_u128(51)));
    let of_tools = Condition::AnyLineOfCategory { categories: BTreeSet::from([tools]) };
    assert!(of_tools.holds(&OrderFacts { categories: BTreeSet::from([food, tools]), ..order(1) }));
    assert!(!of_tools.holds(&OrderFacts { categories: BTreeSet::from([food]), ..order(1) }));
    assert!(of_tools.holds(&OrderFacts { uncategorized: true, ..order(1) }), "it may be a tool");
}

#[test]
fn all_conditions_of_a_rule_must_hold() {
    let dear =
        Condition::OrderTotal { comparison: Comparison::Above, amount: rubles(500), vat: Vat::Included };
    let long = Condition::LineCount { comparison: Comparison::AtLeast, count: 10 };
    let both = Rule { conditions: vec![dear, long], ..rule(1, Effect::Bypass) };
    let requester = by(BUYER, [Purchaser]);
    assert!(!both.matches(&requester, &order(1000)));
    assert!(both.matches(&requester, &OrderFacts { line_count: 10, ..order(1000) }));
}

#[test]
fn a_rule_is_about_those_whom_it_lists() {
    let listed = Requesters::Listed {
        roles: BTreeSet::from([Approver]),
        members: BTreeSet::from([BUYER]),
        cost_centres: BTreeSet::new(),
    };
    let rule = Rule { applies_to: listed, ..rule(1, Effect::Bypass) };
    assert!(rule.matches(&by(BUYER, [Purchaser]), &order(1)));
    assert!(rule.matches(&by(LEAD, [Purchaser, Approver]), &order(1)));
    assert!(!rule.matches(&by(HEAD, [Purchaser]), &order(1)));
}

fn any_person() -> impl Strategy<Value = PersonId> {
    (1..7_u128).prop_map(|id| PersonId(Uuid::from_u128(id)))
}

fn any_role() -> impl Strategy<Value = MemberRole> {
    proptest::sample::select(vec![Administrator, Purchaser, Approver, Accountant])
}

fn any_selector() -> impl Strategy<Value = Selector> {
    prop_oneof![any_role().prop_map(role), any_person().prop_map(one_of)]
}

fn any_stage() -> impl Strategy<Value = Stage> {
    let mode = prop_oneof![Just(Mode::AllOf), Just(Mode::AnyOf), (1..4_u16).prop_map(quorum)];
    (mode, proptest::collection::vec(any_selector(), 1..4)).prop_map(|(mode, approvers)| Stage {
        mode,
        approvers,
        deadline: None,
    })
}

fn any_rule() -> impl Strategy<Value = Rule> {
    let allowed =
        prop_oneof![Just(SelfApproval::Forbid), Just(SelfApproval::AllowIfSole), Just(SelfApproval::Allow)];
    (proptest::collection::vec(any_stage(), 1..4), allowed)
        .prop_map(|(stages, self_approval)| Rule { self_approval, ..rule(1, Effect::Require { stages }) })
}

/// Members of all kinds, and a person who asks, with somebody who wrote the order.
pub(in crate::approvals) fn any_members() -> impl Strategy<Value = Vec<Candidate>> {
    let roles = proptest::collection::btree_set(any_role(), 1..4);
    let members = proptest::collection::btree_map(any_person(), (roles, any::<bool>()), 0..6);
    members.prop_map(|members| {
        let candidate = |(person, (roles, blocked))| Candidate { blocked, ..Candidate::of(person, roles) };
        members.into_iter().map(candidate).collect()
    })
}

/// A route that a random policy gives to a random order, if there is one.
pub(in crate::approvals) fn any_route() -> impl Strategy<Value = (Vec<Rule>, Requester, Vec<Candidate>)> {
    let authors = proptest::collection::btree_set(any_person(), 0..2);
    let requester = (any_person(), authors)
        .prop_map(|(person, authors)| Requester { authors, ..Requester::of(person, [Purchaser]) });
    (proptest::collection::vec(any_rule(), 1..4), requester, any_members())
}

proptest! {
    #[test]
    fn a_route_never_has_a_stage_that_nobody_can_pass((rules, requester, members) in any_route()) {
        let Ok(verdict) = evaluate(&policy(rules), &order(1), &requester, &members) else { return Ok(()) };
        let Verdict::Required(route) = verdict else { panic!("rules without conditions match") };
        prop_assert!(!route.stages.is_empty());
        for groups in &route.stages {
            prop_assert!(!groups.is_empty());
            prop_assert!(groups.iter().all(|group| group.people.len() >= usize::from(group.needed.get())));
        }
    }

    #[test]
    fn a_route_asks_only_members_who_may_decide((rules, requester, members) in any_route()) {
        let forbidden = rules.iter().all(|rule| rule.self_approval == SelfApproval::Forbid);
        let Ok(Verdict::Required(route)) = evaluate(&policy(rules), &order(1), &requester, &members) else {
            return Ok(());
        };
        for person in route.stages.iter().flatten().flat_map(|group| &group.people) {
            let known = members.iter().find(|member| member.person == *person);
            prop_assert!(known.is_some_and(|member| member.may_decide() && !member.blocked));
            prop_assert!(!requester.owns(*person) || route.own_allowed.contains(person));
            prop_assert!(!forbidden || !requester.owns(*person));
        }
    }

    #[test]
    fn an_active_administrator_who_does_not_ask_is_always_a_way_out(
        (mut rules, requester, mut members) in any_route(),
    ) {
        for rule in &mut rules {
            without_quorum(&mut rule.effect);
        }
        members.push(member(PersonId(Uuid::from_u128(1000)), [Administrator]));
        prop_assert!(evaluate(&policy(rules), &order(1), &requester, &members).is_ok());
    }
}

fn without_quorum(effect: &mut Effect) {
    let Effect::Require { stages } = effect else { return };
    for stage in stages.iter_mut().filter(|stage| matches!(stage.mode, Mode::Quorum { .. })) {
        stage.mode = Mode::AllOf;
    }
}
