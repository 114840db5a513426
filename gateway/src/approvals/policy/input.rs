//! Rules of an approval policy, as somebody writes them.

use std::num::NonZeroU16;

use async_graphql::{Enum, InputObject, OneofObject};
use commands::CommandError;
use domain::approvals::policy::{
    BudgetState, Condition, CreditState, Deadline, Effect, Mode, Requesters, Rule, RuleId, Selector, Stage,
    StandardWording, Timeout, WordedRule,
};
use domain::refusal::Refusal;
use domain::vocabulary::{CategoryId, CostCentreId, Money, Percent, PersonId, PriceTypeId, ProductId};
use rust_decimal::Decimal;

use super::condition::{ComparisonWord, PeriodWord, VatWord};
use super::rule::{ApprovalEffect, OnReturnWord, OnTimeout, SelfApprovalWord, StageMode};
use crate::graphql::global_id::GlobalId;
use crate::graphql::money::MoneyInput;
use crate::organizations::MemberRoleWord;

/// A rule of an approval policy.
#[derive(InputObject)]
pub struct ApprovalRuleInput {
    /// Its number, to keep it the same from version to version; without one it gets the next
    /// that is free.
    number: Option<u16>,
    /// What it is called.
    #[graphql(validator(min_length = 1, max_length = 200))]
    name: String,
    /// What it does to an order that it matches.
    effect: ApprovalEffect,
    /// What is said to whoever it denies an order.
    #[graphql(validator(max_length = 2000))]
    message: Option<String>,
    /// The stages that it demands, one after the other.
    #[graphql(default)]
    stages: Vec<ApprovalStageInput>,
    /// Whose orders it is about; everybody's, if nothing is said.
    applies_to: Option<ApprovalRequestersInput>,
    /// The conditions; all must hold. Without any it matches every order.
    #[graphql(default)]
    conditions: Vec<ApprovalConditionInput>,
    /// Whether one may approve an order of one's own.
    #[graphql(default_with = "SelfApprovalWord::Forbid")]
    self_approval: SelfApprovalWord,
    /// What becomes of earlier decisions when an order is returned and comes again.
    #[graphql(default_with = "OnReturnWord::KeepUnaffected")]
    on_return: OnReturnWord,
}

/// Whose orders a rule is about: of whoever has one of the roles, is one of the members, or
/// orders for one of the cost centres.
#[derive(InputObject)]
pub struct ApprovalRequestersInput {
    /// The roles.
    #[graphql(default)]
    roles: Vec<MemberRoleWord>,
    /// The members.
    #[graphql(default)]
    member_ids: Vec<GlobalId<PersonId>>,
    /// The cost centres.
    #[graphql(default)]
    cost_centre_ids: Vec<GlobalId<CostCentreId>>,
}

/// A stage that a rule demands.
#[derive(InputObject)]
pub struct ApprovalStageInput {
    /// How many of the approvers have to agree.
    mode: StageMode,
    /// How many, for a quorum.
    quorum: Option<u16>,
    /// Who is asked.
    approvers: Vec<ApprovalSelectorInput>,
    /// Within how many working hours; without it they may take their time.
    deadline_hours: Option<u16>,
    /// What happens then; they are reminded, if nothing is said.
    on_timeout: Option<OnTimeout>,
    /// Who may decide as well after that time, if it escalates.
    #[graphql(default)]
    escalate_to: Vec<ApprovalSelectorInput>,
}

/// Selects people who may decide, in one way.
#[derive(OneofObject)]
pub enum ApprovalSelectorInput {
    /// Whoever has the role.
    Role(MemberRoleWord),
    /// The member.
    MemberId(GlobalId<PersonId>),
    /// Whoever stands so to the order.
    Relation(ApproverRelation),
}

/// How somebody stands to an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum ApproverRelation {
    /// The manager of whoever submits the order.
    ManagerOfRequester,
    /// The owners of the cost centres of the order and of its lines.
    CostCentreOwner,
    /// Whoever decides and whose approval limit covers the order's total.
    ApproverWithLimit,
}

/// A condition of a rule, of one kind.
#[derive(OneofObject)]
pub enum ApprovalConditionInput {
    /// The total of the order with its delivery.
    OrderTotal(OrderTotalConditionInput),
    /// What the delivery costs with VAT.
    DeliveryCost(AmountConditionInput),
    /// The number of lines.
    LineCount(CountConditionInput),
    /// The number of different articles.
    ArticleCount(CountConditionInput),
    /// A line is of one of these categories, or of those below them.
    AnyLineOfCategory(Vec<GlobalId<CategoryId>>),
    /// A line is of one of these products.
    AnyLineOfArticle(Vec<GlobalId<ProductId>>),
    /// A line is dearer than a list of prices by more than a percentage.
    AnyLineAboveList(AboveListConditionInput),
    /// What the member spent in a period, this order included.
    SpendOfMember(SpendConditionInput),
    /// More than this percentage of the budget would be used.
    BudgetWouldUse(Decimal),
    /// Something is overdue.
    CreditOverdue(OverdueConditionInput),
    /// Something that is so, or is not.
    Fact(ConditionFact),
}

/// Something about an order that is so, or is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum ConditionFact {
    /// No order of the member was ever approved.
    FirstOrderOfMember,
    /// Nothing was delivered to the address before.
    NewDeliveryAddress,
    /// The budget would be exceeded.
    BudgetWouldExceed,
    /// The credit limit would be exceeded.
    CreditWouldExceed,
}

/// The total of an order beside an amount.
#[derive(InputObject)]
pub struct OrderTotalConditionInput {
    /// Which side of the amount matches.
    comparison: ComparisonWord,
    /// The amount.
    amount: MoneyInput,
    /// Whether VAT counts.
    #[graphql(default_with = "VatWord::Included")]
    vat: VatWord,
}

/// An amount beside another.
#[derive(InputObject)]
pub struct AmountConditionInput {
    /// Which side of the amount matches.
    comparison: ComparisonWord,
    /// The amount.
    amount: MoneyInput,
}

/// A number beside another.
#[derive(InputObject)]
pub struct CountConditionInput {
    /// Which side of the number matches.
    comparison: ComparisonWord,
    /// The number.
    count: u32,
}

/// A price beside a list.
#[derive(InputObject)]
pub struct AboveListConditionInput {
    /// The type of price that is the list.
    price_type_id: GlobalId<PriceTypeId>,
    /// By more than so many percent of the list's price; 0 to 100.
    percent: Decimal,
}

/// What a member spent beside an amount.
#[derive(InputObject)]
pub struct SpendConditionInput {
    /// Which side of the amount matches.
    comparison: ComparisonWord,
    /// The amount.
    amount: MoneyInput,
    /// The period, by the organization's own calendar.
    period: PeriodWord,
}

/// What is overdue.
#[derive(InputObject)]
pub struct OverdueConditionInput {
    /// For more than so many days.
    days: u16,
    /// At least so much.
    at_least: MoneyInput,
}

/// A rule is not written to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Incomplete {
    /// A quorum without a number.
    #[error("a quorum says how many have to agree: at least one")]
    Quorum,
    /// A deadline of no time.
    #[error("a deadline is at least one working hour")]
    Deadline,
    /// A number that is no percentage.
    #[error("a percentage is between 0 and 100, with at most two decimal places")]
    Percent,
}

impl Refusal for Incomplete {
    fn code(&self) -> &'static str {
        match self {
            Self::Quorum => "POLICY_QUORUM_MISSING",
            Self::Deadline => "POLICY_DEADLINE_MISSING",
            Self::Percent => "POLICY_PERCENT_SENSELESS",
        }
    }

    fn in_russian(&self) -> String {
        match self {
            Self::Quorum => "Для кворума укажите, сколько нужно согласий: хотя бы одно.",
            Self::Deadline => "Срок — не меньше одного рабочего часа.",
            Self::Percent => "Процент — от 0 до 100, не больше двух знаков после запятой.",
        }
        .to_owned()
    }

    fn field(&self) -> Option<&'static str> {
        Some(match self {
            Self::Quorum => "rules.stages.quorum",
            Self::Deadline => "rules.stages.deadlineHours",
            Self::Percent => "rules.conditions",
        })
    }
}

/// The rules as the commands take them; those without a number get the next ones.
pub fn worded(rules: Vec<ApprovalRuleInput>) -> Result<Vec<WordedRule>, CommandError> {
    let mut last = rules.iter().filter_map(|rule| rule.number).max().unwrap_or_default();
    let numbered = |rule: ApprovalRuleInput| {
        let number = rule.number.unwrap_or_else(|| {
            last = last.saturating_add(1);
            last
        });
        rule.worded(RuleId(number))
    };
    rules.into_iter().map(numbered).collect()
}

impl ApprovalRuleInput {
    fn worded(self, id: RuleId) -> Result<WordedRule, CommandError> {
        let denies = self.effect == ApprovalEffect::Deny;
        let effect = match self.effect {
            ApprovalEffect::Bypass => Effect::Bypass,
            ApprovalEffect::Deny => Effect::Deny { message: StandardWording::Unnamed.into() },
            ApprovalEffect::Require => Effect::Require {
                stages: self.stages.into_iter().map(Stage::try_from).collect::<Result<_, _>>()?,
            },
        };
        let rule = Rule {
            id,
            name: StandardWording::Unnamed.into(),
            effect,
            applies_to: self.applies_to.map_or(Requesters::Anybody, Requesters::from),
            conditions: self.conditions.into_iter().map(Condition::try_from).collect::<Result<_, _>>()?,
            self_approval: self.self_approval.into(),
            on_return: self.on_return.into(),
        };
        let message = denies.then(|| self.message.unwrap_or_default());
        Ok(WordedRule { rule, name: self.name, message })
    }
}

impl From<ApprovalRequestersInput> for Requesters {
    fn from(input: ApprovalRequestersInput) -> Self {
        Self::Listed {
            roles: input.roles.into_iter().map(Into::into).collect(),
            members: input.member_ids.into_iter().map(|id| id.0).collect(),
            cost_centres: input.cost_centre_ids.into_iter().map(|id| id.0).collect(),
        }
    }
}

impl TryFrom<ApprovalStageInput> for Stage {
    type Error = CommandError;

    fn try_from(input: ApprovalStageInput) -> Result<Self, CommandError> {
        let mode = match input.mode {
            StageMode::AllOf => Mode::AllOf,
            StageMode::AnyOf => Mode::AnyOf,
            StageMode::Quorum => {
                let count = input.quorum.and_then(NonZeroU16::new).ok_or(Incomplete::Quorum)?;
                Mode::Quorum { count }
            }
        };
        let selectors = |selectors: Vec<ApprovalSelectorInput>| selectors.into_iter().map(Selector::from);
        let then = match input.on_timeout {
            None | Some(OnTimeout::Remind) => Timeout::Remind,
            Some(OnTimeout::Return) => Timeout::Return,
            Some(OnTimeout::Escalate) => Timeout::Escalate { to: selectors(input.escalate_to).collect() },
        };
        let hours = input.deadline_hours.map(|hours| NonZeroU16::new(hours).ok_or(Incomplete::Deadline));
        let deadline = hours.transpose()?.map(|hours| Deadline { hours, then });
        Ok(Self { mode, approvers: selectors(input.approvers).collect(), deadline })
    }
}

impl From<ApprovalSelectorInput> for Selector {
    fn from(input: ApprovalSelectorInput) -> Self {
        match input {
            ApprovalSelectorInput::Role(role) => Self::Role { role: role.into() },
            ApprovalSelectorInput::MemberId(person) => Self::Member { person: person.0 },
            ApprovalSelectorInput::Relation(relation) => match relation {
                ApproverRelation::ManagerOfRequester => Self::ManagerOfRequester,
                ApproverRelation::CostCentreOwner => Self::CostCentreOwner,
                ApproverRelation::ApproverWithLimit => Self::ApproverWithLimit,
            },
        }
    }
}

impl TryFrom<ApprovalConditionInput> for Condition {
    type Error = CommandError;

    fn try_from(input: ApprovalConditionInput) -> Result<Self, CommandError> {
        use ApprovalConditionInput as Input;
        Ok(match input {
            Input::OrderTotal(OrderTotalConditionInput { comparison, amount, vat }) => Self::OrderTotal {
                comparison: comparison.into(),
                amount: Money::try_from(amount)?,
                vat: vat.into(),
            },
            Input::DeliveryCost(AmountConditionInput { comparison, amount }) => {
                Self::DeliveryCost { comparison: comparison.into(), amount: Money::try_from(amount)? }
            }
            Input::LineCount(CountConditionInput { comparison, count }) => {
                Self::LineCount { comparison: comparison.into(), count }
            }
            Input::ArticleCount(CountConditionInput { comparison, count }) => {
                Self::ArticleCount { comparison: comparison.into(), count }
            }
            Input::AnyLineOfCategory(ids) => {
                Self::AnyLineOfCategory { categories: ids.into_iter().map(|id| id.0).collect() }
            }
            Input::AnyLineOfArticle(ids) => {
                Self::AnyLineOfArticle { products: ids.into_iter().map(|id| id.0).collect() }
            }
            Input::AnyLineAboveList(AboveListConditionInput { price_type_id, percent: number }) => {
                Self::AnyLineAboveList { price_type: price_type_id.0, percent: percent(number)? }
            }
            Input::SpendOfMember(SpendConditionInput { comparison, amount, period }) => Self::SpendOfMember {
                comparison: comparison.into(),
                amount: Money::try_from(amount)?,
                period: period.into(),
            },
            Input::BudgetWouldUse(number) => {
                Self::Budget { state: BudgetState::WouldUse { percent: percent(number)? } }
            }
            Input::CreditOverdue(OverdueConditionInput { days, at_least }) => {
                Self::Credit { state: CreditState::HasOverdue { days, at_least: Money::try_from(at_least)? } }
            }
            Input::Fact(fact) => fact.into(),
        })
    }
}

impl From<ConditionFact> for Condition {
    fn from(fact: ConditionFact) -> Self {
        match fact {
            ConditionFact::FirstOrderOfMember => Self::FirstOrderOfMember,
            ConditionFact::NewDeliveryAddress => Self::NewDeliveryAddress,
            ConditionFact::BudgetWouldExceed => Self::Budget { state: BudgetState::WouldExceed },
            ConditionFact::CreditWouldExceed => Self::Credit { state: CreditState::WouldExceed },
        }
    }
}

fn percent(number: Decimal) -> Result<Percent, Incomplete> {
    Percent::new(number).map_err(|_| Incomplete::Percent)
}
