//! What an order holds besides where it stands: lines, delivery and what goes with them.

use chrono::NaiveDate;

use super::Order;
use crate::ordering::order::delivery::Delivery;
use crate::ordering::order::difference::Content;
use crate::ordering::order::error::OrderError;
use crate::ordering::order::event::OrderEvent;
use crate::ordering::order::line::Line;
use crate::ordering::order::revision::revision_of;
use crate::ordering::pricing::{Amounts, Totals};
use crate::vocabulary::{CostCentreId, ProductId, Revision, TextRef};

impl Order {
    /// What the buyer remarks on the order.
    pub const fn comment(&self) -> Option<&TextRef> {
        self.comment.as_ref()
    }

    /// The cost centre that bears the order.
    pub const fn cost_centre(&self) -> Option<CostCentreId> {
        self.cost_centre
    }

    /// The cost centres that bear the order or a line of it.
    pub fn cost_centres(&self) -> impl Iterator<Item = CostCentreId> {
        self.cost_centre.into_iter().chain(self.lines.iter().filter_map(|line| line.cost_centre))
    }

    /// The delivery, if one is chosen. Its cost is frozen with the submission.
    pub const fn delivery(&self) -> Option<&Delivery> {
        self.delivery.as_ref()
    }

    /// The day on which the buyer wants the goods.
    pub const fn wanted_on(&self) -> Option<NaiveDate> {
        self.wanted_on
    }

    /// What the order holds, as far as it is approved; nothing before it was drafted.
    pub fn content(&self) -> Option<Content<'_>> {
        Some(Content {
            lines: &self.lines,
            delivery: self.delivery.as_ref(),
            cost_centre: self.cost_centre,
            total: self.totals.as_ref()?.sum.gross(),
        })
    }

    /// What the order would cost with other lines and the delivery that it has. After the
    /// submission the cost of the delivery does not change with the lines any more.
    pub fn totals_with(&self, lines: &[Line]) -> Result<Totals, OrderError> {
        let contract = self.contract.as_ref().ok_or(OrderError::Unknown)?;
        Ok(Line::totals_with(contract.currency, lines, self.delivery.as_ref())?)
    }

    /// The revision that the order would have with other lines.
    pub fn revision_with(&self, lines: &[Line]) -> Result<Revision, OrderError> {
        let contract = self.contract.as_ref().ok_or(OrderError::Unknown)?;
        let content = self.content().ok_or(OrderError::Unknown)?;
        let totals = self.totals_with(lines)?;
        let content = content.with(lines, self.delivery.as_ref(), totals.sum.gross());
        Ok(revision_of(contract, &content, &totals))
    }

    /// Follows what was changed in a draft or a returned order.
    pub(super) fn edit(&mut self, event: OrderEvent) {
        match event {
            OrderEvent::LineAdded { line, totals, delivery } => {
                self.lines.push(*line);
                self.costs(totals, delivery);
            }
            OrderEvent::LineQuantityChanged { product, quantity, amounts, totals, delivery } => {
                self.change(product, |line| (line.quantity, line.amounts) = (quantity, amounts));
                self.costs(totals, delivery);
            }
            OrderEvent::LineRemoved { product, totals, delivery } => {
                self.lines.retain(|line| line.goods.product != product);
                self.costs(totals, delivery);
            }
            OrderEvent::DeliveryChosen { delivery, totals } => {
                self.delivery = delivery.map(|delivery| *delivery);
                self.totals = Some(totals);
            }
            OrderEvent::Commented { comment } => self.comment = comment,
            OrderEvent::CostCentreSet { cost_centre } => self.cost_centre = cost_centre,
            OrderEvent::DateWanted { on } => self.wanted_on = on,
            OrderEvent::LineCommented { product, comment } => {
                self.change(product, |line| line.comment = comment);
            }
            OrderEvent::LineCostCentreSet { product, cost_centre } => {
                self.change(product, |line| line.cost_centre = cost_centre);
            }
            // What is no change of the content is followed elsewhere.
            _ => {}
        }
    }

    fn costs(&mut self, totals: Totals, delivery: Option<Amounts>) {
        self.totals = Some(totals);
        if let (Some(delivery), Some(cost)) = (self.delivery.as_mut(), delivery) {
            delivery.cost = cost;
        }
    }

    fn change(&mut self, product: ProductId, change: impl FnOnce(&mut Line)) {
        if let Some(line) = self.lines.iter_mut().find(|line| line.goods.product == product) {
            change(line);
        }
    }
}
