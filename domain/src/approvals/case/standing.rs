//! In which places a person may decide now: the own one, those of people who are away, and
//! where an administrator stands in for those who cannot. It is what a decision of that
//! person would find, told without one.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use cqrs_es::Aggregate;

use super::decide::dismissals;
use super::deciders::Deciders;
use super::error::CaseError;
use super::event::CaseEvent;
use super::opening::Opening;
use super::state::ApprovalCase;
use crate::approvals::delegation::{Chain, Delegations};
use crate::approvals::policy::Group;
use crate::vocabulary::PersonId;

/// Those of an organization who may decide on orders at a moment, and for whom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Electorate {
    /// Who may.
    pub deciders: Deciders,
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
    /// Whether the person, or a deputy, approved before: then only the same word can be said
    /// once more, for those the person stands in for.
    pub again: bool,
}

impl ApprovalCase {
    /// In which places a person may decide now, or why in none.
    pub fn standing(&self, person: PersonId, electorate: &Electorate) -> Result<Standing, CaseError> {
        let told = self.told_who_lost_a_role(&electorate.deciders);
        let told = told.as_ref().unwrap_or(self);
        let stands_in = told.vacancies_for(person, electorate);
        let joined = told.joined_by(person, &stands_in);
        let case = joined.as_ref().unwrap_or(told);
        let again = match case.why_not_with(person, &electorate.delegations, electorate.at) {
            Some(CaseError::AlreadyDecided) if !stands_in.is_empty() && self.was_decided_for(person) => true,
            Some(refusal) => return Err(refusal),
            None => false,
        };
        if !electorate.deciders.include(person) {
            return Err(CaseError::NoLongerApprover);
        }
        let own = told.why_not(person).is_none();
        Ok(Standing { own, instead_of: case.chains_of(person, electorate), stands_in, again })
    }

    /// The case as it is once it knows who lost the role by which they were asked; nothing when
    /// nobody did.
    fn told_who_lost_a_role(&self, deciders: &Deciders) -> Option<Self> {
        let dismissals = dismissals(self, deciders);
        if dismissals.is_empty() {
            return None;
        }
        let mut case = self.clone();
        for event in dismissals {
            case.apply(event);
        }
        Some(case)
    }

    /// The case as it is once a person stands in for groups; nothing when for none.
    fn joined_by(&self, by: PersonId, groups: &BTreeSet<u16>) -> Option<Self> {
        let stage = self.current_stage().filter(|_| !groups.is_empty())?;
        let mut case = self.clone();
        for group in groups {
            case.apply(CaseEvent::StoodIn { stage, group: *group, by });
        }
        Some(case)
    }

    /// Everybody who may decide now, in whatever place.
    pub fn deciders_now(&self, electorate: &Electorate) -> BTreeSet<PersonId> {
        let barred = self.opening().map(Opening::owners).unwrap_or_default();
        let asked = self.who_may_act();
        let Electorate { deciders, delegations, at } = electorate;
        let mut people: BTreeSet<_> =
            asked.iter().flat_map(|giver| delegations.deputies_of(*giver, *at, &barred)).collect();
        people.extend(asked);
        people.extend(&deciders.administrators);
        people.retain(|person| self.standing(*person, electorate).is_ok());
        people
    }

    /// By which chains a person decides in the place of others now.
    fn chains_of(&self, person: PersonId, electorate: &Electorate) -> Vec<Chain> {
        let Electorate { delegations, at, .. } = electorate;
        let represented = self.in_place_of(person, delegations, *at);
        if represented.is_empty() {
            return Vec::new();
        }
        let barred = self.opening().map(Opening::owners).unwrap_or_default();
        let mut chains = delegations.represented_by(person, *at, &barred);
        represented.into_iter().filter_map(|other| chains.remove(&other.person)).collect()
    }

    /// The groups that cannot agree without an administrator who is not in them.
    fn vacancies_for(&self, person: PersonId, electorate: &Electorate) -> BTreeSet<u16> {
        let deciders = &electorate.deciders;
        let is_shut = self.is_suspended() || self.opening().is_none_or(|opening| opening.is_own(person));
        let Some(stage) = self.current_stage() else { return BTreeSet::new() };
        if is_shut || !deciders.administrators.contains(&person) {
            return BTreeSet::new();
        }
        let is_vacant = |(place, group): &(u16, &Group)| {
            !group.people.contains(&person) && self.is_stuck(stage, *place, group, |it| deciders.include(it))
        };
        (1..).zip(self.current_groups()).filter(is_vacant).map(|(place, _)| place).collect()
    }
}
