//! When an organization is blocked, its approvals stop: nobody decides and no time passes.

use domain::journal::{Fact, Recorded};
use domain::organizations::OrganizationEvent;

use super::each_case::{Affected, CaseReaction};
use crate::approvals::{OpenCase, SuspendCase};

/// See the module.
pub struct SuspendCasesOfBlockedOrganization;

impl CaseReaction for SuspendCasesOfBlockedOrganization {
    const NAME: &'static str = "suspend_cases_of_blocked_organization";
    type Command = SuspendCase;

    fn on(event: &Recorded) -> Option<Affected> {
        matches!(&event.fact, Ok(Fact::Organization(OrganizationEvent::Blocked { .. })))
            .then_some(Affected::All)
    }

    fn command(OpenCase { case, .. }: OpenCase) -> SuspendCase {
        SuspendCase { case }
    }
}
