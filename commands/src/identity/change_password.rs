//! Changing one's own password. All sessions end; the one that did it gets a new token.

use chrono::{DateTime, Utc};
use domain::identity::person::{Person, PersonCommand};
use domain::journal::StreamKey;
use domain::organizations::Action;
use domain::vocabulary::PersonId;
use serde::Serialize;
use sqlx::PgConnection;
use uuid::Uuid;

use super::attempts::Attempt;
use super::{
    ChangePasswordError, Device, Email, Identity, Password, PasswordHash, PasswordRefusal, SignedIn, session,
};
use crate::command::{Command, Request};
use crate::error::CommandError;
use crate::journal::effect::Writing;
use crate::journal::{Append, Effect};
use crate::requester::Requester;
use crate::work::Work;

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
    /// The id that everything following from the request shares.
    pub correlation_id: Uuid,
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
        let password = self.hasher.hash(request.new).await;
        let change = SetPassword { person: request.person, password };
        let requester = Requester::own_account(request.person);
        self.commands.execute(&requester, &Request::new(request.correlation_id), &change).await?;
        let mut connection = self.pool.acquire().await?;
        let (token, session) = self.open_session(&mut connection, request.person, &request.device).await?;
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

/// The new password, the end of all sessions and the event, all at once.
///
/// Whoever knows the old one uses [`Identity::change_password`].
#[derive(Clone, Serialize)]
pub struct SetPassword {
    /// Whose.
    pub person: PersonId,
    /// The password from now on, hashed before: a command may run again.
    #[serde(skip)]
    pub password: PasswordHash,
}

impl Command for SetPassword {
    const NAME: &'static str = "set_password";
    const ACTION: Action = Action::ManageUsers;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Person>(self.person)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        let mut person = work.load::<Person>(self.person).await?;
        work.decide(&mut person, PersonCommand::ChangePassword { at: work.now() }).await?;
        work.effect(self.clone());
        Ok(())
    }
}

impl Effect for SetPassword {
    fn write<'a>(&'a self, transaction: &'a mut PgConnection, append: &'a Append) -> Writing<'a> {
        Box::pin(async move {
            replace_password(transaction, self.person, &self.password, append.occurred_at).await?;
            session::end_all(transaction, self.person).await?;
            Ok(())
        })
    }
}

async fn replace_password(
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
    .execute(connection)
    .await?;
    Ok(())
}
