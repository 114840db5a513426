//! When credit changes for the better, orders that waited for it go on by themselves: a payment
//! arrived, a limit was raised, a hold was released, an exception was granted.
//!
//! An order that begins to wait is looked at once more as well: what would have freed it may
//! have arrived while it was being stopped.

use domain::accounts::exposure::{CreditAccount, ExposureEvent};
use domain::accounts::settlement::SettlementEvent;
use domain::journal::{Fact, Recorded};
use domain::refusal::Refusal;
use domain::vocabulary::OrganizationId;

use super::reaction::{Beginning, Outcome, React, Reacting, Reaction, Reacts, Settled};
use crate::accounts::ConfirmFreedOrders;
use crate::execute::Commands;

/// See the module.
#[derive(Default)]
pub struct ConfirmOrdersFreedByPayment(Reacts<Freed>);

/// What is done where an order waits.
struct Freed;

impl Reaction for Freed {
    const NAME: &'static str = "confirm_orders_freed_by_payment";
    type Command = ConfirmFreedOrders;
    type Regret = Settled;
    const BEGINS: Beginning = Beginning::FirstEvent;

    fn on(event: &Recorded) -> Option<ConfirmFreedOrders> {
        let organization = event.tenant.organization()?;
        match &event.fact {
            Ok(Fact::Exposure(changed)) if may_free(changed) => {
                let account: CreditAccount = event.aggregate_id.parse().ok()?;
                Some(ConfirmFreedOrders { organization, currency: Some(account.currency) })
            }
            Ok(Fact::SettlementDocument(settled)) => may_pay(settled, organization),
            _ => None,
        }
    }

    /// A blocked organization: its orders are looked at again when it is unblocked.
    fn regret(event: &Recorded, _: &dyn Refusal) -> Settled {
        Settled { organization: event.tenant.organization() }
    }
}

const fn may_free(event: &ExposureEvent) -> bool {
    match event {
        ExposureEvent::LimitSet { .. }
        | ExposureEvent::LimitLifted {}
        | ExposureEvent::TermsSet { .. }
        | ExposureEvent::Excepted { .. }
        | ExposureEvent::Stopped { .. }
        | ExposureEvent::Adjusted { .. }
        | ExposureEvent::Released { .. } => true,
        ExposureEvent::Held { .. } | ExposureEvent::Replaced { .. } => false,
    }
}

/// A payment, a return, a correction, or an invoice that is less than it was: by the document
/// alone nobody can tell which of them lowers what is owed.
fn may_pay(event: &SettlementEvent, organization: OrganizationId) -> Option<ConfirmFreedOrders> {
    let currency = match event {
        SettlementEvent::Posted { entry, .. } | SettlementEvent::Replaced { entry, .. } => {
            Some(entry.currency)
        }
        SettlementEvent::Reversed { .. } => None,
        SettlementEvent::Resaved { .. } => return None,
    };
    Some(ConfirmFreedOrders { organization, currency })
}

impl React for ConfirmOrdersFreedByPayment {
    fn name(&self) -> &'static str {
        Freed::NAME
    }

    fn begins(&self) -> Beginning {
        Freed::BEGINS
    }

    fn concerns(&self, event: &Recorded) -> bool {
        self.0.concerns(event)
    }

    /// 1C sends documents by the thousand, and seldom does an order wait for one of them: where
    /// none does, nothing is done and nothing recorded.
    fn react<'a>(&'a self, event: &'a Recorded, commands: &'a Commands) -> Reacting<'a> {
        Box::pin(async move {
            if let Some(freed) = Freed::on(event)
                && !freed.has_waiting(commands.pool()).await?
            {
                return Ok(Outcome::Unconcerned);
            }
            self.0.react(event, commands).await
        })
    }
}
