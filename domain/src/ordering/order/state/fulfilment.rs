//! What became of an order after the supplier accepted it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::Order;
use crate::ordering::order::cancellation::{CancellationRequest, CancelledLine};
use crate::ordering::order::event::OrderEvent;
use crate::ordering::order::line::{Line, LineQuantity};
use crate::ordering::order::payment::PaymentStatus;
use crate::ordering::order::progress::LineProgress;
use crate::ordering::order::shipment::{Carriage, Shipment};
use crate::ordering::order::status::OrderStatus;
use crate::vocabulary::{Money, ProductId, Quantity, ShipmentId};

/// What became of an order after the supplier accepted it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Fulfilment {
    shipments: Vec<Shipment>,
    cancelled: BTreeMap<ProductId, Quantity>,
    request: Option<CancellationRequest>,
    paid: Option<Money>,
    expected_on: Option<NaiveDate>,
}

impl Order {
    /// What left, in the order in which it left.
    pub fn shipments(&self) -> &[Shipment] {
        &self.fulfilment.shipments
    }

    /// A shipment by its id.
    pub fn shipment(&self, id: ShipmentId) -> Option<&Shipment> {
        self.shipments().iter().find(|shipment| shipment.id == Some(id))
    }

    /// How many of a product have left; nothing when none have.
    pub fn shipped(&self, product: ProductId) -> Option<Quantity> {
        Quantity::new(total(self.shipments().iter(), product)).ok()
    }

    /// How many of a product were called off after the acceptance; nothing when none were.
    pub fn cancelled(&self, product: ProductId) -> Option<Quantity> {
        self.fulfilment.cancelled.get(&product).copied()
    }

    /// The buyer's wish to call something off that waits for an answer.
    pub const fn cancellation_request(&self) -> Option<&CancellationRequest> {
        self.fulfilment.request.as_ref()
    }

    /// What was paid, if anything was noted.
    pub const fn paid(&self) -> Option<Money> {
        self.fulfilment.paid
    }

    /// How far the order is paid; nothing where there is nothing to say.
    pub fn payment_status(&self) -> Option<PaymentStatus> {
        let paid = self.paid().map_or(Decimal::ZERO, |paid| paid.amount);
        PaymentStatus::of(self.status()?, self.totals()?.sum.gross, paid)
    }

    /// The day on which the supplier expects the goods to arrive.
    pub const fn expected_on(&self) -> Option<NaiveDate> {
        self.fulfilment.expected_on
    }

    /// What is still to leave, line by line.
    pub fn remaining(&self) -> Vec<LineQuantity> {
        let rest = |line: &Line| {
            let product = line.goods.product;
            let quantity = self.remaining_of(line)?;
            Some(LineQuantity { product, quantity })
        };
        self.lines().iter().filter_map(rest).collect()
    }

    /// How many of a line are still to leave; nothing when all have.
    pub(in crate::ordering::order) fn remaining_of(&self, line: &Line) -> Option<Quantity> {
        Quantity::new(self.progress_of(line).remaining()).ok()
    }

    /// How far a line has come.
    pub fn progress_of(&self, line: &Line) -> LineProgress {
        let product = line.goods.product;
        LineProgress {
            ordered: line.quantity.number(),
            cancelled: self.cancelled(product).map_or(Decimal::ZERO, Quantity::number),
            shipped: total(self.shipments().iter(), product),
            delivered: total(self.shipments().iter().filter(|shipment| shipment.delivered), product),
        }
    }

    /// Whether everything that left has arrived.
    pub fn all_arrived(&self) -> bool {
        self.shipments().iter().all(|shipment| shipment.delivered)
    }

    /// The fold of what happens after the acceptance.
    pub(super) fn fulfil(&mut self, event: OrderEvent) {
        match event {
            OrderEvent::PartiallyShipped { lines, shipment, carriage } => {
                self.ship(shipment, lines, carriage);
                self.status = Some(OrderStatus::PartiallyShipped);
            }
            OrderEvent::Shipped { lines, shipment, carriage } => {
                self.ship(shipment, lines, carriage);
                self.complete();
            }
            OrderEvent::ShipmentTracked { shipment, carriage } => {
                if let Some(known) = self.shipment_mut(shipment) {
                    known.carriage = carriage;
                }
            }
            OrderEvent::ShipmentDelivered { shipment, .. } => {
                if let Some(known) = self.shipment_mut(shipment) {
                    known.delivered = true;
                }
            }
            OrderEvent::Delivered {} => {
                self.fulfilment.shipments.iter_mut().for_each(|shipment| shipment.delivered = true);
                self.status = Some(OrderStatus::Delivered);
            }
            OrderEvent::ExpectedOn { date } => self.fulfilment.expected_on = date,
            OrderEvent::PaidAmountNoted { paid } => self.fulfilment.paid = Some(paid),
            OrderEvent::CancellationRequested { reason, lines } => {
                self.fulfilment.request = Some(CancellationRequest { reason, lines });
            }
            OrderEvent::CancellationRequestWithdrawn {}
            | OrderEvent::CancellationGranted { .. }
            | OrderEvent::CancellationDeclined { .. } => self.fulfilment.request = None,
            changed => self.shrink(changed),
        }
    }

    fn shrink(&mut self, event: OrderEvent) {
        match event {
            OrderEvent::LinesCancelled { lines, totals, completes, .. } => {
                for line in &lines {
                    self.call_off(line);
                }
                self.totals = Some(totals);
                if completes {
                    self.complete();
                }
            }
            OrderEvent::Amended { lines, totals, revision, completes, .. } => {
                self.lines = lines;
                self.totals = Some(totals);
                self.revision = Some(revision);
                self.fulfilment.cancelled.clear();
                if completes {
                    self.complete();
                }
            }
            _ => {}
        }
    }

    fn shipment_mut(&mut self, id: ShipmentId) -> Option<&mut Shipment> {
        self.fulfilment.shipments.iter_mut().find(|shipment| shipment.id == Some(id))
    }

    fn ship(&mut self, id: Option<ShipmentId>, lines: Vec<LineQuantity>, carriage: Carriage) {
        self.fulfilment.shipments.push(Shipment { id, lines, carriage, delivered: false });
    }

    fn call_off(&mut self, called_off: &CancelledLine) {
        let before = self.cancelled(called_off.product).map_or(Decimal::ZERO, Quantity::number);
        if let Ok(cancelled) = Quantity::new(before + called_off.quantity.number()) {
            self.fulfilment.cancelled.insert(called_off.product, cancelled);
        }
        if let Some(line) = self.lines.iter_mut().find(|line| line.goods.product == called_off.product) {
            line.amounts = called_off.amounts;
        }
    }

    /// Nothing is left to ship, so nothing is left to call off either.
    fn complete(&mut self) {
        self.status = Some(OrderStatus::Shipped);
        self.lapse();
    }

    /// A wish to call off that nobody can grant any more is over.
    pub(super) fn lapse(&mut self) {
        self.fulfilment.request = None;
    }
}

fn total<'a>(shipments: impl Iterator<Item = &'a Shipment>, product: ProductId) -> Decimal {
    let lines = shipments.flat_map(|shipment| &shipment.lines).filter(|line| line.product == product);
    lines.map(|line| line.quantity.number()).sum()
}
