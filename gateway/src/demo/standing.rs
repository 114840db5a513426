//! How far a database is with the demonstration.

use domain::journal::{Actor, Tenant};
use sqlx::PgPool;

/// How far a database is with the demonstration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing ever happened in it.
    Empty,
    /// The demonstration began and was interrupted: it goes on where it stopped.
    Interrupted,
    /// The demonstration was played to its end, whatever happened since.
    Complete,
    /// It belongs to somebody else.
    Foreign,
}

/// A request of the demonstration: by whom, in whose streams, under which key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cue {
    /// Whose streams.
    pub tenant: Tenant,
    /// Who asks.
    pub actor: Actor,
    /// The idempotency key.
    pub key: String,
}

impl Cue {
    /// Whether the request was carried out.
    pub async fn is_done(&self, pool: &PgPool) -> sqlx::Result<bool> {
        let done = sqlx::query_scalar!(
            r#"SELECT EXISTS (SELECT FROM journal.idempotency
                WHERE organization = $1 AND actor = $2 AND key = $3) AS "done!""#,
            self.tenant.to_string(),
            self.actor.to_string(),
            self.key
        );
        done.fetch_one(pool).await
    }
}

/// Looks at a database, given the first and the last request of the demonstration.
pub async fn standing(pool: &PgPool, first: &Cue, last: &Cue) -> sqlx::Result<Standing> {
    if last.is_done(pool).await? {
        return Ok(Standing::Complete);
    }
    if first.is_done(pool).await? {
        return Ok(Standing::Interrupted);
    }
    let has_events = sqlx::query_scalar!(r#"SELECT EXISTS (SELECT FROM journal.events) AS "has_events!""#);
    Ok(if has_events.fetch_one(pool).await? { Standing::Foreign } else { Standing::Empty })
}
