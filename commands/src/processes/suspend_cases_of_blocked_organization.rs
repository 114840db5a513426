//! When an organization is blocked, its approvals stop: nobody decides and no time passes.

use domain::journal::{Fact, Recorded};
use domain::organizations::OrganizationEvent;
use domain::refusal::Refusal;

use super::reaction::{Beginning, Reaction};
use crate::approvals::{CasesLeftAsTheyWere, SuspendCases};

/// See the module.
pub struct SuspendCasesOfBlockedOrganization;

impl Reaction for SuspendCasesOfBlockedOrganization {
    const NAME: &'static str = "suspend_cases_of_blocked_organization";
    type Command = SuspendCases;
    type Regret = CasesLeftAsTheyWere;
    const BEGINS: Beginning = Beginning::FirstEvent;

    fn on(event: &Recorded) -> Option<SuspendCases> {
        match &event.fact {
            Ok(Fact::Organization(OrganizationEvent::Blocked { .. })) => {
                Some(SuspendCases { organization: event.tenant.organization()? })
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
