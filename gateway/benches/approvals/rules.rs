//! Two hundred rules: seven that match every order that is measured, and others of all kinds
//! that are looked at and do not.

use std::collections::BTreeSet;
use std::num::NonZeroU16;

use commands::approvals::PublishApprovalPolicy;
use domain::approvals::policy::{
    BudgetState, Comparison, Condition, Deadline, Effect, Mode, OnReturn, Requesters, Rule, RuleId, Selector,
    SelfApproval, Stage, StandardWording, Timeout, Vat, WordedRule,
};
use domain::organizations::MemberRole;
use domain::vocabulary::{CostCentreId, Currency, Money, Percent, Period};
use uuid::Uuid;

use super::company::Company;
use super::goods::Goods;
use crate::world::World;

/// How many there are.
pub const COUNT: u16 = 200;

pub async fn publish(world: &World, company: &Company, goods: &Goods) {
    let matching = matching(company, goods);
    let others = (0..).map(|number| other(number, goods));
    let rules = matching.into_iter().chain(others).zip(1..=COUNT);
    let rules = rules.map(|(rule, number)| worded(number, rule)).collect();
    let organization = world.organization;
    world.ask(PublishApprovalPolicy { organization, based_on: 0, rules, note: None }).await;
}

type Drawn = (Requesters, Vec<Condition>, Effect);

fn worded(number: u16, (applies_to, conditions, effect): Drawn) -> WordedRule {
    let message = matches!(effect, Effect::Deny { .. }).then(|| format!("Так не заказывают: {number}"));
    let rule = Rule {
        id: RuleId(number),
        name: StandardWording::Unnamed.into(),
        effect,
        applies_to,
        conditions,
        self_approval: SelfApproval::Forbid,
        on_return: OnReturn::KeepUnaffected,
    };
    WordedRule { rule, name: format!("Правило {number}"), message }
}

fn matching(company: &Company, goods: &Goods) -> Vec<Drawn> {
    let approvers = || vec![Selector::Role { role: MemberRole::Approver }];
    let head = Selector::Member { person: company.head };
    let director = Selector::Member { person: company.director };
    let of = |conditions: Vec<Condition>, stages: Vec<Stage>| {
        (Requesters::Anybody, conditions, Effect::Require { stages })
    };
    vec![
        of(
            vec![Condition::OrderTotal {
                comparison: Comparison::Above,
                amount: rubles(500),
                vat: Vat::Included,
            }],
            vec![stage(Mode::AnyOf, approvers()), stage(Mode::AnyOf, vec![director])],
        ),
        of(
            vec![Condition::SpendOfMember {
                comparison: Comparison::AtLeast,
                amount: rubles(100),
                period: Period::Month,
            }],
            vec![within_a_day(stage(Mode::AnyOf, vec![head]))],
        ),
        of(
            vec![Condition::AnyLineOfCategory { categories: [goods.categories[0]].into() }],
            vec![stage(Mode::AllOf, vec![head, Selector::Role { role: MemberRole::Approver }])],
        ),
        of(
            vec![Condition::AnyLineAboveList { price_type: goods.list, percent: Percent::ZERO }],
            vec![stage(Mode::AnyOf, vec![Selector::ApproverWithLimit])],
        ),
        of(
            vec![Condition::Budget { state: BudgetState::WouldExceed }],
            vec![stage(Mode::Quorum { count: NonZeroU16::MIN }, vec![head, director])],
        ),
        of(
            vec![Condition::ArticleCount { comparison: Comparison::AtLeast, count: 5 }],
            vec![stage(Mode::AnyOf, vec![head])],
        ),
        (
            Requesters::with_roles([MemberRole::Purchaser]),
            vec![Condition::LineCount { comparison: Comparison::AtLeast, count: 10 }],
            Effect::Require {
                stages: vec![stage(Mode::AnyOf, vec![head]), stage(Mode::AnyOf, vec![director])],
            },
        ),
    ]
}

/// A rule that every order passes by, of a kind that the number says.
fn other(number: u16, goods: &Goods) -> Drawn {
    let at_least = Comparison::AtLeast;
    let much = rubles(10_000_000 + i64::from(number));
    // Product 999 and the last categories are in no order.
    let (unsold, empty) = (goods.products[999], goods.categories[39]);
    let condition = match number % 10 {
        0 => Condition::OrderTotal { comparison: at_least, amount: much, vat: Vat::Excluded },
        1 => Condition::LineCount { comparison: at_least, count: 1_000 + u32::from(number) },
        2 => Condition::ArticleCount { comparison: at_least, count: 1_000 + u32::from(number) },
        3 => Condition::AnyLineOfCategory { categories: [empty].into() },
        4 => Condition::AnyLineOfArticle { products: [unsold].into() },
        5 => Condition::AnyLineAboveList {
            price_type: goods.list,
            percent: percent(50 + i64::from(number % 50)),
        },
        6 => Condition::DeliveryCost { comparison: at_least, amount: much },
        7 => Condition::SpendOfMember {
            comparison: at_least,
            amount: rubles(1_000_000_000),
            period: period(number),
        },
        8 => Condition::NewDeliveryAddress,
        _ => Condition::FirstOrderOfMember,
    };
    let few = Requesters::Listed {
        roles: BTreeSet::from([MemberRole::Accountant]),
        members: BTreeSet::new(),
        cost_centres: BTreeSet::from([CostCentreId(Uuid::from_u128(u128::from(number)))]),
    };
    // Who orders for the first time is asked about in other people's orders only.
    let applies_to = if number.is_multiple_of(7) || number % 10 == 9 { few } else { Requesters::Anybody };
    let effect = match number % 25 {
        3 => Effect::Bypass,
        4 => Effect::Deny { message: StandardWording::Unnamed.into() },
        _ => Effect::Require { stages: stages(number) },
    };
    (applies_to, vec![condition], effect)
}

fn stages(number: u16) -> Vec<Stage> {
    let approvers = Selector::Role { role: MemberRole::Approver };
    let administrators = Selector::Role { role: MemberRole::Administrator };
    match number % 5 {
        0 => vec![stage(Mode::AnyOf, vec![approvers])],
        1 => vec![stage(Mode::AllOf, vec![approvers, administrators])],
        2 => vec![stage(Mode::Quorum { count: NonZeroU16::MIN.saturating_add(1) }, vec![approvers])],
        3 => {
            vec![stage(Mode::AnyOf, vec![Selector::ManagerOfRequester]), stage(Mode::AnyOf, vec![approvers])]
        }
        _ => vec![within_a_day(stage(
            Mode::AnyOf,
            vec![Selector::CostCentreOwner, Selector::ApproverWithLimit],
        ))],
    }
}

const fn stage(mode: Mode, approvers: Vec<Selector>) -> Stage {
    Stage { mode, approvers, deadline: None }
}

fn within_a_day(stage: Stage) -> Stage {
    let to = vec![Selector::Role { role: MemberRole::Administrator }];
    let deadline = Deadline { hours: NonZeroU16::MIN.saturating_add(8), then: Timeout::Escalate { to } };
    Stage { deadline: Some(deadline), ..stage }
}

fn rubles(amount: i64) -> Money {
    Money::new(amount.into(), Currency::RUB)
}

fn percent(number: i64) -> Percent {
    Percent::new(number.into()).unwrap()
}

const fn period(number: u16) -> Period {
    match number / 10 % 4 {
        0 => Period::Week,
        1 => Period::Month,
        2 => Period::Quarter,
        _ => Period::Year,
    }
}
