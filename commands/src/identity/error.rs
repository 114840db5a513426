//! Why identity refuses, and what else can go wrong.

use chrono::Duration;
use domain::refusal::Refusal;

use crate::error::CommandError;

/// Why nobody was signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignInRefusal {
    /// The same for an unknown e-mail and a wrong password, on purpose.
    #[error("The e-mail or the password is wrong.")]
    WrongEmailOrPassword,
}

impl Refusal for SignInRefusal {
    fn code(&self) -> &'static str {
        "WRONG_EMAIL_OR_PASSWORD"
    }

    fn in_russian(&self) -> String {
        "Неверная почта или пароль.".to_owned()
    }
}

/// The outcome of an attempt to sign in that did not succeed.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    /// The person is told.
    #[error(transparent)]
    Refused(#[from] SignInRefusal),
    /// Too many attempts failed; the next one may be made after this time.
    #[error("too many attempts; wait {} s", .0.num_seconds())]
    Throttled(Duration),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Why a password is not taken (NIST SP 800-63B, 5.1.1.2: length and a list of
/// common ones, no rules of composition).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordRefusal {
    /// Fewer than [`super::password::SHORTEST`] characters.
    #[error("The password must have at least 8 characters.")]
    TooShort,
    /// More than [`super::password::LONGEST`] bytes.
    #[error("The password is too long.")]
    TooLong,
    /// It is on the list of common passwords.
    #[error("This password is too common.")]
    TooCommon,
    /// It is the e-mail, or the part of it before the @.
    #[error("The password must not be your e-mail.")]
    IsEmail,
    /// The present password was not given correctly.
    #[error("The current password is wrong.")]
    WrongCurrent,
}

impl Refusal for PasswordRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::TooShort => "PASSWORD_TOO_SHORT",
            Self::TooLong => "PASSWORD_TOO_LONG",
            Self::TooCommon => "PASSWORD_TOO_COMMON",
            Self::IsEmail => "PASSWORD_IS_EMAIL",
            Self::WrongCurrent => "PASSWORD_WRONG",
        }
    }

    fn in_russian(&self) -> String {
        match self {
            Self::TooShort => "В пароле должно быть не меньше 8 символов.",
            Self::TooLong => "Пароль слишком длинный.",
            Self::TooCommon => "Этот пароль слишком распространён.",
            Self::IsEmail => "Пароль не должен совпадать с адресом почты.",
            Self::WrongCurrent => "Текущий пароль неверен.",
        }
        .to_owned()
    }

    fn field(&self) -> Option<&'static str> {
        match self {
            Self::WrongCurrent => Some("currentPassword"),
            _ => Some("newPassword"),
        }
    }
}

/// The outcome of a change of password that did not succeed.
#[derive(Debug, thiserror::Error)]
pub enum ChangePasswordError {
    /// The person is told.
    #[error(transparent)]
    Refused(#[from] PasswordRefusal),
    /// Too many wrong current passwords; the next one may be given after this time.
    #[error("too many attempts; wait {} s", .0.num_seconds())]
    Throttled(Duration),
    /// The change could not be recorded.
    #[error(transparent)]
    Command(#[from] CommandError),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}
