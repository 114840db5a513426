//! Changing the lines of a draft or of a returned order.

use domain::journal::StreamKey;
use domain::ordering::Order;
use domain::ordering::order::{LineEdit, LineQuantity, OrderCommand};
use domain::organizations::Action;
use domain::vocabulary::{OrderId, ProductId, Quantity};
use serde::Serialize;

use super::offers::Offers;
use super::terms::terms_of;
use crate::command::Command;
use crate::error::CommandError;
use crate::journal::Loaded;
use crate::work::Work;

/// Changes lines, all in turn or none.
#[derive(Clone, Debug, Serialize)]
pub struct EditOrderLines {
    /// The order.
    pub order: OrderId,
    /// The changes.
    pub changes: Vec<LineChange>,
}

/// One change.
#[derive(Clone, Copy, Debug, Serialize)]
pub enum LineChange {
    /// Add a product, at its price of now under the contract as it is now.
    Add(ProductId, Quantity),
    /// Set how many of a product there are.
    SetQuantity(ProductId, Quantity),
    /// Take a product out.
    Remove(ProductId),
}

impl Command for EditOrderLines {
    const NAME: &'static str = "edit_order_lines";
    const ACTION: Action = Action::EditOrder;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Order>(self.order)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        let order = work.load::<Order>(self.order).await?;
        work.requester().require_of(Self::ACTION, order.author())?;
        edit(work, order, &self.changes).await
    }
}

/// Changes lines of an order that whoever asks may change.
pub(super) async fn edit(
    work: &mut Work<'_>,
    mut order: Loaded<Order>,
    changes: &[LineChange],
) -> Result<(), CommandError> {
    let terms = terms_of(work, &order).await?;
    let added: Vec<_> = changes.iter().filter_map(LineChange::added).collect();
    let offers = Offers::of(work, &terms, &added).await?;
    let edits = changes.iter().map(|change| change.edit(&offers)).collect::<Result<_, _>>()?;
    work.decide(&mut order, OrderCommand::EditLines { edits }).await?;
    Ok(())
}

impl LineChange {
    const fn added(&self) -> Option<(ProductId, Quantity)> {
        match self {
            Self::Add(product, quantity) => Some((*product, *quantity)),
            Self::SetQuantity(..) | Self::Remove(_) => None,
        }
    }

    fn edit(&self, offers: &Offers) -> Result<LineEdit, CommandError> {
        Ok(match *self {
            Self::Add(product, quantity) => LineEdit::Add(offers.line(product, quantity)?),
            Self::SetQuantity(product, quantity) => LineEdit::SetQuantity(LineQuantity { product, quantity }),
            Self::Remove(product) => LineEdit::Remove(product),
        })
    }
}
