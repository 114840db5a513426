//! Random organizations in which people come and go, delegate, hurry, hand over and force,
//! while one order is approved over two rounds.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};
use cqrs_es::Aggregate;
use proptest::prelude::*;
use uuid::Uuid;

use super::decide::decide;
use super::properties::{any_opening, current};
use super::{
    Acting, ApprovalCase, CaseCommand, CaseEvent, Deciders, Decision, LineCut, Opening, Vote, WorkingTime,
};
use crate::approvals::policy::{Candidate, GroupDeadline, GroupTimeout};
use crate::approvals::{DelegationLink, Delegations};
use crate::organizations::{MemberRole, WorkingCalendar};
use crate::vocabulary::{DelegationId, PersonId, ProductId, Revision, TextId, TextRef};

/// What somebody does, or what happens by itself.
#[derive(Clone, Copy, Debug)]
enum Step {
    Vote { decision: Decision, cut: bool, stale: bool },
    Force,
    Ask,
    Answer,
    Reassign { to: u128 },
    Escalate,
    Remind,
    Time { hours: u8 },
    Lose,
    Regain,
    Demote,
    Promote,
    Suspend,
    Resume,
    Withdraw,
}

/// All that happened, with what was so at each event.
#[derive(Debug)]
pub(super) struct Story {
    pub(super) opening: Opening,
    pub(super) links: BTreeMap<DelegationId, DelegationLink>,
    pub(super) events: Vec<CaseEvent>,
    /// When each event was written.
    pub(super) times: Vec<DateTime<Utc>>,
    /// After each step: how many events there were, and who could decide.
    pub(super) steps: Vec<(usize, Deciders, DateTime<Utc>)>,
}

impl Story {
    /// The case after so many events.
    pub(super) fn case_after(&self, events: usize) -> ApprovalCase {
        let mut case = ApprovalCase::default();
        self.events[..events].iter().for_each(|event| case.apply(event.clone()));
        case
    }

    /// The case at the end.
    pub(super) fn case(&self) -> ApprovalCase {
        self.case_after(self.events.len())
    }

    /// Those who may decide for each other.
    pub(super) fn delegations(&self) -> Delegations {
        self.links.values().copied().collect()
    }
}

pub(super) fn monday() -> DateTime<Utc> {
    "2026-11-23T08:00:00Z".parse().unwrap()
}

pub(super) fn person(number: u128) -> PersonId {
    PersonId(Uuid::from_u128(number))
}

fn text() -> TextRef {
    TextRef::to(TextId(Uuid::from_u128(9)), b"salt", "why")
}

fn any_decision() -> impl Strategy<Value = Decision> {
    prop_oneof![12 => Just(Decision::Approve), 1 => Just(Decision::Return), 1 => Just(Decision::Reject)]
}

fn any_step() -> impl Strategy<Value = Step> {
    let vote = (any_decision(), prop::bool::weighted(0.2), prop::bool::weighted(0.05));
    prop_oneof![
        24 => vote.prop_map(|(decision, cut, stale)| Step::Vote { decision, cut, stale }),
        1 => Just(Step::Force),
        2 => Just(Step::Ask),
        2 => Just(Step::Answer),
        4 => (1..7_u128).prop_map(|to| Step::Reassign { to }),
        2 => Just(Step::Escalate),
        2 => Just(Step::Remind),
        4 => (1..60_u8).prop_map(|hours| Step::Time { hours }),
        4 => Just(Step::Lose),
        3 => Just(Step::Regain),
        2 => Just(Step::Demote),
        2 => Just(Step::Promote),
        1 => Just(Step::Suspend),
        2 => Just(Step::Resume),
        1 => Just(Step::Withdraw),
    ]
}

fn any_links() -> impl Strategy<Value = BTreeMap<DelegationId, DelegationLink>> {
    let one = (1..7_u128, 1..7_u128, 0..200_i64, 1..200_i64);
    prop::collection::vec(one, 0..5).prop_map(|all| {
        let link = |(number, (from, to, starts, lasts)): (u128, (u128, u128, i64, i64))| {
            let starts = monday() + TimeDelta::hours(starts - 100);
            let delegation = DelegationId(Uuid::from_u128(number));
            let until = starts + TimeDelta::hours(lasts);
            (delegation, DelegationLink { delegation, from: person(from), to: person(to), starts, until })
        };
        (1..).zip(all).filter(|(_, (from, to, ..))| from != to).map(link).collect()
    })
}

fn any_timeout() -> impl Strategy<Value = GroupTimeout> {
    let people = prop::collection::btree_set((1..7_u128).prop_map(person), 1..3);
    prop_oneof![
        2 => Just(GroupTimeout::Remind),
        2 => people.prop_map(|to| GroupTimeout::Escalate { to }),
        1 => Just(GroupTimeout::Return),
    ]
}

pub(super) fn any_story() -> impl Strategy<Value = Story> {
    let deadlines = prop::collection::vec(prop::option::of((1..20_u16, any_timeout())), 8);
    let steps = prop::collection::vec((1..8_u128, any_step()), 0..40);
    let carries = any::<bool>();
    (any_opening(), deadlines, any_links(), steps, carries).prop_map(
        |(mut opening, deadlines, links, steps, carries)| {
            let groups = opening.stages.iter_mut().flatten();
            for (group, deadline) in groups.zip(deadlines) {
                group.deadline =
                    deadline.map(|(hours, then)| GroupDeadline { hours: hours.try_into().unwrap(), then });
            }
            if carries {
                super::properties::carry_first_approval(&mut opening);
            }
            World::with(opening, links).play(steps)
        },
    )
}

/// What is so while the story goes on.
struct World {
    story: Story,
    case: ApprovalCase,
    roles: BTreeMap<PersonId, BTreeSet<MemberRole>>,
    lost: BTreeSet<PersonId>,
    now: DateTime<Utc>,
}

impl World {
    /// Everybody who is asked decides, three more do, and one administrates.
    fn with(opening: Opening, links: BTreeMap<DelegationId, DelegationLink>) -> Self {
        let others = [person(2), person(3), person(4)];
        let mut roles: BTreeMap<PersonId, BTreeSet<MemberRole>> = BTreeMap::new();
        for it in others {
            roles.entry(it).or_default().insert(MemberRole::Approver);
        }
        for group in opening.stages.iter().flatten() {
            for it in &group.people {
                roles
                    .entry(*it)
                    .or_default()
                    .extend(group.roles.iter().copied().chain([MemberRole::Approver]));
            }
        }
        roles.entry(person(6)).or_default().insert(MemberRole::Administrator);
        let story = Story { opening, links, events: Vec::new(), times: Vec::new(), steps: Vec::new() };
        Self { story, case: ApprovalCase::default(), roles, lost: BTreeSet::new(), now: monday() }
    }

    fn play(mut self, steps: Vec<(u128, Step)>) -> Story {
        let opening = Box::new(self.story.opening.clone());
        self.tell(CaseCommand::Open { opening, time: self.time() });
        self.note();
        for (by, step) in steps {
            self.take(person(by), step);
            self.note();
        }
        self.story
    }

    fn note(&mut self) {
        let step = (self.story.events.len(), self.deciders(), self.now);
        self.story.steps.push(step);
    }

    fn tell(&mut self, command: CaseCommand) {
        for event in decide(&self.case, command).unwrap_or_default() {
            self.case.apply(event.clone());
            self.story.events.push(event);
            self.story.times.push(self.now);
        }
    }

    fn deciders(&self) -> Deciders {
        let able = self.roles.iter().filter(|(it, _)| !self.lost.contains(it));
        Deciders::among(able.map(|(person, role)| Candidate::of(*person, role.iter().copied())))
    }

    /// As the commands look them up: only between people who may both decide.
    fn delegations(&self) -> Delegations {
        let able = self.deciders();
        let counts = |link: &&DelegationLink| able.include(link.from) && able.include(link.to);
        self.story.links.values().filter(counts).copied().collect()
    }

    fn time(&self) -> WorkingTime {
        WorkingTime { now: self.now, calendar: WorkingCalendar::default(), zone: "UTC".parse().unwrap() }
    }

    fn acting(&self, by: PersonId) -> Acting {
        let roles = self.roles.get(&by).filter(|_| !self.lost.contains(&by));
        Acting { person: by, roles: roles.into_iter().flatten().copied().collect() }
    }

    fn take(&mut self, person: PersonId, step: Step) {
        let (by, deciders, time) = (self.acting(person), self.deciders(), self.time());
        let (delegations, text) = (self.delegations(), text());
        let revision = self.case.revision().unwrap_or_else(current);
        let command = match step {
            Step::Vote { decision, cut, stale } => self.vote(by, decision, cut, stale),
            Step::Force => CaseCommand::Force { by, reason: text, revision },
            Step::Ask => CaseCommand::Ask { by, delegations, time, text },
            Step::Answer => CaseCommand::Answer { by: person, question: 1, text },
            Step::Reassign { to } => {
                let (to, comment) = (super::world::person(to), None);
                CaseCommand::Reassign { by, from: person, to, comment, deciders }
            }
            Step::Escalate => CaseCommand::Escalate { by, delegations, deciders, time },
            Step::Remind => CaseCommand::Remind { by, time },
            Step::Time { hours } => {
                self.now += TimeDelta::hours(i64::from(hours));
                CaseCommand::PassDeadlines { deciders, time: self.time() }
            }
            Step::Lose => {
                self.lost.insert(person);
                CaseCommand::Reroute { deciders: self.deciders(), time }
            }
            Step::Regain => {
                self.lost.remove(&person);
                return;
            }
            Step::Demote | Step::Promote => {
                let Some(roles) = self.roles.get_mut(&person) else { return };
                let is_demoted = matches!(step, Step::Demote);
                *roles = [if is_demoted { MemberRole::Approver } else { MemberRole::Administrator }].into();
                CaseCommand::Reroute { deciders: self.deciders(), time }
            }
            Step::Suspend => CaseCommand::Suspend,
            Step::Resume => {
                self.tell(CaseCommand::Resume { time: time.clone() });
                CaseCommand::Reroute { deciders, time }
            }
            Step::Withdraw => CaseCommand::Withdraw { by: person },
        };
        self.tell(command);
    }

    fn vote(&self, by: Acting, decision: Decision, cut: bool, stale: bool) -> CaseCommand {
        let seen = self.case.revision().unwrap_or_else(current);
        let cut = cut && decision == Decision::Approve;
        let left = Revision::of(self.story.events.len().to_string().as_bytes());
        CaseCommand::Decide(Box::new(Vote {
            by,
            stage: self.case.current_stage(),
            decision,
            comment: Some(text()),
            line_comments: BTreeMap::new(),
            cuts: if cut { vec![LineCut { product: ProductId::default(), quantity: None }] } else { vec![] },
            revised: cut.then_some(left),
            revision: if stale { Revision::of(b"older") } else { seen },
            deciders: self.deciders(),
            delegations: self.delegations(),
            time: self.time(),
        }))
    }
}
