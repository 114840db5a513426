//! Signing in with an e-mail and a password.

use domain::vocabulary::PersonId;

use super::attempts::Attempt;
use super::{
    Device, Email, Identity, Password, PasswordHash, Session, SessionToken, SessionTokenHash, SignInError,
    SignInRefusal,
};

/// A request to be signed in.
#[derive(Clone, Debug)]
pub struct SignIn {
    /// The e-mail, as it was typed.
    pub email: String,
    /// The password, as it was typed.
    pub password: Password,
    /// Whence the request came.
    pub device: Device,
    /// The session that the browser had so far: it ends, and a new one begins.
    pub previous: Option<SessionTokenHash>,
}

/// Somebody is signed in.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// The session.
    pub session: Session,
    /// What opens it.
    pub token: SessionToken,
}

impl Identity {
    /// Signs somebody in, or refuses. Each call is one attempt.
    pub async fn sign_in(&self, request: SignIn) -> Result<SignedIn, SignInError> {
        let email: Email = request.email.parse().map_err(|_| SignInRefusal::WrongEmailOrPassword)?;
        let attempt = Attempt::at(&email, request.device.address.as_deref(), &self.settings);
        attempt.begin(&self.pool, self.ports.clock.now()).await?.map_err(SignInError::Throttled)?;
        let (person, hash) = self.credentials(&email).await?.unzip();
        let is_right = self.hasher.verify(request.password, hash.clone()).await;
        let verified = person.zip(hash).filter(|_| is_right);
        let (person, hash) = verified.ok_or(SignInRefusal::WrongEmailOrPassword)?;
        let mut connection = self.pool.acquire().await?;
        let opened = self.open_session(&mut connection, person, &hash, &request.device).await?;
        let signed_in = opened.ok_or(SignInRefusal::WrongEmailOrPassword)?;
        drop(connection);
        attempt.succeed(&self.pool, self.ports.clock.now()).await?;
        if let Some(previous) = request.previous {
            self.sign_out(&previous).await?;
        }
        Ok(signed_in)
    }

    async fn credentials(&self, email: &Email) -> Result<Option<(PersonId, PasswordHash)>, sqlx::Error> {
        let row = sqlx::query!(
            "SELECT credentials.person, password_hash
               FROM identity.credentials JOIN identity.directory USING (person)
              WHERE email = $1",
            email.as_str()
        )
        .fetch_optional(&self.pool)
        .await?;
        Ok(row.map(|row| (PersonId(row.person), PasswordHash(row.password_hash))))
    }
}
