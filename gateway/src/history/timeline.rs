//! The timeline of an order: every event of it and of its approvals.

use async_graphql::connection::{Connection, EmptyFields};
use async_graphql::{Context, Enum, Json, Object, Result, SimpleObject};
use chrono::{DateTime, Utc};
use domain::vocabulary::{OrderId, OrganizationId, PersonId};
use projections::history::{ReactionOutcome, TimelineEntry, order_timeline};
use projections::ordering::order;
use serde_json::Value;
use uuid::Uuid;

use crate::graphql::connection::{Keyset, Page, PageArguments};
use crate::graphql::errors::unread;
use crate::graphql::position::PositionScalar;
use crate::graphql::related::{TextOf, related};
use crate::graphql::standpoint::Standpoint;
use crate::identity::{Actor, Person};
use crate::locale::events;
use crate::visitor::Visitor;

use super::particulars::Particulars;

/// A page of a timeline.
pub type TimelineConnection = Connection<Keyset<i64>, TimelineEvent, EmptyFields>;

/// An event of a timeline.
pub struct TimelineEvent {
    entry: TimelineEntry,
    data: Value,
    particulars: Particulars,
}

/// What a reaction to an event came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum ReactionResult {
    /// It did what it had to.
    Done,
    /// There was nothing to do.
    AlreadySo,
    /// The business said no.
    Refused,
}

/// What a reaction of the service did about an event.
#[derive(SimpleObject)]
pub struct TimelineReaction {
    /// The name of the reaction.
    reaction: String,
    /// What it came to; null for an outcome that this version does not know.
    result: Option<ReactionResult>,
    /// The code of the refusal.
    code: Option<String>,
    /// The place of the last event that it led to.
    position: Option<PositionScalar>,
    /// When.
    recorded_at: DateTime<Utc>,
}

/// An event, with who brought it about and what followed from it.
#[Object]
impl TimelineEvent {
    /// The place in the whole history.
    async fn position(&self) -> PositionScalar {
        PositionScalar(self.entry.recorded.position)
    }

    /// The number of the event within its stream, from 1.
    async fn sequence(&self) -> i64 {
        self.entry.recorded.sequence
    }

    /// The type of what it happened to: `order`, `approval_case`.
    async fn aggregate_type(&self) -> &str {
        &self.entry.recorded.aggregate_type
    }

    /// The bare id of what it happened to.
    async fn aggregate_id(&self) -> &str {
        &self.entry.recorded.aggregate_id
    }

    /// The name of the event.
    async fn event_type(&self) -> &str {
        &self.entry.event_type
    }

    /// The version of the form in which it was written.
    async fn event_version(&self) -> &str {
        &self.entry.event_version
    }

    /// What happened, in the language of the request.
    #[expect(clippy::unused_async, reason = "resolvers are async functions")]
    async fn words(&self, ctx: &Context<'_>) -> Result<String> {
        let language = Visitor::of(ctx)?.language;
        let fact = self.entry.recorded.fact.as_ref();
        Ok(fact.map_or_else(|_| events::unreadable(language), |fact| events::words(fact, language)))
    }

    /// The stage of the approval that it is about, from 1.
    async fn stage(&self) -> Option<u16> {
        self.particulars.stage
    }

    /// In whose place somebody decides from now on or decided: by delegation, after a
    /// reassignment, or because they cannot decide any more.
    async fn in_place_of(&self) -> Vec<Person> {
        people(&self.particulars.in_place_of)
    }

    /// Whom it is about, beside whoever brought it about: those who were asked or joined.
    async fn people(&self) -> Vec<Person> {
        people(&self.particulars.people)
    }

    /// What somebody wrote: a comment, a reason, a question or an answer. Null when nobody
    /// wrote anything, or when it was erased.
    async fn comment(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        match self.particulars.text {
            Some(text) => related(ctx, TextOf(Standpoint::Staff, text)).await,
            None => Ok(None),
        }
    }

    /// What was written of it.
    async fn data(&self) -> Json<&Value> {
        Json(&self.data)
    }

    /// Who brought it about.
    async fn actor(&self) -> Actor {
        Actor { actor: self.entry.recorded.actor.clone(), standpoint: Standpoint::Staff }
    }

    /// For whom, if for somebody else.
    async fn on_behalf_of(&self) -> Option<Actor> {
        let actor = self.entry.recorded.on_behalf_of.clone()?;
        Some(Actor { actor, standpoint: Standpoint::Staff })
    }

    /// When it happened, by the clock of the service.
    async fn occurred_at(&self) -> DateTime<Utc> {
        self.entry.recorded.occurred_at
    }

    /// When the journal learnt of it, by the clock of the database.
    async fn recorded_at(&self) -> DateTime<Utc> {
        self.entry.recorded.recorded_at
    }

    /// The id of the event.
    async fn event_id(&self) -> Uuid {
        self.entry.recorded.event_id
    }

    /// The id of the event that caused it, if a reaction did it.
    async fn causation_id(&self) -> Option<Uuid> {
        self.entry.recorded.causation_id
    }

    /// The id that everything following from one request shares.
    async fn correlation_id(&self) -> Uuid {
        self.entry.recorded.correlation_id
    }

    /// What the reactions of the service did about it.
    async fn reactions(&self) -> Vec<TimelineReaction> {
        self.entry.reactions.iter().map(TimelineReaction::from).collect()
    }
}

fn people(ids: &[PersonId]) -> Vec<Person> {
    ids.iter().map(|id| Person { id: *id, standpoint: Standpoint::Staff }).collect()
}

impl From<&ReactionOutcome> for TimelineReaction {
    fn from(outcome: &ReactionOutcome) -> Self {
        Self {
            reaction: outcome.reaction.clone(),
            result: match outcome.outcome.as_str() {
                "done" => Some(ReactionResult::Done),
                "already_so" => Some(ReactionResult::AlreadySo),
                "refused" => Some(ReactionResult::Refused),
                _ => None,
            },
            code: outcome.code.clone(),
            position: outcome.position.map(PositionScalar),
            recorded_at: outcome.recorded_at,
        }
    }
}

/// A page of what happened to an order; nothing when the organization has no such order.
pub async fn timeline_connection(
    ctx: &Context<'_>,
    organization: OrganizationId,
    id: OrderId,
    arguments: &PageArguments,
) -> Result<Option<TimelineConnection>> {
    let page = Page::<i64>::of(arguments)?;
    let mut read = Standpoint::Staff.read(ctx).await?;
    let found = order(&mut read, id).await.map_err(unread)?;
    if found.is_none_or(|order| order.organization != organization) {
        return Ok(None);
    }
    let entries = order_timeline(&mut read, id).await.map_err(unread)?;
    Ok(Some(page.connect(cut(&page, entries)?, EmptyFields)))
}

/// The entries of a page and one more, in its direction. A timeline is read whole: it is
/// as short as the life of an order.
fn cut(page: &Page<i64>, mut entries: Vec<TimelineEntry>) -> Result<Vec<(i64, TimelineEvent)>> {
    let place = |entry: &TimelineEntry| entry.recorded.position.0;
    entries.retain(|entry| {
        page.after.is_none_or(|after| place(entry) > after)
            && page.before.is_none_or(|before| place(entry) < before)
    });
    if page.is_backward {
        entries.reverse();
    }
    entries.truncate(page.size + 1);
    let event = |entry: TimelineEntry| {
        let data = serde_json::from_str(&entry.payload)?;
        let particulars = entry.recorded.fact.as_ref().map(Particulars::of).unwrap_or_default();
        Ok((place(&entry), TimelineEvent { entry, data, particulars }))
    };
    entries.into_iter().map(event).collect()
}
