//! How many of a group agreed, when one person may speak for several.
//!
//! A group counts different people who decided, each in one place of it: the own place or
//! that of somebody for whom they decided. Nobody counts in two places, and no place counts
//! for two people. So whoever stands for two of three is one of the two who are needed, and
//! the other is still waited for.

use std::collections::{BTreeMap, BTreeSet};

use crate::vocabulary::PersonId;

/// Who agreed, and the places of a group in which each of them may count.
#[derive(Clone, Debug, Default)]
pub(super) struct Voices(BTreeMap<PersonId, BTreeSet<PersonId>>);

impl Voices {
    /// Adds places to those in which somebody may count.
    pub(super) fn add(&mut self, decider: PersonId, places: impl IntoIterator<Item = PersonId>) {
        self.0.entry(decider).or_default().extend(places);
    }

    /// How many of those who agreed can count at once: the greatest matching of people and
    /// places, found by augmenting paths.
    pub(super) fn count(&self) -> usize {
        let mut taken = BTreeMap::new();
        self.0.keys().filter(|decider| self.seat(**decider, &mut taken, &mut BTreeSet::new())).count()
    }

    /// Finds a place for somebody; whoever is in it moves to another, if there is one.
    fn seat(
        &self,
        decider: PersonId,
        taken: &mut BTreeMap<PersonId, PersonId>,
        tried: &mut BTreeSet<PersonId>,
    ) -> bool {
        for place in self.0.get(&decider).into_iter().flatten() {
            if !tried.insert(*place) {
                continue;
            }
            let free = match taken.get(place).copied() {
                None => true,
                Some(other) => self.seat(other, taken, tried),
            };
            if free {
                taken.insert(*place, decider);
                return true;
            }
        }
        false
    }
}
