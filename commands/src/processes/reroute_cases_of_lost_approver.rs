//! When somebody cannot decide on orders any more, or not in the role in which they were asked,
//! the cases that waited for them find others.

use domain::journal::{Fact, Recorded};
use domain::organizations::{Action, OrganizationEvent, members_who_may};
use domain::vocabulary::PersonId;

use super::each_case::{Affected, CaseReaction};
use crate::approvals::{OpenCase, RerouteCase};

/// See the module.
pub struct RerouteCasesOfLostApprover;

impl CaseReaction for RerouteCasesOfLostApprover {
    const NAME: &'static str = "reroute_cases_of_lost_approver";
    type Command = RerouteCase;

    fn on(event: &Recorded) -> Option<Affected> {
        let Ok(Fact::Organization(happened)) = &event.fact else { return None };
        lost(happened).map(Affected::Of)
    }

    fn command(OpenCase { case, order }: OpenCase) -> RerouteCase {
        RerouteCase { case, order }
    }
}

/// Who may have lost a role that decides by the event.
fn lost(event: &OrganizationEvent) -> Option<PersonId> {
    match event {
        OrganizationEvent::MemberBlocked { person } | OrganizationEvent::MemberLeft { person } => {
            Some(*person)
        }
        OrganizationEvent::MemberRolesChanged { person, roles } => {
            let has_all = members_who_may(Action::DecideOrder).all(|role| roles.contains(&role));
            (!has_all).then_some(*person)
        }
        _ => None,
    }
}
