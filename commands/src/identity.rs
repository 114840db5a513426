//! People and their accounts: registering, signing in, sessions, passwords.
//!
//! Who somebody is, is decided here; what they may do in an organization is decided
//! by `organizations`. Nothing here says whether an e-mail is known: the answer, its
//! time and its limits are the same for people who exist and for people who do not.

pub mod attempts;
pub mod change_password;
pub mod directory;
pub mod email;
pub mod error;
pub mod membership;
pub mod password;
pub mod register;
pub mod register_person;
pub mod session;
pub mod settings;
pub mod sign_in;

use std::sync::Arc;

use sqlx::PgPool;

pub use change_password::{ChangePassword, SetPassword};
pub use directory::{Entry, Listed};
pub use email::{Email, NotAnEmail};
pub use error::{ChangePasswordError, PasswordRefusal, SignInError, SignInRefusal};
pub use membership::Membership;
pub use password::{Password, PasswordHash, PasswordHasher};
pub use register_person::RegisterPerson;
pub use session::{Device, Session, SessionToken, SessionTokenHash};
pub use settings::IdentitySettings;
pub use sign_in::{SignIn, SignedIn};

use crate::execute::Commands;
use crate::ports::Ports;

/// The use cases of identity over one database. Cheap to clone.
#[derive(Clone)]
pub struct Identity {
    commands: Commands,
    pool: PgPool,
    ports: Ports,
    hasher: Arc<dyn PasswordHasher>,
    settings: IdentitySettings,
}

impl Identity {
    /// Over the commands, whose connections act as `kabinet_writer`.
    pub fn new(commands: Commands, hasher: Arc<dyn PasswordHasher>, settings: IdentitySettings) -> Self {
        let (pool, ports) = (commands.pool().clone(), commands.ports().clone());
        Self { commands, pool, ports, hasher, settings }
    }
}

#[cfg(test)]
mod tests;
