//! A person's account: what they did to it, by ids only.

use chrono::{DateTime, Utc};
use cqrs_es::{Aggregate, DomainEvent, event_sink::EventSink};
use serde::{Deserialize, Serialize};
use strum::VariantNames;

use crate::journal::{JournalEvent, Stream, Tenant, record};
use crate::refusal::Refusal;
use crate::vocabulary::PersonId;

/// What can be asked of an account.
#[derive(Clone, Debug)]
pub enum PersonCommand {
    /// Open the account.
    Register {
        /// The person.
        person: PersonId,
        /// When.
        at: DateTime<Utc>,
    },
    /// Note that a new password was set.
    ChangePassword {
        /// When.
        at: DateTime<Utc>,
    },
}

/// What happened to an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, strum::AsRefStr, VariantNames)]
pub enum PersonEvent {
    /// The account was opened.
    Registered {
        /// The person.
        person: PersonId,
        /// When.
        at: DateTime<Utc>,
    },
    /// A new password was set.
    PasswordChanged {
        /// When.
        at: DateTime<Utc>,
    },
}

impl DomainEvent for PersonEvent {
    fn event_type(&self) -> String {
        self.as_ref().to_owned()
    }

    fn event_version(&self) -> String {
        Self::current_version(self.as_ref()).to_owned()
    }
}

impl JournalEvent for PersonEvent {
    const NAMES: &'static [&'static str] = Self::VARIANTS;
}

/// Why a request about an account is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PersonError {
    /// The account exists.
    #[error("this person is registered already")]
    AlreadyRegistered,
    /// There is no account.
    #[error("this person is not registered")]
    NotRegistered,
}

impl Refusal for PersonError {
    fn code(&self) -> &'static str {
        match self {
            Self::AlreadyRegistered => "PERSON_ALREADY_REGISTERED",
            Self::NotRegistered => "PERSON_NOT_REGISTERED",
        }
    }

    fn in_russian(&self) -> String {
        match self {
            Self::AlreadyRegistered => "Этот человек уже зарегистрирован.",
            Self::NotRegistered => "Этот человек не зарегистрирован.",
        }
        .to_owned()
    }
}

/// The account as its history left it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    id: Option<PersonId>,
}

impl Stream for Person {
    fn tenant(&self) -> Option<Tenant> {
        self.id.map(|_| Tenant::Supplier)
    }
}

impl Aggregate for Person {
    const TYPE: &'static str = "person";
    type Command = PersonCommand;
    type Event = PersonEvent;
    type Error = PersonError;
    type Services = ();

    async fn handle(
        &mut self,
        command: PersonCommand,
        (): &(),
        sink: &EventSink<Self>,
    ) -> Result<(), PersonError> {
        record(decide(self, command)?, self, sink).await;
        Ok(())
    }

    fn apply(&mut self, event: PersonEvent) {
        match event {
            PersonEvent::Registered { person, .. } => self.id = Some(person),
            PersonEvent::PasswordChanged { .. } => {}
        }
    }
}

fn decide(person: &Person, command: PersonCommand) -> Result<Vec<PersonEvent>, PersonError> {
    match (person.id, command) {
        (None, PersonCommand::Register { person, at }) => Ok(vec![PersonEvent::Registered { person, at }]),
        (Some(_), PersonCommand::Register { .. }) => Err(PersonError::AlreadyRegistered),
        (Some(_), PersonCommand::ChangePassword { at }) => Ok(vec![PersonEvent::PasswordChanged { at }]),
        (None, PersonCommand::ChangePassword { .. }) => Err(PersonError::NotRegistered),
    }
}
