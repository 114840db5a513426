//! The approval of one submission of an order.

use async_graphql::{Context, Enum, Object, Result, SimpleObject};
use chrono::{DateTime, Utc};
use domain::approvals::policy::Group;
use domain::approvals::{Decision, Outcome, RecordedDecision};
use domain::vocabulary::CaseId;
use projections::approvals::{CaseRow, why_not};

use crate::graphql::global_id::GlobalId;
use crate::graphql::related::{OrderOf, TextOf, related, scope};
use crate::graphql::revision::RevisionScalar;
use crate::graphql::standpoint::Standpoint;
use crate::graphql::user_error::UserError;
use crate::identity::Person;
use crate::ordering::Order;
use crate::visitor::Visitor;

/// An approval case, seen from somewhere.
pub struct Approval {
    /// What is known of it.
    pub row: CaseRow,
    /// From where.
    pub standpoint: Standpoint,
}

/// How an approval stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum ApprovalStatus {
    /// Somebody has to decide.
    Pending,
    /// All agreed who had to.
    Granted,
    /// The order went back for rework.
    Returned,
    /// The order was rejected for good.
    Rejected,
    /// The order was taken back.
    Withdrawn,
    /// The order was cancelled.
    Voided,
}

impl From<Option<Outcome>> for ApprovalStatus {
    fn from(outcome: Option<Outcome>) -> Self {
        match outcome {
            None => Self::Pending,
            Some(Outcome::Granted) => Self::Granted,
            Some(Outcome::Returned) => Self::Returned,
            Some(Outcome::Rejected) => Self::Rejected,
            Some(Outcome::Withdrawn) => Self::Withdrawn,
            Some(Outcome::Voided) => Self::Voided,
        }
    }
}

/// The approval of one submission of an order.
#[Object]
impl Approval {
    /// The id of the approval case.
    async fn id(&self) -> GlobalId<CaseId> {
        GlobalId(self.row.id)
    }

    /// The order that it is about; null when whoever asks may not see it.
    async fn order(&self, ctx: &Context<'_>) -> Result<Option<Order>> {
        let standpoint = self.standpoint;
        let row = related(ctx, OrderOf(standpoint, self.row.order)).await?;
        Ok(row.map(|row| Order { row, standpoint }))
    }

    /// How it stands.
    async fn status(&self) -> ApprovalStatus {
        self.row.state.outcome().into()
    }

    /// Which submission of the order it is about, from 1.
    async fn round(&self) -> u32 {
        self.row.round
    }

    /// What was submitted: give it back with a decision.
    async fn revision(&self) -> Option<RevisionScalar> {
        self.row.opening().map(|opening| RevisionScalar(opening.revision))
    }

    /// Who asks for the approval.
    async fn requester(&self) -> Option<Person> {
        self.row.opening().map(|opening| self.person(opening.requester))
    }

    /// The version of the approval policy that demands it.
    async fn policy_version(&self) -> Option<u32> {
        self.row.opening().map(|opening| opening.policy_version)
    }

    /// The stages in their order. The next begins when the one before is complete.
    async fn stages(&self) -> Vec<ApprovalStage> {
        let stages = self.row.opening().map(|opening| opening.stages.as_slice()).unwrap_or_default();
        (1..).zip(stages).map(|(number, groups)| self.stage(number, groups)).collect()
    }

    /// The stage that waits for decisions, from 1; null when none does.
    async fn current_stage(&self) -> Option<u16> {
        self.row.state.current_stage()
    }

    /// When it was opened.
    async fn opened_at(&self) -> DateTime<Utc> {
        self.row.opened_at
    }

    /// When its current stage began.
    async fn stage_since(&self) -> DateTime<Utc> {
        self.row.stage_since
    }

    /// When it ended; null while it waits.
    async fn closed_at(&self) -> Option<DateTime<Utc>> {
        self.row.closed_at
    }

    /// Whether whoever asks may decide now.
    async fn can_i_act(&self, ctx: &Context<'_>) -> Result<bool> {
        Ok(why_not(&scope(ctx, self.standpoint).await?, &self.row).is_none())
    }

    /// Why whoever asks may not decide now; null when they may.
    async fn why_not(&self, ctx: &Context<'_>) -> Result<Option<UserError>> {
        let language = Visitor::of(ctx)?.language;
        let reason = why_not(&scope(ctx, self.standpoint).await?, &self.row);
        Ok(reason.map(|reason| UserError::of(&reason, language)))
    }
}

impl Approval {
    fn person(&self, id: domain::vocabulary::PersonId) -> Person {
        Person { id, standpoint: self.standpoint }
    }

    fn stage(&self, number: u16, groups: &[Group]) -> ApprovalStage {
        let group = |group: &Group| ApprovalGroup {
            needed: group.needed.get(),
            approvers: group.people.iter().map(|person| self.person(*person)).collect(),
            stand_in: group.stand_in,
        };
        let here = self.row.decisions().filter(|(decision, _)| decision.stage == number);
        ApprovalStage {
            number,
            complete: number <= self.row.state.completed(),
            groups: groups.iter().map(group).collect(),
            decisions: here.map(|(decision, at)| self.decision(decision, at)).collect(),
        }
    }

    fn decision(&self, decision: &RecordedDecision, at: DateTime<Utc>) -> ApprovalDecision {
        ApprovalDecision { decision: decision.clone(), at, standpoint: self.standpoint }
    }
}

/// A stage of an approval.
#[derive(SimpleObject)]
pub struct ApprovalStage {
    /// Which stage, from 1.
    number: u16,
    /// Whether all of its groups agreed.
    complete: bool,
    /// The groups that have to agree, all of them.
    groups: Vec<ApprovalGroup>,
    /// What was decided in it, the oldest first.
    decisions: Vec<ApprovalDecision>,
}

/// People of whom some have to agree.
#[derive(SimpleObject)]
pub struct ApprovalGroup {
    /// How many of them have to agree.
    needed: u16,
    /// Of whom.
    approvers: Vec<Person>,
    /// Whether administrators stepped in, because too few of those who should can decide.
    stand_in: bool,
}

/// A decision in an approval, seen from somewhere.
pub struct ApprovalDecision {
    decision: RecordedDecision,
    at: DateTime<Utc>,
    standpoint: Standpoint,
}

/// What an approver decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "Decision", remote = "Decision")]
pub enum DecisionWord {
    /// The order may go on.
    Approve,
    /// The order has to be changed first.
    Return,
    /// The order must not be.
    Reject,
}

/// A decision in an approval.
#[Object]
impl ApprovalDecision {
    /// Who decided.
    async fn by(&self) -> Person {
        Person { id: self.decision.by, standpoint: self.standpoint }
    }

    /// What was decided.
    async fn decision(&self) -> DecisionWord {
        self.decision.decision.into()
    }

    /// Why; null when nothing was said, and when it was erased.
    async fn comment(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        match &self.decision.comment {
            Some(text) => related(ctx, TextOf(self.standpoint, text.id)).await,
            None => Ok(None),
        }
    }

    /// When.
    async fn at(&self) -> DateTime<Utc> {
        self.at
    }
}
