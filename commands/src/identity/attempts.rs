//! Throttling: an attempt is counted before it is tried, so that attempts made at
//! the same moment cannot all pass.

use chrono::{DateTime, Duration, Utc};
use sha2::{Digest, Sha256};
use sqlx::PgPool;

use super::Email;
use super::settings::{AttemptLimit, IdentitySettings};

/// What one attempt counts against.
pub(crate) struct Attempt {
    counters: Vec<Counter>,
}

struct Counter {
    subject: [u8; 32],
    limit: AttemptLimit,
    /// Whether success wipes the failures out, or only takes this attempt back: who
    /// knows one password must not so clear the way to guess others.
    wiped_by_success: bool,
}

impl Attempt {
    /// An attempt at the account of an e-mail, from an address if it is known.
    pub(super) fn at(email: &Email, address: Option<&str>, settings: &IdentitySettings) -> Self {
        let account = email.as_str();
        let address = address.unwrap_or("unknown");
        let counter = |parts: &[&str], limit, wiped_by_success| Counter {
            subject: subject(parts),
            limit,
            wiped_by_success,
        };
        let mut counters = vec![
            counter(&["account and address", account, address], settings.per_account_and_address, true),
            counter(&["account", account], settings.per_account, true),
            counter(&["address", address], settings.per_address, false),
        ];
        // In one order for everybody, so that attempts wait for each other and do not deadlock.
        counters.sort_by_key(|counter| counter.subject);
        Self { counters }
    }

    /// A wrong secret of a base of 1C, from an address if it is known. The base itself is not
    /// counted: strangers elsewhere must not keep it waiting.
    pub(crate) fn of_exchange(base: &str, address: Option<&str>, settings: &IdentitySettings) -> Self {
        let address = address.unwrap_or("unknown");
        let counter =
            |parts: &[&str], limit| Counter { subject: subject(parts), limit, wiped_by_success: false };
        let mut counters = vec![
            counter(&["exchange and address", base, address], settings.per_account_and_address),
            counter(&["address", address], settings.per_address),
        ];
        counters.sort_by_key(|counter| counter.subject);
        Self { counters }
    }

    /// Counts the attempt; or says how long to wait, and counts nothing.
    pub(crate) async fn begin(
        &self,
        pool: &PgPool,
        now: DateTime<Utc>,
    ) -> Result<Result<(), Duration>, sqlx::Error> {
        let mut transaction = pool.begin().await?;
        for counter in &self.counters {
            if !counter.count(&mut transaction, now).await? {
                transaction.rollback().await?;
                return self.wait(pool, now).await.map(Err);
            }
        }
        transaction.commit().await?;
        Ok(Ok(()))
    }

    async fn wait(&self, pool: &PgPool, now: DateTime<Utc>) -> Result<Duration, sqlx::Error> {
        let subjects: Vec<Vec<u8>> = self.counters.iter().map(|counter| counter.subject.to_vec()).collect();
        let until = sqlx::query_scalar!(
            "SELECT max(blocked_until) FROM identity.attempts WHERE subject = ANY($1)",
            &subjects
        )
        .fetch_one(pool)
        .await?;
        let wait = until.map_or(Duration::zero(), |until| until - now);
        Ok(wait.max(Duration::seconds(1)))
    }

    /// Takes the attempt back: it succeeded.
    pub(super) async fn succeed(&self, pool: &PgPool, now: DateTime<Utc>) -> Result<(), sqlx::Error> {
        let mut transaction = pool.begin().await?;
        for counter in &self.counters {
            counter.take_back(&mut transaction, now).await?;
        }
        transaction.commit().await
    }
}

impl Counter {
    /// Whether the attempt may be made. The row stays locked to the end of the transaction.
    async fn count(
        &self,
        connection: &mut sqlx::PgConnection,
        now: DateTime<Utc>,
    ) -> Result<bool, sqlx::Error> {
        let forgotten_since = now - self.limit.forget_after;
        let failures = sqlx::query_scalar!(
            "INSERT INTO identity.attempts AS known (subject, failures, last_at, blocked_until)
             VALUES ($1, 1, $2, $2)
             ON CONFLICT (subject) DO UPDATE
                SET failures = CASE WHEN known.last_at <= $3 THEN 1 ELSE known.failures + 1 END,
                    last_at = $2
              WHERE known.blocked_until <= $2
             RETURNING failures",
            &self.subject,
            now,
            forgotten_since,
        )
        .fetch_optional(&mut *connection)
        .await?;
        let Some(failures) = failures else { return Ok(false) };
        let blocked_until = now + self.limit.pause_after(failures);
        sqlx::query!(
            "UPDATE identity.attempts SET blocked_until = $2 WHERE subject = $1",
            &self.subject,
            blocked_until
        )
        .execute(connection)
        .await?;
        Ok(true)
    }

    async fn take_back(
        &self,
        connection: &mut sqlx::PgConnection,
        now: DateTime<Utc>,
    ) -> Result<(), sqlx::Error> {
        // A wait that failures of others have earned is not shortened by one's own success.
        sqlx::query!(
            "UPDATE identity.attempts
                SET failures = CASE WHEN $2 THEN 0 ELSE greatest(failures - 1, 0) END,
                    blocked_until = CASE WHEN $2 OR failures - 1 < $4 THEN $3 ELSE blocked_until END
              WHERE subject = $1",
            &self.subject,
            self.wiped_by_success,
            now,
            self.limit.free,
        )
        .execute(connection)
        .await?;
        Ok(())
    }
}

impl AttemptLimit {
    /// How long the next attempt has to wait after so many failures in a row.
    pub fn pause_after(&self, failures: i32) -> Duration {
        let beyond = failures - self.free;
        if beyond < 0 {
            return Duration::zero();
        }
        let doubled = 1_i32.checked_shl(beyond.unsigned_abs().min(20)).unwrap_or(i32::MAX);
        self.first_pause.checked_mul(doubled).unwrap_or(self.longest_pause).min(self.longest_pause)
    }
}

fn subject(parts: &[&str]) -> [u8; 32] {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update(part.as_bytes());
        digest.update([0]);
    }
    digest.finalize().into()
}
