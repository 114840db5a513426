//! Who may decide on orders in the organization now.

use std::collections::{BTreeMap, BTreeSet};

use crate::approvals::policy::{Candidate, Group};
use crate::organizations::MemberRole;
use crate::vocabulary::PersonId;

/// Who may decide on orders in the organization now: neither blocked nor without the role.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Deciders {
    /// All of them.
    pub able: BTreeSet<PersonId>,
    /// The administrators among them: they come in where others are too few.
    pub administrators: BTreeSet<PersonId>,
    /// Their roles.
    pub roles: BTreeMap<PersonId, BTreeSet<MemberRole>>,
}

impl Deciders {
    /// Whether a person is among them.
    pub fn include(&self, person: PersonId) -> bool {
        self.able.contains(&person)
    }

    /// Those of some members who may decide.
    pub fn among(members: impl IntoIterator<Item = Candidate>) -> Self {
        let mut deciders = Self::default();
        for member in members.into_iter().filter(Candidate::may_decide) {
            deciders.able.insert(member.person);
            if member.roles.contains(&MemberRole::Administrator) {
                deciders.administrators.insert(member.person);
            }
            deciders.roles.insert(member.person, member.roles);
        }
        deciders
    }

    /// Whether a person of a group may decide in it still: has a role that brings people in,
    /// or was named.
    pub fn keep(&self, group: &Group, person: PersonId) -> bool {
        let is_called = group.roles.is_empty() || group.named.contains(&person);
        let has_role = || self.roles.get(&person).is_some_and(|roles| !roles.is_disjoint(&group.roles));
        self.include(person) && (is_called || has_role())
    }
}
