//! Lines of an order that can still be changed.

use super::{Decision, Existing};
use crate::ordering::order::command::{LineEdit, NewLine};
use crate::ordering::order::contract::ContractTerms;
use crate::ordering::order::delivery::Delivery;
use crate::ordering::order::error::OrderError;
use crate::ordering::order::event::OrderEvent;
use crate::ordering::order::line::{Goods, Line, LineQuantity};
use crate::ordering::pricing::{Amounts, Quote, Totals};
use crate::vocabulary::{ProductId, Quantity};

/// The lines that an order begins with, and what they cost.
pub(super) fn first_lines(
    contract: &ContractTerms,
    new: Vec<NewLine>,
) -> Result<(Vec<Line>, Totals), OrderError> {
    let mut draft = Draft { contract, lines: Vec::new(), delivery: None };
    for line in new {
        draft.add(line)?;
    }
    let Costs { totals, .. } = draft.costs()?;
    Ok((draft.lines, totals))
}

/// The changes in turn, each with the totals after it. A change to what is so already
/// leaves no event.
pub(super) fn edit(existing: &Existing, edits: Vec<LineEdit>) -> Decision {
    let (contract, delivery) = (existing.contract, existing.order.delivery());
    let mut draft = Draft { contract, lines: existing.order.lines().to_vec(), delivery };
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
    delivery: Option<&'a Delivery>,
}

struct Costs {
    totals: Totals,
    delivery: Option<Amounts>,
}

impl Draft<'_> {
    fn edit(&mut self, edit: LineEdit) -> Result<Option<OrderEvent>, OrderError> {
        match edit {
            LineEdit::Add(new) => {
                let line = Box::new(self.add(new)?);
                let Costs { totals, delivery } = self.costs()?;
                Ok(Some(OrderEvent::LineAdded { line, totals, delivery }))
            }
            LineEdit::SetQuantity(LineQuantity { product, quantity }) => self.set_quantity(product, quantity),
            LineEdit::Remove(product) => {
                let place = self.place(product)?;
                self.lines.remove(place);
                let Costs { totals, delivery } = self.costs()?;
                Ok(Some(OrderEvent::LineRemoved { product, totals, delivery }))
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
        let before = &self.lines[place];
        if before.quantity == quantity {
            return Ok(None);
        }
        let line = priced(self.contract, before.goods.clone(), quantity, before.quote.clone())?;
        let amounts = line.amounts;
        self.lines[place] = line.with_details_of(before);
        let Costs { totals, delivery } = self.costs()?;
        Ok(Some(OrderEvent::LineQuantityChanged { product, quantity, amounts, totals, delivery }))
    }

    fn place(&self, product: ProductId) -> Result<usize, OrderError> {
        self.lines
            .iter()
            .position(|line| line.goods.product == product)
            .ok_or(OrderError::LineUnknown(product))
    }

    /// What all of it costs: other lines may be worth a free delivery, or not any more.
    fn costs(&self) -> Result<Costs, OrderError> {
        let currency = self.contract.currency;
        let delivery = self.delivery.map(|it| it.of_lines(currency, &self.lines)).transpose()?;
        let totals = Line::totals_with(currency, &self.lines, delivery.as_ref())?;
        Ok(Costs { totals, delivery: delivery.map(|delivery| delivery.cost) })
    }
}
