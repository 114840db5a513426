//! Changing one's own password. All sessions end; the one that did it gets a new token.

use chrono::{DateTime, Utc};
use domain::identity::person::{Person, PersonCommand};
use domain::journal::StreamKey;
use domain::organizations::Action;
use domain::refusal::Refusal;
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
use crate::journal::{Append, Effect, EffectError};
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
        if !self.hasher.verify(request.current, Some(hash.clone())).await {
            return Err(PasswordRefusal::WrongCurrent.into());
        }
        attempt.succeed(&self.pool, now).await?;
        let password = self.hasher.hash(request.new).await;
        let change = SetPassword { person: request.person, verified: Some(hash), password };
        let requester = Requester::own_account(request.person);
        match self.commands.execute(&requester, &Request::new(request.correlation_id), &change).await {
            Err(CommandError::Refused(refusal)) if refusal.code() == PasswordRefusal::WrongCurrent.code() => {
                return Err(PasswordRefusal::WrongCurrent.into());
            }
            changed => changed?,
        };
        let mut connection = self.pool.acquire().await?;
        let opened =
            self.open_session(&mut connection, request.person, &change.password, &request.device).await?;
        opened.ok_or_else(|| PasswordRefusal::WrongCurrent.into())
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
    /// The hash of the password that the person gave. If another one was set since, this
    /// one is not; without it, whatever was set is replaced.
    #[serde(skip)]
    pub verified: Option<PasswordHash>,
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
            if !self.replace(transaction, append.occurred_at).await? {
                return Err(EffectError::Refused(Box::new(PasswordRefusal::WrongCurrent)));
            }
            session::end_all(transaction, self.person).await?;
            Ok(())
        })
    }
}

impl SetPassword {
    async fn replace(&self, connection: &mut PgConnection, at: DateTime<Utc>) -> Result<bool, sqlx::Error> {
        let replaced = sqlx::query!(
            "UPDATE identity.credentials SET password_hash = $2, changed_at = $3
              WHERE person = $1 AND password_hash = coalesce($4, password_hash)",
            self.person.0,
            self.password.0,
            at,
            self.verified.as_ref().map(|hash| hash.0.as_str())
        )
        .execute(connection)
        .await?;
        Ok(replaced.rows_affected() > 0)
    }
}
