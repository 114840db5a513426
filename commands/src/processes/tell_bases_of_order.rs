//! Orders that are confirmed, changed or cancelled are told to 1C.

use domain::journal::{Fact, Recorded};
use domain::ordering::OrderEvent;
use domain::refusal::Refusal;

use super::reaction::{Beginning, Reaction, Settled};
use crate::exchange::outbox::{TellBases, Told};

/// See the module.
pub struct TellBasesOfOrder;

impl Reaction for TellBasesOfOrder {
    const NAME: &'static str = "tell_bases_of_order";
    type Command = TellBases;
    type Regret = Settled;
    const BEGINS: Beginning = Beginning::FirstEvent;

    fn on(event: &Recorded) -> Option<TellBases> {
        let Ok(Fact::Order(fact)) = &event.fact else { return None };
        let what = match fact {
            OrderEvent::Confirmed { .. } => Told::OrderConfirmed,
            OrderEvent::Amended { .. } | OrderEvent::LinesCancelled { .. } => Told::OrderChanged,
            OrderEvent::Cancelled { .. } => Told::OrderCancelled,
            _ => return None,
        };
        Some(TellBases {
            order: event.aggregate_id.parse().ok()?,
            what,
            event: event.event_id,
            at: event.occurred_at,
            by: event.actor.clone(),
        })
    }

    fn regret(event: &Recorded, _: &dyn Refusal) -> Settled {
        Settled { organization: event.tenant.organization() }
    }
}
