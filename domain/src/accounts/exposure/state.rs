//! An exposure as its history left it.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use cqrs_es::{Aggregate, event_sink::EventSink};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::account::CreditAccount;
use super::command::ExposureCommand;
use super::decide::decide;
use super::decision::CreditDecision;
use super::error::ExposureError;
use super::event::ExposureEvent;
use super::limit::{CreditLimit, LimitNow};
use super::terms::CreditTerms;
use crate::journal::{Stream, Tenant, record};
use crate::vocabulary::{OrderId, PaymentTerms, SettlementDocumentId};

/// An exposure as its history left it. Before the first limit or terms nothing is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exposure {
    account: Option<CreditAccount>,
    limits: Vec<CreditLimit>,
    terms: Option<CreditTerms>,
    holds: BTreeMap<OrderId, Held>,
    stopped: Vec<Stopped>,
    exceptions: BTreeMap<OrderId, CreditException>,
}

/// The credit that is held for an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// How much.
    pub amount: Decimal,
    /// When the order is paid.
    pub payment: PaymentTerms,
    /// The invoices that took its place, as far as we heard of them: for people to look at. What
    /// is left of a hold is computed by what the ledger says, never by this.
    pub replaced: BTreeMap<SettlementDocumentId, Decimal>,
}

/// An order that waits because it does not fit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stopped {
    /// The order.
    pub order: OrderId,
    /// What credit said last.
    pub decision: CreditDecision,
}

/// Leave for one order to pass whatever credit says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreditException {
    /// As long as not more of it than this is on credit.
    pub amount: Decimal,
    /// Until just before then; nothing for as long as it takes.
    pub until: Option<DateTime<Utc>>,
}

impl Exposure {
    /// Whose it is; nothing before the first limit or terms, while nothing is kept.
    pub const fn account(&self) -> Option<CreditAccount> {
        self.account
    }

    /// Whether credit is looked at, and holds are kept.
    pub const fn is_kept(&self) -> bool {
        self.account.is_some()
    }

    /// The limit at a moment.
    pub fn limit(&self, now: DateTime<Utc>) -> LimitNow {
        CreditLimit::at(&self.limits, now)
    }

    /// The limits that were set and may still count, the last one last.
    pub fn limits(&self) -> &[CreditLimit] {
        &self.limits
    }

    /// What was agreed, or what is usual.
    pub fn terms(&self) -> CreditTerms {
        self.terms.unwrap_or_default()
    }

    /// The credit that is held, by order.
    pub const fn holds(&self) -> &BTreeMap<OrderId, Held> {
        &self.holds
    }

    /// The orders that do not fit and wait, the oldest first.
    pub fn stopped(&self) -> &[Stopped] {
        &self.stopped
    }

    /// What credit said about an order that waits; nothing when it does not.
    pub fn stopped_by(&self, order: OrderId) -> Option<&CreditDecision> {
        self.stopped.iter().find(|stopped| stopped.order == order).map(|stopped| &stopped.decision)
    }

    /// The orders that may pass whatever credit says.
    pub const fn exceptions(&self) -> &BTreeMap<OrderId, CreditException> {
        &self.exceptions
    }
}

impl Stream for Exposure {
    fn tenant(&self) -> Option<Tenant> {
        self.account.map(|account| Tenant::from(account.organization))
    }
}

impl Aggregate for Exposure {
    const TYPE: &'static str = "exposure";
    type Command = ExposureCommand;
    type Event = ExposureEvent;
    type Error = ExposureError;
    type Services = ();

    async fn handle(
        &mut self,
        command: ExposureCommand,
        (): &(),
        sink: &EventSink<Self>,
    ) -> Result<(), ExposureError> {
        record(decide(self, command)?, self, sink).await;
        Ok(())
    }

    fn apply(&mut self, event: ExposureEvent) {
        match event {
            ExposureEvent::LimitSet { account, limit } => {
                self.account = Some(account);
                limit.set(&mut self.limits);
            }
            ExposureEvent::LimitLifted {} => self.limits.clear(),
            ExposureEvent::TermsSet { account, terms } => {
                self.account = Some(account);
                self.terms = Some(terms);
            }
            ExposureEvent::Excepted { order, amount, until } => {
                self.exceptions.insert(order, CreditException { amount, until });
            }
            ExposureEvent::Held { order, payment, amount, .. } => {
                self.stopped.retain(|stopped| stopped.order != order);
                self.holds.insert(order, Held { amount, payment, replaced: BTreeMap::new() });
            }
            ExposureEvent::Stopped { order, decision } => self.stop(order, *decision),
            ExposureEvent::Adjusted { order, amount } => {
                if let Some(held) = self.holds.get_mut(&order) {
                    held.amount = amount;
                }
            }
            ExposureEvent::Replaced { order, document, amount } => {
                if let Some(held) = self.holds.get_mut(&order) {
                    held.replaced.insert(document, amount);
                }
            }
            ExposureEvent::Released { order, .. } => {
                self.stopped.retain(|stopped| stopped.order != order);
                self.holds.remove(&order);
                self.exceptions.remove(&order);
            }
        }
    }
}

impl Exposure {
    /// An order that is looked at again keeps its place among those that wait.
    fn stop(&mut self, order: OrderId, decision: CreditDecision) {
        match self.stopped.iter_mut().find(|stopped| stopped.order == order) {
            Some(stopped) => stopped.decision = decision,
            None => self.stopped.push(Stopped { order, decision }),
        }
    }
}
