//! Who may decide in whose place, over how many links.
//!
//! A delegation can be delegated further, at most twice: whoever decides must still know
//! for whom. The owners of an order are no link of a chain, so that nobody gets round the
//! ban on deciding about an own order by way of a deputy.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::vocabulary::{DelegationId, PersonId};

/// One delegation: who decides in whose place, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct DelegationLink {
    /// The delegation.
    pub delegation: DelegationId,
    /// In whose place.
    pub from: PersonId,
    /// Who decides.
    pub to: PersonId,
    /// The first moment.
    pub starts: DateTime<Utc>,
    /// The first moment when it is over.
    pub until: DateTime<Utc>,
}

impl DelegationLink {
    /// Whether it counts at a moment.
    pub fn is_active(&self, at: DateTime<Utc>) -> bool {
        self.starts <= at && at < self.until
    }
}

/// A way from somebody who is away to somebody who decides.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Chain {
    /// In whose place.
    pub giver: PersonId,
    /// Those between the giver and who decides, in the order of the links.
    pub through: Vec<PersonId>,
    /// The delegations, from the giver's to the last: as many as there are links.
    pub delegations: Vec<DelegationId>,
}

impl Chain {
    fn of(link: &DelegationLink) -> Self {
        Self { giver: link.from, through: Vec::new(), delegations: vec![link.delegation] }
    }

    /// The chain with a link before its giver.
    fn behind(&self, link: &DelegationLink) -> Self {
        let with = |first, rest: &[PersonId]| std::iter::once(first).chain(rest.iter().copied()).collect();
        let delegations = std::iter::once(link.delegation).chain(self.delegations.iter().copied()).collect();
        Self { giver: link.from, through: with(self.giver, &self.through), delegations }
    }
}

/// The delegations of an organization that are not revoked. Those to or from people who may
/// not decide any more are left out by whoever looks them up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Delegations {
    to: BTreeMap<PersonId, Vec<DelegationLink>>,
}

impl FromIterator<DelegationLink> for Delegations {
    fn from_iter<I: IntoIterator<Item = DelegationLink>>(links: I) -> Self {
        let mut to: BTreeMap<PersonId, Vec<DelegationLink>> = BTreeMap::new();
        for link in links {
            to.entry(link.to).or_default().push(link);
        }
        // One answer, in whatever order they were found.
        for links in to.values_mut() {
            links.sort();
        }
        Self { to }
    }
}

impl Delegations {
    /// The most links of a chain.
    pub const MOST_LINKS: usize = 3;

    /// The shortest chain by which `decider` may decide in the place of `giver` at a moment,
    /// if there is one. Nobody of `excluded` has a place in it: the owners of the order.
    pub fn chain(
        &self,
        giver: PersonId,
        decider: PersonId,
        at: DateTime<Utc>,
        excluded: &BTreeSet<PersonId>,
    ) -> Option<Chain> {
        self.represented_by(decider, at, excluded).remove(&giver)
    }

    /// Everybody in whose place `decider` may decide at a moment, each with the shortest
    /// chain. Nobody of `excluded` has a place in one: the owners of the order.
    pub fn represented_by(
        &self,
        decider: PersonId,
        at: DateTime<Utc>,
        excluded: &BTreeSet<PersonId>,
    ) -> BTreeMap<PersonId, Chain> {
        let mut found: BTreeMap<PersonId, Chain> = BTreeMap::new();
        if excluded.contains(&decider) {
            return found;
        }
        let mut ends: Vec<(PersonId, Option<Chain>)> = vec![(decider, None)];
        for _ in 0..Self::MOST_LINKS {
            let mut next = Vec::new();
            for (end, chain) in &ends {
                for link in self.active_to(*end, at) {
                    let is_new = link.from != decider && !found.contains_key(&link.from);
                    if is_new && !excluded.contains(&link.from) {
                        let longer =
                            chain.as_ref().map_or_else(|| Chain::of(link), |chain| chain.behind(link));
                        found.insert(link.from, longer.clone());
                        next.push((link.from, Some(longer)));
                    }
                }
            }
            ends = next;
        }
        found
    }

    /// Every chain at a moment by which `decider` may decide in the place of somebody, the
    /// shorter first: for a list of many orders, each with owners of its own.
    pub fn chains_to(&self, decider: PersonId, at: DateTime<Utc>) -> Vec<Chain> {
        let mut chains: Vec<Chain> = self.active_to(decider, at).map(Chain::of).collect();
        chains.retain(|chain| chain.giver != decider);
        let mut longest = 0..chains.len();
        for _ in 1..Self::MOST_LINKS {
            let mut longer = Vec::new();
            for chain in &chains[longest.clone()] {
                let repeats =
                    |person| person == decider || person == chain.giver || chain.through.contains(&person);
                let links = self.active_to(chain.giver, at).filter(|link| !repeats(link.from));
                longer.extend(links.map(|link| chain.behind(link)));
            }
            longest = chains.len()..chains.len() + longer.len();
            chains.extend(longer);
        }
        chains
    }

    /// Everybody who may decide in the place of `giver` at a moment, over any chain.
    pub fn deputies_of(
        &self,
        giver: PersonId,
        at: DateTime<Utc>,
        excluded: &BTreeSet<PersonId>,
    ) -> BTreeSet<PersonId> {
        let mut deputies = BTreeSet::new();
        let mut ends = BTreeSet::from([giver]);
        if excluded.contains(&giver) {
            return deputies;
        }
        for _ in 0..Self::MOST_LINKS {
            let active =
                self.to.values().flatten().filter(|link| link.is_active(at) && ends.contains(&link.from));
            let next: BTreeSet<_> = active
                .map(|link| link.to)
                .filter(|to| *to != giver && !excluded.contains(to) && !deputies.contains(to))
                .collect();
            deputies.extend(&next);
            ends = next;
        }
        deputies
    }

    fn active_to(&self, person: PersonId, at: DateTime<Utc>) -> impl Iterator<Item = &DelegationLink> {
        self.to.get(&person).into_iter().flatten().filter(move |link| link.is_active(at))
    }
}
