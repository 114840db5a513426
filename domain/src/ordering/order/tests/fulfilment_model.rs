//! Everything that can become of a small accepted order, exhaustively, against a model of
//! whole numbers.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::sample::{
    BOLTS, NUTS, cancel, draft, line, needing_nobody, order, product, quantities, shipment, submit, text,
};
use crate::ordering::order::{Amendment, Carriage, LineQuantity, Order, OrderCommand, OrderStatus, Side};
use crate::specification::ask;
use OrderStatus::{Cancelled, Closed, Confirmed, Delivered, PartiallyShipped, Processing, Shipped};

/// So many bolts and so many nuts.
type Two = [u8; 2];

/// What can be asked. Nothing of both means all that remains, where that can be asked.
#[derive(Clone, Copy, Debug)]
enum Act {
    Take,
    Ship(Two),
    Arrive(usize),
    ArriveAll,
    Close,
    CancelLines(Two),
    CancelAs(Side),
    Wish(Two),
    TakeBack,
    Grant,
    Decline,
    SetBolts(u8),
    RemoveNuts,
}

const ACTS: [Act; 20] = [
    Act::Take,
    Act::Ship([1, 0]),
    Act::Ship([0, 1]),
    Act::Ship([3, 1]),
    Act::Arrive(0),
    Act::Arrive(1),
    Act::ArriveAll,
    Act::Close,
    Act::CancelLines([1, 0]),
    Act::CancelLines([0, 1]),
    Act::CancelLines([0, 0]),
    Act::CancelAs(Side::Supplier),
    Act::CancelAs(Side::Buyer),
    Act::Wish([1, 0]),
    Act::Wish([0, 0]),
    Act::TakeBack,
    Act::Grant,
    Act::Decline,
    Act::SetBolts(2),
    Act::RemoveNuts,
];

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Model {
    status: OrderStatus,
    ordered: Two,
    cancelled: Two,
    shipments: Vec<(Two, bool)>,
    wish: Option<Two>,
}

fn each(of: impl Fn(usize) -> u8) -> Two {
    [of(0), of(1)]
}

impl Model {
    fn shipped(&self) -> Two {
        each(|i| self.shipments.iter().map(|(lines, _)| lines[i]).sum())
    }

    fn wanted(&self) -> Two {
        each(|i| self.ordered[i] - self.cancelled[i])
    }

    fn remaining(&self) -> Two {
        each(|i| self.wanted()[i] - self.shipped()[i])
    }

    fn fits(&self, lines: Two) -> bool {
        (0..2).all(|i| lines[i] <= self.remaining()[i])
    }

    fn is_accepted(&self) -> bool {
        matches!(self.status, Confirmed | Processing | PartiallyShipped)
    }

    fn is_done_when_nothing_remains(&mut self) {
        if self.remaining() == [0, 0] && !self.shipments.is_empty() {
            self.wish = None;
            let arrived = self.shipments.iter().all(|(_, arrived)| *arrived);
            self.status = if arrived { Delivered } else { Shipped };
        }
    }

    #[expect(clippy::unnecessary_wraps, reason = "one of the answers of `after`")]
    fn to(&mut self, status: OrderStatus) -> Option<()> {
        self.status = status;
        Some(())
    }

    /// What follows; nothing when it is refused.
    fn after(&self, act: Act) -> Option<Self> {
        let mut next = self.clone();
        let done = match act {
            Act::Take if self.status == Confirmed => next.to(Processing),
            Act::Take => (self.status == Processing).then_some(()),
            Act::Ship(lines) => next.ship(lines),
            Act::Arrive(place) => next.arrive(place),
            Act::ArriveAll if self.status == Shipped => {
                next.shipments.iter_mut().for_each(|(_, arrived)| *arrived = true);
                next.to(Delivered)
            }
            Act::ArriveAll => (self.status == Delivered).then_some(()),
            Act::Close if self.status == Delivered => next.to(Closed),
            Act::Close => (self.status == Closed).then_some(()),
            Act::CancelAs(Side::Buyer) => None,
            Act::CancelAs(Side::Supplier) => {
                matches!(self.status, Confirmed | Processing).then(|| next.end())
            }
            _ if !self.is_accepted() => None,
            Act::CancelLines(lines) => next.call_off(lines),
            Act::Wish(lines) => (self.wish.is_none() && self.fits(lines)).then(|| next.wish = Some(lines)),
            Act::TakeBack | Act::Decline => next.wish.take().map(drop),
            Act::Grant => next.grant(),
            Act::SetBolts(count) => next.amend([count, self.wanted()[1]]),
            Act::RemoveNuts => next.amend([self.wanted()[0], 0]),
        };
        done.map(|()| next)
    }

    fn end(&mut self) {
        self.status = Cancelled;
        self.wish = None;
    }

    fn ship(&mut self, lines: Two) -> Option<()> {
        let may = matches!(self.status, Processing | PartiallyShipped) && self.fits(lines);
        may.then(|| {
            self.shipments.push((lines, false));
            self.status = PartiallyShipped;
            self.is_done_when_nothing_remains();
        })
    }

    fn arrive(&mut self, place: usize) -> Option<()> {
        let (_, arrived) = self.shipments.get_mut(place)?;
        if !std::mem::replace(arrived, true) && self.status == Shipped {
            self.is_done_when_nothing_remains();
        }
        Some(())
    }

    fn call_off(&mut self, lines: Two) -> Option<()> {
        let lines = if lines == [0, 0] { self.remaining() } else { lines };
        self.fits(lines).then(|| {
            if lines == self.remaining() && self.shipments.is_empty() {
                return self.end();
            }
            self.cancelled = each(|i| self.cancelled[i] + lines[i]);
            self.is_done_when_nothing_remains();
        })
    }

    fn grant(&mut self) -> Option<()> {
        let wish = self.wish.take()?;
        let still = each(|i| wish[i].min(self.remaining()[i]));
        if wish != [0, 0] && still == [0, 0] {
            return None;
        }
        self.call_off(still)
    }

    /// Both lines have to be there before one of them is changed.
    fn amend(&mut self, wanted: Two) -> Option<()> {
        let before = self.wanted();
        let changed = (0..2).find(|i| wanted[*i] != before[*i])?;
        let may = before[changed] > 0 && wanted != [0, 0] && (0..2).all(|i| wanted[i] >= self.shipped()[i]);
        may.then(|| {
            (self.ordered, self.cancelled) = (wanted, [0, 0]);
            self.is_done_when_nothing_remains();
        })
    }
}

fn lines(two: Two) -> Vec<LineQuantity> {
    let named = [(BOLTS, two[0].to_string()), (NUTS, two[1].to_string())];
    let named: Vec<_> = named
        .iter()
        .filter(|(_, count)| count != "0")
        .map(|(number, count)| (*number, count.as_str()))
        .collect();
    quantities(&named)
}

fn command(act: Act, order: &Order) -> OrderCommand {
    let reason = text();
    let number = |place: usize| shipment(place.try_into().unwrap());
    let amend = |change| OrderCommand::Amend { changes: vec![change], reason: text() };
    match act {
        Act::Take => OrderCommand::TakeIntoProcessing,
        Act::Ship(two) => OrderCommand::Ship {
            lines: lines(two),
            shipment: number(order.shipments().len()),
            carriage: Carriage::default(),
        },
        Act::Arrive(place) => OrderCommand::DeliverShipment { shipment: number(place) },
        Act::ArriveAll => OrderCommand::Deliver,
        Act::Close => OrderCommand::Close,
        Act::CancelLines(two) => OrderCommand::CancelLines { lines: lines(two), reason },
        Act::CancelAs(side) => cancel(side),
        Act::Wish(two) => OrderCommand::RequestCancellation { lines: lines(two), reason },
        Act::TakeBack => OrderCommand::WithdrawCancellationRequest,
        Act::Grant => OrderCommand::GrantCancellation { answer: None },
        Act::Decline => OrderCommand::DeclineCancellation { answer: reason },
        Act::SetBolts(count) => amend(Amendment::SetQuantity(lines([count, 0])[0])),
        Act::RemoveNuts => amend(Amendment::Remove(product(NUTS))),
    }
}

/// The order is what the model says, and what holds of every order holds of it.
fn assert_like(order: &Order, model: &Model, how: &str) {
    assert_eq!(order.status(), Some(model.status), "{how}");
    assert_eq!(order.cancellation_request().is_some(), model.wish.is_some(), "{how}");
    assert_eq!(
        order.remaining(),
        lines(if model.status == Cancelled { order_rest(order) } else { model.remaining() }),
        "{how}"
    );
    let gross: Decimal = order.lines().iter().map(|line| line.amounts.gross).sum();
    assert_eq!(order.totals().unwrap().sum.gross, gross, "{how}");
    for line in order.lines() {
        let progress = order.progress_of(line);
        assert!(progress.cancelled + progress.shipped <= progress.ordered, "{how}");
        assert!(progress.delivered <= progress.shipped, "{how}");
    }
    if matches!(model.status, Delivered | Closed) {
        assert!(order.all_arrived() && order.remaining().is_empty(), "{how}: something is open");
        assert!(order.cancellation_request().is_none(), "{how}: a wish is open");
    }
}

/// A cancelled order keeps what it had: nobody asks what remains of it.
fn order_rest(order: &Order) -> Two {
    let of = |number| {
        let rest = order.remaining().into_iter().find(|rest| rest.product == product(number));
        rest.map_or(0, |rest| rest.quantity.to_string().parse().unwrap())
    };
    [of(BOLTS), of(NUTS)]
}

#[test]
fn every_way_of_an_accepted_order_is_that_of_the_model() {
    let lines = vec![line(BOLTS, "3", "12.20"), line(NUTS, "1", "6.10")];
    let first = order(vec![draft(lines), submit(needing_nobody()), OrderCommand::Confirm]);
    let model =
        Model { status: Confirmed, ordered: [3, 1], cancelled: [0, 0], shipments: Vec::new(), wish: None };
    let (mut seen, mut waiting) = (BTreeSet::from([model.clone()]), vec![(first, model)]);
    let mut statuses = BTreeSet::new();
    while let Some((order, model)) = waiting.pop() {
        statuses.insert(model.status);
        for act in ACTS {
            let how = format!("{act:?} after {model:?}");
            let mut next = order.clone();
            let outcome = ask(&mut next, command(act, &order));
            let expected = model.after(act);
            assert_eq!(outcome.is_ok(), expected.is_some(), "{how}: {outcome:?}");
            let Some(expected) = expected else { continue };
            assert_like(&next, &expected, &how);
            if seen.insert(expected.clone()) {
                waiting.push((next, expected));
            }
        }
    }
    let all = [Confirmed, Processing, PartiallyShipped, Shipped, Delivered, Closed, Cancelled];
    assert_eq!(statuses, BTreeSet::from(all));
    assert!(seen.len() > 300, "{} states", seen.len());
}
