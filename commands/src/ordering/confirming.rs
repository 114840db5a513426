//! The confirmation of one order: where credit was agreed, it is held in the same append, or
//! the order waits; what it reserved of budgets is spent.

use std::collections::BTreeSet;

use domain::accounts::exposure::ExposureCommand;
use domain::ordering::order::{Hold, OrderCommand};
use domain::ordering::{Order, OrderStatus};
use domain::vocabulary::{Currency, OrderId};

use crate::accounts::budgets::BudgetsAtHand;
use crate::accounts::credit::{Credit, Credits, asked_of};
use crate::error::CommandError;
use crate::journal::Loaded;
use crate::work::Work;

/// What to do with an order that is held for something else than credit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confirming {
    /// Ask all the same, and be refused.
    This,
    /// Leave it: its release lets it through.
    WhatCan,
}

/// The credit and the budgets that a command loaded, for all the orders that it confirms.
pub struct MoneyAtHand {
    credits: Credits,
    budgets: BudgetsAtHand,
}

impl MoneyAtHand {
    /// Nothing was loaded yet.
    pub async fn now(work: &Work<'_>) -> Result<Self, CommandError> {
        Ok(Self { credits: Credits::now(work).await?, budgets: BudgetsAtHand::default() })
    }

    /// The credit in a currency, with what is invoiced of some orders besides those that it holds.
    pub async fn credit(
        &mut self,
        work: &Work<'_>,
        currency: Currency,
        orders: &BTreeSet<OrderId>,
    ) -> Result<&mut Credit, CommandError> {
        self.credits.of(work, currency, orders).await
    }
}

/// Confirms an order that is approved. It may have gone on since the event that is reacted to:
/// it was cancelled, or its hold was released before it was approved. Then there is nothing to
/// confirm.
pub async fn confirm(
    work: &mut Work<'_>,
    id: OrderId,
    mut order: Loaded<Order>,
    money: &mut MoneyAtHand,
    confirming: Confirming,
) -> Result<(), CommandError> {
    let Some(contract) = order.contract().filter(|_| order.status() == Some(OrderStatus::Approved)) else {
        return Ok(());
    };
    let credit = money.credit(work, contract.currency, &[id].into()).await?;
    let waits = waits_for_credit(&order, id, credit);
    match (order.hold(), confirming) {
        (Some(_), Confirming::WhatCan) if !waits => return Ok(()),
        (Some(_), Confirming::This) if !waits => go_on(work, &mut order).await?,
        _ if !credit.exposure.is_kept() => go_on(work, &mut order).await?,
        _ => on_credit(work, id, &mut order, credit).await?,
    }
    money.budgets.follow(work, &order).await
}

/// Whether the order waits for credit and for nothing else.
fn waits_for_credit(order: &Order, id: OrderId, credit: &Credit) -> bool {
    credit.exposure.stopped_by(id).is_some() && order.holds().iter().eq([&Hold::Credit])
}

async fn go_on(work: &mut Work<'_>, order: &mut Loaded<Order>) -> Result<(), CommandError> {
    work.decide(order, OrderCommand::Confirm).await.map(drop)
}

async fn on_credit(
    work: &mut Work<'_>,
    id: OrderId,
    order: &mut Loaded<Order>,
    credit: &mut Credit,
) -> Result<(), CommandError> {
    let asked = asked_of(work, id, order).await?;
    let approved = order.case().is_some();
    let passes = credit.decision(&asked).lets_through(approved);
    let facts = Box::new(credit.facts.clone());
    work.decide(&mut credit.exposure, ExposureCommand::Judge { order: id, asked, facts, approved }).await?;
    if !passes {
        let wait = OrderCommand::PutOnHold { hold: Hold::Credit, reason: None };
        return work.decide(order, wait).await.map(drop);
    }
    work.decide(order, OrderCommand::ReleaseHold { hold: Hold::Credit, note: None }).await?;
    go_on(work, order).await
}
