//! What the resolvers work with, composed once for the process.

use async_graphql::{Context, Result};
use commands::Commands;
use commands::identity::Identity;
use projections::Reads;

use crate::http::session_cookie::SessionCookie;
use crate::workers::Freshness;

/// The services under the schema. Cheap to clone.
#[derive(Clone)]
pub struct Services {
    /// Everything that can be asked for.
    pub commands: Commands,
    /// Everything that can be seen.
    pub reads: Reads,
    /// How far the read tables are.
    pub freshness: Freshness,
    /// People and their accounts.
    pub identity: Identity,
    /// How sessions come and go.
    pub cookie: SessionCookie,
}

impl Services {
    /// The services of the request that is being resolved.
    pub fn of<'a>(ctx: &Context<'a>) -> Result<&'a Self> {
        ctx.data::<Self>()
    }
}
