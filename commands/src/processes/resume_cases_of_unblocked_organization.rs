//! When an organization is unblocked, its approvals go on, each with its time from the beginning.

use domain::journal::{Fact, Recorded};
use domain::organizations::OrganizationEvent;
use domain::refusal::Refusal;

use super::reaction::{Beginning, Reaction};
use crate::approvals::{CasesLeftAsTheyWere, ResumeCases};

/// See the module.
pub struct ResumeCasesOfUnblockedOrganization;

impl Reaction for ResumeCasesOfUnblockedOrganization {
    const NAME: &'static str = "resume_cases_of_unblocked_organization";
    type Command = ResumeCases;
    type Regret = CasesLeftAsTheyWere;
    const BEGINS: Beginning = Beginning::FirstEvent;

    fn on(event: &Recorded) -> Option<ResumeCases> {
        match &event.fact {
            Ok(Fact::Organization(OrganizationEvent::Unblocked {})) => {
                Some(ResumeCases { organization: event.tenant.organization()? })
            }
            _ => None,
        }
    }

    fn regret(event: &Recorded, refusal: &dyn Refusal) -> CasesLeftAsTheyWere {
        CasesLeftAsTheyWere {
            organization: event.tenant.organization().unwrap_or_default(),
            code: refusal.code().to_owned(),
        }
    }
}
