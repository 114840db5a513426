//! What a policy says and how it explains itself are the same, whatever it is asked.

use std::collections::BTreeSet;
use std::slice;

use proptest::collection::vec;
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::dead_end::tests::{any_belongings, any_members, any_order, any_rules, requesters};
use super::{
    Comparison, Condition, Effect, Finding, Group, Holds, OrderFacts, Policy, Requester, RuleFinding, RuleId,
    Vat, Verdict, WordedRule, compare, evaluate, explain, templates,
};
use crate::approvals::policy::template::Filling;
use crate::vocabulary::{Currency, Money};

fn matched(policy: &Policy, findings: &[RuleFinding], effect: fn(&Effect) -> bool) -> BTreeSet<RuleId> {
    let rules = policy.rules.iter().zip(findings);
    rules.filter(|(rule, found)| found.matched && effect(&rule.effect)).map(|(rule, _)| rule.id).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn an_explanation_agrees_with_the_verdict(
        rules in any_rules(3),
        members in any_members(),
        order in any_order(),
        (cost_centres, cost_centre_owners, manager) in any_belongings(),
    ) {
        let policy = Policy { version: 1, rules };
        for requester in requesters(&members) {
            let requester = Requester {
                cost_centres: cost_centres.clone(),
                cost_centre_owners: cost_centre_owners.clone(),
                manager,
                ..requester
            };
            let findings = explain(&policy, &order, &requester);
            let bypassing = matched(&policy, &findings, |effect| *effect == Effect::Bypass);
            let denying = matched(&policy, &findings, |effect| matches!(effect, Effect::Deny { .. }));
            let requiring = matched(&policy, &findings, |effect| matches!(effect, Effect::Require { .. }));
            match evaluate(&policy, &order, &requester, &members) {
                Ok(Verdict::NotRequired { .. }) => {
                    prop_assert!(!bypassing.is_empty() || denying.is_empty() && requiring.is_empty());
                }
                Ok(Verdict::Denied { rule, .. }) => {
                    prop_assert!(bypassing.is_empty() && denying.contains(&rule));
                }
                Ok(Verdict::Required(route)) => {
                    prop_assert!(bypassing.is_empty() && denying.is_empty());
                    prop_assert_eq!(&requiring, &route.rules.iter().copied().collect());
                    let because: Vec<_> = findings.into_iter().filter(|found| found.matched).collect();
                    prop_assert_eq!(because, route.because);
                    let asking = route.stages.iter().flatten().flat_map(|group| group.rules.clone());
                    prop_assert_eq!(asking.collect::<BTreeSet<_>>(), requiring);
                    for stage in &route.stages {
                        let asked = stage.iter().map(|group| Group { rules: BTreeSet::new(), stand_in: false, ..group.clone() });
                        prop_assert_eq!(asked.collect::<BTreeSet<_>>().len(), stage.len(), "nobody is asked twice");
                    }
                }
                Err(_) => prop_assert!(bypassing.is_empty() && denying.is_empty() && !requiring.is_empty()),
            }
        }
    }

    #[test]
    fn templates_can_be_compared_with_themselves(number in 1..100_u16, others in vec(any_rules(1), 0..2)) {
        let rules = templates().iter().map(|template| template.rule(RuleId(number), &Filling::default()));
        let rules = rules.chain(others.into_iter().flatten());
        for rule in rules {
            let worded = WordedRule::of(&rule, |_| None);
            prop_assert!(compare(slice::from_ref(&worded), slice::from_ref(&worded)).is_empty());
        }
    }
}

fn total_above(amount: Money) -> Condition {
    Condition::OrderTotal { comparison: Comparison::Above, amount, vat: Vat::Included }
}

#[test]
fn what_nobody_can_tell_counts_against_the_order() {
    let dollars = Money::new(Decimal::from(1000), "USD".parse().unwrap());
    let rubles = Money::new(Decimal::ONE, Currency::RUB);
    let order = OrderFacts::of(rubles, rubles);
    let rule = templates()[0].rule(RuleId(1), &Filling { amount: Some(dollars), people: vec![] });
    let requester = Requester::of(super::dead_end::tests::person(1), []);
    assert!(rule.matches(&requester, &order));
    let bypass = super::Rule { effect: Effect::Bypass, ..rule.clone() };
    assert!(!bypass.matches(&requester, &order), "it may be a large one");
    let finding = rule.finding(&order, &requester).findings.remove(0);
    assert!(matches!(finding, Finding { condition: 1, holds: Holds::Unknown, figure: Some(_) }));
    assert_eq!(total_above(rubles).finds(&order), Holds::DoesNot);
}

#[test]
fn two_versions_are_compared_field_by_field() {
    let rule = |amount: i64| {
        let amount = Some(Money::new(Decimal::from(amount), Currency::RUB));
        let rule = templates()[0].rule(RuleId(7), &Filling { amount, people: vec![] });
        WordedRule::of(&rule, |_| None)
    };
    let changes = compare(&[rule(100)], &[rule(200)]);
    let told: Vec<_> = changes.iter().map(|change| (change.rule, change.path.as_str())).collect();
    assert_eq!(told, vec![(RuleId(7), "conditions[1].amount.amount")]);
    let added = compare(&[], &[rule(100)]);
    assert!(added.len() == 1 && added[0].path.is_empty() && added[0].before.is_none());
}
