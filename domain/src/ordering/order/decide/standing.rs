//! What stands beside the status: holds, payment, the expected date.

use chrono::NaiveDate;

use super::{Decision, Existing};
use crate::ordering::order::error::OrderError;
use crate::ordering::order::event::OrderEvent;
use crate::ordering::order::state::Order;
use crate::ordering::order::status::Hold;
use crate::vocabulary::{Money, MoneyError, TextRef};

pub(super) fn hold(hold: Hold, reason: Option<TextRef>) -> Decision {
    if hold == Hold::Manual && reason.is_none() {
        return Err(OrderError::HoldReasonMissing);
    }
    Ok(vec![OrderEvent::PutOnHold { hold, reason }])
}

pub(super) fn expect(order: &Order, date: Option<NaiveDate>) -> Vec<OrderEvent> {
    if order.expected_on() == date {
        return vec![];
    }
    vec![OrderEvent::ExpectedOn { date }]
}

pub(super) fn note_paid(Existing { order, contract, .. }: &Existing, paid: Money) -> Decision {
    if paid.currency != contract.currency {
        let (expected, found) = (contract.currency, paid.currency);
        return Err(MoneyError::CurrencyDiffers { expected, found }.into());
    }
    if paid.amount.is_sign_negative() || paid.amount.normalize().scale() > 2 {
        return Err(OrderError::NotAPaidAmount);
    }
    if order.paid() == Some(paid) {
        return Ok(vec![]);
    }
    Ok(vec![OrderEvent::PaidAmountNoted { paid }])
}
