//! The table of steps, written out once more, and the decisions that obey it.

use std::collections::BTreeMap;
use std::str::FromStr;

use strum::VariantArray;

use super::sample::{WASHERS, approve, at, cancel, case, line, needing, ship, submit, text};
use crate::ordering::order::{Hold, LineEdit, Order, OrderCommand, OrderError, OrderStatus, Side, Step};
use crate::specification::{ask, given};

/// Columns in the order of the statuses; `x` is open, `h` is open unless on hold, `r` is
/// open only on hold.
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
    Deliver          .     .     .       .       .       .        .        .       x       .      .      .
    Close            .     .     .       .       .       .        .        .       .       x      .      .
    CancelAsBuyer    x     x     x       .       x       x        .        .       .       .      .      .
    CancelAsSupplier x     x     x       .       x       x        x        .       .       .      .      .
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

fn open(mark: &str, on_hold: bool) -> bool {
    match mark {
        "x" => true,
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
        Step::Ship => ship(&[(super::sample::BOLTS, "1")]),
        Step::Deliver => OrderCommand::Deliver,
        Step::Close => OrderCommand::Close,
        Step::CancelAsBuyer => cancel(Side::Buyer),
        Step::CancelAsSupplier => cancel(Side::Supplier),
        Step::PutOnHold => OrderCommand::PutOnHold { hold: Hold::RefusedByErp },
        Step::ReleaseHold => OrderCommand::ReleaseHold { hold: Hold::Credit },
    }
}

/// Where the same thing asked is answered with "already so" instead of a refusal.
fn already_so(step: Step, status: OrderStatus, on_hold: bool) -> bool {
    match step {
        Step::Approve => status == OrderStatus::Approved,
        Step::Confirm => status == OrderStatus::Confirmed,
        Step::TakeIntoProcessing => status == OrderStatus::Processing,
        Step::Deliver => status == OrderStatus::Delivered,
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
            for on_hold in [false, true] {
                assert_eq!(
                    step.is_open(*status, on_hold),
                    open(mark, on_hold),
                    "{step} at {status}, {on_hold}"
                );
                assert_eq!(Step::open(*status, on_hold).contains(&step), open(mark, on_hold));
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
        }
    }
    assert_eq!(tried, (12 + 7) * Step::VARIANTS.len(), "every status, and those that can be held once more");
}

fn try_step(order: &Order, step: Step) {
    let (status, on_hold) = (order.status().unwrap(), order.hold().is_some());
    let outcome = ask(&mut order.clone(), command(step, order));
    let place = format!("{step} at {status}, on hold: {on_hold}");
    assert_eq!(order.steps().contains(&step), step.is_open(status, on_hold), "{place}");
    match outcome {
        Ok(events) if already_so(step, status, on_hold) => assert_eq!(events, [], "{place}"),
        Ok(events) => {
            assert!(step.is_open(status, on_hold), "{place} was allowed");
            assert!(!events.is_empty(), "{place} said 'already so'");
        }
        Err(OrderError::OnHold { .. }) => {
            assert!(step.is_open(status, false) && on_hold, "{place} was stopped by a hold");
        }
        Err(OrderError::StepNotAllowed { .. } | OrderError::NotEditable(_)) => {
            assert!(!step.is_open(status, on_hold), "{place} was refused");
        }
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
