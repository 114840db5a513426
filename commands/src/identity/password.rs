//! Passwords: what may be one, and who hashes it.

use std::fmt;
use std::future::Future;
use std::pin::Pin;

use super::{Email, PasswordRefusal};

/// The fewest characters of a password.
pub const SHORTEST: usize = 8;

/// The most bytes of a password: far beyond a passphrase, short of a burden to hash.
pub const LONGEST: usize = 1024;

/// Passwords that are tried first by whoever guesses, one a line, in lower case.
const COMMON: &str = include_str!("common_passwords.txt");

/// A password as somebody typed it. It is never shown, cut or changed.
#[derive(Clone)]
pub struct Password(String);

impl Password {
    /// The text, for the one who hashes it.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Refuses what must not become the password of this e-mail.
    pub fn check(&self, email: &Email) -> Result<(), PasswordRefusal> {
        let lowered = self.0.to_lowercase();
        let local = email.as_str().split('@').next().unwrap_or_default();
        if self.0.chars().count() < SHORTEST {
            return Err(PasswordRefusal::TooShort);
        }
        if self.0.len() > LONGEST {
            return Err(PasswordRefusal::TooLong);
        }
        if lowered == email.as_str() || lowered == local {
            return Err(PasswordRefusal::IsEmail);
        }
        if is_monotonous(&lowered) || COMMON.lines().any(|common| common == lowered) {
            return Err(PasswordRefusal::TooCommon);
        }
        Ok(())
    }
}

fn is_monotonous(text: &str) -> bool {
    text.chars().next().is_some_and(|first| text.chars().all(|c| c == first))
}

impl From<String> for Password {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

/// A hashed password as a PHC string.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(pub String);

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordHash(…)")
    }
}

/// What a hasher answers, later.
pub type Hashing<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Hashes passwords without holding up anybody else's request.
pub trait PasswordHasher: Send + Sync {
    /// Hashes a password under a new salt.
    fn hash(&self, password: Password) -> Hashing<'_, PasswordHash>;

    /// Whether the password is the hashed one. Without a hash it takes as long as
    /// with one, and the answer is no.
    fn verify(&self, password: Password, hash: Option<PasswordHash>) -> Hashing<'_, bool>;
}
