//! When an organization is unblocked, its orders that were approved meanwhile are confirmed.

use domain::journal::{Fact, Recorded};
use domain::organizations::OrganizationEvent;
use domain::refusal::Refusal;

use super::reaction::{Beginning, Reaction};
use crate::ordering::{ConfirmOrdersOf, RefuseConfirmationsOf};

/// See the module.
pub struct ConfirmOrdersOfUnblockedOrganization;

impl Reaction for ConfirmOrdersOfUnblockedOrganization {
    const NAME: &'static str = "confirm_orders_of_unblocked_organization";
    type Command = ConfirmOrdersOf;
    type Regret = RefuseConfirmationsOf;
    const BEGINS: Beginning = Beginning::FirstEvent;

    fn on(event: &Recorded) -> Option<ConfirmOrdersOf> {
        match &event.fact {
            Ok(Fact::Organization(OrganizationEvent::Unblocked {})) => {
                Some(ConfirmOrdersOf { organization: event.tenant.organization()? })
            }
            _ => None,
        }
    }

    fn regret(event: &Recorded, refusal: &dyn Refusal) -> RefuseConfirmationsOf {
        RefuseConfirmationsOf {
            organization: event.tenant.organization().unwrap_or_default(),
            code: refusal.code().to_owned(),
        }
    }
}
