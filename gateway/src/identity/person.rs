//! A person, as others see them.

use async_graphql::{Context, Enum, Object, Result};
use domain::journal;
use domain::vocabulary::PersonId;

use crate::graphql::global_id::GlobalId;
use crate::graphql::related::{NameOf, related};
use crate::graphql::standpoint::Standpoint;

/// A person, seen from somewhere.
#[derive(Clone, Copy)]
pub struct Person {
    /// Who.
    pub id: PersonId,
    /// From where.
    pub standpoint: Standpoint,
}

/// A person, as others see them.
#[Object]
impl Person {
    /// The id of the person.
    async fn id(&self) -> GlobalId<PersonId> {
        GlobalId(self.id)
    }

    /// First and last name; null when they were erased.
    async fn name(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        related(ctx, NameOf(self.standpoint, self.id)).await
    }
}

/// Who brought something about, seen from somewhere.
pub struct Actor {
    /// Who.
    pub actor: journal::Actor,
    /// From where.
    pub standpoint: Standpoint,
}

/// What kind of actor it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum ActorKind {
    /// A person who was signed in.
    Person,
    /// A reaction of the service itself.
    Process,
    /// An exchange with 1C.
    Exchange,
    /// Whoever has a shell on the machine.
    Console,
}

/// Who brought something about.
#[Object]
impl Actor {
    /// What kind of actor it is.
    async fn kind(&self) -> ActorKind {
        match self.actor {
            journal::Actor::Person(_) => ActorKind::Person,
            journal::Actor::Process(_) => ActorKind::Process,
            journal::Actor::Exchange(_) => ActorKind::Exchange,
            journal::Actor::Console => ActorKind::Console,
        }
    }

    /// The person, if it was one.
    async fn person(&self) -> Option<Person> {
        self.actor.person().map(|id| Person { id, standpoint: self.standpoint })
    }

    /// The name of the reaction or of the exchange, if it was one.
    async fn name(&self) -> Option<&str> {
        match &self.actor {
            journal::Actor::Process(name) | journal::Actor::Exchange(name) => Some(name),
            journal::Actor::Person(_) | journal::Actor::Console => None,
        }
    }
}
