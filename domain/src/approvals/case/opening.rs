//! What a case is opened with: everything that it is decided by, frozen.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::voice::OnBehalf;
use crate::approvals::policy::{Group, RuleFinding, RuleId};
use crate::vocabulary::{CaseId, OrderId, OrganizationId, PersonId, Revision};

/// Everything that a case is decided by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    /// The case.
    pub case: CaseId,
    /// The organization.
    pub organization: OrganizationId,
    /// The order.
    pub order: OrderId,
    /// The round of the order's approval, from 1.
    pub round: u32,
    /// Who asks.
    pub requester: PersonId,
    /// Others whose own order it is.
    pub authors: BTreeSet<PersonId>,
    /// Those who may decide although the order is their own, because a rule allows it: in the
    /// groups that they are in from the opening, and by no other way.
    pub own_allowed: BTreeSet<PersonId>,
    /// The revision of the order.
    pub revision: Revision,
    /// The version of the policy that asks.
    pub policy_version: u32,
    /// The rules that matched.
    pub rules: Vec<RuleId>,
    /// The stages in their order, with the people of each.
    pub stages: Vec<Vec<Group>>,
    /// Why: what the rules that matched found.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub because: Vec<RuleFinding>,
    /// The case of the round before, if there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<CaseId>,
    /// The approvals of earlier rounds that still count.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub carried: Vec<Carried>,
}

impl Opening {
    /// Whether the order is a person's own and no rule allows to decide on it all the same.
    pub fn forbids(&self, person: PersonId) -> bool {
        self.is_own(person) && !self.own_allowed.contains(&person)
    }

    /// The people whose own order it is and whom no rule allows to decide on it all the same.
    pub fn forbidden(&self) -> BTreeSet<PersonId> {
        let mut owners = self.owners();
        owners.retain(|person| !self.own_allowed.contains(person));
        owners
    }

    /// All whose own order it is. A rule that allows them to decide does so in its own groups;
    /// into those of other rules nobody brings them, and they decide for nobody else.
    pub fn owners(&self) -> BTreeSet<PersonId> {
        self.authors.iter().copied().chain([self.requester]).collect()
    }

    /// Whether the order is a person's own: they asked, or wrote it.
    pub fn is_own(&self, person: PersonId) -> bool {
        self.requester == person || self.authors.contains(&person)
    }
}

/// An approval of an earlier round that still counts, because what it was about is not
/// touched by what changed since.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Carried {
    /// The stage, from 1.
    pub stage: u16,
    /// The places of the groups in the stage, from 1, for which it counts.
    pub groups: BTreeSet<u16>,
    /// Who approved.
    pub by: PersonId,
    /// For whom, if for others as well or only for others.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub on_behalf_of: Vec<OnBehalf>,
    /// The case in which that was decided.
    pub case: CaseId,
    /// The revision on which that was decided.
    pub revision: Revision,
}
