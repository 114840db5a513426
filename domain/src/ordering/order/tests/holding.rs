//! Holds beside the status.

use super::sample::{at, cancel, text};
use crate::ordering::order::{Hold, OrderCommand, OrderError, OrderEvent, OrderStatus, Side, Step};
use crate::refusal::Refusal;
use crate::specification::ask;

fn put(hold: Hold) -> OrderCommand {
    OrderCommand::PutOnHold { hold, reason: None }
}

fn release(hold: Hold) -> OrderCommand {
    OrderCommand::ReleaseHold { hold, note: None }
}

#[test]
fn a_held_order_is_not_confirmed_and_the_reason_is_said() {
    let mut order = at(OrderStatus::Approved, Some(Hold::Credit)).unwrap();
    let refusal = ask(&mut order, OrderCommand::Confirm).unwrap_err();
    assert_eq!(refusal, OrderError::OnHold { step: Step::Confirm, hold: Hold::Credit });
    assert_eq!(refusal.in_russian(), "Нельзя подтвердить заказ, он приостановлен: превышен кредитный лимит.");
    assert_eq!(
        ask(&mut order, release(Hold::Credit)),
        Ok(vec![OrderEvent::HoldReleased { hold: Hold::Credit, note: None }])
    );
    assert!(ask(&mut order, OrderCommand::Confirm).is_ok());
}

#[test]
fn an_order_goes_on_when_the_last_of_its_holds_is_released() {
    let mut order = at(OrderStatus::Confirmed, Some(Hold::Credit)).unwrap();
    ask(&mut order, put(Hold::OrganizationBlocked)).unwrap();
    ask(&mut order, release(Hold::Credit)).unwrap();
    assert_eq!(order.hold(), Some(Hold::OrganizationBlocked));
    assert!(ask(&mut order, OrderCommand::TakeIntoProcessing).is_err());
    ask(&mut order, release(Hold::OrganizationBlocked)).unwrap();
    assert!(ask(&mut order, OrderCommand::TakeIntoProcessing).is_ok());
}

#[test]
fn the_same_hold_twice_is_already_so() {
    let mut order = at(OrderStatus::Processing, Some(Hold::Credit)).unwrap();
    assert_eq!(ask(&mut order, put(Hold::Credit)), Ok(vec![]));
    assert_eq!(ask(&mut order, release(Hold::RefusedByErp)), Ok(vec![]));
}

#[test]
fn a_hold_survives_rework_and_ends_with_the_order() {
    let mut order = at(OrderStatus::Returned, Some(Hold::OrganizationBlocked)).unwrap();
    assert_eq!(order.hold(), Some(Hold::OrganizationBlocked));
    ask(&mut order, cancel(Side::Buyer)).unwrap();
    assert_eq!(order.hold(), None);
}

#[test]
fn only_the_supplier_calls_off_what_is_in_processing() {
    let order = at(OrderStatus::Processing, None).unwrap();
    let refusal = OrderError::StepNotAllowed { step: Step::CancelAsBuyer, status: OrderStatus::Processing };
    assert_eq!(ask(&mut order.clone(), cancel(Side::Buyer)), Err(refusal));
    let cancelled = OrderEvent::Cancelled { by: Side::Supplier, reason: text() };
    assert_eq!(ask(&mut order.clone(), cancel(Side::Supplier)), Ok(vec![cancelled]));
}
