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
        let is_right = self.hasher.verify(request.password, hash).await;
        let person = person.filter(|_| is_right).ok_or(SignInRefusal::WrongEmailOrPassword)?;
        attempt.succeed(&self.pool, self.ports.clock.now()).await?;
        self.replace_session(person, &request.device, request.previous).await.map_err(Into::into)
    }

    async fn replace_session(
        &self,
        person: PersonId,
        device: &Device,
        previous: Option<SessionTokenHash>,
    ) -> Result<SignedIn, sqlx::Error> {
        if let Some(previous) = previous {
            self.sign_out(&previous).await?;
        }
        let mut connection = self.pool.acquire().await?;
        let (token, session) = self.open_session(&mut connection, person, device).await?;
        Ok(SignedIn { session, token })
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
