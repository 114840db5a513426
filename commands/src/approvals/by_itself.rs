//! What happens to cases by itself: deadlines pass, lost approvers are replaced, cases of a
//! blocked organization stop. Workers and reactions ask for it, never a person.

use domain::approvals::{ApprovalCase, CaseCommand};
use domain::journal::{StreamKey, Tenant};
use domain::ordering::Order;
use domain::organizations::{Action, Organization};
use domain::vocabulary::{CaseId, OrderId, OrganizationId, PersonId};
use serde::Serialize;
use sqlx::PgPool;

use super::case_at_hand::{CaseAtHand, decide_case};
use super::deciders::{deciders, working_time};
use super::open_cases::{OpenCase, open_cases};
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

/// Lets administrators take the places of somebody who cannot decide any more, in all open
/// cases that could not go on otherwise.
#[derive(Clone, Debug, Serialize)]
pub struct RerouteCasesOf {
    /// The organization.
    pub organization: OrganizationId,
    /// Who is lost.
    pub person: PersonId,
}

/// Stops all open cases of an organization that is blocked.
#[derive(Clone, Debug, Serialize)]
pub struct SuspendCases {
    /// The organization.
    pub organization: OrganizationId,
}

/// Lets all cases of an organization go on that is unblocked.
#[derive(Clone, Debug, Serialize)]
pub struct ResumeCases {
    /// The organization.
    pub organization: OrganizationId,
}

/// Leaves the cases of an organization as they were, because the business refused to change
/// them. The record of the reaction says so.
#[derive(Clone, Debug, Serialize)]
pub struct CasesLeftAsTheyWere {
    /// The organization.
    pub organization: OrganizationId,
    /// The code of the refusal.
    pub code: String,
}

impl Command for CasesLeftAsTheyWere {
    const NAME: &'static str = "cases_left_as_they_were";
    const ACTION: Action = Action::ProcessOrder;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Organization>(self.organization)]
    }

    async fn run(&self, _: &mut Work<'_>) -> Result<(), CommandError> {
        Ok(())
    }
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

impl Command for RerouteCasesOf {
    const NAME: &'static str = "reroute_cases_of";
    const ACTION: Action = Action::ProcessOrder;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Organization>(self.organization)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        let tenant = work.requester().tenant();
        // Nobody of a blocked organization can decide, and nobody is lost for good by that.
        if is_blocked(work.pool(), tenant).await? {
            return Ok(());
        }
        let deciders = deciders(work.pool(), tenant).await?;
        let time = working_time(work).await?;
        for OpenCase { case, order } in open_cases(work.pool(), tenant, Some(self.person)).await? {
            let reroute = CaseCommand::Reroute { deciders: deciders.clone(), time: time.clone() };
            at_hand(work, case, order).await?.decide(work, reroute).await?;
        }
        Ok(())
    }
}

impl Command for SuspendCases {
    const NAME: &'static str = "suspend_cases";
    const ACTION: Action = Action::ProcessOrder;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Organization>(self.organization)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        let tenant = work.requester().tenant();
        // It may have been unblocked since.
        if !is_blocked(work.pool(), tenant).await? {
            return Ok(());
        }
        for OpenCase { case, .. } in open_cases(work.pool(), tenant, None).await? {
            let mut case = work.load::<ApprovalCase>(case).await?;
            decide_case(work, &mut case, CaseCommand::Suspend).await?;
        }
        Ok(())
    }
}

impl Command for ResumeCases {
    const NAME: &'static str = "resume_cases";
    const ACTION: Action = Action::ProcessOrder;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Organization>(self.organization)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        let tenant = work.requester().tenant();
        if is_blocked(work.pool(), tenant).await? {
            return Ok(());
        }
        let cases = open_cases(work.pool(), tenant, None).await?;
        let time = working_time(work).await?;
        let deciders = deciders(work.pool(), tenant).await?;
        for OpenCase { case, order } in cases {
            let mut at_hand = at_hand(work, case, order).await?;
            at_hand.decide(work, CaseCommand::Resume { time: time.clone() }).await?;
            // Approvers may have been lost while it was blocked.
            at_hand
                .decide(work, CaseCommand::Reroute { deciders: deciders.clone(), time: time.clone() })
                .await?;
        }
        Ok(())
    }
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
