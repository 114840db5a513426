//! What a policy says about one order of one person.

use std::collections::BTreeSet;
use std::num::NonZeroU16;

use serde::{Deserialize, Serialize};

use super::finding::RuleFinding;
use super::rule::RuleId;
use super::wording::Wording;
use crate::organizations::{Action, Extent, MemberRole, extent};
use crate::vocabulary::ids::CostCentreId;
use crate::vocabulary::{Money, PersonId};

/// Whoever asks for an approval.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requester {
    /// Who submits.
    pub person: PersonId,
    /// The roles of that person in the organization.
    pub roles: BTreeSet<MemberRole>,
    /// Others who wrote the order: its author, when somebody else submits it. It is
    /// their own order as well.
    pub authors: BTreeSet<PersonId>,
    /// The cost centres of the order and of its lines.
    pub cost_centres: BTreeSet<CostCentreId>,
    /// The owners of these cost centres.
    pub cost_centre_owners: BTreeSet<PersonId>,
    /// The manager of whoever submits.
    pub manager: Option<PersonId>,
}

impl Requester {
    /// A person with roles who submits an own order, for no cost centre and without a manager.
    pub fn of(person: PersonId, roles: impl IntoIterator<Item = MemberRole>) -> Self {
        Self {
            person,
            roles: roles.into_iter().collect(),
            authors: BTreeSet::new(),
            cost_centres: BTreeSet::new(),
            cost_centre_owners: BTreeSet::new(),
            manager: None,
        }
    }

    /// Whether the order is a person's own.
    pub fn owns(&self, person: PersonId) -> bool {
        self.person == person || self.authors.contains(&person)
    }
}

/// A member who might be asked to decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The member.
    pub person: PersonId,
    /// The roles in the organization.
    pub roles: BTreeSet<MemberRole>,
    /// Whether blocked; who is blocked is never asked.
    pub blocked: bool,
    /// Up to what total with VAT the member is asked where a rule asks for whoever has the
    /// limit; nothing when there is no bound.
    pub limit: Option<Money>,
}

impl Candidate {
    /// A member with roles, not blocked and without a limit.
    pub fn of(person: PersonId, roles: impl IntoIterator<Item = MemberRole>) -> Self {
        Self { person, roles: roles.into_iter().collect(), blocked: false, limit: None }
    }

    /// Whether the approval limit covers a total. One in another currency does not.
    pub fn covers(&self, total: Money) -> bool {
        self.limit.is_none_or(|limit| limit.currency == total.currency && limit.amount >= total.amount)
    }

    /// Whether the member may decide on orders of others at all.
    pub fn may_decide(&self) -> bool {
        !self.blocked && extent(self.roles.iter().copied(), Action::DecideOrder) == Extent::All
    }
}

/// People of whom some have to agree. A stage is complete when each of its groups is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Group {
    /// How many different people have to agree.
    pub needed: NonZeroU16,
    /// Of whom. Never fewer than needed.
    pub people: BTreeSet<PersonId>,
    /// Whether administrators stepped in, because too few of those whom the rule names can decide.
    pub stand_in: bool,
    /// How long they have, and what happens then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<GroupDeadline>,
    /// The rules that ask for the group.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub rules: BTreeSet<RuleId>,
    /// The roles that brought people in: whoever has none of them any more loses the place.
    /// Without any, the people keep it as long as they may decide at all.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub roles: BTreeSet<MemberRole>,
    /// Those who keep the place whatever became of these roles: somebody named them.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub named: BTreeSet<PersonId>,
}

impl Group {
    /// Lets people in by their names.
    pub fn let_in(&mut self, people: impl IntoIterator<Item = PersonId>) {
        for person in people {
            self.people.insert(person);
            if !self.roles.is_empty() {
                self.named.insert(person);
            }
        }
    }

    /// Lets administrators in because they are administrators.
    pub fn let_administrators_in(&mut self, administrators: impl IntoIterator<Item = PersonId>) {
        if self.roles.is_empty() {
            self.named.clone_from(&self.people);
        }
        self.roles.insert(MemberRole::Administrator);
        self.people.extend(administrators);
        self.stand_in = true;
    }

    /// Takes people out.
    pub fn let_go(&mut self, people: &BTreeSet<PersonId>) {
        self.people.retain(|person| !people.contains(person));
        self.named.retain(|person| !people.contains(person));
    }
}

/// How long the people of a group have, with the people who come in then.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct GroupDeadline {
    /// Working hours of the organization, counted from the beginning of the stage.
    pub hours: NonZeroU16,
    /// What happens then.
    pub then: GroupTimeout,
}

/// What happens when the people of a group let their time pass.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum GroupTimeout {
    /// They are reminded, and again after the same time.
    Remind,
    /// Others may decide as well.
    Escalate {
        /// The others.
        to: BTreeSet<PersonId>,
    },
    /// The order goes back to its author.
    Return,
}

/// The stages that an order has to pass, with the people of each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// The version of the policy that says so.
    pub policy_version: u32,
    /// The rules that matched.
    pub rules: Vec<RuleId>,
    /// The stages in their order; each has at least one group.
    pub stages: Vec<Vec<Group>>,
    /// Those who may decide although the order is their own, because a rule allows it.
    pub own_allowed: BTreeSet<PersonId>,
    /// Why: what the rules that matched found.
    pub because: Vec<RuleFinding>,
}

/// Why an order needs no approval.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum NotRequiredReason {
    /// No rule is about it.
    NoRuleMatched,
    /// A rule lets it pass.
    Bypassed {
        /// The rule.
        rule: RuleId,
    },
}

/// What a policy says about one order of one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Nobody has to agree.
    NotRequired {
        /// The version of the policy that says so.
        policy_version: u32,
        /// Why.
        why: NotRequiredReason,
    },
    /// The order must not be submitted.
    Denied {
        /// The rule that says so.
        rule: RuleId,
        /// What the person is told.
        message: Wording,
    },
    /// People have to agree.
    Required(Route),
}
