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
    /// A chain of managers would lead back to its beginning.
    #[error("nobody manages themselves, not even through others")]
    ManagesThemselves,
    /// A sum below nothing.
    #[error("an approval limit is not below zero")]
    NegativeLimit,
    /// The cost centre exists.
    #[error("this cost centre was opened already")]
    CostCentreExists,
    /// The organization has no such cost centre.
    #[error("the organization has no such cost centre")]
    NoSuchCostCentre,
    /// The cost centre is closed.
    #[error("this cost centre is closed")]
    CostCentreClosed,
    /// Another open cost centre has the code.
    #[error("another open cost centre has this code")]
    CostCentreCodeTaken,
    /// There are as many open ones as there may be.
    #[error("an organization has at most 1000 open cost centres")]
    TooManyCostCentres,
    /// The address exists.
    #[error("this delivery address was added already")]
    AddressExists,
    /// The organization has no such address.
    #[error("the organization has no such delivery address")]
    NoSuchAddress,
    /// There are as many in use as there may be.
    #[error("an organization has at most 1000 delivery addresses in use")]
    TooManyAddresses,
    /// There is no such time zone.
    #[error("there is no such time zone in the IANA database")]
    UnknownTimeZone,
    /// A cost centre needs a code and a name of a reasonable length.
    #[error("a cost centre needs a code of at most {code} characters and a name of at most {name}")]
    CostCentreUnnamed {
        /// The longest code, in characters.
        code: usize,
        /// The longest name, in characters.
        name: usize,
    },
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
            Self::ManagesThemselves => "MANAGER_CYCLE",
            Self::NegativeLimit => "APPROVAL_LIMIT_NEGATIVE",
            Self::CostCentreExists => "COST_CENTRE_EXISTS",
            Self::NoSuchCostCentre => "COST_CENTRE_UNKNOWN",
            Self::CostCentreClosed => "COST_CENTRE_CLOSED",
            Self::CostCentreCodeTaken => "COST_CENTRE_CODE_TAKEN",
            Self::TooManyCostCentres => "COST_CENTRES_TOO_MANY",
            Self::AddressExists => "DELIVERY_ADDRESS_EXISTS",
            Self::NoSuchAddress => "DELIVERY_ADDRESS_UNKNOWN",
            Self::TooManyAddresses => "DELIVERY_ADDRESSES_TOO_MANY",
            Self::UnknownTimeZone => "TIME_ZONE_UNKNOWN",
            Self::CostCentreUnnamed { .. } => "COST_CENTRE_UNNAMED",
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
            Self::ManagesThemselves => {
                "Никто не может быть руководителем самому себе, в том числе через других."
            }
            Self::NegativeLimit => "Лимит согласования не может быть меньше нуля.",
            Self::CostCentreExists => "Этот центр затрат уже открыт.",
            Self::NoSuchCostCentre => "В организации нет такого центра затрат.",
            Self::CostCentreClosed => "Этот центр затрат закрыт.",
            Self::CostCentreCodeTaken => "Такой код уже есть у другого открытого центра затрат.",
            Self::TooManyCostCentres => {
                "В организации слишком много открытых центров затрат: закройте лишние."
            }
            Self::AddressExists => "Этот адрес доставки уже добавлен.",
            Self::NoSuchAddress => "В организации нет такого адреса доставки.",
            Self::TooManyAddresses => {
                "В организации слишком много адресов доставки: выведите лишние из использования."
            }
            Self::UnknownTimeZone => "Такого часового пояса нет в базе IANA.",
            Self::CostCentreUnnamed { code, name } => {
                return format!("Центру затрат нужны код до {code} символов и название до {name}.");
            }
        }
        .to_owned()
    }

    fn field(&self) -> Option<&'static str> {
        match self {
            Self::InnOfPerson => Some("legal.inn"),
            Self::LegalDataIncomplete => Some("legal"),
            Self::NoRoles => Some("roles"),
            Self::ManagesThemselves => Some("manager"),
            Self::NegativeLimit => Some("limit"),
            Self::CostCentreExists | Self::NoSuchCostCentre | Self::CostCentreClosed => Some("costCentre"),
            Self::CostCentreCodeTaken => Some("code"),
            Self::AddressExists | Self::NoSuchAddress => Some("address"),
            Self::UnknownTimeZone => Some("timeZone"),
            Self::CostCentreUnnamed { .. } => Some("name"),
            Self::AlreadyMember | Self::NotAMember => Some("person"),
            _ => None,
        }
    }
}
