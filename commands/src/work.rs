//! The work of one command: what it loaded, what it decided, what goes with it.

use std::collections::BTreeMap;
use std::fmt;

use chrono::{DateTime, Utc};
use cqrs_es::event_sink::EventSink;
use cqrs_es::{Aggregate, DomainEvent};
use domain::journal::{Actor, Position, Stream, StreamKey};
use domain::organizations::Action;
use domain::vocabulary::{PersonId, TextId, TextRef};
use sqlx::PgPool;
use uuid::Uuid;

use crate::command::Request;
use crate::error::CommandError;
use crate::journal::{
    Append, AppendError, Effect, Idempotent, Loaded, NewEvent, StoreError, StreamAppend, Text, load,
};
use crate::organizations::member_stands::MemberStands;
use crate::ports::{AccountFacts, Facts, OrderingFacts, Ports};
use crate::requester::Requester;

/// The unit of work of a command. Nothing is written before all of it is.
pub struct Work<'a> {
    pool: &'a PgPool,
    ports: &'a Ports,
    facts: &'a Facts,
    requester: &'a Requester,
    now: DateTime<Utc>,
    streams: BTreeMap<StreamKey, StreamAppend>,
    texts: Vec<Text>,
    effects: Vec<Box<dyn Effect>>,
    for_member: Option<PersonId>,
}

impl<'a> Work<'a> {
    pub(crate) fn begin(
        pool: &'a PgPool,
        ports: &'a Ports,
        facts: &'a Facts,
        requester: &'a Requester,
    ) -> Self {
        let now = ports.clock.now();
        Self {
            pool,
            ports,
            facts,
            requester,
            now,
            streams: BTreeMap::new(),
            texts: Vec::new(),
            effects: Vec::new(),
            for_member: None,
        }
    }

    /// Who asks.
    pub const fn requester(&self) -> &'a Requester {
        self.requester
    }

    /// The member in whose place one of the supplier's staff acts, if they do.
    pub const fn acts_for(&self) -> Option<PersonId> {
        self.for_member
    }

    /// From here on whoever asks acts for a member: the journal says so in every event, and
    /// nothing is written unless the member may still do it.
    pub async fn act_for(&mut self, member: PersonId, action: Action) -> Result<(), CommandError> {
        let standing = MemberStands::of(self, member, action).await?;
        self.for_member = Some(member);
        self.effect(standing);
        Ok(())
    }

    /// When all of it happens.
    pub const fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// Connections for reading reference tables.
    pub const fn pool(&self) -> &'a PgPool {
        self.pool
    }

    /// What only read models know of orders.
    pub fn facts(&self) -> &'a dyn OrderingFacts {
        self.facts.ordering.as_ref()
    }

    /// What only read models know of accounts.
    pub fn account_facts(&self) -> &'a dyn AccountFacts {
        self.facts.accounts.as_ref()
    }

    /// A new id.
    pub fn new_id(&self) -> Uuid {
        self.ports.ids.next()
    }

    /// Loads an aggregate of the requester's tenant. One that has no events and one
    /// of another tenant look the same.
    pub async fn load<A: Stream>(&self, id: impl fmt::Display) -> Result<Loaded<A>, CommandError> {
        let loaded = load::load::<A>(self.pool, id).await?;
        match loaded.tenant() {
            Some(tenant) if tenant == self.requester.tenant() => Ok(loaded),
            _ => Err(CommandError::NotFound),
        }
    }

    /// Loads an aggregate that this command begins. What exists already belongs to
    /// whoever began it.
    pub async fn load_new<A: Stream>(&self, id: impl fmt::Display) -> Result<Loaded<A>, CommandError> {
        let loaded = load::load::<A>(self.pool, id).await?;
        match loaded.tenant() {
            Some(tenant) if tenant != self.requester.tenant() => Err(CommandError::NotFound),
            _ => Ok(loaded),
        }
    }

    /// An aggregate under an id that was minted just now: there is nothing to load.
    pub fn begin_stream<A: Stream>(&self, id: impl fmt::Display) -> Loaded<A> {
        Loaded { key: StreamKey::of::<A>(id), sequence: 0, state: A::default() }
    }

    /// Decides a command on a loaded aggregate. The events go into the append and
    /// are given back; none of them means that it is so already.
    pub async fn decide<A: Stream>(
        &mut self,
        loaded: &mut Loaded<A>,
        command: A::Command,
    ) -> Result<Vec<A::Event>, CommandError> {
        let sink = EventSink::<A>::default();
        loaded.state.handle(command, &(), &sink).await?;
        let events = sink.collect().await;
        self.add::<A>(loaded, &events)?;
        Ok(events)
    }

    /// Keeps a text that a person wrote and gives the reference that events hold. Where
    /// nothing is decided there is no such event, and the text is not kept.
    pub fn text(&mut self, body: &str) -> TextRef {
        let mut salt = vec![0; 16];
        self.ports.entropy.fill(&mut salt);
        let id = TextId(self.new_id());
        let reference = TextRef::to(id, &salt, body);
        self.texts.push(Text { id, salt, body: body.to_owned() });
        reference
    }

    /// Adds something that must be true together with the events.
    pub fn effect(&mut self, effect: impl Effect + 'static) {
        self.effects.push(Box::new(effect));
    }

    /// Whether everything that was asked is so already.
    pub(crate) fn decided_nothing(&self) -> bool {
        self.streams.is_empty()
    }

    fn add<A: Stream>(&mut self, loaded: &mut Loaded<A>, events: &[A::Event]) -> Result<(), StoreError> {
        let new = events.iter().map(|event| self.new_event::<A>(event)).collect::<Result<Vec<_>, _>>()?;
        let first = loaded.sequence + 1;
        loaded.sequence += i64::try_from(new.len()).unwrap_or(i64::MAX);
        if !new.is_empty() {
            let stream = self.streams.entry(loaded.key.clone());
            stream
                .or_insert_with(|| StreamAppend { key: loaded.key.clone(), first, events: Vec::new() })
                .events
                .extend(new);
        }
        Ok(())
    }

    fn new_event<A: Aggregate>(&self, event: &A::Event) -> Result<NewEvent, StoreError> {
        Ok(NewEvent {
            event_id: self.new_id(),
            event_type: event.event_type(),
            event_version: event.event_version(),
            payload: serde_json::to_string(event)?,
            metadata: "{}".to_owned(),
        })
    }

    /// Writes all of it.
    pub(crate) async fn commit(
        self,
        request: &Request,
        idempotent: Option<Idempotent>,
    ) -> Result<Position, AppendError> {
        let mut effects = self.effects;
        if !self.streams.is_empty() {
            effects.extend(self.texts.into_iter().map(|text| Box::new(text) as Box<dyn Effect>));
        }
        let append = Append {
            tenant: self.requester.tenant(),
            actor: self.requester.actor().clone(),
            on_behalf_of: self.for_member.map(Actor::Person),
            correlation_id: request.correlation_id,
            causation_id: request.causation_id,
            occurred_at: self.now,
            idempotent,
            relied_on: self.requester.relied_on(),
            streams: self.streams.into_values().collect(),
            effects,
        };
        append.write(self.pool).await
    }
}
