//! Opening an account: directory, password and the event, all at once.

use domain::identity::person::{Person, PersonCommand};
use domain::journal::StreamKey;
use domain::organizations::Action;
use domain::refusal::Refusal;
use domain::vocabulary::PersonId;
use serde::Serialize;
use sqlx::PgConnection;

use super::register::enter;
use super::{Entry, PasswordHash};
use crate::command::Command;
use crate::error::CommandError;
use crate::journal::effect::Writing;
use crate::journal::{Append, Effect, EffectError};
use crate::work::Work;

/// Opens an account for a person, under an id that was minted for them.
///
/// The password was hashed before: that is slow on purpose, and a command may run again.
#[derive(Clone, Serialize)]
pub struct RegisterPerson {
    /// The person.
    pub person: PersonId,
    /// Who they are. It goes into the directory and nowhere else.
    #[serde(skip)]
    pub entry: Entry,
    /// Their password.
    #[serde(skip)]
    pub password: PasswordHash,
}

/// Somebody has this e-mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("somebody is registered with this e-mail already")]
pub struct EmailTaken;

impl Refusal for EmailTaken {
    fn code(&self) -> &'static str {
        "EMAIL_TAKEN"
    }

    fn in_russian(&self) -> String {
        "С этим адресом электронной почты уже кто-то зарегистрирован.".to_owned()
    }

    fn field(&self) -> Option<&'static str> {
        Some("email")
    }
}

impl Command for RegisterPerson {
    const NAME: &'static str = "register_person";
    const ACTION: Action = Action::ManageUsers;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Person>(self.person)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        work.requester().require_supplier()?;
        let mut person = work.load_new::<Person>(self.person).await?;
        let register = PersonCommand::Register { person: self.person, at: work.now() };
        work.decide(&mut person, register).await?;
        work.effect(Entered(self.clone()));
        Ok(())
    }
}

struct Entered(RegisterPerson);

impl Effect for Entered {
    fn write<'a>(&'a self, transaction: &'a mut PgConnection, append: &'a Append) -> Writing<'a> {
        Box::pin(async move {
            let RegisterPerson { person, entry, password } = &self.0;
            if enter(transaction, *person, entry, password, append.occurred_at).await? {
                Ok(())
            } else {
                Err(EffectError::Refused(Box::new(EmailTaken)))
            }
        })
    }
}
