//! A customer as an operator writes it down.

use commands::identity::Email;
use domain::organizations::{LegalData, MemberRole};
use domain::vocabulary::{PaymentTerms, TimeZone};
use serde::{Deserialize, Deserializer, de::Error};

use super::{Contract, Rule};

/// A customer of the supplier: a company.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Organization {
    /// When the customer pays, unless a contract says otherwise.
    pub payment_terms: PaymentTerms,
    /// Where the customer's day begins.
    pub time_zone: TimeZone,
    /// Who the customer is before the law.
    pub legal: LegalData,
    /// Who administers the organization. The roles are those besides the administrator's.
    pub administrator: Member,
    /// Everybody else.
    #[serde(default)]
    pub members: Vec<Member>,
    /// The contracts.
    #[serde(default)]
    pub contracts: Vec<Contract>,
    /// Who approves what; without it, the default policy stays in force.
    pub policy: Option<Policy>,
}

/// Somebody of an organization.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Member {
    /// The e-mail by which the person signs in, or will.
    #[serde(deserialize_with = "email")]
    pub email: Email,
    /// The name of whoever is not registered yet.
    pub name: Option<String>,
    /// What the person is in the organization.
    #[serde(default)]
    pub roles: Vec<MemberRole>,
}

/// An approval policy. An order that no rule matches is confirmed at once.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// What it is for.
    pub note: Option<String>,
    /// The rules. All that match apply together.
    pub rules: Vec<Rule>,
}

fn email<'de, D: Deserializer<'de>>(from: D) -> Result<Email, D::Error> {
    let text = String::deserialize(from)?;
    text.parse().map_err(|reason| D::Error::custom(format!("'{text}': {reason}")))
}
