//! When somebody leaves, what they delegated and what was delegated to them ends: whoever comes
//! back later begins anew.

use domain::journal::{Fact, Recorded};
use domain::organizations::OrganizationEvent;
use domain::refusal::Refusal;

use super::reaction::{Beginning, Reaction, Settled};
use crate::approvals::EndDelegationsOf;

/// See the module.
pub struct EndDelegationsOfLeaver;

impl Reaction for EndDelegationsOfLeaver {
    const NAME: &'static str = "end_delegations_of_leaver";
    type Command = EndDelegationsOf;
    type Regret = Settled;
    const BEGINS: Beginning = Beginning::FirstEvent;

    fn on(event: &Recorded) -> Option<EndDelegationsOf> {
        match &event.fact {
            Ok(Fact::Organization(OrganizationEvent::MemberLeft { person })) => {
                Some(EndDelegationsOf { person: *person, left_at: event.occurred_at })
            }
            _ => None,
        }
    }

    fn regret(event: &Recorded, _: &dyn Refusal) -> Settled {
        Settled { organization: event.tenant.organization() }
    }
}
