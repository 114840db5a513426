//! Whoever makes a request, and how to speak to them.

use async_graphql::{Context, Result};
use commands::identity::{Device, Session};
use domain::journal::Position;
use domain::refusal::Language;
use domain::vocabulary::PersonId;
use uuid::Uuid;

use crate::graphql::errors::ErrorCode;
use crate::http::request_id::RequestId;

/// One request's author. It is given to every resolver of the request.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// The open session, if somebody is signed in.
    pub session: Option<Session>,
    /// The language of the answers.
    pub language: Language,
    /// The id of the request. Logs and masked errors carry it.
    pub request_id: RequestId,
    /// Whence the request came.
    pub device: Device,
    /// The place in the history that the visitor has seen: answers are not older.
    pub min_position: Option<Position>,
}

impl Visitor {
    /// The author of the request that is being resolved.
    pub fn of<'a>(ctx: &Context<'a>) -> Result<&'a Self> {
        ctx.data::<Self>()
    }

    /// Who is signed in, if anybody.
    pub fn person(&self) -> Option<PersonId> {
        self.session.map(|session| session.person)
    }

    /// Who is signed in, or the answer that somebody should be.
    pub fn signed_in(&self) -> Result<PersonId> {
        self.person().ok_or_else(|| ErrorCode::Unauthenticated.error(self.language))
    }

    /// The id under which everything that follows from the request is recorded.
    pub fn correlation(&self) -> Uuid {
        self.request_id.correlation()
    }
}
