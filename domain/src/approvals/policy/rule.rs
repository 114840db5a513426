//! One rule of a policy.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::condition::Condition;
use super::facts::OrderFacts;
use super::finding::Holds;
use super::stage::Stage;
use super::verdict::Requester;
use super::wording::Wording;
use crate::organizations::MemberRole;
use crate::vocabulary::PersonId;
use crate::vocabulary::ids::CostCentreId;

/// The number of a rule within its policy. A number that stays names the same rule in the
/// next version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RuleId(pub u16);

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// One rule of a policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// Its number.
    pub id: RuleId,
    /// Its name.
    pub name: Wording,
    /// What it does to an order that it matches.
    pub effect: Effect,
    /// Whose orders it is about.
    pub applies_to: Requesters,
    /// The conditions; all must hold. Without any, it matches every order.
    pub conditions: Vec<Condition>,
    /// Whether one may approve an order of one's own.
    pub self_approval: SelfApproval,
    /// What becomes of earlier decisions when an order is returned and comes again.
    pub on_return: OnReturn,
}

impl Rule {
    /// Whether the rule is about this order of this person.
    pub fn matches(&self, requester: &Requester, order: &OrderFacts) -> bool {
        self.applies_to.include(requester)
            && self.conditions.iter().all(|condition| self.is_met(condition.finds(order)))
    }

    /// Whether what a condition found counts as holding.
    ///
    /// What nobody can tell counts against the order: it matches, but in a rule that lets
    /// orders pass it does not.
    pub(super) fn is_met(&self, found: Holds) -> bool {
        match self.effect {
            Effect::Bypass => found == Holds::Holds,
            Effect::Deny { .. } | Effect::Require { .. } => found != Holds::DoesNot,
        }
    }

    /// The stages that it requires, if it requires any.
    pub fn stages(&self) -> &[Stage] {
        match &self.effect {
            Effect::Require { stages } => stages,
            Effect::Bypass | Effect::Deny { .. } => &[],
        }
    }
}

/// What a rule does to an order that it matches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Effect {
    /// The order needs no approval, whatever other rules say.
    Bypass,
    /// The order must not be submitted.
    Deny {
        /// What the person is told.
        message: Wording,
    },
    /// The order passes these stages, one after the other.
    Require {
        /// The stages, at least one.
        stages: Vec<Stage>,
    },
}

/// Whose orders a rule is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Requesters {
    /// Everybody's, also of people and roles that come later.
    Anybody,
    /// Of whoever has one of the roles, is one of the members, or orders for one of the
    /// cost centres.
    Listed {
        /// The roles.
        roles: BTreeSet<MemberRole>,
        /// The members.
        members: BTreeSet<PersonId>,
        /// The cost centres: of the order, or of one of its lines.
        #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
        cost_centres: BTreeSet<CostCentreId>,
    },
}

impl Requesters {
    /// Whoever has one of these roles.
    pub fn with_roles(roles: impl IntoIterator<Item = MemberRole>) -> Self {
        Self::Listed {
            roles: roles.into_iter().collect(),
            members: BTreeSet::new(),
            cost_centres: BTreeSet::new(),
        }
    }

    /// Whether they are about a requester's order.
    pub fn include(&self, requester: &Requester) -> bool {
        match self {
            Self::Anybody => true,
            Self::Listed { roles, members, cost_centres } => {
                !roles.is_disjoint(&requester.roles)
                    || members.contains(&requester.person)
                    || !cost_centres.is_disjoint(&requester.cost_centres)
            }
        }
    }
}

/// Whether one may approve an order of one's own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SelfApproval {
    /// Never.
    #[default]
    Forbid,
    /// Only if nobody else, not even an administrator, could.
    AllowIfSole,
    /// Whenever one is an approver.
    Allow,
}

/// What becomes of earlier decisions when an order is returned and comes again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OnReturn {
    /// Nothing of them counts: the next round begins with its first stage.
    #[default]
    RestartAll,
    /// Those of the stages before the one that returned the order count, unless what was
    /// changed is what the rule looks at.
    RestartFromStage,
    /// All count, unless what was changed is what the rule looks at.
    KeepUnaffected,
}
