//! Who may act in a case, and why another may not.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::error::CaseError;
use super::event::Decision;
use super::opening::Opening;
use super::state::ApprovalCase;
use super::voice::OnBehalf;
use super::voices::Voices;
use crate::approvals::Delegations;
use crate::approvals::policy::Group;
use crate::vocabulary::PersonId;

impl ApprovalCase {
    /// The stage that waits for decisions, from 1; none before the opening and after the end.
    pub fn current_stage(&self) -> Option<u16> {
        (self.opening().is_some() && self.outcome().is_none()).then(|| self.completed() + 1)
    }

    /// The groups of the stage that waits for decisions.
    pub fn current_groups(&self) -> &[Group] {
        self.current_stage().map(|stage| self.groups(stage)).unwrap_or_default()
    }

    /// The groups of a stage, from 1.
    pub fn groups(&self, stage: u16) -> &[Group] {
        let place = usize::from(stage).checked_sub(1);
        let groups = place.and_then(|place| self.opening()?.stages.get(place));
        groups.map(Vec::as_slice).unwrap_or_default()
    }

    /// The groups of the current stage that have not agreed, each with its place from 1.
    pub fn waiting_groups(&self) -> Vec<(u16, &Group)> {
        let Some(stage) = self.current_stage() else { return Vec::new() };
        let places = (1..).zip(self.current_groups());
        places.filter(|(place, group)| !self.agrees(stage, *place, group)).collect()
    }

    /// Those who approved in a stage of this round.
    pub fn approvals(&self, stage: u16) -> BTreeSet<PersonId> {
        let approvals =
            self.decisions().iter().filter(|it| it.stage == stage && it.decision == Decision::Approve);
        approvals.map(|decision| decision.by).collect()
    }

    /// The people who may decide now in a place of their own. Those who decide in the place
    /// of others come from the delegations: see [`Self::in_place_of`].
    pub fn who_may_act(&self) -> BTreeSet<PersonId> {
        let people = self.current_groups().iter().flat_map(|group| group.people.iter().copied());
        people.filter(|person| self.why_not(*person).is_none()).collect()
    }

    /// Why a person may not decide now in an own place; nothing if the person may.
    ///
    /// Blocks and lost roles are not the case's to know: the access row says them.
    pub fn why_not(&self, person: PersonId) -> Option<CaseError> {
        if let Err(refusal) = self.closed_to(person) {
            return Some(refusal);
        }
        let (stage, groups) = (self.completed() + 1, self.current_groups());
        if !groups.iter().any(|group| group.people.contains(&person)) {
            return Some(CaseError::NotAnApprover);
        }
        let is_new = !self.has_voice(stage, person) || self.would_add(stage, person);
        (!is_new).then_some(CaseError::AlreadyDecided)
    }

    /// Why a person may not decide now, neither in an own place nor in that of others.
    pub fn why_not_with(
        &self,
        person: PersonId,
        delegations: &Delegations,
        at: DateTime<Utc>,
    ) -> Option<CaseError> {
        if let Err(refusal) = self.closed_to(person) {
            return Some(refusal);
        }
        self.why_not(person).filter(|_| self.in_place_of(person, delegations, at).is_empty())
    }

    /// For whom a person may decide now by delegation. No chain leads through the people
    /// whose own order it is.
    pub fn in_place_of(
        &self,
        person: PersonId,
        delegations: &Delegations,
        at: DateTime<Utc>,
    ) -> Vec<OnBehalf> {
        if self.closed_to(person).is_err() {
            return Vec::new();
        }
        let owners = self.opening().map(Opening::owners).unwrap_or_default();
        let chains = delegations.represented_by(person, at, &owners);
        let waits_for = chains.into_iter().filter(|(giver, _)| self.why_not(*giver).is_none());
        waits_for.map(|(person, chain)| OnBehalf { person, delegations: chain.delegations }).collect()
    }

    /// Refuses whoever cannot decide whatever their place is.
    fn closed_to(&self, person: PersonId) -> Result<(), CaseError> {
        let opening = self.opening().ok_or(CaseError::NotOpened)?;
        match self.outcome() {
            Some(outcome) => Err(CaseError::Closed(outcome)),
            None if self.is_suspended() => Err(CaseError::Suspended),
            None if opening.forbids(person) => Err(CaseError::OwnOrder),
            None if self.has_decided(person) => Err(CaseError::AlreadyDecided),
            None => Ok(()),
        }
    }

    /// Whether a person decided in the current stage, in whatever place.
    pub(super) fn has_decided(&self, person: PersonId) -> bool {
        self.decisions().iter().any(|it| it.by == person && it.stage == self.completed() + 1)
    }

    /// Whether a person decided in the current stage, or somebody in their place.
    pub(super) fn was_decided_for(&self, person: PersonId) -> bool {
        let stage = self.completed() + 1;
        self.decisions().iter().any(|it| it.stage == stage && it.speaks_for(person))
    }

    /// Whether somebody decided in a place of a stage: its owner, another for them, or
    /// either of them in a round before.
    pub(super) fn has_voice(&self, stage: u16, person: PersonId) -> bool {
        let speaks = |by: PersonId, on_behalf_of: &[OnBehalf]| {
            by == person || on_behalf_of.iter().any(|it| it.person == person)
        };
        let carried = self.opening().into_iter().flat_map(|opening| &opening.carried);
        carried.filter(|it| it.stage == stage).any(|it| speaks(it.by, &it.on_behalf_of))
            || self.decisions().iter().any(|it| it.stage == stage && it.speaks_for(person))
    }

    /// Whether a group would come nearer to its number if the person agreed in person.
    fn would_add(&self, stage: u16, person: PersonId) -> bool {
        let adds = |(place, group): (u16, &Group)| {
            let mut voices = self.voices(stage, place, group);
            let before = voices.count();
            voices.add(person, [person]);
            before < usize::from(group.needed.get()) && voices.count() > before
        };
        let places = (1..).zip(self.groups(stage));
        places.filter(|(_, group)| group.people.contains(&person)).any(adds)
    }

    /// Those who agreed in a group.
    fn voices(&self, stage: u16, place: u16, group: &Group) -> Voices {
        let mut voices = Voices::default();
        let mut add = |by: PersonId, on_behalf_of: &[OnBehalf]| {
            let places = std::iter::once(by).chain(on_behalf_of.iter().map(|it| it.person));
            voices.add(by, places.filter(|person| group.people.contains(person)));
        };
        for carried in self.opening().into_iter().flat_map(|opening| &opening.carried) {
            if carried.stage == stage && carried.groups.contains(&place) {
                add(carried.by, &carried.on_behalf_of);
            }
        }
        for decision in self.decisions() {
            if decision.stage == stage && decision.decision == Decision::Approve {
                add(decision.by, &decision.on_behalf_of);
            }
        }
        voices
    }

    /// The next moment at which the time of a group is over that has not agreed.
    pub fn next_due(&self) -> Option<DateTime<Utc>> {
        let waiting: BTreeSet<u16> = self.waiting_groups().into_iter().map(|(place, _)| place).collect();
        self.due().iter().filter(|due| waiting.contains(&due.group)).map(|due| due.at).min()
    }

    /// How many of a group agreed.
    pub fn agreed(&self, stage: u16, place: u16, group: &Group) -> usize {
        self.voices(stage, place, group).count()
    }

    /// Whether so many of a group agreed as it needs.
    pub(super) fn agrees(&self, stage: u16, place: u16, group: &Group) -> bool {
        self.agreed(stage, place, group) >= usize::from(group.needed.get())
    }

    /// Whether a group cannot agree any more, given those who may still decide on orders.
    /// Who approved before counts, whatever became of them.
    pub(super) fn is_stuck(
        &self,
        stage: u16,
        place: u16,
        group: &Group,
        able: impl Fn(PersonId) -> bool,
    ) -> bool {
        let needed = usize::from(group.needed.get());
        let forbidden = self.opening().map(Opening::forbidden).unwrap_or_default();
        let may = |person: &&PersonId| able(**person) && !forbidden.contains(*person);
        let left: Vec<_> = group.people.iter().filter(may).take(needed).collect();
        if left.len() >= needed {
            return false;
        }
        let mut voices = self.voices(stage, place, group);
        for person in left {
            voices.add(*person, [*person]);
        }
        voices.count() < needed
    }
}
