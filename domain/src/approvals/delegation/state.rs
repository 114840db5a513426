//! A delegation as its history left it.

use chrono::{DateTime, Utc};
use cqrs_es::{Aggregate, event_sink::EventSink};
use serde::{Deserialize, Serialize};

use super::chain::DelegationLink;
use super::command::DelegationCommand;
use super::decide::decide;
use super::error::DelegationError;
use super::event::DelegationEvent;
use crate::journal::{Stream, Tenant, record};
use crate::vocabulary::OrganizationId;

/// A delegation as its history left it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delegation {
    organization: Option<OrganizationId>,
    link: Option<DelegationLink>,
    revoked: bool,
}

impl Delegation {
    /// Who decides in whose place and when, once granted.
    pub const fn link(&self) -> Option<&DelegationLink> {
        self.link.as_ref()
    }

    /// Whether it was ended before its time.
    pub const fn is_revoked(&self) -> bool {
        self.revoked
    }

    /// Whether it counts at a moment.
    pub fn is_active(&self, at: DateTime<Utc>) -> bool {
        !self.revoked && self.link.as_ref().is_some_and(|link| link.is_active(at))
    }
}

impl Stream for Delegation {
    fn tenant(&self) -> Option<Tenant> {
        self.organization.map(Tenant::from)
    }
}

impl Aggregate for Delegation {
    const TYPE: &'static str = "approval_delegation";
    type Command = DelegationCommand;
    type Event = DelegationEvent;
    type Error = DelegationError;
    type Services = ();

    async fn handle(
        &mut self,
        command: DelegationCommand,
        (): &(),
        sink: &EventSink<Self>,
    ) -> Result<(), DelegationError> {
        record(decide(self, command)?, self, sink).await;
        Ok(())
    }

    fn apply(&mut self, event: DelegationEvent) {
        match event {
            DelegationEvent::Granted { delegation, organization, from, to, starts, until, .. } => {
                self.organization = Some(organization);
                self.link = Some(DelegationLink { delegation, from, to, starts, until });
            }
            DelegationEvent::Revoked { .. } => self.revoked = true,
        }
    }
}
