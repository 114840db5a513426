//! The members of an organization, counted by what they may do.

use std::collections::BTreeMap;

use crate::approvals::policy::able::{Named, Roles};
use crate::approvals::policy::stage::Selector;
use crate::approvals::policy::verdict::Candidate;
use crate::organizations::{Action, Extent, MemberRole, extent};
use crate::vocabulary::PersonId;

/// What of a member who decides matters to selectors: the roles, and whether there is no limit.
type Kind = (Roles, bool);

/// The members of an organization.
pub(super) struct Crowd {
    able: BTreeMap<PersonId, Kind>,
    kinds: BTreeMap<Kind, usize>,
    /// Those who may submit orders.
    pub(super) submitters: Vec<Submitter>,
}

/// Somebody who may submit orders.
#[derive(Clone, Copy)]
pub(super) struct Submitter {
    /// Who; nobody yet, for one who comes later.
    pub(super) person: Option<PersonId>,
    /// The roles.
    pub(super) roles: Roles,
    /// Whether the orders of others as well.
    pub(super) for_others: bool,
    /// Whether being an owner can matter: they decide, or submit what others wrote.
    pub(super) matters: bool,
    writes: bool,
    decides: Option<Kind>,
}

impl Submitter {
    /// A purchaser who comes later and decides nothing.
    pub(super) const NEWCOMER: Self = Self {
        person: None,
        roles: Roles::PURCHASER,
        for_others: false,
        matters: false,
        writes: true,
        decides: None,
    };

    fn of(member: &Candidate) -> Option<Self> {
        let may = |action| {
            if member.blocked { Extent::None } else { extent(member.roles.iter().copied(), action) }
        };
        let submits = may(Action::SubmitOrder);
        let decides = member.may_decide().then(|| kind(member));
        (submits != Extent::None).then(|| Self {
            person: Some(member.person),
            roles: Roles::of(member.roles.iter().copied()),
            for_others: submits == Extent::All,
            matters: decides.is_some() || submits == Extent::All,
            writes: may(Action::CreateOrder) != Extent::None,
            decides,
        })
    }
}

fn kind(member: &Candidate) -> Kind {
    (Roles::of(member.roles.iter().copied()), member.limit.is_none())
}

/// Those whom selectors name, with the administrators.
pub(super) struct Deciders<'a> {
    named: Named,
    crowd: &'a Crowd,
    /// How many they are.
    pub(super) count: usize,
}

impl Crowd {
    /// Counts the members.
    pub(super) fn of(members: &[Candidate]) -> Self {
        let able: BTreeMap<_, _> = members
            .iter()
            .filter(|member| member.may_decide())
            .map(|member| (member.person, kind(member)))
            .collect();
        let mut kinds = BTreeMap::new();
        for kind in able.values() {
            *kinds.entry(*kind).or_default() += 1;
        }
        Self { able, kinds, submitters: members.iter().filter_map(Submitter::of).collect() }
    }

    /// Those whom selectors name of themselves, with the administrators.
    pub(super) fn deciders(&self, selectors: &[Selector]) -> Deciders<'_> {
        let mut named = Named::of(selectors, None, &[]).or_administrators();
        named.people.sort_unstable();
        named.people.dedup();
        let by_kind: usize =
            self.kinds.iter().filter(|(kind, _)| named.include(**kind)).map(|(_, count)| count).sum();
        let alone = |person: &&PersonId| self.able.get(person).is_some_and(|kind| !named.include(*kind));
        let by_name = named.people.iter().filter(alone).count();
        Deciders { named, crowd: self, count: by_kind + by_name }
    }

    /// One of the deciders who writes orders that another one could submit.
    pub(super) fn author(&self, deciders: &Deciders<'_>, submitter: PersonId) -> Option<PersonId> {
        let is_author =
            |one: &&Submitter| one.writes && one.person != Some(submitter) && deciders.include(one);
        self.submitters.iter().filter(|one| one.matters).find(is_author).and_then(|one| one.person)
    }
}

impl Deciders<'_> {
    /// Whether somebody is among them.
    pub(super) fn include(&self, submitter: &Submitter) -> bool {
        let (Some(kind), Some(person)) = (submitter.decides, submitter.person) else { return false };
        self.named.include(kind)
            || self.crowd.able.contains_key(&person) && self.named.people.binary_search(&person).is_ok()
    }
}

impl Named {
    /// Whether they include whoever has such roles and, or not, no limit.
    fn include(&self, (roles, unlimited): Kind) -> bool {
        self.roles.meet(roles) || self.with_limit && unlimited
    }
}

impl Roles {
    /// Purchasers.
    const PURCHASER: Self = Self::only(MemberRole::Purchaser);
}
