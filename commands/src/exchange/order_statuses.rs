//! What became of our orders in 1C: it moves them as the supplier's staff would.
//!
//! Each is a command of its own. Its idempotency key is the document's id and version, so a
//! batch that was cut off and comes again does nothing twice.

use domain::exchange::BaseName;
use domain::exchange::run::DocumentOutcome;
use domain::ordering::order::Hold;
use domain::vocabulary::{Money, OrderId, OrganizationId};

use super::credentials::CheckedBase;
use super::document::{Leaving, OrderStatus, OrderStep};
use super::known::Known;
use super::outcome::{Reason, Verdict};
use super::refusal::ExchangeRefusal as Refused;
use crate::command::{Command, Request};
use crate::error::CommandError;
use crate::execute::Commands;
use crate::journal::{StoreError, load};
use crate::ordering::{
    CancelForCustomer, CarriageAsked, CloseOrder, DeliverOrder, HoldOrder, NotePaidAmount, ReleaseOrder,
    ShipOrder, TakeOrderIntoProcessing,
};
use crate::requester::Requester;

/// Who says it, and with what it is done.
pub struct Moving<'a> {
    pub commands: &'a Commands,
    pub base: &'a CheckedBase,
    pub request: &'a Request,
    pub known: &'a Known,
}

impl Moving<'_> {
    /// Moves an order.
    pub async fn take(&self, sent: &OrderStatus) -> Result<Verdict, CommandError> {
        let (order, organization) = match self.known.order(&sent.order) {
            Ok(found) => found,
            Err(refused) => return Ok(refused.into()),
        };
        if !self.serves(organization).await? {
            return Ok(Refused::OrderUnknown.into());
        }
        let kept = self.kept(&sent.id).await?;
        if let Some(verdict) = kept.and_then(|kept| Verdict::of_known(kept, sent.version)) {
            return Ok(verdict);
        }
        match self.apply(sent, order, organization).await {
            Ok(()) => {}
            Err(CommandError::Refused(refusal)) => return Ok(Verdict::refused(Reason::of(refusal.as_ref()))),
            Err(CommandError::NotFound) => return Ok(Refused::OrderUnknown.into()),
            Err(CommandError::Conflict) => return Ok(Refused::Busy.into()),
            Err(error) => return Err(error),
        }
        self.keep(sent, order, organization).await?;
        let replaced = kept.is_some();
        Ok(Verdict::taken(if replaced { DocumentOutcome::Replaced } else { DocumentOutcome::Posted }))
    }

    async fn apply(
        &self,
        sent: &OrderStatus,
        order: OrderId,
        organization: OrganizationId,
    ) -> Result<(), CommandError> {
        let reason = || sent.reason.clone().filter(|reason| !reason.trim().is_empty());
        let asked = Asked { moving: self, sent, organization };
        match &sent.step {
            OrderStep::Accepted => {
                let (hold, note) = (Hold::RefusedByErp, reason());
                asked.ask("release", &ReleaseOrder { order, hold, note }).await?;
                asked.ask("accept", &TakeOrderIntoProcessing { order }).await
            }
            OrderStep::Refused => {
                let reason = Some(reason().ok_or(Refused::ReasonMissing)?);
                asked.ask("refuse", &HoldOrder { order, hold: Hold::RefusedByErp, reason }).await
            }
            // The invoice itself comes as a document of the ledger.
            OrderStep::Invoiced => Ok(()),
            OrderStep::Shipped(leaving) => asked.ask("ship", &ship(order, leaving)).await,
            OrderStep::Delivered => asked.ask("deliver", &DeliverOrder { order }).await,
            OrderStep::Paid(amount) => {
                let amount = amount.ok_or(Refused::PaidAmountMissing)?;
                let paid = self.in_currency_of(order, amount).await?;
                asked.ask("paid", &NotePaidAmount { order, paid }).await
            }
            OrderStep::Closed => asked.ask("close", &CloseOrder { order }).await,
            OrderStep::Cancelled => {
                let reason = reason().ok_or(Refused::ReasonMissing)?;
                asked.ask("cancel", &CancelForCustomer { order, reason }).await
            }
        }
    }

    /// Whether the base keeps the books of an organization, and so may move its orders: those whose
    /// counterparty it sent. Of whom no base knows anything, the only one that there is does.
    async fn serves(&self, organization: OrganizationId) -> Result<bool, StoreError> {
        Ok(sqlx::query_scalar!(
            r#"SELECT EXISTS (SELECT FROM exchange.counterparties WHERE base = $1 AND organization = $2)
                   OR NOT EXISTS (SELECT FROM exchange.counterparties WHERE organization = $2)
                      AND (SELECT count(*) FROM exchange.bases) = 1 AS "serves!""#,
            self.name().as_str(),
            organization.to_string()
        )
        .fetch_one(self.commands.pool())
        .await?)
    }

    async fn in_currency_of(
        &self,
        order: OrderId,
        amount: rust_decimal::Decimal,
    ) -> Result<Money, CommandError> {
        let loaded = load::load::<domain::ordering::Order>(self.commands.pool(), order).await?;
        let currency = loaded.contract().map(|contract| contract.currency).ok_or(CommandError::NotFound)?;
        Ok(Money::new(amount, currency))
    }

    async fn kept(&self, id: &str) -> Result<Option<i64>, StoreError> {
        Ok(sqlx::query_scalar!(
            "SELECT version FROM exchange.order_statuses WHERE base = $1 AND id = $2",
            self.name().as_str(),
            id
        )
        .fetch_optional(self.commands.pool())
        .await?)
    }

    async fn keep(
        &self,
        sent: &OrderStatus,
        order: OrderId,
        organization: OrganizationId,
    ) -> Result<(), StoreError> {
        sqlx::query!(
            "INSERT INTO exchange.order_statuses AS kept
                    (base, id, version, organization, order_id, status, number, stated_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
             ON CONFLICT (base, id) DO UPDATE
             SET version = excluded.version, organization = excluded.organization,
                 order_id = excluded.order_id, status = excluded.status,
                 number = coalesce(excluded.number, kept.number), stated_at = excluded.stated_at",
            self.name().as_str(),
            sent.id,
            sent.version,
            organization.to_string(),
            order.uuid(),
            sent.step.word(),
            sent.number,
            self.commands.ports().clock.now()
        )
        .execute(self.commands.pool())
        .await?;
        Ok(())
    }

    const fn name(&self) -> &BaseName {
        self.base.name()
    }
}

/// One document that asks for something.
struct Asked<'a> {
    moving: &'a Moving<'a>,
    sent: &'a OrderStatus,
    organization: OrganizationId,
}

impl Asked<'_> {
    async fn ask<C: Command>(&self, step: &str, command: &C) -> Result<(), CommandError> {
        let Moving { commands, base, request, .. } = self.moving;
        let requester = Requester::exchange(base, self.organization.into());
        let key = format!("{step}:{}:{}", self.sent.version, self.sent.id);
        let request = Request { idempotency_key: Some(key), ..(*request).clone() };
        commands.execute(&requester, &request, command).await.map(drop)
    }
}

fn ship(order: OrderId, leaving: &Leaving) -> ShipOrder {
    let Leaving { lines, carrier, tracking, expected_on } = leaving.clone();
    ShipOrder { order, lines, carriage: CarriageAsked { carrier, tracking, expected_on } }
}
