//! Confirming approved orders: what the reactions `confirm_approved_order` and
//! `confirm_orders_of_unblocked_organization` ask for.

use domain::journal::{StreamKey, Tenant};
use domain::ordering::order::OrderCommand;
use domain::ordering::{Order, OrderStatus};
use domain::organizations::{Action, Organization, OrganizationError};
use domain::vocabulary::{OrderId, OrganizationId};
use serde::Serialize;
use sqlx::{PgConnection, PgPool};

use super::confirming::{Confirming, MoneyAtHand, confirm};
use crate::command::Command;
use crate::error::CommandError;
use crate::journal::effect::Writing;
use crate::journal::{Append, Effect, EffectError, Loaded, StoreError};
use crate::work::Work;

/// Confirms the order, if it still is approved: its credit is held, or it waits for it. An order
/// of a blocked organization is not confirmed.
#[derive(Clone, Debug, Serialize)]
pub struct ConfirmOrder {
    /// The order.
    pub order: OrderId,
}

/// Confirms all orders of an organization that are approved and held for nothing but credit,
/// as far as credit lets them.
#[derive(Clone, Debug, Serialize)]
pub struct ConfirmOrdersOf {
    /// The organization.
    pub organization: OrganizationId,
}

/// Notes why an approved order could not be confirmed.
#[derive(Clone, Debug, Serialize)]
pub struct RefuseConfirmation {
    /// The order.
    pub order: OrderId,
    /// The code of the refusal.
    pub code: String,
}

/// Notes why the approved orders of an organization could not be confirmed.
#[derive(Clone, Debug, Serialize)]
pub struct RefuseConfirmationsOf {
    /// The organization.
    pub organization: OrganizationId,
    /// The code of the refusal.
    pub code: String,
}

impl Command for ConfirmOrder {
    const NAME: &'static str = "confirm_order";
    const ACTION: Action = Action::ProcessOrder;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Order>(self.order)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        let order = work.load::<Order>(self.order).await?;
        let mut money = MoneyAtHand::now(work).await?;
        confirm(work, self.order, order, &mut money, Confirming::This).await?;
        work.effect(NotBlocked);
        Ok(())
    }
}

impl Command for ConfirmOrdersOf {
    const NAME: &'static str = "confirm_orders_of";
    const ACTION: Action = Action::ProcessOrder;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Organization>(self.organization)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        let mut money = MoneyAtHand::now(work).await?;
        for id in approved_orders(work.pool(), work.requester().tenant()).await? {
            let order = work.load::<Order>(id).await?;
            confirm(work, id, order, &mut money, Confirming::WhatCan).await?;
        }
        work.effect(NotBlocked);
        Ok(())
    }
}

impl Command for RefuseConfirmation {
    const NAME: &'static str = "refuse_confirmation";
    const ACTION: Action = Action::ProcessOrder;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Order>(self.order)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        let mut order = work.load::<Order>(self.order).await?;
        ask_if_approved(work, &mut order, OrderCommand::RefuseConfirmation { code: self.code.clone() }).await
    }
}

impl Command for RefuseConfirmationsOf {
    const NAME: &'static str = "refuse_confirmations_of";
    const ACTION: Action = Action::ProcessOrder;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Organization>(self.organization)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        for order in approved_orders(work.pool(), work.requester().tenant()).await? {
            let mut order = work.load::<Order>(order).await?;
            ask_if_approved(work, &mut order, OrderCommand::RefuseConfirmation { code: self.code.clone() })
                .await?;
        }
        Ok(())
    }
}

/// The order may have gone on since the event that is reacted to. Then there is nothing to say
/// about its confirmation.
async fn ask_if_approved(
    work: &mut Work<'_>,
    order: &mut Loaded<Order>,
    command: OrderCommand,
) -> Result<(), CommandError> {
    if order.status() == Some(OrderStatus::Approved) {
        work.decide(order, command).await?;
    }
    Ok(())
}

/// The orders of a tenant that were approved and have not gone on.
async fn approved_orders(pool: &PgPool, tenant: Tenant) -> Result<Vec<OrderId>, CommandError> {
    orders_between(pool, tenant, "Approved", &["Confirmed", "Cancelled"]).await
}

/// The orders of a tenant that were confirmed and are not over.
pub(crate) async fn orders_confirmed(pool: &PgPool, tenant: Tenant) -> Result<Vec<OrderId>, CommandError> {
    orders_between(pool, tenant, "Confirmed", &["Closed", "Cancelled"]).await
}

/// The orders of a tenant to which one thing happened and none of others after it.
async fn orders_between(
    pool: &PgPool,
    tenant: Tenant,
    happened: &str,
    not_yet: &[&str],
) -> Result<Vec<OrderId>, CommandError> {
    let not_yet: Vec<_> = not_yet.iter().map(ToString::to_string).collect();
    let rows = sqlx::query_scalar!(
        "SELECT earlier.aggregate_id FROM journal.events earlier
          WHERE earlier.organization = $1 AND earlier.aggregate_type = 'order' AND earlier.event_type = $2
            AND NOT EXISTS (
                SELECT FROM journal.events later
                 WHERE later.aggregate_type = 'order' AND later.aggregate_id = earlier.aggregate_id
                   AND later.event_type = ANY($3))
          ORDER BY earlier.position",
        tenant.to_string(),
        happened,
        &not_yet
    )
    .fetch_all(pool)
    .await
    .map_err(CommandError::database)?;
    let id = |id: String| {
        id.parse().map_err(|_| {
            let (table, column) = ("journal.events", "aggregate_id");
            CommandError::Store(StoreError::Inconsistent { table, column, value: id.clone() })
        })
    };
    rows.into_iter().map(id).collect()
}

/// The organization is not blocked. Its access rows say so to whoever acts for it; a
/// reaction has no row of its own and asks one of them. The row is shared until the
/// events are written, so a block comes either before or after them.
pub(crate) struct NotBlocked;

impl Effect for NotBlocked {
    fn write<'a>(&'a self, transaction: &'a mut PgConnection, append: &'a Append) -> Writing<'a> {
        Box::pin(async move {
            if append.streams.is_empty() {
                return Ok(());
            }
            let blocked = sqlx::query_scalar!(
                "SELECT organization_blocked FROM organizations.access
                  WHERE organization = $1 ORDER BY person LIMIT 1 FOR SHARE",
                append.tenant.to_string()
            )
            .fetch_optional(transaction)
            .await?;
            if blocked == Some(true) {
                return Err(EffectError::Refused(Box::new(OrganizationError::Blocked)));
            }
            Ok(())
        })
    }
}
