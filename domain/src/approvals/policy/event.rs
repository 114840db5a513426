//! What happened to a policy.

use cqrs_es::DomainEvent;
use serde::{Deserialize, Serialize};
use strum::VariantNames;

use super::rule::Rule;
use crate::journal::JournalEvent;
use crate::vocabulary::{OrganizationId, TextRef};

/// What happened to a policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, strum::AsRefStr, VariantNames)]
pub enum PolicyEvent {
    /// Other rules came into force.
    Published {
        /// The organization.
        organization: OrganizationId,
        /// The version, from 1.
        version: u32,
        /// All the rules from now on.
        rules: Vec<Rule>,
        /// Why, if somebody wrote it down.
        note: Option<TextRef>,
    },
}

impl DomainEvent for PolicyEvent {
    fn event_type(&self) -> String {
        self.as_ref().to_owned()
    }

    fn event_version(&self) -> String {
        Self::current_version(self.as_ref()).to_owned()
    }
}

impl JournalEvent for PolicyEvent {
    const NAMES: &'static [&'static str] = Self::VARIANTS;
}
