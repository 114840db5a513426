//! The bases of 1C and their secrets: two of a base are valid at a time, so that a new one can be
//! put into 1C before the old one ends.

use chrono::{DateTime, Duration, Utc};
use domain::exchange::BaseName;
use domain::organizations::Action;
use domain::refusal::Refusal;
use sqlx::{PgConnection, PgPool};

use super::secret::Secret;
use crate::error::CommandError;
use crate::identity::attempts::Attempt;
use crate::identity::settings::IdentitySettings;
use crate::journal::StoreError;
use crate::ports::Ports;
use crate::requester::Requester;

/// The use of a secret is noted at most this often.
const NOTED_EVERY: Duration = Duration::minutes(1);

/// A base that proved who it is, or that an operator acts for. It is what a
/// [`Requester`] for an exchange is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedBase {
    name: BaseName,
}

impl CheckedBase {
    /// Its name.
    pub const fn name(&self) -> &BaseName {
        &self.name
    }

    /// The base whose documents an operator takes in again: what they do is what the base did.
    pub(super) fn on_order_of(requester: &Requester, name: BaseName) -> Result<Self, CommandError> {
        requester.require_supplier()?;
        requester.require(Action::ManageExchange)?;
        Ok(Self { name })
    }
}

/// Why a request is not let in.
#[derive(Debug, thiserror::Error)]
pub enum CheckError {
    /// There is no such base, or its secret is another.
    #[error("there is no such base, or its secret is another")]
    Wrong,
    /// Too many wrong secrets came from there: wait.
    #[error("too many attempts")]
    Throttled(Duration),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Why something about credentials is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CredentialsError {
    /// The base has a secret.
    #[error("this base has a secret already: rotate it")]
    AlreadyAdded,
    /// There is no such base.
    #[error("there is no base of this name")]
    NoSuchBase,
}

impl Refusal for CredentialsError {
    fn code(&self) -> &'static str {
        match self {
            Self::AlreadyAdded => "EXCHANGE_BASE_ALREADY_ADDED",
            Self::NoSuchBase => "EXCHANGE_BASE_UNKNOWN",
        }
    }

    fn in_russian(&self) -> String {
        match self {
            Self::AlreadyAdded => "У этой базы уже есть секрет: его можно заменить.",
            Self::NoSuchBase => "Базы с таким именем нет.",
        }
        .to_owned()
    }
}

/// A base with its secrets, as an operator sees them.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The base.
    pub base: String,
    /// When the secret was given.
    pub added_at: DateTime<Utc>,
    /// From when on it opens nothing.
    pub ends_at: Option<DateTime<Utc>>,
    /// When it was last used.
    pub last_used_at: Option<DateTime<Utc>>,
}

/// The desk where secrets are given, taken back and checked.
#[derive(Clone)]
pub struct Credentials {
    pool: PgPool,
    ports: Ports,
    settings: IdentitySettings,
}

impl Credentials {
    /// Over the connections of the writer.
    pub fn new(pool: PgPool, ports: Ports) -> Self {
        Self { pool, ports, settings: IdentitySettings::default() }
    }

    /// Gives a base its first secret, or a new one after all were taken back.
    pub async fn add(&self, requester: &Requester, base: &BaseName) -> Result<Secret, CommandError> {
        manages(requester)?;
        let mut transaction = self.pool.begin().await.map_err(CommandError::database)?;
        let now = self.ports.clock.now();
        sqlx::query!(
            "INSERT INTO exchange.bases (name, added_at) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING",
            base.as_str(),
            now
        )
        .execute(&mut *transaction)
        .await
        .map_err(CommandError::database)?;
        if !valid(&mut transaction, base, now).await?.is_empty() {
            return Err(CredentialsError::AlreadyAdded.into());
        }
        let secret = self.give(&mut transaction, base, now).await?;
        transaction.commit().await.map_err(CommandError::database)?;
        Ok(secret)
    }

    /// Gives a base a new secret. The one before is valid for so long; any older one ends now.
    pub async fn rotate(
        &self,
        requester: &Requester,
        base: &BaseName,
        old_ends_in: Duration,
    ) -> Result<Secret, CommandError> {
        manages(requester)?;
        let mut transaction = self.pool.begin().await.map_err(CommandError::database)?;
        let now = self.ports.clock.now();
        let before = valid(&mut transaction, base, now).await?;
        if before.is_empty() {
            return Err(CredentialsError::NoSuchBase.into());
        }
        for (age, id) in before.into_iter().enumerate() {
            let ends_at = if age == 0 { now + old_ends_in } else { now };
            sqlx::query!(
                "UPDATE exchange.credentials SET ends_at = least(ends_at, $2) WHERE id = $1",
                id,
                ends_at
            )
            .execute(&mut *transaction)
            .await
            .map_err(CommandError::database)?;
        }
        let secret = self.give(&mut transaction, base, now).await?;
        transaction.commit().await.map_err(CommandError::database)?;
        Ok(secret)
    }

    /// Takes all secrets of a base back, from this moment on.
    pub async fn revoke(&self, requester: &Requester, base: &BaseName) -> Result<(), CommandError> {
        manages(requester)?;
        let mut transaction = self.pool.begin().await.map_err(CommandError::database)?;
        let now = self.ports.clock.now();
        let before = valid(&mut transaction, base, now).await?;
        if before.is_empty() {
            return Err(CredentialsError::NoSuchBase.into());
        }
        sqlx::query!("UPDATE exchange.credentials SET ends_at = $2 WHERE id = ANY($1)", &before, now)
            .execute(&mut *transaction)
            .await
            .map_err(CommandError::database)?;
        transaction.commit().await.map_err(CommandError::database)
    }

    /// All bases with their secrets, the latest first.
    pub async fn list(&self) -> Result<Vec<Listed>, StoreError> {
        Ok(sqlx::query_as!(
            Listed,
            "SELECT base, added_at, ends_at, last_used_at FROM exchange.credentials
              ORDER BY base, added_at DESC"
        )
        .fetch_all(&self.pool)
        .await?)
    }

    /// Checks a secret. A right one is never kept waiting, whatever strangers did at the same
    /// address; wrong ones are.
    pub async fn check(
        &self,
        base: &str,
        secret: &Secret,
        address: Option<&str>,
    ) -> Result<CheckedBase, CheckError> {
        let now = self.ports.clock.now();
        let kept = sqlx::query!(
            "SELECT id, secret_hash FROM exchange.credentials
              WHERE base = $1 AND (ends_at IS NULL OR ends_at > $2)",
            base,
            now
        )
        .fetch_all(&self.pool)
        .await?;
        let hash = secret.hash();
        let matching: Vec<_> =
            kept.iter().filter(|row| hash.is(&row.secret_hash)).map(|row| row.id).collect();
        match (matching.first(), base.parse()) {
            (Some(id), Ok(name)) => {
                self.note_use(*id, now).await?;
                Ok(CheckedBase { name })
            }
            _ => match Attempt::of_exchange(base, address, &self.settings).begin(&self.pool, now).await? {
                Ok(()) => Err(CheckError::Wrong),
                Err(wait) => Err(CheckError::Throttled(wait)),
            },
        }
    }

    async fn note_use(&self, id: uuid::Uuid, now: DateTime<Utc>) -> Result<(), sqlx::Error> {
        sqlx::query!(
            "UPDATE exchange.credentials SET last_used_at = $2
              WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < $3)",
            id,
            now,
            now - NOTED_EVERY
        )
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    async fn give(
        &self,
        connection: &mut PgConnection,
        base: &BaseName,
        now: DateTime<Utc>,
    ) -> Result<Secret, CommandError> {
        let secret = Secret::mint(self.ports.entropy.as_ref());
        let hash = secret.hash();
        sqlx::query!(
            "INSERT INTO exchange.credentials (id, base, secret_hash, added_at) VALUES ($1, $2, $3, $4)",
            self.ports.ids.next(),
            base.as_str(),
            hash.bytes(),
            now
        )
        .execute(connection)
        .await
        .map_err(CommandError::database)?;
        Ok(secret)
    }
}

fn manages(requester: &Requester) -> Result<(), CommandError> {
    requester.require_supplier()?;
    requester.require(Action::ManageExchange)
}

/// The secrets of a base that open something now, the latest first. The base stays locked.
async fn valid(
    connection: &mut PgConnection,
    base: &BaseName,
    now: DateTime<Utc>,
) -> Result<Vec<uuid::Uuid>, CommandError> {
    sqlx::query!("SELECT name FROM exchange.bases WHERE name = $1 FOR UPDATE", base.as_str())
        .fetch_optional(&mut *connection)
        .await
        .map_err(CommandError::database)?;
    sqlx::query_scalar!(
        "SELECT id FROM exchange.credentials
          WHERE base = $1 AND (ends_at IS NULL OR ends_at > $2) ORDER BY added_at DESC, id DESC",
        base.as_str(),
        now
    )
    .fetch_all(connection)
    .await
    .map_err(CommandError::database)
}
