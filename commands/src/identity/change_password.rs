//! Changing one's own password. All sessions end; the one that did it gets a new token.

use chrono::{DateTime, Utc};
use domain::vocabulary::PersonId;
use sqlx::PgConnection;

use super::attempts::Attempt;
use super::{
    ChangePasswordError, Device, Email, Identity, Password, PasswordHash, PasswordRefusal, SignedIn, session,
};

/// A request to change the password of somebody who is signed in.
#[derive(Clone, Debug)]
pub struct ChangePassword {
    /// Who asks.
    pub person: PersonId,
    /// The password so far.
    pub current: Password,
    /// The password from now on.
    pub new: Password,
    /// Whence the request came.
    pub device: Device,
}

impl Identity {
    /// Changes the password. A wrong current one counts like an attempt to sign in.
    pub async fn change_password(&self, request: ChangePassword) -> Result<SignedIn, ChangePasswordError> {
        let (email, hash) = self.credentials_of(request.person).await?;
        request.new.check(&email)?;
        let attempt = Attempt::at(&email, request.device.address.as_deref(), &self.settings);
        let now = self.ports.clock.now();
        attempt.begin(&self.pool, now).await?.map_err(ChangePasswordError::Throttled)?;
        if !self.hasher.verify(request.current, Some(hash)).await {
            return Err(PasswordRefusal::WrongCurrent.into());
        }
        attempt.succeed(&self.pool, now).await?;
        let hash = self.hasher.hash(request.new).await;
        let mut transaction = self.pool.begin().await?;
        set_password(&mut transaction, request.person, &hash, self.ports.clock.now()).await?;
        let (token, session) = self.open_session(&mut transaction, request.person, &request.device).await?;
        transaction.commit().await?;
        Ok(SignedIn { session, token })
    }

    async fn credentials_of(&self, person: PersonId) -> Result<(Email, PasswordHash), sqlx::Error> {
        let row = sqlx::query!(
            "SELECT email, password_hash
               FROM identity.credentials JOIN identity.directory USING (person)
              WHERE person = $1",
            person.0
        )
        .fetch_one(&self.pool)
        .await?;
        let email = row.email.parse().map_err(|error| sqlx::Error::Decode(Box::new(error)))?;
        Ok((email, PasswordHash(row.password_hash)))
    }
}

/// Writes a new password and ends every session of the person. It belongs on the
/// connection of the append that records `Person::PasswordChanged`.
pub async fn set_password(
    connection: &mut PgConnection,
    person: PersonId,
    password: &PasswordHash,
    at: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "UPDATE identity.credentials SET password_hash = $2, changed_at = $3 WHERE person = $1",
        person.0,
        password.0,
        at,
    )
    .execute(&mut *connection)
    .await?;
    session::end_all(connection, person).await
}
