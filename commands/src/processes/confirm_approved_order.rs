//! An order that was approved is confirmed; one on hold, when the hold is released.

use domain::journal::{Fact, Recorded};
use domain::ordering::OrderEvent;
use domain::refusal::Refusal;

use super::reaction::{Beginning, Reaction};
use crate::ordering::{ConfirmOrder, RefuseConfirmation};

/// See the module.
pub struct ConfirmApprovedOrder;

impl Reaction for ConfirmApprovedOrder {
    const NAME: &'static str = "confirm_approved_order";
    type Command = ConfirmOrder;
    type Regret = RefuseConfirmation;
    const BEGINS: Beginning = Beginning::FirstEvent;

    fn on(event: &Recorded) -> Option<ConfirmOrder> {
        match &event.fact {
            Ok(Fact::Order(OrderEvent::Approved { .. } | OrderEvent::HoldReleased { .. })) => {
                Some(ConfirmOrder { order: event.aggregate_id.parse().ok()? })
            }
            _ => None,
        }
    }

    fn regret(event: &Recorded, refusal: &dyn Refusal) -> RefuseConfirmation {
        RefuseConfirmation {
            order: event.aggregate_id.parse().unwrap_or_default(),
            code: refusal.code().to_owned(),
        }
    }
}
