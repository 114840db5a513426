//! One rule of a policy.

use std::collections::BTreeSet;
use std::fmt;
use std::num::NonZeroU16;

use serde::{Deserialize, Serialize};

use super::condition::{Condition, OrderFacts};
use super::verdict::Requester;
use super::wording::Wording;
use crate::organizations::MemberRole;
use crate::vocabulary::PersonId;

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
        self.applies_to.include(requester) && self.conditions.iter().all(|condition| condition.holds(order))
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
    /// Of whoever has one of the roles or is one of the members.
    Listed {
        /// The roles.
        roles: BTreeSet<MemberRole>,
        /// The members.
        members: BTreeSet<PersonId>,
    },
}

impl Requesters {
    /// Whoever has one of these roles.
    pub fn with_roles(roles: impl IntoIterator<Item = MemberRole>) -> Self {
        Self::Listed { roles: roles.into_iter().collect(), members: BTreeSet::new() }
    }

    fn include(&self, requester: &Requester) -> bool {
        match self {
            Self::Anybody => true,
            Self::Listed { roles, members } => {
                !roles.is_disjoint(&requester.roles) || members.contains(&requester.person)
            }
        }
    }
}

/// Whether one may approve an order of one's own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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
}

/// One stage of an approval.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stage {
    /// How many of the approvers have to agree.
    pub mode: Mode,
    /// The approvers, at least one selector. Where nobody can be found, administrators step in.
    pub approvers: Vec<Selector>,
    /// How long they have, and what happens then; nothing when they may take their time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<Deadline>,
}

/// How long the approvers of a stage have. Silence never approves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    /// Working hours of the organization, counted from the beginning of the stage.
    pub hours: NonZeroU16,
    /// What happens then.
    pub then: Timeout,
}

/// What happens when the approvers of a stage let their time pass.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Timeout {
    /// They are reminded, and again after the same time.
    Remind,
    /// Others may decide as well.
    Escalate {
        /// The others, at least one selector. Where nobody can be found, administrators.
        to: Vec<Selector>,
    },
    /// The order goes back to its author.
    Return,
}

/// How many of a stage's approvers have to agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Mode {
    /// For every selector, one of those whom it selects. Who was selected twice counts twice.
    AllOf,
    /// One of all who were selected.
    AnyOf,
    /// So many different people of all who were selected.
    Quorum {
        /// How many.
        count: NonZeroU16,
    },
}

/// Selects people who may decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Selector {
    /// Whoever has a role.
    Role {
        /// The role. It must be one that may decide on orders.
        role: MemberRole,
    },
    /// One member.
    Member {
        /// The member.
        person: PersonId,
    },
}
