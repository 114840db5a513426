//! Policies that pass lead every order to somebody, and those that do not show an order
//! that finds nobody.

use std::collections::BTreeSet;

use proptest::collection::{btree_map, btree_set, vec};
use proptest::prelude::*;
use rust_decimal::Decimal;
use uuid::Uuid;

use super::{DeadEnd, OrderOf, dead_end};
use crate::approvals::policy::{
    Candidate, Comparison, Condition, Effect, Mode, OnReturn, OrderFacts, Policy, Requester, Requesters,
    RouteError, Rule, RuleId, Selector, SelfApproval, Stage, StandardWording, Vat, default_policy, evaluate,
};
use crate::organizations::MemberRole::{self, Accountant, Administrator, Approver, Purchaser};
use crate::organizations::{Action, Extent, extent};
use crate::vocabulary::ids::CostCentreId;
use crate::vocabulary::{Currency, Money, PersonId, ProductId};

const NEWCOMER: PersonId = PersonId(Uuid::from_u128(999));

pub(in crate::approvals::policy) fn person(id: u128) -> PersonId {
    PersonId(Uuid::from_u128(id))
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

fn require(id: u16, mode: Mode, approvers: Vec<Selector>) -> Rule {
    rule(id, Effect::Require { stages: vec![Stage { mode, approvers, deadline: None }] })
}

const APPROVERS: Selector = Selector::Role { role: Approver };

#[test]
fn the_default_policy_leads_everybody_somewhere() {
    let alone = [Candidate::of(person(1), [Administrator])];
    assert_eq!(dead_end(&default_policy().rules, &alone), None);
}

#[test]
fn a_sole_approver_who_orders_has_nobody_to_ask() {
    let members = [Candidate::of(person(1), [Purchaser, Approver]), Candidate::of(person(2), [Purchaser])];
    let asked = |self_approval| {
        dead_end(&[Rule { self_approval, ..require(1, Mode::AnyOf, vec![APPROVERS]) }], &members)
    };
    let order_of = OrderOf::Member(person(1));
    let case = DeadEnd { rule: RuleId(1), stage: 1, needed: 1, found: 0, order_of };
    assert_eq!(asked(SelfApproval::Forbid), Some(case));
    assert_eq!(asked(SelfApproval::AllowIfSole), None);
}

#[test]
fn an_order_that_one_of_two_wrote_and_the_other_submits_has_nobody() {
    let both = [Candidate::of(person(1), [Purchaser, Approver]), Candidate::of(person(2), [Administrator])];
    let order_of = OrderOf::Both { author: person(1), submitter: person(2) };
    let found = dead_end(&[require(1, Mode::AnyOf, vec![APPROVERS])], &both);
    assert_eq!(found.map(|case| (case.order_of, case.found)), Some((order_of, 0)));
}

#[test]
fn a_denial_that_covers_the_rule_keeps_its_orders_away() {
    let above = |amount: i64| Condition::OrderTotal {
        comparison: Comparison::Above,
        amount: Money::new(Decimal::from(amount), Currency::RUB),
        vat: Vat::Included,
    };
    let denied = |amount| Rule {
        conditions: vec![above(amount)],
        ..rule(2, Effect::Deny { message: StandardWording::Unnamed.into() })
    };
    let asks = Rule { conditions: vec![above(500)], ..require(1, Mode::AnyOf, vec![APPROVERS]) };
    assert_eq!(dead_end(&[asks.clone(), denied(500)], &[]), None);
    assert!(dead_end(&[asks, denied(501)], &[]).is_some());
}

fn any_person() -> impl Strategy<Value = PersonId> {
    (1..6_u128).prop_map(person)
}

fn any_role() -> impl Strategy<Value = MemberRole> {
    proptest::sample::select(vec![Administrator, Purchaser, Approver, Accountant])
}

fn any_cost_centre() -> impl Strategy<Value = CostCentreId> {
    (1..3_u128).prop_map(|id| CostCentreId(Uuid::from_u128(id)))
}

fn any_selector() -> impl Strategy<Value = Selector> {
    prop_oneof![
        proptest::sample::select(vec![Administrator, Approver]).prop_map(|role| Selector::Role { role }),
        any_person().prop_map(|person| Selector::Member { person }),
        Just(Selector::ManagerOfRequester),
        Just(Selector::CostCentreOwner),
        Just(Selector::ApproverWithLimit),
    ]
}

fn any_stage() -> impl Strategy<Value = Stage> {
    let quorum = (1..4_u16).prop_map(|count| Mode::Quorum { count: count.try_into().unwrap() });
    let mode = prop_oneof![Just(Mode::AllOf), Just(Mode::AnyOf), quorum];
    (mode, vec(any_selector(), 1..4)).prop_map(|(mode, approvers)| Stage { mode, approvers, deadline: None })
}

fn any_effect() -> impl Strategy<Value = Effect> {
    prop_oneof![
        1 => Just(Effect::Bypass),
        1 => Just(Effect::Deny { message: StandardWording::Unnamed.into() }),
        5 => vec(any_stage(), 1..3).prop_map(|stages| Effect::Require { stages }),
    ]
}

fn any_requesters() -> impl Strategy<Value = Requesters> {
    let listed =
        (btree_set(any_role(), 0..2), btree_set(any_person(), 0..2), btree_set(any_cost_centre(), 0..2));
    let listed =
        listed.prop_map(|(roles, members, cost_centres)| Requesters::Listed { roles, members, cost_centres });
    prop_oneof![Just(Requesters::Anybody), listed]
}

fn any_money() -> impl Strategy<Value = Money> {
    let currency = prop_oneof![4 => Just(Currency::RUB), 1 => Just("USD".parse().unwrap())];
    (0..4_i64, currency).prop_map(|(amount, currency)| Money::new(Decimal::from(amount), currency))
}

fn any_condition() -> impl Strategy<Value = Condition> {
    let comparison = prop_oneof![Just(Comparison::AtLeast), Just(Comparison::Above)];
    let products = btree_set((1..4_u128).prop_map(|id| ProductId(Uuid::from_u128(id))), 1..3);
    prop_oneof![
        (comparison.clone(), any_money()).prop_map(|(comparison, amount)| Condition::OrderTotal {
            comparison,
            amount,
            vat: Vat::Included
        }),
        (comparison.clone(), any_money())
            .prop_map(|(comparison, amount)| Condition::DeliveryCost { comparison, amount }),
        (comparison, 0..4_u32).prop_map(|(comparison, count)| Condition::LineCount { comparison, count }),
        products.prop_map(|products| Condition::AnyLineOfArticle { products }),
        Just(Condition::FirstOrderOfMember),
    ]
}

pub(in crate::approvals::policy) fn any_rules(conditions: usize) -> impl Strategy<Value = Vec<Rule>> {
    let allowed = proptest::sample::select(vec![
        SelfApproval::Forbid,
        SelfApproval::Forbid,
        SelfApproval::AllowIfSole,
        SelfApproval::Allow,
    ]);
    let any_rule = (any_effect(), any_requesters(), vec(any_condition(), 0..=conditions), allowed).prop_map(
        |(effect, applies_to, conditions, self_approval)| Rule {
            applies_to,
            conditions,
            self_approval,
            ..rule(0, effect)
        },
    );
    vec(any_rule, 1..5).prop_map(|mut rules| {
        rules.iter_mut().zip(1..).for_each(|(rule, id)| rule.id = RuleId(id));
        rules
    })
}

pub(in crate::approvals::policy) fn any_members() -> impl Strategy<Value = Vec<Candidate>> {
    let limit = prop_oneof![2 => Just(None), 1 => any_money().prop_map(Some)];
    let blocked = proptest::sample::select(vec![false, false, false, true]);
    let member = (btree_set(any_role(), 1..4), blocked, limit);
    btree_map(any_person(), member, 0..6).prop_map(|members| {
        let candidate = |(person, (roles, blocked, limit))| Candidate { person, roles, blocked, limit };
        members.into_iter().map(candidate).collect()
    })
}

/// Orders of every kind that the conditions tell apart.
pub(in crate::approvals::policy) fn any_order() -> impl Strategy<Value = OrderFacts> {
    let products = btree_set((1..4_u128).prop_map(|id| ProductId(Uuid::from_u128(id))), 0..3);
    (any_money(), proptest::option::of(any_money()), 0..5_u32, products).prop_map(
        |(total, delivery_cost, line_count, products)| OrderFacts {
            line_count,
            products,
            delivery_cost,
            ..OrderFacts::of(total, total)
        },
    )
}

/// What an order has of its own: its cost centres with their owners, and a manager.
pub(in crate::approvals::policy) fn any_belongings()
-> impl Strategy<Value = (BTreeSet<CostCentreId>, BTreeSet<PersonId>, Option<PersonId>)> {
    (btree_set(any_cost_centre(), 0..3), btree_set(any_person(), 0..2), proptest::option::of(any_person()))
}

/// Everybody whose order there can be: each who submits, with each who could have written it,
/// and a purchaser who came later.
pub(in crate::approvals::policy) fn requesters(members: &[Candidate]) -> Vec<Requester> {
    let may = |member: &Candidate, action| {
        if member.blocked { Extent::None } else { extent(member.roles.iter().copied(), action) }
    };
    let mut found = vec![Requester::of(NEWCOMER, [Purchaser])];
    for member in members.iter().filter(|member| may(member, Action::SubmitOrder) != Extent::None) {
        let own = Requester::of(member.person, member.roles.iter().copied());
        if may(member, Action::SubmitOrder) == Extent::All {
            let authors = members.iter().filter(|author| may(author, Action::CreateOrder) != Extent::None);
            found.extend(authors.map(|author| Requester { authors: [author.person].into(), ..own.clone() }));
        }
        found.push(own);
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, max_global_rejects: 100_000, ..ProptestConfig::default() })]

    #[test]
    fn a_policy_that_passes_leads_every_order_of_everybody_somewhere(
        rules in any_rules(2),
        members in any_members(),
        orders in vec(any_order(), 1..6),
        (cost_centres, cost_centre_owners, manager) in any_belongings(),
    ) {
        prop_assume!(dead_end(&rules, &members).is_none());
        let policy = Policy { version: 1, rules };
        for requester in requesters(&members) {
            let requester = Requester {
                cost_centres: cost_centres.clone(),
                cost_centre_owners: cost_centre_owners.clone(),
                manager,
                ..requester
            };
            for order in &orders {
                let verdict = evaluate(&policy, order, &requester, &members);
                prop_assert!(verdict.is_ok(), "{requester:?} {order:?}: {verdict:?}");
            }
        }
    }

    #[test]
    fn a_policy_without_conditions_is_refused_only_for_an_order_that_really_finds_nobody(
        rules in any_rules(0),
        members in any_members(),
    ) {
        let Some(case) = dead_end(&rules, &members) else { return Ok(()) };
        let (person, authors) = match case.order_of {
            OrderOf::AnyPurchaser => (NEWCOMER, BTreeSet::new()),
            OrderOf::Member(person) => (person, BTreeSet::new()),
            OrderOf::Both { author, submitter } => (submitter, BTreeSet::from([author])),
        };
        let member = members.iter().find(|member| member.person == person);
        let roles = member.map_or(BTreeSet::from([Purchaser]), |member| member.roles.clone());
        let rule = rules.iter().find(|rule| rule.id == case.rule).unwrap();
        let cost_centres = match &rule.applies_to {
            Requesters::Anybody => BTreeSet::new(),
            Requesters::Listed { cost_centres, .. } => cost_centres.clone(),
        };
        let by_name = rule.applies_to.include(&Requester { authors: authors.clone(), ..Requester::of(person, roles.iter().copied()) });
        let cost_centres = if by_name { BTreeSet::new() } else { cost_centres };
        let requester = Requester { authors, cost_centres, ..Requester::of(person, roles) };
        let total = Money::new(Decimal::MAX, Currency::RUB);
        let stronger = rules.iter().filter(|other| other.id == rule.id || other.stages().is_empty());
        let policy = Policy { version: 1, rules: stronger.cloned().collect() };
        let verdict = evaluate(&policy, &OrderFacts::of(total, total), &requester, &members);
        let DeadEnd { rule, stage, needed, found, .. } = case;
        prop_assert_eq!(verdict, Err(RouteError::NobodyCanApprove { rule, stage, needed, found }));
    }
}
