//! Opening an account: the directory and the password.
//!
//! The tables are written on the connection of the append that records
//! `Person::Registered`, so that all of it happens or nothing.

use chrono::{DateTime, Utc};
use domain::vocabulary::PersonId;
use sqlx::PgConnection;

use super::{Entry, Identity, Password, PasswordHash, PasswordRefusal};

impl Identity {
    /// Checks a password and hashes it. It is slow on purpose: do it before a transaction.
    pub async fn prepare_password(
        &self,
        password: Password,
        entry: &Entry,
    ) -> Result<PasswordHash, PasswordRefusal> {
        password.check(&entry.email)?;
        Ok(self.hasher.hash(password).await)
    }
}

/// Writes a person into the directory, with a password.
///
/// False when somebody has this e-mail already: then nothing was written.
pub async fn enter(
    connection: &mut PgConnection,
    person: PersonId,
    entry: &Entry,
    password: &PasswordHash,
    at: DateTime<Utc>,
) -> Result<bool, sqlx::Error> {
    let entered = sqlx::query!(
        "INSERT INTO identity.directory (person, full_name, email, phone) VALUES ($1, $2, $3, $4)
         ON CONFLICT (email) DO NOTHING",
        person.0,
        entry.full_name,
        entry.email.as_str(),
        entry.phone,
    )
    .execute(&mut *connection)
    .await?;
    if entered.rows_affected() == 0 {
        return Ok(false);
    }
    sqlx::query!(
        "INSERT INTO identity.credentials (person, password_hash, changed_at) VALUES ($1, $2, $3)",
        person.0,
        password.0,
        at,
    )
    .execute(connection)
    .await?;
    Ok(true)
}
