//! When 1C invoices an order, the invoice is noted beside the credit that is held for it.

use domain::accounts::settlement::{EntryKind, SettlementEvent};
use domain::journal::{Fact, Recorded};
use domain::refusal::Refusal;
use domain::vocabulary::Money;

use super::reaction::{Beginning, Outcome, React, Reacting, Reaction, Reacts, Settled};
use crate::accounts::NoteInvoice;
use crate::execute::Commands;

/// See the module.
#[derive(Default)]
pub struct NoteInvoicesThatReplaceHolds(Reacts<Noted>);

/// What is done where something is held.
struct Noted;

impl Reaction for Noted {
    const NAME: &'static str = "note_invoices_that_replace_holds";
    type Command = NoteInvoice;
    type Regret = Settled;
    const BEGINS: Beginning = Beginning::FirstEvent;

    fn on(event: &Recorded) -> Option<NoteInvoice> {
        let Ok(Fact::SettlementDocument(settled)) = &event.fact else { return None };
        let organization = event.tenant.organization()?;
        let document = event.aggregate_id.parse().ok()?;
        let charges = match settled {
            SettlementEvent::Posted { entry, .. } | SettlementEvent::Replaced { entry, .. } => {
                let order = entry.order.filter(|_| entry.kind == EntryKind::Invoice);
                order.map(|order| (order, Money::new(entry.amount, entry.currency)))
            }
            SettlementEvent::Reversed { .. } => None,
            SettlementEvent::Resaved { .. } => return None,
        };
        if charges.is_none() && matches!(settled, SettlementEvent::Posted { .. }) {
            return None;
        }
        Some(NoteInvoice { organization, document, charges })
    }

    fn regret(event: &Recorded, _: &dyn Refusal) -> Settled {
        Settled { organization: event.tenant.organization() }
    }
}

impl React for NoteInvoicesThatReplaceHolds {
    fn name(&self) -> &'static str {
        Noted::NAME
    }

    fn begins(&self) -> Beginning {
        Noted::BEGINS
    }

    fn concerns(&self, event: &Recorded) -> bool {
        self.0.concerns(event)
    }

    /// 1C sends documents by the thousand: where nothing is held for them, nothing is recorded.
    fn react<'a>(&'a self, event: &'a Recorded, commands: &'a Commands) -> Reacting<'a> {
        Box::pin(async move {
            if let Some(noted) = Noted::on(event)
                && !noted.concerns_holds(commands.pool()).await?
            {
                return Ok(Outcome::Unconcerned);
            }
            self.0.react(event, commands).await
        })
    }
}
