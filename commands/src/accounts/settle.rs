//! Taking documents of 1C into the settlement ledger, thousands at a time.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use cqrs_es::event_sink::EventSink;
use cqrs_es::{Aggregate, DomainEvent};
use domain::accounts::settlement::{
    Entry, Reversal, SettlementCommand, SettlementDocument, SettlementError, SettlementEvent, Source,
    Standing, settlement_document_id,
};
use domain::exchange::BaseName;
use domain::journal::{Position, StreamKey, Tenant};
use domain::organizations::Action;
use domain::refusal::Refusal;
use domain::vocabulary::{OrganizationId, SettlementDocumentId};
use sqlx::PgConnection;

use super::heads::{self, Head, Heads};
use super::heard::heard;
use crate::command::Request;
use crate::error::CommandError;
use crate::journal::{AppendOfMany, NewEvent, StoreError, StreamAppend};
use crate::ports::Ports;
use crate::requester::Requester;

/// A document that 1C sent, in one version.
#[derive(Clone, Debug)]
pub struct Arrived {
    /// Its id in the base.
    pub id: String,
    /// Its version; a later one is larger.
    pub version: u64,
    /// What it is in this version.
    pub what: Arrival,
}

/// What a document is in one version.
#[derive(Clone, Debug)]
pub enum Arrival {
    /// It counts.
    Posted(Box<Entry>),
    /// It does not.
    Cancelled {
        /// Whose document it is.
        organization: OrganizationId,
        /// Why it does not count.
        why: Reversal,
    },
}

/// What became of a document that 1C sent.
#[derive(Debug)]
pub enum Settled {
    /// It counts now, and did not before.
    Posted,
    /// It took the place of the version before.
    Replaced,
    /// It does not count any more.
    Reversed,
    /// It was so already.
    Unchanged,
    /// A later version is known.
    Outdated,
    /// It was not taken.
    Refused(Box<dyn Refusal>),
}

/// What became of all of them.
#[derive(Debug)]
pub struct SettledAll {
    /// Of each, in the order in which they came.
    pub each: Vec<Settled>,
    /// The position of the last event; nothing where nothing changed.
    pub position: Option<Position>,
}

/// Takes documents into the ledger, in a transaction of the caller and as the last thing before
/// its commit. What is refused leaves the others as they are.
pub async fn settle(
    transaction: &mut PgConnection,
    ports: &Ports,
    requester: &Requester,
    request: &Request,
    base: &BaseName,
    arrived: Vec<Arrived>,
) -> Result<SettledAll, CommandError> {
    requester.require(Action::TakeInSettlements)?;
    let sources: BTreeSet<String> = arrived.iter().map(|one| one.id.clone()).collect();
    let sources: Vec<String> = sources.into_iter().collect();
    let heads = heads::read(transaction, base, &sources).await?;
    let mut taking = Taking { ports, base, now: ports.clock.now(), heads, streams: BTreeMap::new() };
    let mut each = Vec::with_capacity(arrived.len());
    for one in arrived {
        each.push(taking.take(one).await?);
    }
    let Taking { heads, streams, now, .. } = taking;
    keep_heads(transaction, base, &heads, &streams).await?;
    let about = streams.values().map(|(tenant, _)| *tenant).collect();
    heard(transaction, base, now, &about).await?;
    let append = AppendOfMany {
        actor: requester.actor().clone(),
        correlation_id: request.correlation_id,
        occurred_at: now,
        streams: streams.into_values().collect(),
    };
    let position = append.write_in(transaction).await.map_err(CommandError::not_written)?;
    Ok(SettledAll { each, position })
}

async fn keep_heads(
    transaction: &mut PgConnection,
    base: &BaseName,
    heads: &Heads,
    streams: &BTreeMap<StreamKey, (Tenant, StreamAppend)>,
) -> Result<(), StoreError> {
    let all = heads.iter().flat_map(|(source, heads)| heads.iter().map(move |head| (source.as_str(), head)));
    let changed = |(_, head): &(&str, &Head)| streams.contains_key(&key_of(head));
    let changed: Vec<_> = all.filter(changed).collect();
    if changed.is_empty() { Ok(()) } else { heads::keep(transaction, base, &changed).await }
}

fn key_of(head: &Head) -> StreamKey {
    StreamKey::of::<SettlementDocument>(head.document)
}

/// Documents on their way into the ledger.
struct Taking<'a> {
    ports: &'a Ports,
    base: &'a BaseName,
    now: DateTime<Utc>,
    heads: Heads,
    streams: BTreeMap<StreamKey, (Tenant, StreamAppend)>,
}

impl Taking<'_> {
    async fn take(&mut self, Arrived { id, version, what }: Arrived) -> Result<Settled, StoreError> {
        let source = match Source::new(self.base.clone(), &id) {
            Ok(source) => source,
            Err(refusal) => return Ok(Settled::Refused(refusal.into())),
        };
        let organization = what.organization();
        let elsewhere = self.elsewhere(&id, organization);
        if elsewhere.iter().any(|standing| version < standing.version) {
            return Ok(Settled::Outdated);
        }
        if elsewhere.iter().any(|standing| version == standing.version && standing.counts.is_some()) {
            return Ok(Settled::Refused(SettlementError::VersionContradicts.into()));
        }
        let outdated = self.head(&id, organization).is_some_and(|head| head.standing.version > version);
        let document = settlement_document_id(&source, organization);
        let command = match what {
            Arrival::Posted(entry) => SettlementCommand::Post { document, source, version, entry },
            Arrival::Cancelled { why, .. } => SettlementCommand::Reverse { organization, version, why },
        };
        let events = match self.decide(&id, organization, document, command).await? {
            Ok(events) => events,
            Err(refusal) => return Ok(Settled::Refused(refusal.into())),
        };
        for Standing { organization, .. } in elsewhere {
            self.leave(&id, organization, version).await?;
        }
        Ok(outcome(&events, outdated))
    }

    fn head(&self, id: &str, organization: OrganizationId) -> Option<&Head> {
        self.heads.get(id)?.iter().find(|head| head.standing.organization == organization)
    }

    /// How the document stands in the ledgers of other organizations: it may have gone over to one
    /// of them, or come from there.
    fn elsewhere(&self, id: &str, organization: OrganizationId) -> Vec<Standing> {
        let heads = self.heads.get(id).map(Vec::as_slice).unwrap_or_default();
        let others = heads.iter().map(|head| &head.standing);
        others.filter(|standing| standing.organization != organization).cloned().collect()
    }

    /// Takes a document out of the ledger of an organization that it does not belong to any more.
    async fn leave(
        &mut self,
        id: &str,
        organization: OrganizationId,
        version: u64,
    ) -> Result<(), StoreError> {
        let counting = self.head(id, organization).filter(|head| head.standing.counts.is_some());
        if let Some(document) = counting.map(|head| head.document) {
            let command = SettlementCommand::Reverse { organization, version, why: Reversal::Moved };
            // A reversal in a later version of a posting that counts is never refused.
            drop(self.decide(id, organization, document, command).await?);
        }
        Ok(())
    }

    async fn decide(
        &mut self,
        id: &str,
        organization: OrganizationId,
        document: SettlementDocumentId,
        command: SettlementCommand,
    ) -> Result<Result<Vec<SettlementEvent>, SettlementError>, StoreError> {
        let head = self.head(id, organization);
        let sequence = head.map_or(0, |head| head.sequence);
        let mut state = SettlementDocument::standing_so(head.map(|head| head.standing.clone()));
        let sink = EventSink::<SettlementDocument>::default();
        if let Err(refusal) = state.handle(command, &(), &sink).await {
            return Ok(Err(refusal));
        }
        let events = sink.collect().await;
        if let Some(standing) = state.standing().filter(|_| !events.is_empty()) {
            self.append(document, organization, sequence + 1, &events)?;
            let sequence = sequence + i64::try_from(events.len()).unwrap_or(i64::MAX);
            self.keep(id, Head { document, sequence, standing: standing.clone() });
        }
        Ok(Ok(events))
    }

    fn append(
        &mut self,
        document: SettlementDocumentId,
        organization: OrganizationId,
        first: i64,
        events: &[SettlementEvent],
    ) -> Result<(), StoreError> {
        let key = StreamKey::of::<SettlementDocument>(document);
        let new = events.iter().map(|event| self.new_event(event)).collect::<Result<Vec<_>, _>>()?;
        let begun = || (organization.into(), StreamAppend { key: key.clone(), first, events: Vec::new() });
        self.streams.entry(key.clone()).or_insert_with(begun).1.events.extend(new);
        Ok(())
    }

    fn new_event(&self, event: &SettlementEvent) -> Result<NewEvent, StoreError> {
        Ok(NewEvent {
            event_id: self.ports.ids.next(),
            event_type: event.event_type(),
            event_version: event.event_version(),
            payload: serde_json::to_string(event)?,
            metadata: "{}".to_owned(),
        })
    }

    fn keep(&mut self, id: &str, head: Head) {
        let heads = self.heads.entry(id.to_owned()).or_default();
        heads.retain(|other| other.document != head.document);
        heads.push(head);
    }
}

impl Arrival {
    fn organization(&self) -> OrganizationId {
        match self {
            Self::Posted(entry) => entry.organization,
            Self::Cancelled { organization, .. } => *organization,
        }
    }
}

fn outcome(events: &[SettlementEvent], outdated: bool) -> Settled {
    match events.first() {
        Some(SettlementEvent::Posted { .. }) => Settled::Posted,
        Some(SettlementEvent::Replaced { .. }) => Settled::Replaced,
        Some(SettlementEvent::Reversed { .. }) => Settled::Reversed,
        None if outdated => Settled::Outdated,
        Some(SettlementEvent::Resaved { .. }) | None => Settled::Unchanged,
    }
}
