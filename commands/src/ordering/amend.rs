//! Changing an order that the supplier accepted already, and noting what was paid for it.

use domain::journal::StreamKey;
use domain::ordering::Order;
use domain::ordering::order::{Amendment, LineQuantity, OrderCommand};
use domain::organizations::Action;
use domain::vocabulary::{Money, OrderId, ProductId, Quantity};
use serde::Serialize;

use super::decide::text;
use super::fulfil::ask;
use super::offers::Offers;
use super::terms::terms_of;
use crate::accounts::budgets::follow;
use crate::command::Command;
use crate::error::CommandError;
use crate::work::Work;

/// Changes lines of an accepted order, all in turn or none. The buyer sees the difference.
#[derive(Clone, Debug, Serialize)]
pub struct AmendOrder {
    /// The order.
    pub order: OrderId,
    /// The changes.
    pub changes: Vec<LineAmendment>,
    /// Why.
    pub reason: String,
}

/// One change.
#[derive(Clone, Copy, Debug, Serialize)]
pub enum LineAmendment {
    /// Add a product, at its price of now under the contract as it is now.
    Add(ProductId, Quantity),
    /// Set how many of a product there are, at the price that the line has.
    SetQuantity(ProductId, Quantity),
    /// Set the price of a unit by hand, without a discount.
    SetPrice(ProductId, Money),
    /// Take a product out.
    Remove(ProductId),
}

/// Notes how much was paid for an order in all.
#[derive(Clone, Debug, Serialize)]
pub struct NotePaidAmount {
    /// The order.
    pub order: OrderId,
    /// All that was paid so far, in the order's currency.
    pub paid: Money,
}

impl Command for AmendOrder {
    const NAME: &'static str = "amend_order";
    const ACTION: Action = Action::AmendOrder;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Order>(self.order)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        let mut order = work.load::<Order>(self.order).await?;
        let terms = terms_of(work, &order).await?;
        let added: Vec<_> = self.changes.iter().filter_map(LineAmendment::added).collect();
        let offers = Offers::of(work, &terms, &added).await?;
        let changes =
            self.changes.iter().map(|change| change.amendment(&offers)).collect::<Result<_, _>>()?;
        let reason = text(work, &self.reason)?;
        work.decide(&mut order, OrderCommand::Amend { changes, reason }).await?;
        follow(work, &order).await
    }
}

impl LineAmendment {
    const fn added(&self) -> Option<(ProductId, Quantity)> {
        match self {
            Self::Add(product, quantity) => Some((*product, *quantity)),
            Self::SetQuantity(..) | Self::SetPrice(..) | Self::Remove(_) => None,
        }
    }

    fn amendment(&self, offers: &Offers) -> Result<Amendment, CommandError> {
        Ok(match *self {
            Self::Add(product, quantity) => Amendment::Add(offers.line(product, quantity)?),
            Self::SetQuantity(product, quantity) => {
                Amendment::SetQuantity(LineQuantity { product, quantity })
            }
            Self::SetPrice(product, price) => Amendment::SetPrice { product, price },
            Self::Remove(product) => Amendment::Remove(product),
        })
    }
}

impl Command for NotePaidAmount {
    const NAME: &'static str = "note_paid_amount";
    const ACTION: Action = Action::NotePayment;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Order>(self.order)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        ask(work, self.order, OrderCommand::NotePaidAmount { paid: self.paid }).await
    }
}
