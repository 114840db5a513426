//! Why a request was refused, as a business answer and not as a failure.

use std::fmt;

/// A reason to refuse a request: an answer, never a defect of the machine.
///
/// The English message is the [`Display`](fmt::Display) of the reason; the code is a
/// contract with the clients and never changes once it was released.
pub trait Refusal: std::error::Error + Send + Sync + 'static {
    /// The stable code, in `SCREAMING_SNAKE_CASE`.
    fn code(&self) -> &'static str;

    /// The reason in Russian, as it is shown to a person.
    fn in_russian(&self) -> String;

    /// The input field that the refusal is about, as a path of names (`lines.quantity`).
    fn field(&self) -> Option<&'static str> {
        None
    }
}

impl<R: Refusal> From<R> for Box<dyn Refusal> {
    fn from(refusal: R) -> Self {
        Box::new(refusal)
    }
}

/// Refusals are equal when they say the same.
impl PartialEq for dyn Refusal {
    fn eq(&self, other: &Self) -> bool {
        self.code() == other.code() && self.to_string() == other.to_string()
    }
}

/// The languages in which Kabinet speaks to people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// Русский.
    #[default]
    Russian,
    /// English.
    English,
}

impl Language {
    /// The message of a refusal in this language.
    pub fn message(self, refusal: &dyn Refusal) -> String {
        match self {
            Self::Russian => refusal.in_russian(),
            Self::English => fmt::format(format_args!("{refusal}")),
        }
    }
}
