//! A stage of an approval: its groups, their time, and what was decided.

use async_graphql::{Enum, Object, SimpleObject};
use chrono::{DateTime, Utc};
use domain::approvals::policy::{Group, GroupTimeout};
use domain::approvals::{Carried, CaseEvent};
use domain::vocabulary::{CaseId, PersonId};
use projections::approvals::CaseRow;

use super::decision::{ApprovalBehalf, ApprovalDecision, behalves};
use crate::graphql::global_id::GlobalId;
use crate::graphql::revision::RevisionScalar;
use crate::graphql::standpoint::Standpoint;
use crate::identity::Person;

/// A stage of an approval.
#[derive(SimpleObject)]
pub struct ApprovalStage {
    /// Which stage, from 1.
    number: u16,
    /// Whether all of its groups agreed.
    complete: bool,
    /// When its people were asked; null when they were not.
    since: Option<DateTime<Utc>>,
    /// The groups that have to agree, all of them.
    groups: Vec<ApprovalGroup>,
    /// What was decided in it, the oldest first.
    decisions: Vec<ApprovalDecision>,
    /// The approvals of earlier rounds that count in it.
    carried: Vec<CarriedApproval>,
}

/// People of whom some have to agree.
#[derive(SimpleObject)]
pub struct ApprovalGroup {
    /// Which group of the stage, from 1.
    number: u16,
    /// How many of them have to agree.
    needed: u16,
    /// How many agreed.
    agreed: u32,
    /// Of whom: those of now, with everybody who joined or took a place.
    approvers: Vec<Person>,
    /// Whether administrators stepped in, because too few of those who should can decide.
    stand_in: bool,
    /// The numbers of the rules that ask for the group.
    rules: Vec<u16>,
    /// How many working hours they have; null when they may take their time.
    deadline_hours: Option<u16>,
    /// What happens when they let their time pass; null when they may take it.
    on_timeout: Option<ApprovalTimeout>,
    /// When their time is over; null when it does not run.
    due_at: Option<DateTime<Utc>>,
    /// Whether others came in because they did not decide.
    escalated: bool,
}

/// What happens when approvers let their time pass. Silence never approves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum ApprovalTimeout {
    /// They are reminded, and again after the same time.
    Remind,
    /// Others may decide as well.
    Escalate,
    /// The order goes back to its author.
    Return,
}

impl From<&GroupTimeout> for ApprovalTimeout {
    fn from(timeout: &GroupTimeout) -> Self {
        match timeout {
            GroupTimeout::Remind => Self::Remind,
            GroupTimeout::Escalate { .. } => Self::Escalate,
            GroupTimeout::Return => Self::Return,
        }
    }
}

/// The stages of a case in their order.
pub fn stages(row: &CaseRow, standpoint: Standpoint) -> Vec<ApprovalStage> {
    let stages = row.opening().map(|opening| opening.stages.as_slice()).unwrap_or_default();
    (1..).zip(stages).map(|(number, groups)| stage(row, standpoint, number, groups)).collect()
}

fn stage(row: &CaseRow, standpoint: Standpoint, number: u16, groups: &[Group]) -> ApprovalStage {
    let carried = row.opening().into_iter().flat_map(|opening| &opening.carried);
    let carried = carried.filter(|carried| carried.stage == number);
    let here = row.decisions().filter(|(decision, _)| decision.stage == number);
    let decision = |(decision, at): (&domain::approvals::RecordedDecision, _)| ApprovalDecision {
        decision: decision.clone(),
        at,
        standpoint,
    };
    ApprovalStage {
        number,
        complete: number <= row.state.completed(),
        since: since(row, number),
        groups: (1..).zip(groups).map(|(place, one)| group(row, standpoint, (number, place), one)).collect(),
        decisions: here.map(decision).collect(),
        carried: carried.map(|carried| CarriedApproval { carried: carried.clone(), standpoint }).collect(),
    }
}

fn since(row: &CaseRow, number: u16) -> Option<DateTime<Utc>> {
    let started =
        |event: &CaseEvent| matches!(event, CaseEvent::StageStarted { stage, .. } if *stage == number);
    row.course.iter().find(|happening| started(&happening.event)).map(|happening| happening.at)
}

fn group(row: &CaseRow, standpoint: Standpoint, (stage, place): (u16, u16), group: &Group) -> ApprovalGroup {
    let is_current = row.state.current_stage() == Some(stage);
    let due = row.state.due().iter().find(|due| is_current && due.group == place);
    let person = |id: &PersonId| Person { id: *id, standpoint };
    ApprovalGroup {
        number: place,
        needed: group.needed.get(),
        agreed: u32::try_from(row.state.agreed(stage, place, group)).unwrap_or(u32::MAX),
        approvers: group.people.iter().map(person).collect(),
        stand_in: group.stand_in,
        rules: group.rules.iter().map(|rule| rule.0).collect(),
        deadline_hours: group.deadline.as_ref().map(|deadline| deadline.hours.get()),
        on_timeout: group.deadline.as_ref().map(|deadline| (&deadline.then).into()),
        due_at: due.map(|due| due.at),
        escalated: is_current && row.state.escalated().contains(&place),
    }
}

/// An approval of an earlier round that counts, seen from somewhere.
pub struct CarriedApproval {
    carried: Carried,
    standpoint: Standpoint,
}

/// An approval of an earlier round that counts: what it was about is not touched by what
/// changed since.
#[Object]
impl CarriedApproval {
    /// Who approved.
    async fn by(&self) -> Person {
        Person { id: self.carried.by, standpoint: self.standpoint }
    }

    /// In whose places as well, or only.
    async fn on_behalf_of(&self) -> Vec<ApprovalBehalf> {
        behalves(&self.carried.on_behalf_of, self.standpoint)
    }

    /// The numbers of the groups of the stage in which it counts.
    async fn groups(&self) -> Vec<u16> {
        self.carried.groups.iter().copied().collect()
    }

    /// The id of the approval case in which that was decided.
    async fn approval_id(&self) -> GlobalId<CaseId> {
        GlobalId(self.carried.case)
    }

    /// The revision of the order on which that was decided.
    async fn revision(&self) -> RevisionScalar {
        RevisionScalar(self.carried.revision)
    }
}
