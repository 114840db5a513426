//! What happened to an exposure.

use chrono::{DateTime, Utc};
use cqrs_es::DomainEvent;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use strum::VariantNames;

use super::account::CreditAccount;
use super::decision::CreditDecision;
use super::limit::CreditLimit;
use super::terms::CreditTerms;
use crate::journal::JournalEvent;
use crate::vocabulary::{OrderId, PaymentTerms, SettlementDocumentId};

/// What happened to an exposure. Who brought it about is in the header of each event: one of
/// the supplier's staff, or 1C.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, strum::AsRefStr, VariantNames)]
pub enum ExposureEvent {
    /// A limit was agreed.
    LimitSet {
        /// Whose, in which currency.
        account: CreditAccount,
        /// The limit.
        limit: CreditLimit,
    },
    /// The limit was lifted.
    LimitLifted {},
    /// It was agreed what follows when an order does not fit.
    TermsSet {
        /// Whose, in which currency.
        account: CreditAccount,
        /// The terms.
        terms: CreditTerms,
    },
    /// An order may pass whatever credit says.
    Excepted {
        /// The order.
        order: OrderId,
        /// As long as not more of it than this is on credit.
        amount: Decimal,
        /// Until just before then; nothing for as long as it takes.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<DateTime<Utc>>,
    },
    /// The credit for an order is held.
    Held {
        /// The order.
        order: OrderId,
        /// When it is paid.
        payment: PaymentTerms,
        /// What of it is on credit.
        amount: Decimal,
        /// What credit said; nothing about an order that was confirmed before anybody asked.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        decision: Option<Box<CreditDecision>>,
    },
    /// An order does not fit and waits before its confirmation.
    Stopped {
        /// The order.
        order: OrderId,
        /// What credit said.
        decision: Box<CreditDecision>,
    },
    /// More or less is held for an order.
    Adjusted {
        /// The order.
        order: OrderId,
        /// What of it is on credit now.
        amount: Decimal,
    },
    /// An invoice took the place of a hold, or of a part of it.
    Replaced {
        /// The order.
        order: OrderId,
        /// The document.
        document: SettlementDocumentId,
        /// What it charges for the order; zero when it was reversed.
        amount: Decimal,
    },
    /// Nothing is held for an order any more.
    Released {
        /// The order.
        order: OrderId,
        /// Why.
        why: ReleasedBecause,
    },
}

/// Why nothing is held for an order any more.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    strum::AsRefStr,
    strum::Display,
    strum::EnumString,
)]
#[serde(rename_all = "snake_case")]
pub enum ReleasedBecause {
    /// It was called off.
    Cancelled,
    /// It was refused by an approver.
    Rejected,
    /// It is finished.
    Closed,
}

impl DomainEvent for ExposureEvent {
    fn event_type(&self) -> String {
        self.as_ref().to_owned()
    }

    fn event_version(&self) -> String {
        Self::current_version(self.as_ref()).to_owned()
    }
}

impl JournalEvent for ExposureEvent {
    const NAMES: &'static [&'static str] = Self::VARIANTS;
}
