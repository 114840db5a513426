//! What goes with the goods of an order that can still be changed.

use chrono::NaiveDate;

use super::{Decision, Existing};
use crate::ordering::order::command::{ChosenDelivery, Detail};
use crate::ordering::order::delivery::Delivery;
use crate::ordering::order::error::OrderError;
use crate::ordering::order::event::OrderEvent;
use crate::ordering::order::line::Line;
use crate::vocabulary::ProductId;

/// What is set, in turn. What is so already leaves no event; a remark that was written is
/// always written anew.
pub(super) fn set(existing: &Existing, details: Vec<Detail>, today: NaiveDate) -> Decision {
    let mut events = Vec::new();
    for detail in details {
        events.extend(existing.detail(detail, today)?);
    }
    Ok(events)
}

impl Existing<'_> {
    fn detail(&self, detail: Detail, today: NaiveDate) -> Result<Option<OrderEvent>, OrderError> {
        let order = self.order;
        Ok(match detail {
            Detail::Comment(comment) => {
                (comment.is_some() || order.comment().is_some()).then_some(OrderEvent::Commented { comment })
            }
            Detail::CostCentre(cost_centre) => {
                (order.cost_centre() != cost_centre).then_some(OrderEvent::CostCentreSet { cost_centre })
            }
            Detail::Delivery(chosen) => self.choose(chosen)?,
            Detail::WantedOn(on) => {
                if on.is_some_and(|on| on < today) {
                    return Err(OrderError::WantedInThePast { today });
                }
                (order.wanted_on() != on).then_some(OrderEvent::DateWanted { on })
            }
            Detail::LineComment(product, comment) => {
                let changes = comment.is_some() || self.line(product)?.comment.is_some();
                changes.then_some(OrderEvent::LineCommented { product, comment })
            }
            Detail::LineCostCentre(product, cost_centre) => (self.line(product)?.cost_centre != cost_centre)
                .then_some(OrderEvent::LineCostCentreSet { product, cost_centre }),
        })
    }

    fn line(&self, product: ProductId) -> Result<&Line, OrderError> {
        self.order.line(product).ok_or(OrderError::LineUnknown(product))
    }

    fn choose(&self, chosen: Option<Box<ChosenDelivery>>) -> Result<Option<OrderEvent>, OrderError> {
        let (lines, currency) = (self.order.lines(), self.contract.currency);
        let delivery =
            chosen.map(|chosen| Delivery::of(chosen.tariff, chosen.address, currency, lines)).transpose()?;
        if self.order.delivery() == delivery.as_ref() {
            return Ok(None);
        }
        let totals = Line::totals_with(currency, lines, delivery.as_ref())?;
        Ok(Some(OrderEvent::DeliveryChosen { delivery: delivery.map(Box::new), totals }))
    }
}
