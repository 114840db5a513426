//! Letting somebody decide in the place of another for a time, and ending it.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use domain::approvals::{Delegation, DelegationCommand, DelegationEvent, DelegationGrant};
use domain::journal::StreamKey;
use domain::organizations::{Action, Extent};
use domain::vocabulary::{DelegationId, PersonId};
use serde::Serialize;
use uuid::Uuid;

use super::deciders::deciders;
use super::delegations::{DelegationKept, between, granted_before};
use crate::command::Command;
use crate::error::CommandError;
use crate::journal::Loaded;
use crate::requester::Requester;
use crate::work::Work;

/// Lets somebody decide in the place of whoever asks, or, as an administrator, of another.
#[derive(Clone, Debug, Serialize)]
pub struct GrantDelegation {
    /// In whose place; of whoever asks, if nobody is named.
    pub from: Option<PersonId>,
    /// Who decides.
    pub to: PersonId,
    /// The first moment; from now on, if none is named.
    pub starts: Option<DateTime<Utc>>,
    /// The first moment when it is over.
    pub until: DateTime<Utc>,
    /// Why, for those who read it later.
    pub reason: Option<String>,
}

/// Ends a delegation before its time: as the giver, the taker or an administrator.
#[derive(Clone, Debug, Serialize)]
pub struct RevokeDelegation {
    /// Which.
    pub delegation: DelegationId,
}

/// Ends the delegations from and to somebody who left.
#[derive(Clone, Debug, Serialize)]
pub struct EndDelegationsOf {
    /// Who left.
    pub person: PersonId,
    /// When: what was granted after coming back stays.
    pub left_at: DateTime<Utc>,
}

impl Command for EndDelegationsOf {
    const NAME: &'static str = "end_delegations_of";
    const ACTION: Action = Action::ProcessOrder;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        Vec::new()
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        for id in granted_before(work.pool(), work.requester().tenant(), self.person, self.left_at).await? {
            let mut delegation = work.load::<Delegation>(id).await?;
            let revoke = DelegationCommand::Revoke { by: self.person, at: work.now() };
            ask(work, &mut delegation, id, revoke).await?;
        }
        Ok(())
    }
}

impl Command for GrantDelegation {
    const NAME: &'static str = "grant_delegation";
    const ACTION: Action = Action::DelegateApprovals;
    type Outcome = Uuid;

    fn streams(&self) -> Vec<StreamKey> {
        Vec::new()
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<Uuid, CommandError> {
        let tenant = work.requester().tenant();
        let organization = tenant.organization().ok_or(CommandError::Forbidden)?;
        let by = work.requester().person().ok_or(CommandError::Forbidden)?;
        let from = self.from.unwrap_or(by);
        may_give_for(work.requester(), from == by)?;
        let now = work.now();
        let mut able = deciders(work.pool(), tenant).await?.able;
        able.retain(|person| [from, self.to].contains(person));
        let others = between(work.pool(), tenant, (from, self.to), now).await?;
        let id = work.new_id();
        let grant = DelegationGrant {
            delegation: DelegationId(id),
            organization,
            from,
            to: self.to,
            starts: self.starts.unwrap_or(now),
            until: self.until,
            reason: self.reason.as_deref().map(|reason| work.text(reason)),
            by: Some(by),
            at: now,
            able,
            others,
        };
        let mut delegation = work.begin_stream::<Delegation>(id);
        ask(work, &mut delegation, DelegationId(id), DelegationCommand::Grant(Box::new(grant))).await?;
        Ok(id)
    }
}

impl Command for RevokeDelegation {
    const NAME: &'static str = "revoke_delegation";
    const ACTION: Action = Action::DelegateApprovals;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Delegation>(self.delegation)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        let by = work.requester().person().ok_or(CommandError::Forbidden)?;
        let mut delegation = work.load::<Delegation>(self.delegation).await?;
        let two: BTreeSet<_> =
            delegation.state.link().into_iter().flat_map(|link| [link.from, link.to]).collect();
        may_give_for(work.requester(), two.contains(&by))?;
        let revoke = DelegationCommand::Revoke { by, at: work.now() };
        ask(work, &mut delegation, self.delegation, revoke).await
    }
}

fn may_give_for(requester: &Requester, own: bool) -> Result<(), CommandError> {
    let extent: Extent = requester.extent(Action::DelegateApprovals);
    if extent.covers(own) { Ok(()) } else { Err(CommandError::Forbidden) }
}

async fn ask(
    work: &mut Work<'_>,
    delegation: &mut Loaded<Delegation>,
    id: DelegationId,
    command: DelegationCommand,
) -> Result<(), CommandError> {
    let events: Vec<DelegationEvent> = work.decide(delegation, command).await?;
    for event in events {
        work.effect(DelegationKept { delegation: id, event });
    }
    Ok(())
}
