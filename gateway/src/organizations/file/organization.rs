//! A customer as an operator writes it down.

use commands::identity::Email;
use domain::organizations::{LegalData, MemberRole, WorkingCalendar};
use domain::vocabulary::{Money, PaymentTerms, TimeZone};
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
    /// What is ordered for whom.
    #[serde(default)]
    pub cost_centres: Vec<CostCentre>,
    /// Where goods are brought.
    #[serde(default)]
    pub delivery_addresses: Vec<String>,
    /// When people work; without it, Monday to Friday from 9 to 18.
    pub calendar: Option<WorkingCalendar>,
    /// Who approves what; without it, the default policy stays in force.
    pub policy: Option<Policy>,
}

/// A cost centre.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CostCentre {
    /// The code in the customer's books.
    pub code: String,
    /// The name.
    pub name: String,
    /// The e-mail of the member who answers for it.
    #[serde(deserialize_with = "email")]
    pub owner: Email,
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
    /// The e-mail of the member who manages them.
    #[serde(default, deserialize_with = "some_email")]
    pub manager: Option<Email>,
    /// The largest total that the member approves; without it, any.
    pub approval_limit: Option<Money>,
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

fn some_email<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Email>, D::Error> {
    email(from).map(Some)
}
