//! One thing that has to be written.

use std::collections::BTreeSet;
use std::fmt;

use commands::approvals::PublishApprovalPolicy;
use commands::identity::Entry;
use commands::ordering::KeepDeliveryWay;
use commands::organizations::{
    ChangeMemberRoles, JoinMember, KeepContract, KeepLegalEntity, RegisterOrganization,
};
use domain::journal::Tenant;
use domain::organizations::{LegalData, MemberRole};
use domain::vocabulary::PersonId;

use super::setting::Setting;

/// One thing that has to be written. It reads as what is so afterwards.
pub enum Step {
    /// A legal entity of the supplier.
    LegalEntity {
        /// The legal entity.
        keep: KeepLegalEntity,
        /// Whether it was not there.
        is_new: bool,
    },
    /// A way of delivery.
    DeliveryWay {
        /// The way.
        keep: KeepDeliveryWay,
        /// Whether it was not there.
        is_new: bool,
    },
    /// Somebody who will sign in.
    Person {
        /// The person.
        person: PersonId,
        /// Name and e-mail.
        entry: Entry,
    },
    /// A customer.
    Organization {
        /// The customer.
        register: RegisterOrganization,
        /// Its legal data.
        legal: LegalData,
    },
    /// Somebody of a customer.
    Member {
        /// The membership.
        join: JoinMember,
        /// The e-mail.
        who: String,
        /// The name of the organization.
        of: String,
    },
    /// Further roles of an administrator.
    Roles {
        /// All roles.
        change: ChangeMemberRoles,
        /// The e-mail.
        who: String,
        /// The name of the organization.
        of: String,
    },
    /// A contract.
    Contract {
        /// The contract.
        keep: KeepContract,
        /// Whether it was not there.
        is_new: bool,
        /// The name of the organization.
        of: String,
    },
    /// What an organization says of itself.
    Set {
        /// What.
        setting: Setting,
        /// The name of the organization.
        of: String,
    },
    /// An approval policy.
    Policy {
        /// The policy.
        publish: PublishApprovalPolicy,
        /// The name of the organization.
        of: String,
    },
}

impl Step {
    /// Whose streams and rows are written.
    pub fn tenant(&self) -> Tenant {
        match self {
            Self::LegalEntity { .. } | Self::DeliveryWay { .. } | Self::Person { .. } => Tenant::Supplier,
            Self::Organization { register, .. } => register.organization.into(),
            Self::Member { join, .. } => join.organization.into(),
            Self::Roles { change, .. } => change.organization.into(),
            Self::Contract { keep, .. } => keep.0.organization.into(),
            Self::Set { setting, .. } => setting.organization().into(),
            Self::Policy { publish, .. } => publish.organization.into(),
        }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::LegalEntity { keep: KeepLegalEntity(entity), is_new } => {
                write!(f, "{} legal entity {}, INN {}", word(*is_new), entity.name, entity.inn)
            }
            Self::DeliveryWay { keep, is_new } => {
                let word = if keep.withdrawn { "withdrawn" } else { word(*is_new) };
                write!(f, "{word} delivery way {}, {}", keep.code, keep.tariff.name)
            }
            Self::Person { entry, .. } => {
                write!(f, "new person {}, {}", entry.email.as_str(), entry.full_name)
            }
            Self::Organization { legal, .. } => {
                write!(f, "new organization {}, INN {}, KPP {}", legal.name, legal.inn, legal.kpp)
            }
            Self::Member { join, who, of } => write!(f, "{of}: new member {who}, {}", listed(&join.roles)),
            Self::Roles { change, who, of } => {
                write!(f, "{of}: administrator {who}, {}", listed(&change.roles))
            }
            Self::Contract { keep: KeepContract(contract), is_new, of } => {
                write!(f, "{of}: {} contract {} of {}", word(*is_new), contract.number, contract.date)
            }
            Self::Set { setting, of } => write!(f, "{of}: {setting}"),
            Self::Policy { publish, of } => {
                write!(f, "{of}: approval policy, version {}", publish.based_on.saturating_add(1))
            }
        }
    }
}

const fn word(is_new: bool) -> &'static str {
    if is_new { "new" } else { "changed" }
}

/// Roles as people read them.
pub(super) fn listed(roles: &BTreeSet<MemberRole>) -> String {
    roles.iter().map(ToString::to_string).collect::<Vec<_>>().join(" and ")
}
