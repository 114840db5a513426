//! The members who may decide, looked through once for all rules.

use std::collections::BTreeSet;

use super::facts::OrderFacts;
use super::stage::Selector;
use super::verdict::{Candidate, Requester};
use crate::organizations::MemberRole;
use crate::vocabulary::PersonId;

/// A set of roles, a bit a role: policies ask for roles of thousands of members.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Roles(u8);

impl Roles {
    /// One role.
    pub(super) const fn only(role: MemberRole) -> Self {
        Self(1 << role as u8)
    }

    /// These roles.
    pub(super) fn of(roles: impl IntoIterator<Item = MemberRole>) -> Self {
        roles.into_iter().map(Self::only).fold(Self::default(), Self::with)
    }

    /// Whether they have a role in common.
    pub(super) const fn meet(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// All of both.
    pub(super) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// The members who may decide on an order.
pub(super) struct Able<'a> {
    members: Vec<Decider>,
    requester: &'a Requester,
}

struct Decider {
    person: PersonId,
    roles: Roles,
    own: bool,
    covers: bool,
}

/// Whom selectors name, before it is asked whether they may decide.
#[derive(Clone, Debug, Default)]
pub(super) struct Named {
    /// Whoever has one of these roles.
    pub(super) roles: Roles,
    /// These people.
    pub(super) people: Vec<PersonId>,
    /// Whoever has an approval limit that covers the total.
    pub(super) with_limit: bool,
}

impl Named {
    /// Whom selectors name when an order has a manager and owners of its cost centres.
    pub(super) fn of<'a>(
        selectors: &[Selector],
        manager: Option<PersonId>,
        owners: impl IntoIterator<Item = &'a PersonId> + Copy,
    ) -> Self {
        let mut named = Self::default();
        for selector in selectors {
            match *selector {
                Selector::Role { role } => named.roles = named.roles.with(Roles::only(role)),
                Selector::Member { person } => named.people.push(person),
                Selector::ManagerOfRequester => named.people.extend(manager),
                Selector::CostCentreOwner => named.people.extend(owners),
                Selector::ApproverWithLimit => named.with_limit = true,
            }
        }
        named
    }

    /// Those of them who are named whatever their role.
    pub(super) fn without_roles(&self) -> Self {
        Self { roles: Roles::default(), ..self.clone() }
    }

    /// They, and the administrators.
    pub(super) fn or_administrators(&self) -> Self {
        Self { roles: self.roles.with(Roles::only(MemberRole::Administrator)), ..self.clone() }
    }
}

impl<'a> Able<'a> {
    /// Those of the members who may decide on an order of a requester.
    pub(super) fn among(members: &[Candidate], requester: &'a Requester, order: &OrderFacts) -> Self {
        let total = order.total_with_vat;
        let decider = |member: &Candidate| Decider {
            person: member.person,
            roles: Roles::of(member.roles.iter().copied()),
            own: requester.owns(member.person),
            covers: member.covers(total),
        };
        let mut members: Vec<_> = members.iter().filter(|member| member.may_decide()).map(decider).collect();
        members.sort_unstable_by_key(|member| member.person);
        Self { members, requester }
    }

    /// Whom selectors name.
    pub(super) fn named(&self, selectors: &[Selector]) -> Named {
        Named::of(selectors, self.requester.manager, &self.requester.cost_centre_owners)
    }

    /// Those named who may decide; those whose own order it is only when asked for.
    pub(super) fn select(&self, named: &Named, with_own: bool) -> BTreeSet<PersonId> {
        let free = |member: &&Decider| with_own || !member.own;
        let by_name = named.people.iter().filter_map(|person| self.find(*person));
        if named.roles == Roles::default() && !named.with_limit {
            return by_name.filter(free).map(|member| member.person).collect();
        }
        let wanted = |member: &&Decider| named.roles.meet(member.roles) || named.with_limit && member.covers;
        let by_kind = self.members.iter().filter(wanted);
        by_kind.chain(by_name).filter(free).map(|member| member.person).collect()
    }

    fn find(&self, person: PersonId) -> Option<&Decider> {
        let place = self.members.binary_search_by_key(&person, |member| member.person).ok()?;
        self.members.get(place)
    }
}
