//! Rules of an approval policy as files write them, with codes in place of ids.

use std::num::NonZeroU16;

use domain::approvals::policy::{
    self, BudgetState, Comparison, CreditState, Mode, OnReturn, Requesters, RuleId, Selector, SelfApproval,
    StandardWording, Vat, WordedRule,
};
use domain::organizations::MemberRole;
use domain::vocabulary::{
    CategoryId, CostCentreId, Money, Percent, Period, PersonId, PriceTypeId, ProductId,
};
use serde::Deserialize;

/// A rule of a policy.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// What it is called.
    pub name: String,
    /// Whose orders it is about, by role; with members and cost centres, also of these. Without
    /// any of them, everybody's.
    #[serde(default)]
    pub applies_to: Vec<MemberRole>,
    /// The codes of members whose orders it is about; their e-mails, in an operator's file.
    #[serde(default)]
    pub members: Vec<String>,
    /// The codes of cost centres whose orders it is about.
    #[serde(default)]
    pub cost_centres: Vec<String>,
    /// What must be true of the order; all of it.
    pub conditions: Vec<Condition>,
    /// What it does to an order that it matches.
    pub effect: Effect,
    /// Whether one may approve an order of one's own; never, if nothing is said.
    #[serde(default)]
    pub self_approval: SelfApproval,
    /// What becomes of earlier decisions when an order was returned; nothing of them counts, if
    /// nothing is said.
    #[serde(default)]
    pub on_return: OnReturn,
}

/// What a rule does.
#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Effect {
    /// No approval is needed.
    Bypass,
    /// The order cannot be submitted.
    Deny {
        /// What the person is told.
        message: String,
    },
    /// The stages must approve, one after the other.
    Require {
        /// The stages.
        stages: Vec<Stage>,
    },
}

/// What must be true of an order.
#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Condition {
    /// The total is on one side of an amount.
    OrderTotal {
        /// Which side.
        comparison: Comparison,
        /// The amount.
        amount: Money,
        /// Whether VAT counts.
        vat: Vat,
    },
    /// What the delivery costs with VAT is on one side of an amount.
    DeliveryCost {
        /// Which side.
        comparison: Comparison,
        /// The amount.
        amount: Money,
    },
    /// The number of lines is on one side of a number.
    LineCount {
        /// Which side.
        comparison: Comparison,
        /// The number.
        count: u32,
    },
    /// The number of different articles is on one side of a number.
    ArticleCount {
        /// Which side.
        comparison: Comparison,
        /// The number.
        count: u32,
    },
    /// A line is of one of the categories, or of one below them.
    AnyLineOfCategory {
        /// The codes of the categories; their ids in 1C or their names, in an operator's file.
        categories: Vec<String>,
    },
    /// A line is of one of the products.
    AnyLineOfArticle {
        /// The codes of the products; their ids in 1C, in an operator's file.
        products: Vec<String>,
    },
    /// A line is dearer than a list of prices by more than a percentage.
    AnyLineAboveList {
        /// The code of the type of price; its id in 1C or its name, in an operator's file.
        price_type: String,
        /// The percentage.
        percent: Percent,
    },
    /// No order of the member was ever approved.
    FirstOrderOfMember,
    /// Nothing was delivered to the address before.
    NewDeliveryAddress,
    /// The member spent so much in a period, this order included.
    SpendOfMember {
        /// Which side.
        comparison: Comparison,
        /// The amount.
        amount: Money,
        /// The period.
        period: Period,
    },
    /// The budget of the cost centre.
    Budget {
        /// What about it.
        state: BudgetState,
    },
    /// The credit of the organization.
    Credit {
        /// What about it.
        state: CreditState,
    },
}

/// A stage of an approval.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    /// How many must agree.
    pub mode: Mode,
    /// Who may decide.
    pub approvers: Vec<Approver>,
    /// How long they have; without it, they may take their time.
    pub deadline: Option<Deadline>,
}

/// How long the approvers of a stage have.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deadline {
    /// Working hours of the organization.
    pub hours: NonZeroU16,
    /// What happens then.
    pub then: Timeout,
}

/// What happens when the approvers of a stage let their time pass.
#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Timeout {
    /// They are reminded.
    Remind,
    /// Others may decide as well.
    Escalate {
        /// The others.
        to: Vec<Approver>,
    },
    /// The order goes back.
    Return,
}

/// Who may decide in a stage.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Approver {
    /// Whoever has a role.
    Role {
        /// The role.
        role: MemberRole,
    },
    /// One member.
    Member {
        /// The code of the person; the e-mail, in an operator's file.
        person: String,
    },
    /// The manager of whoever submits.
    ManagerOfRequester,
    /// The owners of the order's cost centres.
    CostCentreOwner,
    /// Whoever's approval limit covers the total.
    ApproverWithLimit,
}

/// What the codes of a policy stand for.
pub trait Codes {
    /// Why a code stands for nothing.
    type Unknown;
    /// The person of a code.
    fn person(&self, code: &str) -> Result<PersonId, Self::Unknown>;
    /// The category of a code.
    fn category(&self, code: &str) -> Result<CategoryId, Self::Unknown>;
    /// The product of a code.
    fn product(&self, code: &str) -> Result<ProductId, Self::Unknown>;
    /// The type of price of a code.
    fn price_type(&self, code: &str) -> Result<PriceTypeId, Self::Unknown>;
    /// The cost centre of a code.
    fn cost_centre(&self, code: &str) -> Result<CostCentreId, Self::Unknown>;
}

/// The rules with ids, numbered from 1, as they are published.
pub fn worded<C: Codes>(rules: &[Rule], codes: &C) -> Result<Vec<WordedRule>, C::Unknown> {
    rules.iter().zip(1..).map(|(rule, number)| rule.worded(RuleId(number), codes)).collect()
}

impl Rule {
    fn worded<C: Codes>(&self, id: RuleId, codes: &C) -> Result<WordedRule, C::Unknown> {
        let conditions = self.conditions.iter().map(|condition| condition.with_ids(codes));
        let rule = policy::Rule {
            id,
            name: StandardWording::Unnamed.into(),
            effect: self.effect.with_ids(codes)?,
            applies_to: self.requesters(codes)?,
            conditions: conditions.collect::<Result<_, _>>()?,
            self_approval: self.self_approval,
            on_return: self.on_return,
        };
        let message = match &self.effect {
            Effect::Deny { message } => Some(message.clone()),
            Effect::Bypass | Effect::Require { .. } => None,
        };
        Ok(WordedRule { rule, name: self.name.clone(), message })
    }

    fn requesters<C: Codes>(&self, codes: &C) -> Result<Requesters, C::Unknown> {
        if self.applies_to.is_empty() && self.members.is_empty() && self.cost_centres.is_empty() {
            return Ok(Requesters::Anybody);
        }
        Ok(Requesters::Listed {
            roles: self.applies_to.iter().copied().collect(),
            members: self.members.iter().map(|code| codes.person(code)).collect::<Result<_, _>>()?,
            cost_centres: self
                .cost_centres
                .iter()
                .map(|code| codes.cost_centre(code))
                .collect::<Result<_, _>>()?,
        })
    }
}

impl Effect {
    fn with_ids<C: Codes>(&self, codes: &C) -> Result<policy::Effect, C::Unknown> {
        Ok(match self {
            Self::Bypass => policy::Effect::Bypass,
            Self::Deny { .. } => policy::Effect::Deny { message: StandardWording::Unnamed.into() },
            Self::Require { stages } => policy::Effect::Require {
                stages: stages.iter().map(|stage| stage.with_ids(codes)).collect::<Result<_, _>>()?,
            },
        })
    }
}

impl Stage {
    fn with_ids<C: Codes>(&self, codes: &C) -> Result<policy::Stage, C::Unknown> {
        let selectors = |approvers: &[Approver]| {
            approvers.iter().map(|approver| approver.with_ids(codes)).collect::<Result<Vec<_>, _>>()
        };
        let deadline = match &self.deadline {
            None => None,
            Some(Deadline { hours, then }) => Some(policy::Deadline {
                hours: *hours,
                then: match then {
                    Timeout::Remind => policy::Timeout::Remind,
                    Timeout::Return => policy::Timeout::Return,
                    Timeout::Escalate { to } => policy::Timeout::Escalate { to: selectors(to)? },
                },
            }),
        };
        Ok(policy::Stage { mode: self.mode, approvers: selectors(&self.approvers)?, deadline })
    }
}

impl Approver {
    fn with_ids<C: Codes>(&self, codes: &C) -> Result<Selector, C::Unknown> {
        Ok(match self {
            Self::Role { role } => Selector::Role { role: *role },
            Self::Member { person } => Selector::Member { person: codes.person(person)? },
            Self::ManagerOfRequester => Selector::ManagerOfRequester,
            Self::CostCentreOwner => Selector::CostCentreOwner,
            Self::ApproverWithLimit => Selector::ApproverWithLimit,
        })
    }
}

impl Condition {
    fn with_ids<C: Codes>(&self, codes: &C) -> Result<policy::Condition, C::Unknown> {
        use policy::Condition as Known;
        Ok(match self {
            &Self::OrderTotal { comparison, amount, vat } => Known::OrderTotal { comparison, amount, vat },
            &Self::DeliveryCost { comparison, amount } => Known::DeliveryCost { comparison, amount },
            &Self::LineCount { comparison, count } => Known::LineCount { comparison, count },
            &Self::ArticleCount { comparison, count } => Known::ArticleCount { comparison, count },
            Self::AnyLineOfCategory { categories } => Known::AnyLineOfCategory {
                categories: categories.iter().map(|code| codes.category(code)).collect::<Result<_, _>>()?,
            },
            Self::AnyLineOfArticle { products } => Known::AnyLineOfArticle {
                products: products.iter().map(|code| codes.product(code)).collect::<Result<_, _>>()?,
            },
            Self::AnyLineAboveList { price_type, percent } => {
                Known::AnyLineAboveList { price_type: codes.price_type(price_type)?, percent: *percent }
            }
            Self::FirstOrderOfMember => Known::FirstOrderOfMember,
            Self::NewDeliveryAddress => Known::NewDeliveryAddress,
            &Self::SpendOfMember { comparison, amount, period } => {
                Known::SpendOfMember { comparison, amount, period }
            }
            &Self::Budget { state } => Known::Budget { state },
            &Self::Credit { state } => Known::Credit { state },
        })
    }
}
