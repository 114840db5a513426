//! What happened to a request for a reconciliation statement.

use chrono::{DateTime, NaiveDate, Utc};
use cqrs_es::DomainEvent;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use strum::VariantNames;

use super::comparison::StatementLine;
use crate::journal::JournalEvent;
use crate::vocabulary::{ContractId, Currency, OrganizationId, ReconciliationId};

/// Of which account, and of which days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Scope {
    /// Whose account.
    pub organization: OrganizationId,
    /// Under which contract.
    pub contract: ContractId,
    /// In which currency.
    pub currency: Currency,
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
}

/// What happened to a request for a reconciliation statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, strum::AsRefStr, VariantNames)]
pub enum ReconciliationEvent {
    /// It was asked for, for the first time or again.
    Requested {
        /// The request.
        reconciliation: ReconciliationId,
        /// Of what.
        scope: Scope,
        /// Which time it is, from 1.
        round: u32,
        /// When 1C is reminded, if it has not answered.
        remind_at: DateTime<Utc>,
        /// When nobody waits for it any more.
        expires_at: DateTime<Utc>,
    },
    /// 1C fetched the request.
    SentToErp,
    /// 1C was reminded.
    Reminded,
    /// 1C answered.
    Ready {
        /// What was owed before the first day; below zero it was owed to the organization.
        opening: Decimal,
        /// What was owed after the last day.
        closing: Decimal,
        /// The lines, as 1C has them.
        lines: Vec<StatementLine>,
        /// When 1C made it.
        made_at: DateTime<Utc>,
    },
    /// 1C could not make it.
    Failed {
        /// What 1C said, in a code of its own.
        reason: String,
    },
    /// 1C did not answer in time.
    TimedOut,
    /// The organization agreed with the statement as it was known at a moment.
    Agreed {
        /// As known when.
        known_at: DateTime<Utc>,
        /// What was owed after the last day, as the organization saw it.
        closing: Decimal,
    },
}

impl DomainEvent for ReconciliationEvent {
    fn event_type(&self) -> String {
        self.as_ref().to_owned()
    }

    fn event_version(&self) -> String {
        Self::current_version(self.as_ref()).to_owned()
    }
}

impl JournalEvent for ReconciliationEvent {
    const NAMES: &'static [&'static str] = Self::VARIANTS;
}
