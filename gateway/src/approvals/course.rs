//! What happened in an approval between the decisions: who joined, who was asked again.

use async_graphql::{Context, Enum, Object, Result};
use chrono::{DateTime, Utc};
use domain::approvals::CaseEvent;
use domain::journal::Fact;
use domain::vocabulary::{PersonId, TextId};
use projections::approvals::{CaseRow, Happening};

use crate::graphql::related::{TextOf, related};
use crate::graphql::standpoint::Standpoint;
use crate::identity::Person;
use crate::locale::events;
use crate::visitor::Visitor;

/// Something that happened in an approval, seen from somewhere.
pub struct ApprovalHappening {
    happening: Happening,
    kind: HappeningKind,
    standpoint: Standpoint,
}

/// What happened in an approval.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "ApprovalHappeningKind")]
pub enum HappeningKind {
    /// The people of a stage were asked.
    StageStarted,
    /// All groups of a stage agreed.
    StageCompleted,
    /// An approval took something away from the order.
    Revised,
    /// An administrator stood in for people who cannot decide any more.
    StoodIn,
    /// An approver's place was given to somebody else.
    Reassigned,
    /// Others may decide as well.
    Escalated,
    /// Those who had not decided were reminded.
    Reminded,
    /// The time is over, and the order went back.
    DeadlinePassed,
    /// Administrators took the places of people who cannot decide any more.
    Rerouted,
    /// Too few are left who can decide, and the order went back.
    Stranded,
    /// The organization was blocked, and nobody decides.
    Suspended,
    /// The organization was unblocked.
    Resumed,
    /// An administrator let the order pass.
    Forced,
}

impl HappeningKind {
    /// What an event is in the course of an approval; nothing when it is told elsewhere:
    /// questions, decisions and the end.
    const fn of(event: &CaseEvent) -> Option<Self> {
        Some(match event {
            CaseEvent::StageStarted { .. } => Self::StageStarted,
            CaseEvent::StageCompleted { .. } => Self::StageCompleted,
            CaseEvent::Revised { .. } => Self::Revised,
            CaseEvent::StoodIn { .. } => Self::StoodIn,
            CaseEvent::Reassigned { .. } => Self::Reassigned,
            CaseEvent::Escalated { .. } => Self::Escalated,
            CaseEvent::Reminded { .. } => Self::Reminded,
            CaseEvent::DeadlinePassed { .. } => Self::DeadlinePassed,
            CaseEvent::Rerouted { .. } => Self::Rerouted,
            CaseEvent::Stranded { .. } => Self::Stranded,
            CaseEvent::Suspended {} => Self::Suspended,
            CaseEvent::Resumed { .. } => Self::Resumed,
            CaseEvent::Forced { .. } => Self::Forced,
            CaseEvent::Opened(_)
            | CaseEvent::Decided { .. }
            | CaseEvent::DeadlineMoved { .. }
            | CaseEvent::QuestionAsked { .. }
            | CaseEvent::QuestionAnswered { .. }
            | CaseEvent::Granted {}
            | CaseEvent::Returned {}
            | CaseEvent::Rejected {}
            | CaseEvent::Withdrawn { .. }
            | CaseEvent::Voided {} => return None,
        })
    }
}

/// What happened in a case, the oldest first.
pub fn course(row: &CaseRow, standpoint: Standpoint) -> Vec<ApprovalHappening> {
    let told = |happening: &Happening| {
        let kind = HappeningKind::of(&happening.event)?;
        Some(ApprovalHappening { happening: happening.clone(), kind, standpoint })
    };
    row.course.iter().filter_map(told).collect()
}

/// Something that happened in an approval.
#[Object]
impl ApprovalHappening {
    /// What it was.
    async fn kind(&self) -> HappeningKind {
        self.kind
    }

    /// What it was, in the language of the request.
    #[expect(clippy::unused_async, reason = "resolvers are async functions")]
    async fn words(&self, ctx: &Context<'_>) -> Result<String> {
        let fact = Fact::ApprovalCase(self.happening.event.clone());
        Ok(events::words(&fact, Visitor::of(ctx)?.language))
    }

    /// When.
    async fn at(&self) -> DateTime<Utc> {
        self.happening.at
    }

    /// In which stage, from 1; null when it is about the whole approval.
    async fn stage(&self) -> Option<u16> {
        match &self.happening.event {
            CaseEvent::StageStarted { stage, .. }
            | CaseEvent::StageCompleted { stage }
            | CaseEvent::StoodIn { stage, .. }
            | CaseEvent::Reassigned { stage, .. }
            | CaseEvent::Escalated { stage, .. }
            | CaseEvent::Reminded { stage, .. }
            | CaseEvent::DeadlinePassed { stage, .. }
            | CaseEvent::Rerouted { stage, .. }
            | CaseEvent::Stranded { stage, .. } => Some(*stage),
            _ => None,
        }
    }

    /// In which groups of the stage, from 1; empty when it is about all of it.
    async fn groups(&self) -> Vec<u16> {
        match &self.happening.event {
            CaseEvent::StoodIn { group, .. }
            | CaseEvent::Rerouted { group, .. }
            | CaseEvent::Stranded { group, .. } => vec![*group],
            CaseEvent::Escalated { groups, .. }
            | CaseEvent::Reminded { groups, .. }
            | CaseEvent::DeadlinePassed { groups, .. } => groups.iter().copied().collect(),
            _ => Vec::new(),
        }
    }

    /// Who did it; null when it happened by itself.
    async fn by(&self) -> Option<Person> {
        match &self.happening.event {
            CaseEvent::StoodIn { by, .. }
            | CaseEvent::Reassigned { by, .. }
            | CaseEvent::Forced { by, .. } => Some(self.person(*by)),
            CaseEvent::Escalated { by, .. } | CaseEvent::Reminded { by, .. } => {
                by.map(|person| self.person(person))
            }
            _ => None,
        }
    }

    /// Whose place it was: those who gave it away or cannot decide any more.
    async fn from(&self) -> Vec<Person> {
        match &self.happening.event {
            CaseEvent::Reassigned { from, .. } => vec![self.person(*from)],
            CaseEvent::Rerouted { lost, .. } => lost.iter().map(|person| self.person(*person)).collect(),
            _ => Vec::new(),
        }
    }

    /// Who is asked since then.
    async fn to(&self) -> Vec<Person> {
        let people: Vec<PersonId> = match &self.happening.event {
            CaseEvent::StageStarted { asked, .. } => asked.iter().copied().collect(),
            CaseEvent::StoodIn { by, .. } => vec![*by],
            CaseEvent::Reassigned { to, .. } => vec![*to],
            CaseEvent::Escalated { to, .. } => to.iter().copied().collect(),
            CaseEvent::Rerouted { added, .. } => added.iter().copied().collect(),
            _ => Vec::new(),
        };
        people.into_iter().map(|person| self.person(person)).collect()
    }

    /// Why; null when nothing was said, and when it was erased.
    async fn comment(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        match self.text() {
            Some(text) => related(ctx, TextOf(self.standpoint, text)).await,
            None => Ok(None),
        }
    }
}

impl ApprovalHappening {
    const fn person(&self, id: PersonId) -> Person {
        Person { id, standpoint: self.standpoint }
    }

    fn text(&self) -> Option<TextId> {
        match &self.happening.event {
            CaseEvent::Reassigned { comment, .. } => comment.as_ref().map(|text| text.id),
            CaseEvent::Forced { reason, .. } => Some(reason.id),
            _ => None,
        }
    }
}
