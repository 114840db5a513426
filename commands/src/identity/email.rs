//! An e-mail address as an account knows it.

use std::fmt;
use std::str::FromStr;

use domain::refusal::Refusal;

/// The longest address that a mail server takes (RFC 5321, 4.5.3.1.3, less the brackets).
const LONGEST: usize = 254;

/// An e-mail address, trimmed and in lower case.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Email(String);

impl Email {
    /// The address as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Email {
    type Err = NotAnEmail;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let address = text.trim().to_lowercase();
        let is_plain = !address.chars().any(|c| c.is_whitespace() || c.is_control());
        let has_sides = address.rsplit_once('@').is_some_and(|(local, domain)| {
            !local.is_empty() && !domain.is_empty() && !domain.starts_with('.') && !domain.ends_with('.')
        });
        if is_plain && has_sides && address.len() <= LONGEST { Ok(Self(address)) } else { Err(NotAnEmail) }
    }
}

/// Addresses of people stay out of logs.
impl fmt::Debug for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Email(…)")
    }
}

/// The text is not an e-mail address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("This is not an e-mail address.")]
pub struct NotAnEmail;

impl Refusal for NotAnEmail {
    fn code(&self) -> &'static str {
        "EMAIL_INVALID"
    }

    fn in_russian(&self) -> String {
        "Это не адрес электронной почты.".to_owned()
    }

    fn field(&self) -> Option<&'static str> {
        Some("email")
    }
}
