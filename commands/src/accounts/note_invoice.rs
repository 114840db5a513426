//! Which invoices took the place of the holds of orders: for people to look at. What is left of
//! a hold is computed by what the ledger says and never waits for this.

use domain::accounts::exposure::{CreditAccount, Exposure, ExposureCommand};
use domain::journal::StreamKey;
use domain::organizations::Action;
use domain::vocabulary::{Currency, Money, OrderId, OrganizationId, SettlementDocumentId};
use serde::Serialize;
use sqlx::PgPool;

use super::credit::exposure;
use super::freed_orders::currencies;
use crate::command::Command;
use crate::error::CommandError;
use crate::journal::load::load;
use crate::work::Work;

/// Notes what an invoice charges for an order, and for no other any more.
#[derive(Clone, Debug, Serialize)]
pub struct NoteInvoice {
    /// The organization.
    pub organization: OrganizationId,
    /// The document.
    pub document: SettlementDocumentId,
    /// Which order it is about, and how much it charges; nothing when it does not count any more.
    pub charges: Option<(OrderId, Money)>,
}

impl Command for NoteInvoice {
    const NAME: &'static str = "note_invoice";
    const ACTION: Action = Action::TakeInSettlements;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        let account = |(_, money): (OrderId, Money)| CreditAccount {
            organization: self.organization,
            currency: money.currency,
        };
        self.charges.map(|charges| StreamKey::of::<Exposure>(account(charges))).into_iter().collect()
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        for currency in self.currencies(work.pool()).await? {
            let mut exposure = exposure(work, currency).await?;
            for command in self.noting(&exposure, currency) {
                work.decide(&mut exposure, command).await?;
            }
        }
        Ok(())
    }
}

impl NoteInvoice {
    /// Whether it concerns the hold of any order.
    pub async fn concerns_holds(&self, pool: &PgPool) -> Result<bool, CommandError> {
        for currency in self.currencies(pool).await? {
            let account = CreditAccount { organization: self.organization, currency };
            if !self.noting(&*load::<Exposure>(pool, account).await?, currency).is_empty() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    async fn currencies(&self, pool: &PgPool) -> Result<Vec<Currency>, CommandError> {
        match self.charges {
            Some((_, money)) => Ok(vec![money.currency]),
            None => currencies(pool, self.organization).await,
        }
    }

    fn noting(&self, exposure: &Exposure, currency: Currency) -> Vec<ExposureCommand> {
        let (document, charges) =
            (self.document, self.charges.filter(|(_, money)| money.currency == currency));
        let had_it = exposure.holds().iter().filter(|(_, held)| held.replaced.contains_key(&document));
        let others =
            had_it.map(|(order, _)| *order).filter(|order| charges.is_none_or(|(now, _)| now != *order));
        let reversed = others.map(|order| ExposureCommand::Replace { order, document, amount: 0.into() });
        let held = charges.filter(|(order, _)| exposure.holds().contains_key(order));
        let noted =
            held.map(|(order, money)| ExposureCommand::Replace { order, document, amount: money.amount });
        reversed.chain(noted).collect()
    }
}
