//! Why a policy is refused, and why an order finds no way through one.

use super::dead_end::{DeadEnd, OrderOf};
use super::rule::RuleId;
use crate::organizations::MemberRole;
use crate::refusal::Refusal;

/// Why a policy is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    /// Somebody else published in the meantime.
    #[error("the policy was changed in the meantime: version {current} is in force")]
    Outdated {
        /// The version in force.
        current: u32,
    },
    /// More rules or stages than people can oversee.
    #[error(
        "a policy has at most {rules} rules, and a rule at most {stages} stages and {entries} entries a list"
    )]
    TooLarge {
        /// The largest number of rules.
        rules: usize,
        /// The largest number of stages of a rule.
        stages: usize,
        /// The largest number of conditions, or of approvers of a stage.
        entries: usize,
    },
    /// Two rules with one number.
    #[error("two rules have the number {0}")]
    RepeatedRule(RuleId),
    /// A rule about nobody's orders.
    #[error("rule {0} names nobody whose orders it is about")]
    AboutNobody(RuleId),
    /// A negative amount, or an empty list of categories.
    #[error("a condition of rule {0} can never be meant so: the amount is negative or the list is empty")]
    Senseless(RuleId),
    /// A rule that requires nothing, or a stage without approvers.
    #[error("rule {0} requires an approval, but names no approvers")]
    WithoutApprovers(RuleId),
    /// More approvals than members are named.
    #[error("a stage of rule {0} demands more approvals than it names members")]
    QuorumTooLarge(RuleId),
    /// The role may not decide on orders.
    #[error(
        "rule {rule} asks the role {role}, which may not decide on orders: give those people the approver's role"
    )]
    RoleCannotDecide {
        /// The rule.
        rule: RuleId,
        /// The role.
        role: MemberRole,
    },
    /// An order could end where nobody can approve it.
    #[error(
        "stage {} of rule {} needs {} approvals, but only {} people could decide on an order {}: name more \
         approvers, appoint another administrator or change the rule about own orders",
        .0.stage, .0.rule, .0.needed, .0.found, .0.order_of.in_english()
    )]
    DeadEnd(DeadEnd),
}

impl Refusal for PolicyError {
    fn code(&self) -> &'static str {
        match self {
            Self::Outdated { .. } => "POLICY_OUTDATED",
            Self::TooLarge { .. } => "POLICY_TOO_LARGE",
            Self::RepeatedRule(_) => "POLICY_RULE_REPEATED",
            Self::AboutNobody(_) => "POLICY_RULE_ABOUT_NOBODY",
            Self::Senseless(_) => "POLICY_CONDITION_SENSELESS",
            Self::WithoutApprovers(_) => "POLICY_WITHOUT_APPROVERS",
            Self::QuorumTooLarge(_) => "POLICY_QUORUM_TOO_LARGE",
            Self::RoleCannotDecide { .. } => "POLICY_ROLE_CANNOT_DECIDE",
            Self::DeadEnd(_) => "POLICY_DEAD_END",
        }
    }

    fn in_russian(&self) -> String {
        match self {
            Self::Outdated { current } => {
                format!("Правила тем временем изменили: действует версия {current}.")
            }
            Self::TooLarge { rules, stages, entries } => format!(
                "Правил может быть не больше {rules}, этапов в правиле — не больше {stages}, \
                 условий или согласующих в списке — не больше {entries}."
            ),
            Self::RepeatedRule(rule) => format!("Номер {rule} есть у двух правил."),
            Self::AboutNobody(rule) => format!("В правиле {rule} не указано, чьи заказы оно касается."),
            Self::Senseless(rule) => {
                format!("Условие правила {rule} не имеет смысла: сумма отрицательна или список пуст.")
            }
            Self::WithoutApprovers(rule) => {
                format!("Правило {rule} требует согласования, но согласующие не указаны.")
            }
            Self::QuorumTooLarge(rule) => {
                format!("Этап правила {rule} требует больше согласий, чем в нём названо сотрудников.")
            }
            Self::RoleCannotDecide { rule, .. } => format!(
                "Правило {rule} спрашивает роль, которая не согласует заказы: \
                 дайте этим людям роль согласующего."
            ),
            Self::DeadEnd(DeadEnd { rule, stage, needed, found, order_of }) => format!(
                "Этап {stage} правила {rule} требует согласий: {needed}, а решать по заказу {} могут: {found}. \
                 Назовите больше согласующих, назначьте ещё одного администратора \
                 или измените правило о собственных заказах.",
                order_of.in_russian()
            ),
        }
    }

    fn field(&self) -> Option<&'static str> {
        Some(match self {
            Self::Outdated { .. } => "basedOn",
            _ => "rules",
        })
    }
}

impl OrderOf {
    const fn in_english(self) -> &'static str {
        match self {
            Self::AnyPurchaser => "of a purchaser",
            Self::Member(_) => "of one of the approvers themselves",
            Self::Both { .. } => "that one of them writes and another submits",
        }
    }

    const fn in_russian(self) -> &'static str {
        match self {
            Self::AnyPurchaser => "закупщика",
            Self::Member(_) => "самого согласующего",
            Self::Both { .. } => "который один из них составил, а другой подаёт,",
        }
    }
}

/// Why an order finds no way through a policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RouteError {
    /// Too few people could decide, even with the administrators.
    #[error(
        "stage {stage} of rule {rule} needs {needed} approvals, but only {found} people may decide on this order: \
         ask an administrator to appoint an approver"
    )]
    NobodyCanApprove {
        /// The rule.
        rule: RuleId,
        /// The stage within the rule, from 1.
        stage: usize,
        /// How many approvals are needed.
        needed: u16,
        /// How many people there are.
        found: usize,
    },
}

impl Refusal for RouteError {
    fn code(&self) -> &'static str {
        match self {
            Self::NobodyCanApprove { .. } => "NOBODY_CAN_APPROVE",
        }
    }

    fn in_russian(&self) -> String {
        match self {
            Self::NobodyCanApprove { rule, stage, needed, found } => format!(
                "Заказ некому согласовать: этап {stage} правила {rule} требует согласий: {needed}, \
                 а решать по этому заказу могут: {found}. Попросите администратора назначить согласующего."
            ),
        }
    }
}
