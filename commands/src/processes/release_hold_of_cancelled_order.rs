//! The credit that is held for an order is released when the order ends, and follows when
//! something is called off or amended.

use domain::journal::{Fact, Recorded};
use domain::ordering::OrderEvent;
use domain::refusal::Refusal;

use super::reaction::{Beginning, Reaction, Settled};
use crate::accounts::FollowOrder;

/// See the module.
pub struct ReleaseHoldOfCancelledOrder;

impl Reaction for ReleaseHoldOfCancelledOrder {
    const NAME: &'static str = "release_hold_of_cancelled_order";
    type Command = FollowOrder;
    type Regret = Settled;
    const BEGINS: Beginning = Beginning::FirstEvent;

    fn on(event: &Recorded) -> Option<FollowOrder> {
        match &event.fact {
            Ok(Fact::Order(
                OrderEvent::Cancelled { .. }
                | OrderEvent::Rejected { .. }
                | OrderEvent::Closed {}
                | OrderEvent::LinesCancelled { .. }
                | OrderEvent::Amended { .. },
            )) => Some(FollowOrder { order: event.aggregate_id.parse().ok()? }),
            _ => None,
        }
    }

    fn regret(event: &Recorded, _: &dyn Refusal) -> Settled {
        Settled { organization: event.tenant.organization() }
    }
}
