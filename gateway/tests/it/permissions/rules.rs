//! An approval policy that uses everything and changes nothing: beside the rules of the default
//! one there are some that match no order.

use std::num::NonZeroU16;

use commands::Requester;
use commands::approvals::{PublishApprovalPolicy, SaveApprovalPolicyDraft};
use domain::approvals::policy::{
    BudgetState, Comparison, Condition, Deadline, Effect, Mode, OnReturn, Requesters, Rule, RuleId, Selector,
    SelfApproval, Stage, StandardWording, Timeout, Vat, WordedRule, default_policy,
};
use domain::organizations::MemberRole;
use domain::vocabulary::{CategoryId, CostCentreId, Currency, Money, Percent, Period, PersonId, PriceTypeId};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::trade::Trade;
use crate::world::{ORGANIZATION, PRODUCTS};

/// Puts the rules in force.
pub async fn publish(trade: &Trade, member: PersonId) {
    let (rules, note) = (rules(member, "Никогда"), Some("Для примера".to_owned()));
    let publish = PublishApprovalPolicy { organization: ORGANIZATION, based_on: 0, rules, note };
    trade.ask(&Requester::console(ORGANIZATION.into()), &publish).await;
}

/// Keeps a draft that differs from what is in force by a name, and gives its version.
pub async fn keep_draft(trade: &Trade) -> i64 {
    let seen = "SELECT version FROM approvals.policy_drafts WHERE rules IS NOT NULL";
    let seen: Option<i64> =
        sqlx::query_scalar(seen).fetch_optional(&trade.world.server.database).await.unwrap();
    let (version, rules) = (seen.unwrap_or_default(), rules(trade.spare, "Почти никогда"));
    let save = SaveApprovalPolicyDraft { organization: ORGANIZATION, version, based_on: None, rules };
    trade.ask(&Requester::console(ORGANIZATION.into()), &save).await.version
}

fn rules(member: PersonId, name: &str) -> Vec<WordedRule> {
    let mut rules: Vec<_> =
        default_policy().rules.iter().map(|rule| WordedRule::of(rule, |_| None)).collect();
    let deny = Effect::Deny { message: StandardWording::Unnamed.into() };
    rules.push(WordedRule {
        rule: never(3, deny, member),
        name: name.to_owned(),
        message: Some("Так много строк не бывает".to_owned()),
    });
    let require = never(4, Effect::Require { stages: vec![stage(member)] }, member);
    rules.push(WordedRule { rule: require, name: "Двое".to_owned(), message: None });
    rules
}

fn never(id: u16, effect: Effect, member: PersonId) -> Rule {
    let applies_to = Requesters::Listed {
        roles: [MemberRole::Purchaser].into(),
        members: [member].into(),
        cost_centres: [CostCentreId(Uuid::from_u128(0xC0))].into(),
    };
    Rule {
        id: RuleId(id),
        name: StandardWording::Unnamed.into(),
        effect,
        applies_to,
        conditions: conditions(),
        self_approval: SelfApproval::Forbid,
        on_return: OnReturn::KeepUnaffected,
    }
}

fn conditions() -> Vec<Condition> {
    let (comparison, amount) = (Comparison::Above, Money::new(Decimal::ONE, Currency::RUB));
    let percent = Percent::new(Decimal::TEN).unwrap();
    vec![
        Condition::LineCount { comparison, count: 1_000_000 },
        Condition::OrderTotal { comparison, amount, vat: Vat::Included },
        Condition::AnyLineOfCategory { categories: [CategoryId(Uuid::from_u128(0xE2))].into() },
        Condition::AnyLineOfArticle { products: [PRODUCTS[0]].into() },
        Condition::AnyLineAboveList { price_type: PriceTypeId(Uuid::from_u128(0xD9)), percent },
        Condition::FirstOrderOfMember,
        Condition::SpendOfMember { comparison, amount, period: Period::Month },
        Condition::Budget { state: BudgetState::WouldUse { percent } },
    ]
}

fn stage(member: PersonId) -> Stage {
    let to = vec![Selector::Role { role: MemberRole::Administrator }];
    Stage {
        mode: Mode::Quorum { count: NonZeroU16::new(2).unwrap() },
        approvers: vec![Selector::Role { role: MemberRole::Approver }, Selector::Member { person: member }],
        deadline: Some(Deadline { hours: NonZeroU16::new(9).unwrap(), then: Timeout::Escalate { to } }),
    }
}
