//! A document of the ledger as its history left it.

use cqrs_es::Aggregate;
use cqrs_es::event_sink::EventSink;
use serde::{Deserialize, Serialize};

use super::command::SettlementCommand;
use super::decide::decide;
use super::error::SettlementError;
use super::event::SettlementEvent;
use crate::journal::{Stream, Tenant, record};
use crate::vocabulary::OrganizationId;

/// How a document stands: all that a decision about its next version needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// Whose ledger it is in.
    pub organization: OrganizationId,
    /// The last version that came.
    pub version: u64,
    /// The digest of what counts; nothing when the posting was cancelled.
    pub counts: Option<[u8; 32]>,
}

/// A document of the ledger as its history left it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettlementDocument {
    standing: Option<Standing>,
}

impl SettlementDocument {
    /// The document in a state that was kept beside its stream.
    pub const fn standing_so(standing: Option<Standing>) -> Self {
        Self { standing }
    }

    /// How it stands; nothing before it came.
    pub const fn standing(&self) -> Option<&Standing> {
        self.standing.as_ref()
    }
}

impl Stream for SettlementDocument {
    fn tenant(&self) -> Option<Tenant> {
        self.standing.as_ref().map(|standing| standing.organization.into())
    }
}

impl Aggregate for SettlementDocument {
    const TYPE: &'static str = "settlement_document";
    type Command = SettlementCommand;
    type Event = SettlementEvent;
    type Error = SettlementError;
    type Services = ();

    async fn handle(
        &mut self,
        command: SettlementCommand,
        (): &(),
        sink: &EventSink<Self>,
    ) -> Result<(), SettlementError> {
        record(decide(self, command)?, self, sink).await;
        Ok(())
    }

    fn apply(&mut self, event: SettlementEvent) {
        match event {
            SettlementEvent::Posted { version, entry, .. } | SettlementEvent::Replaced { version, entry } => {
                let (organization, counts) = (entry.organization, Some(entry.digest()));
                self.standing = Some(Standing { organization, version, counts });
            }
            SettlementEvent::Resaved { version } => {
                if let Some(standing) = &mut self.standing {
                    standing.version = version;
                }
            }
            SettlementEvent::Reversed { organization, version, .. } => {
                self.standing = Some(Standing { organization, version, counts: None });
            }
        }
    }
}
