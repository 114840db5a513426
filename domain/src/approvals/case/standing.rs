//! In which places a person may decide now: the own one, those of people who are away, and
//! where an administrator stands in for those who cannot.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::error::CaseError;
use super::state::ApprovalCase;
use crate::approvals::delegation::{Chain, Delegations};
use crate::approvals::policy::Group;
use crate::vocabulary::PersonId;

/// Those of an organization who may decide on orders, as it is at a moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Deciders {
    /// Everybody who may: with a role that decides, and not blocked.
    pub able: BTreeSet<PersonId>,
    /// The administrators among them, who stand in where others are too few.
    pub administrators: BTreeSet<PersonId>,
    /// Who of them decides in whose place.
    pub delegations: Delegations,
    /// The moment.
    pub at: DateTime<Utc>,
}

/// In which places a person may decide now; at least one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Whether the person is asked.
    pub own: bool,
    /// In whose places, because they delegated to the person.
    pub instead_of: Vec<Chain>,
    /// The groups of the stage, from 1, that are too few to agree and that the person, an
    /// administrator, stands in for.
    pub stands_in: BTreeSet<u16>,
}

impl ApprovalCase {
    /// In which places a person may decide now, or why in none.
    pub fn standing(&self, person: PersonId, deciders: &Deciders) -> Result<Standing, CaseError> {
        let opening = self.opening().ok_or(CaseError::NotOpened)?;
        if let Some(outcome) = self.outcome() {
            return Err(CaseError::Closed(outcome));
        }
        if self.is_suspended() {
            return Err(CaseError::Suspended);
        }
        if opening.forbids(person) {
            return Err(CaseError::OwnOrder);
        }
        let standing = self.places_of(person, deciders);
        let is_able = deciders.able.contains(&person);
        if standing == Standing::default() || !is_able && !standing.own {
            return Err(if self.has_decided(person) {
                CaseError::AlreadyDecided
            } else {
                CaseError::NotAnApprover
            });
        }
        if is_able { Ok(standing) } else { Err(CaseError::NoLongerApprover) }
    }

    /// Everybody who may decide now.
    pub fn deciders_now(&self, deciders: &Deciders) -> BTreeSet<PersonId> {
        let Some(opening) = self.opening() else { return BTreeSet::new() };
        let barred = opening.barred();
        let asked = self.awaited();
        let deputies = |giver: &PersonId| deciders.delegations.deputies_of(*giver, deciders.at, &barred);
        let mut people: BTreeSet<_> = asked.iter().flat_map(deputies).collect();
        people.extend(asked);
        if self.current_groups().iter().any(|group| self.is_stuck(group, &deciders.able)) {
            people.extend(&deciders.administrators);
        }
        people.retain(|person| self.standing(*person, deciders).is_ok());
        people
    }

    /// Those of the current stage who have not decided in it, neither themselves nor by a
    /// deputy. Nobody while the case is suspended.
    pub fn awaited(&self) -> BTreeSet<PersonId> {
        let Some(opening) = self.opening().filter(|_| !self.is_suspended()) else { return BTreeSet::new() };
        let people = self.current_groups().iter().flat_map(|group| &group.people).copied();
        people.filter(|person| !opening.forbids(*person) && !self.has_spoken(*person)).collect()
    }

    fn places_of(&self, person: PersonId, deciders: &Deciders) -> Standing {
        let stands_in = self.vacancies(person, deciders);
        if self.has_decided(person) {
            return Standing { stands_in, ..Standing::default() };
        }
        let awaited = self.awaited();
        let barred = self.opening().map(super::Opening::barred).unwrap_or_default();
        let chains = deciders.delegations.represented_by(person, deciders.at, &barred);
        let instead_of = chains.into_values().filter(|chain| awaited.contains(&chain.giver)).collect();
        Standing { own: awaited.contains(&person), instead_of, stands_in }
    }

    /// The groups that cannot agree without an administrator who is not in them.
    fn vacancies(&self, person: PersonId, deciders: &Deciders) -> BTreeSet<u16> {
        if !deciders.administrators.contains(&person) {
            return BTreeSet::new();
        }
        let is_vacant =
            |group: &Group| !group.people.contains(&person) && self.is_stuck(group, &deciders.able);
        let places = (1..=u16::MAX).zip(self.current_groups());
        places.filter(|(_, group)| is_vacant(group)).map(|(place, _)| place).collect()
    }

    fn has_decided(&self, person: PersonId) -> bool {
        self.decisions().iter().any(|it| it.by == person && it.stage == self.completed() + 1)
    }

    fn has_spoken(&self, person: PersonId) -> bool {
        let here = self.decisions().iter().filter(|it| it.stage == self.completed() + 1);
        here.into_iter()
            .any(|it| it.by == person || it.on_behalf_of.iter().any(|other| other.person == person))
    }
}
