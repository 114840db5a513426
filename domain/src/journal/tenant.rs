//! Whose stream it is.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::vocabulary::OrganizationId;

/// The owner of a stream. A stream never changes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Tenant {
    /// The supplier, who runs this service.
    Supplier,
    /// A buyer organization.
    Organization(OrganizationId),
}

impl Tenant {
    /// The buyer organization, if it is one.
    pub const fn organization(self) -> Option<OrganizationId> {
        match self {
            Self::Supplier => None,
            Self::Organization(id) => Some(id),
        }
    }
}

impl From<OrganizationId> for Tenant {
    fn from(id: OrganizationId) -> Self {
        Self::Organization(id)
    }
}

impl fmt::Display for Tenant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Supplier => f.write_str("supplier"),
            Self::Organization(id) => id.fmt(f),
        }
    }
}

impl FromStr for Tenant {
    type Err = uuid::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "supplier" => Ok(Self::Supplier),
            id => id.parse().map(Self::Organization),
        }
    }
}

impl TryFrom<String> for Tenant {
    type Error = uuid::Error;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Tenant> for String {
    fn from(tenant: Tenant) -> Self {
        tenant.to_string()
    }
}
