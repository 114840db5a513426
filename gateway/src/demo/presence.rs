//! Who works on a database: any number of services, or one player of the demonstration.
//!
//! A service reacts to events by the clock of the day; beside it the demonstration would not
//! come out as it is written. The locks end with the connection that holds them.

use sqlx::{Connection, PgConnection, PgPool};

/// The same number in every Kabinet, and none of those that the journal's fence uses.
const LOCK: i64 = 0x6b61_6269_6e65_7402;

/// Somebody works on the database for as long as this is kept.
#[derive(Debug)]
pub struct Presence(PgConnection);

impl Presence {
    /// As one of the services. Waits while a demonstration is played.
    pub async fn shared(pool: &PgPool) -> sqlx::Result<Self> {
        let mut connection = pool.acquire().await?.detach();
        sqlx::query("SELECT pg_advisory_lock_shared($1)").bind(LOCK).execute(&mut connection).await?;
        Ok(Self(connection))
    }

    /// As the only one; nothing when somebody else is there.
    pub async fn alone(pool: &PgPool) -> sqlx::Result<Option<Self>> {
        let mut connection = pool.acquire().await?.detach();
        let is_alone = sqlx::query_scalar("SELECT pg_try_advisory_lock($1)")
            .bind(LOCK)
            .fetch_one(&mut connection)
            .await?;
        Ok(if is_alone { Some(Self(connection)) } else { None })
    }

    /// Goes, and lets others in at once.
    pub async fn leave(self) {
        let _ = self.0.close().await;
    }
}
