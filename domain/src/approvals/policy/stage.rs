//! One stage of an approval: who is asked, how many of them, and for how long.

use std::num::NonZeroU16;

use serde::{Deserialize, Serialize};

use crate::organizations::MemberRole;
use crate::vocabulary::PersonId;

/// One stage of an approval.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Deadline {
    /// Working hours of the organization, counted from the beginning of the stage.
    pub hours: NonZeroU16,
    /// What happens then.
    pub then: Timeout,
}

/// What happens when the approvers of a stage let their time pass.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
    /// The manager of whoever submits the order.
    ManagerOfRequester,
    /// The owners of the cost centres of the order and of its lines.
    CostCentreOwner,
    /// Whoever decides and whose approval limit covers the order's total with VAT. A limit
    /// in another currency covers nothing; without a limit one covers everything.
    ApproverWithLimit,
}
