//! What happened to a delegation.

use chrono::{DateTime, Utc};
use cqrs_es::DomainEvent;
use serde::{Deserialize, Serialize};
use strum::VariantNames;

use crate::journal::JournalEvent;
use crate::vocabulary::{DelegationId, OrganizationId, PersonId, TextRef};

/// What happened to a delegation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, strum::AsRefStr, VariantNames)]
pub enum DelegationEvent {
    /// One person decides in the place of another from now on, or from some day on.
    Granted {
        /// The delegation.
        delegation: DelegationId,
        /// Where.
        organization: OrganizationId,
        /// In whose place.
        from: PersonId,
        /// Who decides.
        to: PersonId,
        /// The first moment.
        starts: DateTime<Utc>,
        /// The first moment when it is over.
        until: DateTime<Utc>,
        /// Why, if somebody wrote it down.
        reason: Option<TextRef>,
        /// The administrator who granted it in the place of `from`, who fell ill for example;
        /// nobody when `from` did.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<PersonId>,
    },
    /// It ended before its time.
    Revoked {
        /// Who ended it.
        by: PersonId,
    },
}

impl DomainEvent for DelegationEvent {
    fn event_type(&self) -> String {
        self.as_ref().to_owned()
    }

    fn event_version(&self) -> String {
        Self::current_version(self.as_ref()).to_owned()
    }
}

impl JournalEvent for DelegationEvent {
    const NAMES: &'static [&'static str] = Self::VARIANTS;
}
