//! Whose credit it is, and in which currency.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::vocabulary::{Currency, OrganizationId};

/// An organization and a currency: what one exposure is about. As text `organization:RUB`,
/// which is the id of its stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CreditAccount {
    /// The organization.
    pub organization: OrganizationId,
    /// The currency of all its amounts.
    pub currency: Currency,
}

/// The text names no account.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is not an organization and a currency")]
pub struct NotAnAccount(String);

impl fmt::Display for CreditAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.organization, self.currency)
    }
}

impl FromStr for CreditAccount {
    type Err = NotAnAccount;

    fn from_str(text: &str) -> Result<Self, NotAnAccount> {
        let parsed = text.split_once(':').and_then(|(organization, currency)| {
            Some(Self { organization: organization.parse().ok()?, currency: currency.parse().ok()? })
        });
        parsed.ok_or_else(|| NotAnAccount(text.to_owned()))
    }
}
