//! A reconciliation as its history left it.

use chrono::{DateTime, TimeDelta, Utc};
use cqrs_es::Aggregate;
use cqrs_es::event_sink::EventSink;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, VariantArray};
use uuid::Uuid;

use super::command::ReconciliationCommand;
use super::comparison::StatementLine;
use super::decide::decide;
use super::error::ReconciliationError;
use super::event::{ReconciliationEvent, Scope};
use crate::journal::{Stream, Tenant, record};
use crate::vocabulary::ReconciliationId;

/// The most days of a period: five years.
pub const MOST_DAYS: i64 = 1830;
/// The most lines of a statement.
pub const MOST_LINES: usize = 20_000;
/// The longest reason of 1C.
pub const MOST_REASON_CHARACTERS: usize = 500;
/// How long 1C has before it is reminded.
pub(super) const REMINDED_AFTER: TimeDelta = TimeDelta::hours(24);
/// How long 1C has to answer.
pub(super) const EXPIRES_AFTER: TimeDelta = TimeDelta::days(7);

/// The namespace of the ids below (RFC 9562, version 5). It never changes.
const NAMESPACE: Uuid = Uuid::from_u128(0x0d6a_53b8_7e19_4f7c_9b02_c4d1_6a8e_3f95);

/// The request for a statement of an account and a period: there is one of each.
pub fn reconciliation_id(scope: &Scope) -> ReconciliationId {
    let Scope { organization, contract, currency, from, to } = scope;
    let name = format!("{organization}:{contract}:{currency}:{from}:{to}");
    ReconciliationId(Uuid::new_v5(&NAMESPACE, name.as_bytes()))
}

/// Where a request stands.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Display, EnumString, VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum ReconciliationStatus {
    /// Asked for; 1C has not fetched it.
    Requested,
    /// 1C fetched it and works on it.
    SentToErp,
    /// 1C answered.
    Ready,
    /// 1C could not make it.
    Failed,
    /// 1C did not answer in time.
    TimedOut,
}

impl ReconciliationStatus {
    /// Whether an answer is waited for.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Requested | Self::SentToErp)
    }
}

/// What 1C answered last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// What was owed before the first day.
    pub opening: Decimal,
    /// What was owed after the last day.
    pub closing: Decimal,
    /// The lines.
    pub lines: Vec<StatementLine>,
    /// When 1C made it.
    pub made_at: DateTime<Utc>,
}

/// A reconciliation as its history left it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reconciliation {
    pub(super) scope: Option<Scope>,
    pub(super) status: Option<ReconciliationStatus>,
    pub(super) round: u32,
    pub(super) remind_at: Option<DateTime<Utc>>,
    pub(super) expires_at: Option<DateTime<Utc>>,
    answer: Option<Answer>,
    pub(super) agreed: Option<(DateTime<Utc>, Decimal)>,
}

impl Reconciliation {
    /// Of what; nothing before it was asked for.
    pub const fn scope(&self) -> Option<&Scope> {
        self.scope.as_ref()
    }

    /// Where it stands; nothing before it was asked for.
    pub const fn status(&self) -> Option<ReconciliationStatus> {
        self.status
    }

    /// When 1C is reminded, or nobody waits any more; nothing when nobody waits.
    pub fn next_due(&self) -> Option<DateTime<Utc>> {
        let is_open = self.status.is_some_and(ReconciliationStatus::is_open);
        self.remind_at.or(self.expires_at).filter(|_| is_open)
    }

    /// What 1C answered last.
    pub const fn answer(&self) -> Option<&Answer> {
        self.answer.as_ref()
    }

    /// As known when the organization agreed, and with what.
    pub const fn agreed(&self) -> Option<(DateTime<Utc>, Decimal)> {
        self.agreed
    }
}

impl Stream for Reconciliation {
    fn tenant(&self) -> Option<Tenant> {
        self.scope.map(|scope| scope.organization.into())
    }
}

impl Aggregate for Reconciliation {
    const TYPE: &'static str = "reconciliation";
    type Command = ReconciliationCommand;
    type Event = ReconciliationEvent;
    type Error = ReconciliationError;
    type Services = ();

    async fn handle(
        &mut self,
        command: ReconciliationCommand,
        (): &(),
        sink: &EventSink<Self>,
    ) -> Result<(), ReconciliationError> {
        record(decide(self, command)?, self, sink).await;
        Ok(())
    }

    fn apply(&mut self, event: ReconciliationEvent) {
        use ReconciliationStatus as S;
        match event {
            ReconciliationEvent::Requested { scope, round, remind_at, expires_at, .. } => {
                (self.scope, self.status, self.round) = (Some(scope), Some(S::Requested), round);
                (self.remind_at, self.expires_at) = (Some(remind_at), Some(expires_at));
            }
            ReconciliationEvent::SentToErp => self.status = Some(S::SentToErp),
            ReconciliationEvent::Reminded => self.remind_at = None,
            ReconciliationEvent::Ready { opening, closing, lines, made_at } => {
                self.status = Some(S::Ready);
                self.answer = Some(Answer { opening, closing, lines, made_at });
            }
            ReconciliationEvent::Failed { .. } => self.status = Some(S::Failed),
            ReconciliationEvent::TimedOut => self.status = Some(S::TimedOut),
            ReconciliationEvent::Agreed { known_at, closing } => self.agreed = Some((known_at, closing)),
        }
    }
}
