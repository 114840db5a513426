//! When somebody cannot decide on orders any more, the cases that waited for them find
//! others.

use domain::journal::{Fact, Recorded};
use domain::organizations::{Action, OrganizationEvent, members_who_may};
use domain::refusal::Refusal;
use domain::vocabulary::PersonId;

use super::reaction::{Beginning, Reaction};
use crate::approvals::{CasesLeftAsTheyWere, RerouteCasesOf};

/// See the module.
pub struct RerouteCasesOfLostApprover;

impl Reaction for RerouteCasesOfLostApprover {
    const NAME: &'static str = "reroute_cases_of_lost_approver";
    type Command = RerouteCasesOf;
    type Regret = CasesLeftAsTheyWere;
    const BEGINS: Beginning = Beginning::FirstEvent;

    fn on(event: &Recorded) -> Option<RerouteCasesOf> {
        let Ok(Fact::Organization(happened)) = &event.fact else { return None };
        Some(RerouteCasesOf { organization: event.tenant.organization()?, person: lost(happened)? })
    }

    fn regret(event: &Recorded, refusal: &dyn Refusal) -> CasesLeftAsTheyWere {
        CasesLeftAsTheyWere {
            organization: event.tenant.organization().unwrap_or_default(),
            code: refusal.code().to_owned(),
        }
    }
}

/// Who may not decide any more since the event.
fn lost(event: &OrganizationEvent) -> Option<PersonId> {
    match event {
        OrganizationEvent::MemberBlocked { person } | OrganizationEvent::MemberLeft { person } => {
            Some(*person)
        }
        OrganizationEvent::MemberRolesChanged { person, roles } => {
            let decides = members_who_may(Action::DecideOrder).any(|role| roles.contains(&role));
            (!decides).then_some(*person)
        }
        _ => None,
    }
}
