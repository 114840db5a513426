//! What happens to cases by itself: deadlines pass, lost approvers are replaced, cases of a
//! blocked organization stop. Workers and reactions ask for it, never a person.

use domain::approvals::{ApprovalCase, CaseCommand};
use domain::journal::{StreamKey, Tenant};
use domain::ordering::Order;
use domain::organizations::Action;
use domain::vocabulary::{CaseId, OrderId};
use serde::Serialize;
use sqlx::PgPool;

use super::case_at_hand::{CaseAtHand, decide_case};
use super::deciders::{deciders, working_time};
use crate::command::Command;
use crate::error::CommandError;
use crate::ordering::confirm::NotBlocked;
use crate::work::Work;

/// Does what follows where the time of a case is over. Doing it again changes nothing.
#[derive(Clone, Debug, Serialize)]
pub struct PassDeadlines {
    /// The case.
    pub case: CaseId,
}

/// Lets administrators take the places of those who cannot decide any more, where a case could
/// not go on otherwise.
#[derive(Clone, Debug, Serialize)]
pub struct RerouteCase {
    /// The case.
    pub case: CaseId,
    /// Its order.
    pub order: OrderId,
}

/// Stops an open case of an organization that is blocked.
#[derive(Clone, Debug, Serialize)]
pub struct SuspendCase {
    /// The case.
    pub case: CaseId,
}

/// Lets a case of an organization go on that is unblocked.
#[derive(Clone, Debug, Serialize)]
pub struct ResumeCase {
    /// The case.
    pub case: CaseId,
    /// Its order.
    pub order: OrderId,
}

impl Command for PassDeadlines {
    const NAME: &'static str = "pass_deadlines";
    const ACTION: Action = Action::ProcessOrder;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<ApprovalCase>(self.case)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        let case = work.load::<ApprovalCase>(self.case).await?;
        let Some(order) = case.opening().map(|opening| opening.order) else { return Ok(()) };
        if case.next_due().is_none_or(|due| due > work.now()) {
            return Ok(());
        }
        // While it is blocked no time passes, also before the case is told so; and when a block
        // comes in between, it is first.
        if is_blocked(work.pool(), work.requester().tenant()).await? {
            return Ok(());
        }
        work.effect(NotBlocked);
        let order = work.load::<Order>(order).await?;
        let deciders = deciders(work.pool(), work.requester().tenant()).await?;
        let pass = CaseCommand::PassDeadlines { deciders, time: working_time(work).await? };
        CaseAtHand::with(order, case).decide(work, pass).await
    }
}

impl Command for RerouteCase {
    const NAME: &'static str = "reroute_case";
    const ACTION: Action = Action::ProcessOrder;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<ApprovalCase>(self.case)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        // Nobody of a blocked organization can decide, and nobody is lost for good by that.
        if is_blocked(work.pool(), work.requester().tenant()).await? {
            return Ok(());
        }
        reroute(work, &mut at_hand(work, self.case, self.order).await?).await
    }
}

impl Command for SuspendCase {
    const NAME: &'static str = "suspend_case";
    const ACTION: Action = Action::ProcessOrder;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<ApprovalCase>(self.case)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        // It may have been unblocked since.
        if !is_blocked(work.pool(), work.requester().tenant()).await? {
            return Ok(());
        }
        let mut case = work.load::<ApprovalCase>(self.case).await?;
        decide_case(work, &mut case, CaseCommand::Suspend).await.map(drop)
    }
}

impl Command for ResumeCase {
    const NAME: &'static str = "resume_case";
    const ACTION: Action = Action::ProcessOrder;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<ApprovalCase>(self.case)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        if is_blocked(work.pool(), work.requester().tenant()).await? {
            return Ok(());
        }
        let mut at_hand = at_hand(work, self.case, self.order).await?;
        let time = working_time(work).await?;
        at_hand.decide(work, CaseCommand::Resume { time }).await?;
        // Approvers may have been lost while it was blocked.
        reroute(work, &mut at_hand).await
    }
}

async fn reroute(work: &mut Work<'_>, at_hand: &mut CaseAtHand) -> Result<(), CommandError> {
    let deciders = deciders(work.pool(), work.requester().tenant()).await?;
    let time = working_time(work).await?;
    at_hand.decide(work, CaseCommand::Reroute { deciders, time }).await
}

async fn at_hand(work: &Work<'_>, case: CaseId, order: OrderId) -> Result<CaseAtHand, CommandError> {
    Ok(CaseAtHand::with(work.load::<Order>(order).await?, work.load::<ApprovalCase>(case).await?))
}

/// Whether the organization is blocked: each of its access rows says so.
async fn is_blocked(pool: &PgPool, tenant: Tenant) -> Result<bool, CommandError> {
    sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM organizations.access
                           WHERE organization = $1 AND organization_blocked) AS "blocked!""#,
        tenant.to_string()
    )
    .fetch_one(pool)
    .await
    .map_err(CommandError::database)
}
