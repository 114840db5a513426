//! A policy as its history left it.

use cqrs_es::{Aggregate, event_sink::EventSink};
use serde::{Deserialize, Serialize};

use super::command::PolicyCommand;
use super::decide::decide;
use super::default::default_policy;
use super::error::PolicyError;
use super::event::PolicyEvent;
use super::rule::Rule;
use crate::journal::{Stream, Tenant, record};
use crate::vocabulary::OrganizationId;

/// One version of a policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// The version; 0 is the default policy.
    pub version: u32,
    /// The rules.
    pub rules: Vec<Rule>,
}

/// The policy of one organization, as its history left it. Its id is the organization's.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApprovalPolicy {
    organization: Option<OrganizationId>,
    published: Option<Policy>,
}

impl ApprovalPolicy {
    /// The policy in force: the one published last, or the default one.
    pub fn in_force(&self) -> Policy {
        self.published.clone().unwrap_or_else(default_policy)
    }

    /// The version in force; 0 is the default policy.
    pub fn version(&self) -> u32 {
        self.published.as_ref().map_or(0, |policy| policy.version)
    }
}

impl Stream for ApprovalPolicy {
    fn tenant(&self) -> Option<Tenant> {
        self.organization.map(Tenant::from)
    }
}

impl Aggregate for ApprovalPolicy {
    const TYPE: &'static str = "approval_policy";
    type Command = PolicyCommand;
    type Event = PolicyEvent;
    type Error = PolicyError;
    type Services = ();

    async fn handle(
        &mut self,
        command: PolicyCommand,
        (): &(),
        sink: &EventSink<Self>,
    ) -> Result<(), PolicyError> {
        record(decide(self, command)?, self, sink).await;
        Ok(())
    }

    fn apply(&mut self, event: PolicyEvent) {
        let PolicyEvent::Published { organization, version, rules, .. } = event;
        self.organization = Some(organization);
        self.published = Some(Policy { version, rules });
    }
}
