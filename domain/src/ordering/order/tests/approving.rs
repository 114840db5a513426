//! What becomes of a submission.

use std::collections::BTreeMap;

use super::sample::{
    at, bolts_and_nuts, case, events, needing, needing_nobody, order, submit, text, unknown_revision,
};
use crate::ordering::order::{Order, OrderCommand, OrderError, OrderEvent, OrderStatus};
use crate::specification::{ask, given};

fn pending() -> Order {
    at(OrderStatus::PendingApproval, None).unwrap()
}

#[test]
fn an_approval_must_be_of_the_current_revision() {
    let order = pending();
    let of_another = OrderCommand::Approve { case: case(2), revision: unknown_revision(), forced: false };
    assert_eq!(ask(&mut order.clone(), of_another), Err(OrderError::StaleRevision));
    let revision = order.revision().unwrap();
    let approve = OrderCommand::Approve { case: case(2), revision, forced: false };
    let approved = OrderEvent::Approved { revision, case: Some(case(2)), forced: false };
    assert_eq!(ask(&mut order.clone(), approve), Ok(vec![approved]));
}

#[test]
fn an_approval_must_be_of_the_current_case() {
    let mut order = pending();
    let revision = order.revision().unwrap();
    let approve = OrderCommand::Approve { case: case(1), revision, forced: false };
    assert_eq!(ask(&mut order, approve), Err(OrderError::StaleCase));
}

#[test]
fn the_same_approval_twice_is_already_so_and_another_one_is_refused() {
    let mut order = at(OrderStatus::Approved, None).unwrap();
    let revision = order.revision().unwrap();
    let approve = |number| OrderCommand::Approve { case: case(number), revision, forced: false };
    assert_eq!(ask(&mut order, approve(2)), Ok(vec![]));
    assert!(ask(&mut order, approve(3)).is_err());
}

#[test]
fn a_withdrawn_order_is_a_draft_without_case_and_revision() {
    let mut order = pending();
    assert_eq!(ask(&mut order, OrderCommand::Withdraw), Ok(vec![OrderEvent::Withdrawn { case: case(2) }]));
    assert_eq!((order.status(), order.case(), order.revision()), (Some(OrderStatus::Draft), None, None));
}

#[test]
fn a_return_and_a_rejection_keep_what_was_said() {
    let back = OrderCommand::Return { case: case(2), comment: Some(text()), line_comments: BTreeMap::new() };
    let no = OrderCommand::Reject { case: case(2), reason: text() };
    let returned =
        OrderEvent::Returned { case: case(2), comment: Some(text()), line_comments: BTreeMap::new() };
    let rejected = OrderEvent::Rejected { case: case(2), reason: text() };
    assert_eq!(ask(&mut pending(), back), Ok(vec![returned]));
    assert_eq!(ask(&mut pending(), no), Ok(vec![rejected]));
}

#[test]
fn a_confirmation_names_what_is_confirmed() {
    let mut order = order(vec![bolts_and_nuts(), submit(needing_nobody())]);
    let revision = order.revision().unwrap();
    assert_eq!(ask(&mut order, OrderCommand::Confirm), Ok(vec![OrderEvent::Confirmed { revision }]));
}

#[test]
fn a_refused_confirmation_is_noted_once_and_can_still_come_later() {
    let code = || "CREDIT_EXCEEDED".to_owned();
    let mut order = at(OrderStatus::Approved, None).unwrap();
    let refuse = || OrderCommand::RefuseConfirmation { code: code() };
    assert_eq!(ask(&mut order, refuse()), Ok(vec![OrderEvent::ConfirmationRefused { code: code() }]));
    assert_eq!(ask(&mut order, refuse()), Ok(vec![]));
    assert_eq!(order.confirmation_refused(), Some("CREDIT_EXCEEDED"));
    ask(&mut order, OrderCommand::Confirm).unwrap();
    assert_eq!((order.status(), order.confirmation_refused()), (Some(OrderStatus::Confirmed), None));
}

#[test]
fn a_draft_cannot_be_confirmed() {
    given::<Order>(events(vec![bolts_and_nuts()])).when(OrderCommand::Confirm).then_refused(
        OrderError::StepNotAllowed { step: crate::ordering::Step::Confirm, status: OrderStatus::Draft },
    );
    let waiting = events(vec![bolts_and_nuts(), submit(needing(case(1)))]);
    given::<Order>(waiting).when(OrderCommand::Confirm).then_refused(OrderError::StepNotAllowed {
        step: crate::ordering::Step::Confirm,
        status: OrderStatus::PendingApproval,
    });
}
