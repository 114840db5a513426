//! Lines of an order that can still be changed.

use super::{Decision, Existing};
use crate::ordering::order::command::{LineEdit, NewLine};
use crate::ordering::order::contract::ContractTerms;
use crate::ordering::order::error::OrderError;
use crate::ordering::order::event::OrderEvent;
use crate::ordering::order::line::{Goods, Line, LineQuantity};
use crate::ordering::pricing::{Quote, Totals};
use crate::vocabulary::{MoneyError, ProductId, Quantity};

/// The lines that an order begins with, and what they cost.
pub(super) fn first_lines(
    contract: &ContractTerms,
    new: Vec<NewLine>,
) -> Result<(Vec<Line>, Totals), OrderError> {
    let mut draft = Draft { contract, lines: Vec::new() };
    for line in new {
        draft.add(line)?;
    }
    let totals = draft.totals()?;
    Ok((draft.lines, totals))
}

/// The changes in turn, each with the totals after it. A change to what is so already
/// leaves no event.
pub(super) fn edit(existing: &Existing, edits: Vec<LineEdit>) -> Decision {
    let mut draft = Draft { contract: existing.contract, lines: existing.order.lines().to_vec() };
    let mut events = Vec::new();
    for edit in edits {
        events.extend(draft.edit(edit)?);
    }
    Ok(events)
}

/// A line at the quote of its goods, in the contract's currency.
pub(super) fn priced(
    contract: &ContractTerms,
    goods: Goods,
    quantity: Quantity,
    quote: Quote,
) -> Result<Line, OrderError> {
    let name = goods.to_string();
    Line::priced(contract.currency, goods, quantity, quote)
        .map_err(|why| OrderError::LineNotPriceable { goods: name, why })
}

struct Draft<'a> {
    contract: &'a ContractTerms,
    lines: Vec<Line>,
}

impl Draft<'_> {
    fn edit(&mut self, edit: LineEdit) -> Result<Option<OrderEvent>, OrderError> {
        match edit {
            LineEdit::Add(new) => {
                let line = Box::new(self.add(new)?);
                Ok(Some(OrderEvent::LineAdded { line, totals: self.totals()? }))
            }
            LineEdit::SetQuantity(LineQuantity { product, quantity }) => self.set_quantity(product, quantity),
            LineEdit::Remove(product) => {
                let place = self.place(product)?;
                self.lines.remove(place);
                Ok(Some(OrderEvent::LineRemoved { product, totals: self.totals()? }))
            }
        }
    }

    fn add(&mut self, NewLine { goods, quantity, quote }: NewLine) -> Result<Line, OrderError> {
        if self.place(goods.product).is_ok() {
            return Err(OrderError::LineDuplicate { goods: goods.to_string() });
        }
        if self.lines.len() >= Line::MOST {
            return Err(OrderError::TooManyLines { limit: Line::MOST });
        }
        let line = priced(self.contract, goods, quantity, quote)?;
        self.lines.push(line.clone());
        Ok(line)
    }

    fn set_quantity(
        &mut self,
        product: ProductId,
        quantity: Quantity,
    ) -> Result<Option<OrderEvent>, OrderError> {
        let place = self.place(product)?;
        let Line { goods, quantity: before, quote, .. } = &self.lines[place];
        if *before == quantity {
            return Ok(None);
        }
        let line = priced(self.contract, goods.clone(), quantity, quote.clone())?;
        let amounts = line.amounts;
        self.lines[place] = line;
        Ok(Some(OrderEvent::LineQuantityChanged { product, quantity, amounts, totals: self.totals()? }))
    }

    fn place(&self, product: ProductId) -> Result<usize, OrderError> {
        self.lines
            .iter()
            .position(|line| line.goods.product == product)
            .ok_or(OrderError::LineUnknown(product))
    }

    fn totals(&self) -> Result<Totals, MoneyError> {
        Line::totals(self.contract.currency, &self.lines)
    }
}
