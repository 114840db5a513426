//! Registering a buyer organization with its first administrator.

use domain::journal::StreamKey;
use domain::organizations::access::access_changes;
use domain::organizations::directory::directory_change;
use domain::organizations::{Action, LegalData, LegalSubject, Organization, OrganizationCommand};
use domain::refusal::Refusal;
use domain::vocabulary::{OrganizationId, PaymentTerms, PersonId, TimeZone};
use serde::Serialize;

use super::access::AccessChanged;
use super::directory::DirectoryKept;
use super::personal_legal_data::{PersonalLegalData, PersonalLegalDataKept, belonging};
use crate::command::Command;
use crate::error::CommandError;
use crate::journal::{Claim, Loaded};
use crate::work::Work;

/// Registers an organization under an id that was minted for it.
#[derive(Clone, Debug, Serialize)]
pub struct RegisterOrganization {
    /// The organization.
    pub organization: OrganizationId,
    /// Who it is in law.
    pub legal: LegalSubject,
    /// Who a sole trader or a private person is; nothing for a company. It goes into the
    /// directory and nowhere else.
    #[serde(skip)]
    pub personal: Option<PersonalLegalData>,
    /// When it pays, if a contract says nothing else.
    pub payment_terms: PaymentTerms,
    /// The time zone of its days and periods.
    pub time_zone: TimeZone,
    /// Its first administrator.
    pub administrator: PersonId,
}

/// A company with this INN and KPP is registered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an organization with this INN and KPP is registered already")]
pub struct InnTaken;

impl Refusal for InnTaken {
    fn code(&self) -> &'static str {
        "ORGANIZATION_INN_TAKEN"
    }

    fn in_russian(&self) -> String {
        "Организация с такими ИНН и КПП уже зарегистрирована.".to_owned()
    }

    fn field(&self) -> Option<&'static str> {
        Some("inn")
    }
}

impl Command for RegisterOrganization {
    const NAME: &'static str = "register_organization";
    const ACTION: Action = Action::RegisterOrganization;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Organization>(self.organization)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        if work.requester().tenant().organization() != Some(self.organization) {
            return Err(CommandError::NotFound);
        }
        let mut organization = work.load_new::<Organization>(self.organization).await?;
        let register = OrganizationCommand::Register {
            organization: self.organization,
            legal: self.legal.clone(),
            payment_terms: self.payment_terms,
            time_zone: self.time_zone.clone(),
            administrator: self.administrator,
        };
        if let LegalSubject::LegalEntity(legal) = &self.legal {
            work.effect(claim(legal, self.organization));
        }
        change(work, &mut organization, register).await?;
        if let Some(personal) = belonging(&self.legal, self.personal.as_ref())? {
            let (organization, kind) = (self.organization, self.legal.kind());
            work.effect(PersonalLegalDataKept { organization, kind, personal });
        }
        Ok(())
    }
}

/// Makes the company the only one with its INN and KPP.
pub(super) fn claim(legal: &LegalData, organization: OrganizationId) -> Claim {
    let (value, owner) = (inn_and_kpp(legal), organization.to_string());
    Claim { kind: "inn_kpp", value, owner, taken: || Box::new(InnTaken) }
}

/// Branches of one company share the INN and differ by the KPP.
pub(super) fn inn_and_kpp(legal: &LegalData) -> String {
    format!("{}/{}", legal.inn, legal.kpp)
}

/// Decides something about an organization and keeps its access rows and what is looked up of it true to
/// it.
pub(super) async fn change(
    work: &mut Work<'_>,
    organization: &mut Loaded<Organization>,
    command: OrganizationCommand,
) -> Result<(), CommandError> {
    let tenant = work.requester().tenant();
    for event in work.decide(organization, command).await? {
        if let Some(change) = access_changes(&event) {
            work.effect(AccessChanged { tenant, change });
        }
        if let Some(change) = directory_change(&event) {
            work.effect(DirectoryKept { tenant, change });
        }
    }
    Ok(())
}
