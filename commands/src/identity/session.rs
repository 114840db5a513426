//! Sessions: a random token in a cookie, its digest in the database.

use std::fmt;

use chrono::{DateTime, Duration, Utc};
use domain::vocabulary::PersonId;
use sha2::{Digest, Sha256};
use sqlx::PgConnection;

use super::{Identity, PasswordHash, SignedIn};
use crate::ports::Entropy;

/// The use of a session is noted at most this often.
const NOTED_EVERY: Duration = Duration::minutes(1);

/// The longest description of a device that is kept, in characters.
const LONGEST_USER_AGENT: usize = 256;

/// 256 random bits that prove a session. Only the browser keeps them.
#[derive(Clone, PartialEq, Eq)]
pub struct SessionToken([u8; 32]);

impl SessionToken {
    fn mint(entropy: &dyn Entropy) -> Self {
        let mut bytes = [0; 32];
        entropy.fill(&mut bytes);
        Self(bytes)
    }

    /// The bits, for the cookie.
    pub const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// What the database knows of the token.
    pub fn hash(&self) -> SessionTokenHash {
        SessionTokenHash(Sha256::digest(self.0).into())
    }
}

impl From<[u8; 32]> for SessionToken {
    fn from(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

impl fmt::Debug for SessionToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SessionToken(…)")
    }
}

/// SHA-256 of a token: names a session without opening it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionTokenHash([u8; 32]);

/// Whence a session was opened, as far as it is known.
#[derive(Clone, Debug, Default)]
pub struct Device {
    /// The IP address, as text.
    pub address: Option<String>,
    /// What the browser says it is.
    pub user_agent: Option<String>,
}

/// An open session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Session {
    /// Who is signed in.
    pub person: PersonId,
    /// The session.
    pub id: SessionTokenHash,
    /// When it ends at the latest.
    pub expires_at: DateTime<Utc>,
}

impl Identity {
    /// The session that a token opens, if it is still open. Its use is noted.
    pub async fn resolve(&self, token: &SessionToken) -> Result<Option<Session>, sqlx::Error> {
        let id = token.hash();
        let now = self.ports.clock.now();
        let row = sqlx::query!(
            "SELECT person, last_seen_at, expires_at FROM identity.sessions
              WHERE id_hash = $1 AND expires_at > $2 AND last_seen_at > $3",
            &id.0,
            now,
            now - self.settings.idle_timeout,
        )
        .fetch_optional(&self.pool)
        .await?;
        let Some(row) = row else { return Ok(None) };
        if now - row.last_seen_at >= NOTED_EVERY {
            self.note_use(&id, now).await?;
        }
        Ok(Some(Session { person: PersonId(row.person), id, expires_at: row.expires_at }))
    }

    async fn note_use(&self, id: &SessionTokenHash, now: DateTime<Utc>) -> Result<(), sqlx::Error> {
        sqlx::query!("UPDATE identity.sessions SET last_seen_at = $2 WHERE id_hash = $1", &id.0, now)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// Ends one session. Ending it twice is no error.
    pub async fn sign_out(&self, id: &SessionTokenHash) -> Result<(), sqlx::Error> {
        sqlx::query!("DELETE FROM identity.sessions WHERE id_hash = $1", &id.0).execute(&self.pool).await?;
        Ok(())
    }

    /// Deletes sessions that are over and attempts that are forgotten.
    pub async fn sweep(&self) -> Result<(), sqlx::Error> {
        let now = self.ports.clock.now();
        sqlx::query!(
            "DELETE FROM identity.sessions WHERE expires_at <= $1 OR last_seen_at <= $2",
            now,
            now - self.settings.idle_timeout,
        )
        .execute(&self.pool)
        .await?;
        let forgotten = now - self.settings.per_account.forget_after;
        sqlx::query!(
            "DELETE FROM identity.attempts WHERE last_at <= $1 AND blocked_until <= $2",
            forgotten,
            now
        )
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// Opens a session of a person, whose password was verified against a hash; nothing if
    /// the password was changed since. A change that begins now waits and ends the session.
    pub(super) async fn open_session(
        &self,
        connection: &mut PgConnection,
        person: PersonId,
        verified: &PasswordHash,
        device: &Device,
    ) -> Result<Option<SignedIn>, sqlx::Error> {
        let token = SessionToken::mint(self.ports.entropy.as_ref());
        let now = self.ports.clock.now();
        let session = Session { person, id: token.hash(), expires_at: now + self.settings.absolute_timeout };
        let user_agent = device.user_agent.as_deref().map(|text| shortened(text, LONGEST_USER_AGENT));
        let opened = sqlx::query!(
            "WITH verified AS (
                 SELECT person FROM identity.credentials WHERE person = $2 AND password_hash = $7 FOR SHARE)
             INSERT INTO identity.sessions
                    (id_hash, person, created_at, last_seen_at, expires_at, user_agent, address)
             SELECT $1, person, $3, $3, $4, $5, $6 FROM verified",
            &session.id.0,
            person.0,
            now,
            session.expires_at,
            user_agent,
            device.address,
            verified.0,
        )
        .execute(connection)
        .await?;
        Ok((opened.rows_affected() > 0).then_some(SignedIn { session, token }))
    }
}

fn shortened(text: &str, longest: usize) -> String {
    text.chars().take(longest).collect()
}

/// Ends every session of a person.
pub(super) async fn end_all(connection: &mut PgConnection, person: PersonId) -> Result<(), sqlx::Error> {
    sqlx::query!("DELETE FROM identity.sessions WHERE person = $1", person.0).execute(connection).await?;
    Ok(())
}
