//! `organizations.personal_legal_data`: who sole traders and private persons are. It is
//! data of people, so it is in one erasable table and never in an event.

use std::fmt;

use domain::organizations::{LegalKind, LegalSubject};
use domain::refusal::Refusal;
use domain::vocabulary::{Inn, OrganizationId};
use sqlx::PgConnection;

use crate::journal::effect::Writing;
use crate::journal::{Append, Claim, Effect};

/// The most characters of a name or of an address.
const MOST_CHARACTERS: usize = 500;

/// Who a sole trader or a private person is.
#[derive(Clone, PartialEq, Eq)]
pub struct PersonalLegalData {
    /// The name, as documents have it.
    pub name: String,
    /// The taxpayer's number of a person: 12 digits.
    pub inn: Option<Inn>,
    /// The address.
    pub legal_address: Option<String>,
}

/// Names of people do not get into logs.
impl fmt::Debug for PersonalLegalData {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PersonalLegalData(…)")
    }
}

/// Why a customer cannot be registered with this personal data, or without.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PersonalLegalDataError {
    /// A sole trader or a private person without a name.
    #[error("say who the sole trader or the private person is")]
    Missing,
    /// A company has no personal data.
    #[error("a company has no personal legal data")]
    OfCompany,
    /// The name is empty, or a text is too long.
    #[error("the name must not be empty, and no text longer than {MOST_CHARACTERS} characters")]
    Unusable,
    /// A person cannot have a company's INN.
    #[error("the INN of a person has 12 digits")]
    InnOfCompany,
    /// Somebody with this INN is registered.
    #[error("a customer of this kind with this INN is registered already")]
    InnTaken,
}

impl Refusal for PersonalLegalDataError {
    fn code(&self) -> &'static str {
        match self {
            Self::Missing => "PERSONAL_LEGAL_DATA_MISSING",
            Self::OfCompany => "PERSONAL_LEGAL_DATA_OF_COMPANY",
            Self::Unusable => "PERSONAL_LEGAL_DATA_UNUSABLE",
            Self::InnOfCompany => "INN_OF_COMPANY",
            Self::InnTaken => "PERSONAL_INN_TAKEN",
        }
    }

    fn in_russian(&self) -> String {
        match self {
            Self::Missing => "Укажите, кто этот предприниматель или частное лицо.".to_owned(),
            Self::OfCompany => "У юридического лица нет персональных реквизитов.".to_owned(),
            Self::Unusable => {
                format!("Имя не может быть пустым, а тексты — длиннее {MOST_CHARACTERS} символов.")
            }
            Self::InnOfCompany => "ИНН человека состоит из 12 цифр.".to_owned(),
            Self::InnTaken => "Такой клиент с этим ИНН уже зарегистрирован.".to_owned(),
        }
    }

    fn field(&self) -> Option<&'static str> {
        match self {
            Self::InnOfCompany | Self::InnTaken => Some("inn"),
            Self::Missing | Self::OfCompany | Self::Unusable => Some("personal"),
        }
    }
}

/// The data to keep beside a legal subject: some for people, none for a company.
pub(super) fn belonging(
    legal: &LegalSubject,
    personal: Option<&PersonalLegalData>,
) -> Result<Option<PersonalLegalData>, PersonalLegalDataError> {
    use PersonalLegalDataError as E;
    match (legal.kind(), personal) {
        (LegalKind::LegalEntity, None) => Ok(None),
        (LegalKind::LegalEntity, Some(_)) => Err(E::OfCompany),
        (LegalKind::SoleTrader | LegalKind::Individual, None) => Err(E::Missing),
        (LegalKind::SoleTrader | LegalKind::Individual, Some(data)) => data.checked().map(Some),
    }
}

impl PersonalLegalData {
    fn checked(&self) -> Result<Self, PersonalLegalDataError> {
        let fits = |text: &str| text.chars().count() <= MOST_CHARACTERS;
        let name = self.name.trim().to_owned();
        let legal_address = self.legal_address.as_deref().map(str::trim).filter(|text| !text.is_empty());
        if name.is_empty() || !fits(&name) || !legal_address.is_none_or(fits) {
            return Err(PersonalLegalDataError::Unusable);
        }
        if self.inn.as_ref().is_some_and(Inn::is_of_company) {
            return Err(PersonalLegalDataError::InnOfCompany);
        }
        Ok(Self { name, inn: self.inn.clone(), legal_address: legal_address.map(str::to_owned) })
    }
}

/// Keeps the data of an organization that is registered, and claims its INN.
pub(super) struct PersonalLegalDataKept {
    pub(super) organization: OrganizationId,
    pub(super) kind: LegalKind,
    pub(super) personal: PersonalLegalData,
}

impl Effect for PersonalLegalDataKept {
    fn write<'a>(&'a self, transaction: &'a mut PgConnection, append: &'a Append) -> Writing<'a> {
        Box::pin(async move {
            let PersonalLegalData { name, inn, legal_address } = &self.personal;
            if let Some(inn) = inn {
                self.claim(inn, transaction, append).await?;
            }
            sqlx::query!(
                "INSERT INTO organizations.personal_legal_data (organization, name, inn, legal_address)
                 VALUES ($1, $2, $3, $4)
                 ON CONFLICT (organization) DO UPDATE
                 SET name = excluded.name, inn = excluded.inn, legal_address = excluded.legal_address",
                self.organization.to_string(),
                name,
                inn.as_ref().map(ToString::to_string),
                legal_address.as_deref()
            )
            .execute(transaction)
            .await?;
            Ok(())
        })
    }
}

impl PersonalLegalDataKept {
    /// The same person may be a customer as a sole trader and for themselves.
    fn claim<'a>(
        &'a self,
        inn: &'a Inn,
        transaction: &'a mut PgConnection,
        append: &'a Append,
    ) -> Writing<'a> {
        Box::pin(async move {
            let value = sqlx::query_scalar!(
                r#"SELECT encode(sha256(key || convert_to($1, 'UTF8')), 'hex') AS "value!"
                     FROM organizations.claim_key"#,
                inn.to_string()
            )
            .fetch_one(&mut *transaction)
            .await?;
            let kind = match self.kind {
                LegalKind::SoleTrader => "inn_of_sole_trader",
                LegalKind::Individual | LegalKind::LegalEntity => "inn_of_individual",
            };
            let taken = || -> Box<dyn Refusal> { Box::new(PersonalLegalDataError::InnTaken) };
            let claim = Claim { kind, value, owner: self.organization.to_string(), taken };
            claim.write(transaction, append).await
        })
    }
}
