//! What the supplier does with orders.

use commands::Requester;
use commands::ordering::{
    AmendOrder, AnswerCancellation, CancelForCustomer, CancelOrderLines, CarriageAsked, CloseOrder,
    DeliverOrder, DeliverShipment, HoldOrder, LineAmendment, NotePaidAmount, ReleaseOrder, SetExpectedDate,
    ShipOrder, TakeOrderIntoProcessing,
};
use domain::vocabulary::OrderId;

use super::orders::{name, quantities};
use super::{PlayError, Player};
use crate::demo::fixture::{Action, Moment};

impl Player<'_> {
    /// Takes a step of the supplier.
    pub(super) async fn supply(
        &mut self,
        moment: &Moment<'_>,
        order: OrderId,
        action: Action,
        by: &Requester,
    ) -> Result<(), PlayError> {
        match action {
            Action::Cancel { reason } => self.take(moment, by, &CancelForCustomer { order, reason }).await,
            Action::Hold { reason, told } => {
                self.take(moment, by, &HoldOrder { order, hold: reason, reason: told }).await
            }
            Action::Release { reason, told } => {
                self.take(moment, by, &ReleaseOrder { order, hold: reason, note: told }).await
            }
            Action::Process => self.take(moment, by, &TakeOrderIntoProcessing { order }).await,
            Action::Expect { on } => {
                self.take(moment, by, &SetExpectedDate { order, expected_on: Some(on) }).await
            }
            Action::Deliver => self.take(moment, by, &DeliverOrder { order }).await,
            Action::Pay { paid } => self.take(moment, by, &NotePaidAmount { order, paid }).await,
            Action::Close => self.take(moment, by, &CloseOrder { order }).await,
            Action::Ship { .. } | Action::Arrive { .. } => self.carry(moment, order, action, by).await,
            other => self.change(moment, order, other, by).await,
        }
    }

    /// What travels.
    async fn carry(
        &mut self,
        moment: &Moment<'_>,
        order: OrderId,
        action: Action,
        by: &Requester,
    ) -> Result<(), PlayError> {
        let shipments = self.shipments.get(&moment.order.code);
        match action {
            Action::Arrive { shipment } => {
                let sent = shipments.and_then(|sent| sent.get(shipment.checked_sub(1)?)).copied();
                let shipment = sent.ok_or_else(|| PlayError::Unknown(name(moment)))?;
                self.take(moment, by, &DeliverShipment { order, shipment }).await
            }
            Action::Ship { lines, carrier, tracking, expected_on } => {
                let carriage = CarriageAsked { carrier, tracking, expected_on };
                let ship = ShipOrder { order, lines: quantities(&lines), carriage };
                let sent = self.ask((moment.at, &name(moment)), by, &ship).await?;
                self.shipments.entry(moment.order.code.clone()).or_default().push(sent.shipment);
                Ok(())
            }
            other => Err(PlayError::Unknown(format!("{}: {other:?}", name(moment)))),
        }
    }

    /// What becomes another order than the one that was accepted.
    async fn change(
        &self,
        moment: &Moment<'_>,
        order: OrderId,
        action: Action,
        by: &Requester,
    ) -> Result<(), PlayError> {
        match action {
            Action::GrantCancellation { answer } => {
                self.take(moment, by, &AnswerCancellation { order, granted: true, answer }).await
            }
            Action::DeclineCancellation { answer } => {
                let answer = Some(answer);
                self.take(moment, by, &AnswerCancellation { order, granted: false, answer }).await
            }
            Action::CancelLines { lines, reason } => {
                let lines = quantities(&lines);
                self.take(moment, by, &CancelOrderLines { order, lines, reason }).await
            }
            Action::Amend { set, add, reason } => {
                let set =
                    quantities(&set).into_iter().map(|(what, many)| LineAmendment::SetQuantity(what, many));
                let add = quantities(&add).into_iter().map(|(what, many)| LineAmendment::Add(what, many));
                let changes = set.chain(add).collect();
                self.take(moment, by, &AmendOrder { order, changes, reason }).await
            }
            other => Err(PlayError::Unknown(format!("{}: {other:?}", name(moment)))),
        }
    }
}
