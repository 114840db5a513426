//! When an organization is unblocked, its approvals go on, each with its time from the beginning.

use domain::journal::{Fact, Recorded};
use domain::organizations::OrganizationEvent;

use super::each_case::{Affected, CaseReaction};
use crate::approvals::{OpenCase, ResumeCase};

/// See the module.
pub struct ResumeCasesOfUnblockedOrganization;

impl CaseReaction for ResumeCasesOfUnblockedOrganization {
    const NAME: &'static str = "resume_cases_of_unblocked_organization";
    type Command = ResumeCase;

    fn on(event: &Recorded) -> Option<Affected> {
        matches!(&event.fact, Ok(Fact::Organization(OrganizationEvent::Unblocked {})))
            .then_some(Affected::All)
    }

    fn command(OpenCase { case, order }: OpenCase) -> ResumeCase {
        ResumeCase { case, order }
    }
}
