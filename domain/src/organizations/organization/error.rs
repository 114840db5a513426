//! Why a request about an organization is refused.

use crate::refusal::Refusal;

/// Why a request about an organization is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OrganizationError {
    /// There is no such organization.
    #[error("this organization is not registered")]
    NotRegistered,
    /// The organization exists.
    #[error("this organization is registered already")]
    AlreadyRegistered,
    /// The organization is blocked.
    #[error("the organization is blocked")]
    Blocked,
    /// A company cannot have a person's INN.
    #[error("the INN of a company has 10 digits")]
    InnOfPerson,
    /// A name or an address is empty.
    #[error("the name and the legal address must not be empty")]
    LegalDataIncomplete,
    /// Sole traders and private persons have their data in the directory.
    #[error("the organization is not a company: its data is kept in the directory")]
    NotACompany,
    /// A member without roles could do nothing.
    #[error("a member needs at least one role")]
    NoRoles,
    /// The person belongs to the organization.
    #[error("this person is a member already")]
    AlreadyMember,
    /// The person does not belong to the organization.
    #[error("this person is not a member")]
    NotAMember,
    /// Nobody could administer the organization any more.
    #[error("an organization needs an administrator who is not blocked: appoint another one first")]
    LastAdministrator,
}

impl Refusal for OrganizationError {
    fn code(&self) -> &'static str {
        match self {
            Self::NotRegistered => "ORGANIZATION_NOT_REGISTERED",
            Self::AlreadyRegistered => "ORGANIZATION_ALREADY_REGISTERED",
            Self::Blocked => "ORGANIZATION_BLOCKED",
            Self::InnOfPerson => "INN_OF_PERSON",
            Self::LegalDataIncomplete => "LEGAL_DATA_INCOMPLETE",
            Self::NotACompany => "NOT_A_COMPANY",
            Self::NoRoles => "MEMBER_WITHOUT_ROLES",
            Self::AlreadyMember => "ALREADY_MEMBER",
            Self::NotAMember => "NOT_A_MEMBER",
            Self::LastAdministrator => "LAST_ADMINISTRATOR",
        }
    }

    fn in_russian(&self) -> String {
        match self {
            Self::NotRegistered => "Организация не зарегистрирована.",
            Self::AlreadyRegistered => "Организация уже зарегистрирована.",
            Self::Blocked => "Организация заблокирована.",
            Self::InnOfPerson => "ИНН организации состоит из 10 цифр.",
            Self::LegalDataIncomplete => "Название и юридический адрес не могут быть пустыми.",
            Self::NotACompany => "Это не юридическое лицо: реквизиты хранятся в справочнике.",
            Self::NoRoles => "У сотрудника должна быть хотя бы одна роль.",
            Self::AlreadyMember => "Этот человек уже состоит в организации.",
            Self::NotAMember => "Этот человек не состоит в организации.",
            Self::LastAdministrator => {
                "В организации должен остаться незаблокированный администратор: сначала назначьте другого."
            }
        }
        .to_owned()
    }

    fn field(&self) -> Option<&'static str> {
        match self {
            Self::InnOfPerson => Some("legal.inn"),
            Self::LegalDataIncomplete => Some("legal"),
            Self::NoRoles => Some("roles"),
            Self::AlreadyMember | Self::NotAMember => Some("person"),
            _ => None,
        }
    }
}
