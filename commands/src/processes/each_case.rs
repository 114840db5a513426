//! What follows in every open case: a command a case, so that hundreds of them neither meet in
//! one append nor wait for one another. The record that all were reached is written last; until
//! then the event comes again, and repeating is harmless.

use std::marker::PhantomData;

use domain::journal::Recorded;
use domain::refusal::Refusal;
use domain::vocabulary::PersonId;

use super::reaction::{
    AlreadyReacted, Beginning, Ended, Outcome, React, Reacting, Settled, carry_out, caused,
};
use crate::approvals::open_cases::{OpenCase, open_cases};
use crate::command::Command;
use crate::error::CommandError;
use crate::execute::Commands;
use crate::journal::StoreError;

/// Whose open cases an event is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Affected {
    /// All of the organization.
    All,
    /// Those in which a person is asked.
    Of(PersonId),
}

/// Something that follows from an event in open cases by itself.
pub trait CaseReaction: Send + Sync + 'static {
    /// Its name, as the business says it.
    const NAME: &'static str;
    /// What it asks for in a case. Asking again changes nothing.
    type Command: Command;

    /// Which cases an event is about, if any.
    fn on(event: &Recorded) -> Option<Affected>;

    /// What to ask for in one of them.
    fn command(case: OpenCase) -> Self::Command;
}

/// Runs a [`CaseReaction`].
pub struct InEachCase<R>(PhantomData<fn() -> R>);

impl<R> Default for InEachCase<R> {
    fn default() -> Self {
        Self(PhantomData)
    }
}

impl<R: CaseReaction> React for InEachCase<R> {
    fn name(&self) -> &'static str {
        R::NAME
    }

    fn begins(&self) -> Beginning {
        Beginning::FirstEvent
    }

    fn concerns(&self, event: &Recorded) -> bool {
        event.fact.is_err() || R::on(event).is_some()
    }

    fn react<'a>(&'a self, event: &'a Recorded, commands: &'a Commands) -> Reacting<'a> {
        Box::pin(async move {
            if let Err(undecodable) = &event.fact {
                return Err(StoreError::Undecodable(undecodable.clone()).into());
            }
            match R::on(event) {
                Some(affected) => in_each::<R>(event, commands, affected).await,
                None => Ok(Outcome::Unconcerned),
            }
        })
    }
}

async fn in_each<R: CaseReaction>(
    event: &Recorded,
    commands: &Commands,
    affected: Affected,
) -> Result<Outcome, CommandError> {
    let person = match affected {
        Affected::All => None,
        Affected::Of(person) => Some(person),
    };
    let cases = open_cases(commands.pool(), event.tenant, person).await?;
    let mut ended = if cases.is_empty() { Ended::AsDecided } else { Ended::Before };
    let (requester, request) = caused(R::NAME, event);
    for case in cases {
        // One that is refused leaves the others as they are asked for.
        match commands.execute(&requester, &request, &R::command(case)).await {
            Err(CommandError::Refused(refusal)) => ended = Ended::Refused(refusal.code()),
            other => drop(other?),
        }
    }
    let settled = Settled { organization: event.tenant.organization() };
    match carry_out(R::NAME, event, commands, settled, ended).await {
        Err(CommandError::Refused(again)) if again.code() == AlreadyReacted.code() => Ok(Outcome::DoneBefore),
        Err(error) => Err(error),
        Ok(()) => Ok(match ended {
            Ended::Refused(code) => Outcome::Refused(code.to_owned()),
            Ended::AsDecided | Ended::Before => Outcome::Done,
        }),
    }
}
