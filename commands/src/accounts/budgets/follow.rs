//! Budgets follow what becomes of an order, in the append of the order's own events.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use domain::accounts::budget::{Budget, BudgetCommand, Share, Standing, shares_of};
use domain::ordering::Order;
use domain::vocabulary::{BudgetId, CostCentreId, OrderId};

use super::kept::{BudgetOrderKept, BudgetsStand};
use crate::error::CommandError;
use crate::journal::{Loaded, StoreError};
use crate::work::Work;

/// Lets the budgets of an order follow what was decided about it. Ask for it after the decision.
pub(crate) async fn follow(work: &mut Work<'_>, order: &Loaded<Order>) -> Result<(), CommandError> {
    BudgetsAtHand::default().follow(work, order).await
}

/// The budgets that a command loaded. One that several orders touch is loaded once, and all of
/// them are followed in its stream.
#[derive(Default)]
pub(crate) struct BudgetsAtHand(BTreeMap<BudgetId, Loaded<Budget>>);

impl BudgetsAtHand {
    /// See [`follow`].
    pub async fn follow(&mut self, work: &mut Work<'_>, order: &Loaded<Order>) -> Result<(), CommandError> {
        let id = id(order)?;
        let stand = BudgetsStand::of(work.pool(), work.requester().tenant()).await?;
        let budgets = budgets_of(work, id).await?;
        // Another that is being set at this moment may count the order as it was before.
        if !budgets.is_empty() || order.cost_centres().next().is_some() {
            work.effect(stand);
        }
        let shares = shares_of(order.lines(), order.delivery(), order.cost_centre());
        for budget in budgets {
            let at_hand = match self.0.entry(budget) {
                Entry::Occupied(at_hand) => at_hand.into_mut(),
                Entry::Vacant(place) => place.insert(work.load::<Budget>(budget).await?),
            };
            let Some(standing) = standing(order, at_hand, &shares) else { continue };
            work.decide(at_hand, BudgetCommand::Follow { order: id, standing }).await?;
            if at_hand.taken(id).is_none() {
                work.effect(BudgetOrderKept { order: id, budget, takes: false });
            }
        }
        Ok(())
    }
}

fn standing(order: &Order, budget: &Budget, shares: &BTreeMap<CostCentreId, Share>) -> Option<Standing> {
    let share = shares.get(&budget.place()?.cost_centre).cloned().unwrap_or_default();
    Some(Standing::of(order.status()?, share))
}

fn id(order: &Loaded<Order>) -> Result<OrderId, CommandError> {
    let id = &order.key.aggregate_id;
    let (table, column) = ("journal.events", "aggregate_id");
    Ok(id.parse().map_err(|_| StoreError::Inconsistent { table, column, value: id.clone() })?)
}

async fn budgets_of(work: &Work<'_>, order: OrderId) -> Result<Vec<BudgetId>, CommandError> {
    let budgets = sqlx::query_scalar!(
        "SELECT budget FROM accounts.budget_orders WHERE order_id = $1 ORDER BY budget",
        order.uuid()
    );
    let budgets = budgets.fetch_all(work.pool()).await.map_err(CommandError::database)?;
    Ok(budgets.into_iter().map(BudgetId).collect())
}
