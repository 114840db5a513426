//! Changes of an accepted order: never below what has left.

use super::cancelling::with_arrival;
use super::editing::priced;
use super::{Decision, Existing};
use crate::ordering::order::amendment::Amendment;
use crate::ordering::order::command::NewLine;
use crate::ordering::order::difference::difference;
use crate::ordering::order::error::OrderError;
use crate::ordering::order::event::OrderEvent;
use crate::ordering::order::line::{Line, LineQuantity};
use crate::ordering::order::state::Order;
use crate::ordering::pricing::Quote;
use crate::vocabulary::{Currency, Percent, ProductId, Quantity, TextRef};

pub(super) fn amend(existing: &Existing, changes: Vec<Amendment>, reason: TextRef) -> Decision {
    let order = existing.order;
    let before = wanted(order);
    let mut amended = Amended { existing, lines: before.clone() };
    for change in changes {
        amended.make(change)?;
    }
    let lines = amended.lines;
    if lines.is_empty() {
        return Err(OrderError::AmendmentLeavesNothing);
    }
    let completes = !order.shipments().is_empty() && lines.iter().all(|line| all_left(order, line));
    let totals = order.totals_with(&lines)?;
    let content = order.content().ok_or(OrderError::Unknown)?;
    let content = |lines, total| content.with(lines, order.delivery(), total);
    let was = order.totals().map_or_else(|| totals.sum.gross(), |totals| totals.sum.gross());
    let difference = difference(&content(&before, was), &content(&lines, totals.sum.gross()));
    if difference.is_empty() {
        return Err(OrderError::AmendmentEmpty);
    }
    let difference = Box::new(difference);
    let revision = order.revision_with(&lines)?;
    let event = OrderEvent::Amended { lines, totals, revision, reason, difference, completes };
    Ok(with_arrival(order, event, completes))
}

/// The lines without what was called off. Their amounts were computed when it was.
fn wanted(order: &Order) -> Vec<Line> {
    let wanted = |line: &Line| {
        let quantity = Quantity::new(order.progress_of(line).wanted()).ok()?;
        Some(Line { quantity, ..line.clone() })
    };
    order.lines().iter().filter_map(wanted).collect()
}

fn all_left(order: &Order, line: &Line) -> bool {
    order.shipped(line.goods.product) == Some(line.quantity)
}

struct Amended<'a> {
    existing: &'a Existing<'a>,
    lines: Vec<Line>,
}

impl Amended<'_> {
    fn make(&mut self, change: Amendment) -> Result<(), OrderError> {
        match change {
            Amendment::Add(new) => self.add(new),
            Amendment::SetQuantity(LineQuantity { product, quantity }) => {
                let line = self.line(product)?.clone();
                self.keeps_shipped(&line, Some(quantity))?;
                self.put(Line { quantity, ..line })
            }
            Amendment::SetPrice { product, price } => {
                let line = self.line(product)?.clone();
                let quote = Quote { price, discount: Percent::ZERO, ..line.quote.clone() };
                self.put(Line { quote, ..line })
            }
            Amendment::Remove(product) => {
                let line = self.line(product)?.clone();
                self.keeps_shipped(&line, None)?;
                self.lines.retain(|line| line.goods.product != product);
                Ok(())
            }
        }
    }

    /// A line that was called off completely is not there, so its goods can be added again.
    fn add(&mut self, NewLine { goods, quantity, quote }: NewLine) -> Result<(), OrderError> {
        if self.line(goods.product).is_ok() {
            return Err(OrderError::LineDuplicate { goods: goods.to_string() });
        }
        if self.lines.len() >= Line::MOST {
            return Err(OrderError::TooManyLines { limit: Line::MOST });
        }
        self.lines.push(priced(self.existing.contract, goods, quantity, quote)?);
        Ok(())
    }

    fn line(&self, product: ProductId) -> Result<&Line, OrderError> {
        let line = self.lines.iter().find(|line| line.goods.product == product);
        line.ok_or(OrderError::LineUnknown(product))
    }

    /// The line with its amounts computed, in the place that it has.
    fn put(&mut self, line: Line) -> Result<(), OrderError> {
        let line = repriced(self.existing.contract.currency, line)?;
        let product = line.goods.product;
        if let Some(old) = self.lines.iter_mut().find(|old| old.goods.product == product) {
            *old = line;
        }
        Ok(())
    }

    fn keeps_shipped(&self, line: &Line, quantity: Option<Quantity>) -> Result<(), OrderError> {
        match self.existing.order.shipped(line.goods.product) {
            Some(shipped) if quantity.is_none_or(|quantity| quantity < shipped) => {
                Err(OrderError::BelowShipped { goods: line.goods.to_string(), shipped })
            }
            _ => Ok(()),
        }
    }
}

fn repriced(currency: Currency, mut line: Line) -> Result<Line, OrderError> {
    line.amounts = line
        .quote
        .cost_in(currency, line.quantity)
        .map_err(|why| OrderError::LineNotPriceable { goods: line.goods.to_string(), why })?;
    Ok(line)
}
