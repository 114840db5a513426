//! Rules of an approval policy as files write them, with codes in place of ids.

use commands::approvals::WordedRule;
use domain::approvals::policy::{self, Comparison, Mode, Requesters, RuleId, Selector, StandardWording, Vat};
use domain::organizations::MemberRole;
use domain::vocabulary::{CategoryId, Money, PersonId};
use serde::Deserialize;

/// A rule of a policy. Nobody decides on an own order, and a returned order starts anew.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// What it is called.
    pub name: String,
    /// Whose orders it is about, by role; without it, everybody's.
    #[serde(default)]
    pub applies_to: Vec<MemberRole>,
    /// What must be true of the order; all of it.
    pub conditions: Vec<Condition>,
    /// What it does to an order that it matches.
    pub effect: Effect,
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
    /// A line is of one of the categories, or of one below them.
    AnyLineOfCategory {
        /// The codes of the categories; their ids in 1C or their names, in an operator's file.
        categories: Vec<String>,
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
}

/// What the codes of a policy stand for.
pub trait Codes {
    /// Why a code stands for nothing.
    type Unknown;
    /// The person of a code.
    fn person(&self, code: &str) -> Result<PersonId, Self::Unknown>;
    /// The category of a code.
    fn category(&self, code: &str) -> Result<CategoryId, Self::Unknown>;
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
            applies_to: match &self.applies_to[..] {
                [] => Requesters::Anybody,
                roles => Requesters::with_roles(roles.iter().copied()),
            },
            conditions: conditions.collect::<Result<_, _>>()?,
            self_approval: policy::SelfApproval::Forbid,
            on_return: policy::OnReturn::RestartAll,
        };
        let message = match &self.effect {
            Effect::Deny { message } => Some(message.clone()),
            Effect::Bypass | Effect::Require { .. } => None,
        };
        Ok(WordedRule { rule, name: self.name.clone(), message })
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
        let selector = |approver: &Approver| {
            Ok(match approver {
                Approver::Role { role } => Selector::Role { role: *role },
                Approver::Member { person } => Selector::Member { person: codes.person(person)? },
            })
        };
        let approvers = self.approvers.iter().map(selector).collect::<Result<_, _>>()?;
        Ok(policy::Stage { mode: self.mode, approvers, deadline: None })
    }
}

impl Condition {
    fn with_ids<C: Codes>(&self, codes: &C) -> Result<policy::Condition, C::Unknown> {
        Ok(match self {
            Self::OrderTotal { comparison, amount, vat } => {
                policy::Condition::OrderTotal { comparison: *comparison, amount: *amount, vat: *vat }
            }
            Self::AnyLineOfCategory { categories } => policy::Condition::AnyLineOfCategory {
                categories: categories.iter().map(|code| codes.category(code)).collect::<Result<_, _>>()?,
            },
        })
    }
}
