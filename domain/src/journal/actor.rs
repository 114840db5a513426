//! Who brought a fact about.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::vocabulary::PersonId;

/// Whoever acted. Written into every event as text: `person:<uuid>`,
/// `process:<name>`, `exchange:<name>` or `console`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Actor {
    /// A person who is signed in.
    Person(PersonId),
    /// A reaction of the service itself, by its name.
    Process(String),
    /// An exchange with 1C, by its name.
    Exchange(String),
    /// Whoever has a shell on the machine and runs `kabinet`.
    Console,
}

impl Actor {
    /// The person, if it is one.
    pub const fn person(&self) -> Option<PersonId> {
        match self {
            Self::Person(id) => Some(*id),
            Self::Process(_) | Self::Exchange(_) | Self::Console => None,
        }
    }
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Person(id) => write!(f, "person:{id}"),
            Self::Process(name) => write!(f, "process:{name}"),
            Self::Exchange(name) => write!(f, "exchange:{name}"),
            Self::Console => f.write_str("console"),
        }
    }
}

/// The text names no actor.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is not an actor")]
pub struct NotAnActor(String);

impl FromStr for Actor {
    type Err = NotAnActor;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || NotAnActor(text.to_owned());
        match text.split_once(':') {
            Some(("person", id)) => id.parse().map(Self::Person).map_err(|_| wrong()),
            Some(("process", name)) => Ok(Self::Process(name.to_owned())),
            Some(("exchange", name)) => Ok(Self::Exchange(name.to_owned())),
            None if text == "console" => Ok(Self::Console),
            _ => Err(wrong()),
        }
    }
}

impl TryFrom<String> for Actor {
    type Error = NotAnActor;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Actor> for String {
    fn from(actor: Actor) -> Self {
        actor.to_string()
    }
}
