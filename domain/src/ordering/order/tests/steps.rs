//! The table of steps, written out once more, and the decisions that obey it.

use std::collections::BTreeMap;
use std::str::FromStr;

use chrono::NaiveDate;
use strum::VariantArray;

use super::sample::{
    BOLTS, WASHERS, approve, at, cancel, cancel_lines, case, line, needing, quantities, request_cancellation,
    rubles, ship, shipment, submit, text,
};
use crate::ordering::order::{
    Amendment, Carriage, Hold, LineEdit, Order, OrderCommand, OrderError, OrderStatus, Side, Step,
};
use crate::specification::{ask, given};
use crate::vocabulary::ShipmentId;

/// Columns in the order of the statuses; `x` is open, `h` is open unless on hold, `r` is
/// open only on hold, `a` only while the buyer asks for a cancellation, `n` only otherwise.
const TABLE: &str = "
                     Draft Pend. Return. Reject. Approv. Confirm. Process. Partial Shipped Deliv. Closed Cancel.
    Edit             x     .     x       .       .       .        .        .       .       .      .      .
    Submit           x     .     x       .       .       .        .        .       .       .      .      .
    Withdraw         .     x     .       .       .       .        .        .       .       .      .      .
    Return           .     x     .       .       .       .        .        .       .       .      .      .
    Reject           .     x     .       .       .       .        .        .       .       .      .      .
    Approve          .     x     .       .       .       .        .        .       .       .      .      .
    Confirm          .     .     .       .       h       .        .        .       .       .      .      .
    RefuseConfirmation .   .     .       .       x       .        .        .       .       .      .      .
    TakeIntoProcessing .   .     .       .       .       h        .        .       .       .      .      .
    Ship             .     .     .       .       .       .        h        h       .       .      .      .
    TrackShipment    .     .     .       .       .       .        .        x       x       .      .      .
    DeliverShipment  .     .     .       .       .       .        .        x       x       .      .      .
    Deliver          .     .     .       .       .       .        .        .       x       .      .      .
    Close            .     .     .       .       .       .        .        .       .       x      .      .
    CancelAsBuyer    x     x     x       .       x       .        .        .       .       .      .      .
    CancelAsSupplier x     x     x       .       x       x        x        .       .       .      .      .
    CancelLines      .     .     .       .       .       x        x        x       .       .      .      .
    RequestCancellation .  .     .       .       .       n        n        n       .       .      .      .
    WithdrawCancellationRequest . . .    .       .       a        a        a       .       .      .      .
    AnswerCancellation .   .     .       .       .       a        a        a       .       .      .      .
    Amend            .     .     .       .       .       x        x        x       .       .      .      .
    Expect           .     .     .       .       x       x        x        x       x       .      .      .
    NotePaidAmount   .     .     .       .       .       x        x        x       x       x      x      x
    PutOnHold        .     x     .       .       x       x        x        x       .       .      .      .
    ReleaseHold      r     r     r       .       r       r        r        r       .       .      .      .
";

fn rows() -> Vec<(Step, Vec<&'static str>)> {
    let row = |text: &'static str| {
        let mut words = text.split_whitespace();
        let step = Step::from_str(words.next().unwrap()).unwrap();
        (step, words.collect::<Vec<_>>())
    };
    TABLE.lines().skip(2).filter(|text| !text.trim().is_empty()).map(row).collect()
}

fn open(mark: &str, on_hold: bool, asked: bool) -> bool {
    match mark {
        "x" => true,
        "a" => asked,
        "n" => !asked,
        "h" => !on_hold,
        "r" => on_hold,
        _ => false,
    }
}

fn command(step: Step, order: &Order) -> OrderCommand {
    let current = order.case().unwrap_or(case(2));
    match step {
        Step::Edit => OrderCommand::EditLines { edits: vec![LineEdit::Add(line(WASHERS, "20", "1.00"))] },
        Step::Submit => submit(needing(case(9))),
        Step::Withdraw => OrderCommand::Withdraw,
        Step::Return => {
            OrderCommand::Return { case: current, comment: Some(text()), line_comments: BTreeMap::new() }
        }
        Step::Reject => OrderCommand::Reject { case: current, reason: text() },
        Step::Approve if order.revision().is_some() => approve(order),
        Step::Approve => {
            let revision = super::sample::unknown_revision();
            OrderCommand::Approve { case: current, revision, forced: false }
        }
        Step::Confirm => OrderCommand::Confirm,
        Step::RefuseConfirmation => OrderCommand::RefuseConfirmation { code: "CREDIT_EXCEEDED".to_owned() },
        Step::TakeIntoProcessing => OrderCommand::TakeIntoProcessing,
        Step::Ship => ship(&[(BOLTS, "1")]),
        Step::TrackShipment => {
            let carriage = Carriage { carrier: Some("Почта".to_owned()), ..Carriage::default() };
            OrderCommand::TrackShipment { shipment: first_shipment(order), carriage }
        }
        Step::DeliverShipment => OrderCommand::DeliverShipment { shipment: first_shipment(order) },
        Step::Deliver => OrderCommand::Deliver,
        Step::Close => OrderCommand::Close,
        Step::CancelAsBuyer => cancel(Side::Buyer),
        Step::CancelAsSupplier => cancel(Side::Supplier),
        Step::PutOnHold => OrderCommand::PutOnHold { hold: Hold::RefusedByErp, reason: None },
        Step::ReleaseHold => OrderCommand::ReleaseHold { hold: Hold::Credit, note: None },
        later => accepted(later),
    }
}

/// What is asked of orders that the supplier accepted.
fn accepted(step: Step) -> OrderCommand {
    match step {
        Step::CancelLines => cancel_lines(&[(BOLTS, "1")]),
        Step::RequestCancellation => request_cancellation(&[]),
        Step::WithdrawCancellationRequest => OrderCommand::WithdrawCancellationRequest,
        Step::AnswerCancellation => OrderCommand::DeclineCancellation { answer: text() },
        Step::Amend => OrderCommand::Amend {
            changes: vec![Amendment::SetQuantity(quantities(&[(BOLTS, "11")])[0])],
            reason: text(),
        },
        Step::Expect => OrderCommand::Expect { date: NaiveDate::from_ymd_opt(2026, 12, 1) },
        Step::NotePaidAmount => OrderCommand::NotePaidAmount { paid: rubles("1") },
        other => panic!("{other} is asked above"),
    }
}

fn first_shipment(order: &Order) -> ShipmentId {
    order.shipments().first().and_then(|first| first.id).unwrap_or(shipment(0))
}

/// Where the same thing asked is answered with "already so" instead of a refusal.
fn already_so(step: Step, status: OrderStatus, on_hold: bool) -> bool {
    match step {
        Step::Approve => status == OrderStatus::Approved,
        Step::Confirm => status == OrderStatus::Confirmed,
        Step::TakeIntoProcessing => status == OrderStatus::Processing,
        Step::Deliver => status == OrderStatus::Delivered,
        Step::DeliverShipment => matches!(status, OrderStatus::Delivered | OrderStatus::Closed),
        Step::Close => status == OrderStatus::Closed,
        Step::ReleaseHold => !on_hold,
        _ => false,
    }
}

#[test]
fn the_table_is_as_written_here() {
    assert_eq!(rows().len(), Step::VARIANTS.len());
    for (step, marks) in rows() {
        assert_eq!(marks.len(), OrderStatus::VARIANTS.len(), "{step}");
        for (status, mark) in OrderStatus::VARIANTS.iter().zip(marks) {
            for (on_hold, asked) in [(false, false), (true, false), (false, true), (true, true)] {
                assert_eq!(
                    Step::open(*status, on_hold, asked).contains(&step),
                    open(mark, on_hold, asked),
                    "{step} at {status}, {on_hold}, {asked}"
                );
            }
        }
    }
}

#[test]
fn an_order_does_what_the_table_allows_and_nothing_else() {
    let mut tried = 0;
    for hold in [None, Some(Hold::Credit)] {
        for order in OrderStatus::VARIANTS.iter().filter_map(|status| at(*status, hold)) {
            for step in Step::VARIANTS {
                try_step(&order, *step);
                tried += 1;
            }
            let mut asking = order;
            if ask(&mut asking, request_cancellation(&[])).is_ok() {
                for step in Step::VARIANTS {
                    try_step(&asking, *step);
                }
                tried += Step::VARIANTS.len();
            }
        }
    }
    assert_eq!(
        tried,
        (12 + 7 + 3 + 3) * Step::VARIANTS.len(),
        "every status, those that can be held once more, both with a cancellation asked where it can be"
    );
}

fn try_step(order: &Order, step: Step) {
    let (status, on_hold) = (order.status().unwrap(), order.hold().is_some());
    let asked = order.cancellation_request().is_some();
    let outcome = ask(&mut order.clone(), command(step, order));
    let place = format!("{step} at {status}, on hold: {on_hold}, asked: {asked}");
    assert_eq!(order.steps().contains(&step), step.is_open(status, on_hold) && step.fits(asked), "{place}");
    match outcome {
        Ok(events) if already_so(step, status, on_hold) => assert_eq!(events, [], "{place}"),
        Ok(events) => {
            assert!(step.is_open(status, on_hold) && step.fits(asked), "{place} was allowed");
            assert!(!events.is_empty(), "{place} said 'already so'");
        }
        Err(OrderError::OnHold { .. }) => {
            assert!(step.is_open(status, false) && on_hold, "{place} was stopped by a hold");
        }
        Err(OrderError::StepNotAllowed { .. } | OrderError::NotEditable(_)) => {
            assert!(!step.is_open(status, on_hold), "{place} was refused");
        }
        Err(OrderError::CancellationAsked) => assert!(asked && !step.fits(asked), "{place} was refused"),
        Err(OrderError::CancellationNotAsked) => assert!(!asked && !step.fits(asked), "{place} was refused"),
        Err(other) => panic!("{place} was refused for another reason: {other}"),
    }
}

#[test]
fn every_status_can_be_reached() {
    for status in OrderStatus::VARIANTS {
        assert_eq!(at(*status, None).and_then(|order| order.status()), Some(*status));
    }
}

#[test]
fn nothing_can_be_done_with_an_order_that_was_never_drafted() {
    for step in Step::VARIANTS {
        given::<Order>([]).when(command(*step, &Order::default())).then_refused(OrderError::Unknown);
    }
    assert!(Order::default().steps().is_empty());
}

#[test]
fn an_order_is_drafted_once() {
    for status in OrderStatus::VARIANTS {
        let outcome = ask(&mut at(*status, None).unwrap(), super::sample::bolts_and_nuts());
        assert_eq!(outcome, Err(OrderError::AlreadyDrafted));
    }
}
