//! The approval of one submission of an order.

use async_graphql::{Context, Enum, Object, Result};
use chrono::{DateTime, Utc};
use domain::approvals::Outcome;
use domain::vocabulary::{CaseId, PersonId};
use projections::approvals::{CaseRow, who_may_act, why_not};

use super::approval_action::{ApprovalAction, approval_actions};
use super::course::{ApprovalHappening, course};
use super::difference::{DifferenceSince, difference_since};
use super::matched_rule::{MatchedRule, matched_rules};
use super::question::{ApprovalQuestion, questions};
use super::stage::{ApprovalStage, stages};
use super::standing::{ActingFor, electorate, standing_of};
use crate::graphql::global_id::GlobalId;
use crate::graphql::related::{CaseOf, OrderOf, related, scope};
use crate::graphql::revision::RevisionScalar;
use crate::graphql::standpoint::Standpoint;
use crate::graphql::user_error::UserError;
use crate::identity::Person;
use crate::ordering::Order;
use crate::ordering::difference::OrderDifference;
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
    pub async fn id(&self) -> GlobalId<CaseId> {
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

    /// What is approved: what was submitted, or what an approval with changes left of it. Give
    /// it back with a decision.
    async fn revision(&self) -> Option<RevisionScalar> {
        self.row.state.revision().map(RevisionScalar)
    }

    /// Who asks for the approval.
    async fn requester(&self) -> Option<Person> {
        self.row.opening().map(|opening| self.person(opening.requester))
    }

    /// The approval of the submission before; null for the first one.
    async fn previous(&self, ctx: &Context<'_>) -> Result<Option<Approval>> {
        let standpoint = self.standpoint;
        match self.row.opening().and_then(|opening| opening.previous) {
            Some(previous) => {
                let row = related(ctx, CaseOf(standpoint, previous)).await?;
                Ok(row.map(|row| Self { row, standpoint }))
            }
            None => Ok(None),
        }
    }

    /// Why it was asked for: the rules that matched, as they were then.
    async fn reasons(&self) -> Vec<MatchedRule> {
        matched_rules(&self.row, self.standpoint)
    }

    /// The version of the approval policy that demands it.
    async fn policy_version(&self) -> Option<u32> {
        self.row.opening().map(|opening| opening.policy_version)
    }

    /// The stages in their order. The next begins when the one before is complete.
    async fn stages(&self) -> Vec<ApprovalStage> {
        stages(&self.row, self.standpoint)
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

    /// When the first group of its current stage has to have decided; null when none has to.
    async fn due_at(&self) -> Option<DateTime<Utc>> {
        self.row.due_at.filter(|_| self.row.closed_at.is_none())
    }

    /// When it ended; null while it waits.
    async fn closed_at(&self) -> Option<DateTime<Utc>> {
        self.row.closed_at
    }

    /// Whether nobody may decide because the organization is blocked.
    async fn suspended(&self) -> bool {
        self.row.state.is_suspended()
    }

    /// The administrator who let the order pass without those who were asked; null when nobody
    /// did. The reason is in the course.
    async fn forced_by(&self) -> Option<Person> {
        self.row.state.forced_by().map(|person| self.person(person))
    }

    /// What is different about the order now; null when there was nothing before to compare
    /// it with.
    async fn difference(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "With what it is compared.", default)] since: DifferenceSince,
    ) -> Result<Option<OrderDifference>> {
        difference_since(ctx, self.standpoint, &self.row, since).await
    }

    /// What happened between the decisions, the oldest first.
    async fn course(&self) -> Vec<ApprovalHappening> {
        course(&self.row, self.standpoint)
    }

    /// The questions to those whose order it is, the oldest first.
    async fn questions(&self) -> Vec<ApprovalQuestion> {
        questions(&self.row, self.standpoint)
    }

    /// How many questions wait for an answer.
    async fn open_questions(&self) -> usize {
        self.row.state.questions().iter().filter(|question| question.answer.is_none()).count()
    }

    /// Everybody who may decide now: those who are asked, those who decide in the place of
    /// one of them, and administrators where too few are left.
    async fn who_may_act(&self, ctx: &Context<'_>) -> Result<Vec<Person>> {
        let electorate = electorate(ctx, self.standpoint, &self.row).await?;
        let people = who_may_act(&self.row, &electorate);
        Ok(people.into_iter().map(|person| self.person(person)).collect())
    }

    /// Whether whoever asks may decide now.
    async fn can_i_act(&self, ctx: &Context<'_>) -> Result<bool> {
        let electorate = electorate(ctx, self.standpoint, &self.row).await?;
        Ok(why_not(&scope(ctx, self.standpoint).await?, &self.row, &electorate).is_none())
    }

    /// Why whoever asks may not decide now; null when they may.
    async fn why_not(&self, ctx: &Context<'_>) -> Result<Option<UserError>> {
        let language = Visitor::of(ctx)?.language;
        let electorate = electorate(ctx, self.standpoint, &self.row).await?;
        let reason = why_not(&scope(ctx, self.standpoint).await?, &self.row, &electorate);
        Ok(reason.map(|reason| UserError::of(&reason, language)))
    }

    /// Whether whoever asks is asked in a place of their own.
    async fn asks_me(&self, ctx: &Context<'_>) -> Result<bool> {
        Ok(standing_of(ctx, self.standpoint, &self.row).await?.own)
    }

    /// In whose places whoever asks would decide, besides their own: those who delegated to
    /// them and have not decided.
    async fn acting_for(&self, ctx: &Context<'_>) -> Result<Vec<ActingFor>> {
        let standpoint = self.standpoint;
        let standing = standing_of(ctx, standpoint, &self.row).await?;
        Ok(standing.instead_of.into_iter().map(|chain| ActingFor { chain, standpoint }).collect())
    }

    /// The groups of the current stage, from 1, for which whoever asks would stand in as an
    /// administrator, because too few of their people can decide.
    async fn stands_in_for(&self, ctx: &Context<'_>) -> Result<Vec<u16>> {
        let standing = standing_of(ctx, self.standpoint, &self.row).await?;
        Ok(standing.stands_in.into_iter().collect())
    }

    /// What whoever asks may do with it now.
    async fn available_actions(&self, ctx: &Context<'_>) -> Result<Vec<ApprovalAction>> {
        approval_actions(ctx, self.standpoint, &self.row).await
    }
}

impl Approval {
    const fn person(&self, id: PersonId) -> Person {
        Person { id, standpoint: self.standpoint }
    }
}
