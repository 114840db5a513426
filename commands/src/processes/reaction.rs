//! What a reaction is, and how its outcome is recorded once.

use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;

use domain::journal::{Position, Recorded, StreamKey};
use domain::organizations::Action;
use domain::refusal::Refusal;
use domain::vocabulary::OrganizationId;
use serde::{Serialize, Serializer};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::command::{Command, Request};
use crate::error::CommandError;
use crate::execute::Commands;
use crate::journal::effect::Writing;
use crate::journal::{Append, Effect, EffectError, StoreError};
use crate::requester::Requester;
use crate::work::Work;

/// Where a reaction begins in a database that has not met it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Beginning {
    /// With what happens from now on. What was before was settled without it: a new
    /// release does not act on years of history.
    #[default]
    Now,
    /// With the first event: it has belonged to the service since there is one, and what
    /// happened before the first run waits for it.
    FirstEvent,
}

/// Something that follows from an event by itself.
pub trait Reaction: Send + Sync + 'static {
    /// Its name, as the business says it.
    const NAME: &'static str;
    /// What it asks for.
    type Command: Command;
    /// What it asks for when that was refused: to leave an event that says so.
    type Regret: Command;

    /// Where it begins in a database that has not met it.
    const BEGINS: Beginning = Beginning::Now;

    /// What an event asks for, if anything.
    fn on(event: &Recorded) -> Option<Self::Command>;

    /// What to leave behind when the business refused.
    fn regret(event: &Recorded, refusal: &dyn Refusal) -> Self::Regret;
}

/// How a reaction ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The event does not concern it.
    Unconcerned,
    /// It was carried out, or found to be so already.
    Done,
    /// It was recorded before: by another node, or before a crash.
    DoneBefore,
    /// The business refused, and the journal says so.
    Refused(String),
}

/// The future of a reaction.
pub type Reacting<'a> = Pin<Box<dyn Future<Output = Result<Outcome, CommandError>> + Send + 'a>>;

/// A [`Reaction`], whatever it asks for.
pub trait React: Send + Sync {
    /// Its name.
    fn name(&self) -> &'static str;

    /// Where it begins in a database that has not met it.
    fn begins(&self) -> Beginning;

    /// Whether it has to see an event. One that cannot be read may be of any kind.
    fn concerns(&self, event: &Recorded) -> bool;

    /// Reacts to an event. Repeating is harmless.
    fn react<'a>(&'a self, event: &'a Recorded, commands: &'a Commands) -> Reacting<'a>;
}

/// Runs a [`Reaction`].
pub struct Reacts<R>(PhantomData<fn() -> R>);

impl<R> Default for Reacts<R> {
    fn default() -> Self {
        Self(PhantomData)
    }
}

impl<R: Reaction> React for Reacts<R> {
    fn name(&self) -> &'static str {
        R::NAME
    }

    fn begins(&self) -> Beginning {
        R::BEGINS
    }

    fn concerns(&self, event: &Recorded) -> bool {
        event.fact.is_err() || R::on(event).is_some()
    }

    fn react<'a>(&'a self, event: &'a Recorded, commands: &'a Commands) -> Reacting<'a> {
        Box::pin(async move {
            if let Err(undecodable) = &event.fact {
                return Err(StoreError::Undecodable(undecodable.clone()).into());
            }
            let Some(command) = R::on(event) else {
                return Ok(Outcome::Unconcerned);
            };
            match carry_out(R::NAME, event, commands, command, Ended::AsDecided).await {
                Err(CommandError::Refused(refusal)) if refusal.code() == AlreadyReacted.code() => {
                    Ok(Outcome::DoneBefore)
                }
                Err(CommandError::Refused(refusal)) => regret::<R>(event, commands, refusal.as_ref()).await,
                other => other.map(|()| Outcome::Done),
            }
        })
    }
}

async fn regret<R: Reaction>(
    event: &Recorded,
    commands: &Commands,
    refusal: &dyn Refusal,
) -> Result<Outcome, CommandError> {
    let code = refusal.code();
    match carry_out(R::NAME, event, commands, R::regret(event, refusal), Ended::Refused(code)).await {
        Err(CommandError::Refused(again)) if again.code() == AlreadyReacted.code() => Ok(Outcome::DoneBefore),
        other => other.map(|()| Outcome::Refused(code.to_owned())),
    }
}

/// Carries out a command together with the record that the event was reacted to.
pub(super) async fn carry_out<C: Command>(
    reaction: &'static str,
    event: &Recorded,
    commands: &Commands,
    command: C,
    ended: Ended,
) -> Result<(), CommandError> {
    let (requester, request) = caused(reaction, event);
    let once = Once { command, reaction, event_id: event.event_id, ended };
    commands.execute(&requester, &request, &once).await.map(drop)
}

/// Who asks for what follows from an event, and why.
pub(super) fn caused(reaction: &'static str, event: &Recorded) -> (Requester, Request) {
    let request = Request {
        correlation_id: event.correlation_id,
        causation_id: Some(event.event_id),
        idempotency_key: None,
    };
    (Requester::process(reaction, event.tenant), request)
}

/// How a reaction ended, as its record says it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Ended {
    /// As the command decided: done, or already so.
    AsDecided,
    /// Done, by commands of their own before the record.
    Before,
    /// The business refused, with a code.
    Refused(&'static str),
}

/// What is left to do is the record of a reaction.
#[derive(Clone, Debug, Serialize)]
pub struct Settled {
    /// The organization that the event is of.
    pub organization: Option<OrganizationId>,
}

impl Command for Settled {
    const NAME: &'static str = "settle_reaction";
    const ACTION: Action = Action::ProcessOrder;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        Vec::new()
    }

    async fn run(&self, _: &mut Work<'_>) -> Result<(), CommandError> {
        Ok(())
    }
}

/// A command that is carried out together with the record that it was.
struct Once<C> {
    command: C,
    reaction: &'static str,
    event_id: Uuid,
    ended: Ended,
}

impl<C: Serialize> Serialize for Once<C> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.command.serialize(serializer)
    }
}

impl<C: Command> Command for Once<C> {
    const NAME: &'static str = C::NAME;
    const ACTION: Action = C::ACTION;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        self.command.streams()
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        self.command.run(work).await?;
        let (outcome, code) = match self.ended {
            Ended::Refused(code) => ("refused", Some(code)),
            Ended::AsDecided if work.decided_nothing() => ("already_so", None),
            Ended::AsDecided | Ended::Before => ("done", None),
        };
        work.effect(OutcomeRecorded { reaction: self.reaction, event_id: self.event_id, outcome, code });
        Ok(())
    }
}

/// The row that makes a reaction happen once.
struct OutcomeRecorded {
    reaction: &'static str,
    event_id: Uuid,
    outcome: &'static str,
    code: Option<&'static str>,
}

impl Effect for OutcomeRecorded {
    fn write<'a>(&'a self, _: &'a mut PgConnection, _: &'a Append) -> Writing<'a> {
        Box::pin(async { Ok(()) })
    }

    fn follow<'a>(
        &'a self,
        transaction: &'a mut PgConnection,
        append: &'a Append,
        written: Option<Position>,
    ) -> Option<Writing<'a>> {
        Some(Box::pin(async move {
            let recorded = sqlx::query!(
                "INSERT INTO journal.outcomes (reaction, event_id, organization, outcome, code, position)
                 VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT ON CONSTRAINT outcomes_pkey DO NOTHING",
                self.reaction,
                self.event_id,
                append.tenant.to_string(),
                self.outcome,
                self.code,
                written.map(|position| position.0)
            )
            .execute(transaction)
            .await
            .map_err(StoreError::Database)?;
            if recorded.rows_affected() == 0 {
                return Err(EffectError::Refused(Box::new(AlreadyReacted)));
            }
            Ok(())
        }))
    }
}

/// The reaction to the event is recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the reaction to this event is recorded")]
pub(super) struct AlreadyReacted;

impl Refusal for AlreadyReacted {
    fn code(&self) -> &'static str {
        "ALREADY_REACTED"
    }

    fn in_russian(&self) -> String {
        "Реакция на это событие уже записана.".to_owned()
    }
}
