//! The budgets that an order touches which is being submitted, or which somebody looks at before.

use domain::accounts::budget::{Budget, BudgetCommand, Reservation, Share, Touch, shares_of};
use domain::journal::Tenant;
use domain::ordering::order::Submission;
use domain::vocabulary::{CostCentreId, OrderId};

use super::in_force::{InForce, in_force};
use super::kept::{BudgetOrderKept, BudgetsStand};
use crate::error::CommandError;
use crate::journal::Loaded;
use crate::work::Work;

/// The budgets that an order touches; none where none was set.
pub struct BudgetsTouched {
    stand: Option<BudgetsStand>,
    budgets: Vec<Touching>,
}

struct Touching {
    in_force: InForce,
    budget: Loaded<Budget>,
    share: Share,
    touch: Touch,
}

/// What an order does to a budget.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BudgetTouched {
    /// What it does.
    pub touch: Touch,
    /// What the cost centre is called.
    pub cost_centre: String,
}

impl BudgetsTouched {
    /// Looks the budgets up, as they are now.
    pub async fn of(
        work: &Work<'_>,
        order: Option<OrderId>,
        cost_centre: Option<CostCentreId>,
        submission: &Submission,
    ) -> Result<Self, CommandError> {
        let Submission { lines, delivery, totals, .. } = submission;
        let shares = shares_of(lines, delivery.as_ref(), cost_centre);
        let tenant = work.requester().tenant();
        if shares.is_empty() || matches!(tenant, Tenant::Supplier) {
            return Ok(Self { stand: None, budgets: Vec::new() });
        }
        let stand = Some(BudgetsStand::of(work.pool(), tenant).await?);
        let mut budgets = Vec::new();
        for in_force in in_force(work, shares.keys().copied(), totals.sum.currency).await? {
            let share = shares.get(&in_force.place.cost_centre).cloned().unwrap_or_default();
            let budget = work.load_new::<Budget>(in_force.place.id()).await?;
            let terms = budget.terms().copied().unwrap_or(in_force.terms);
            let touch = budget.touched(in_force.place, terms, order, share.total());
            budgets.push(Touching { in_force, budget, share, touch });
        }
        Ok(Self { stand, budgets })
    }

    /// What the order does to each of them.
    pub fn touches(&self) -> Vec<Touch> {
        self.budgets.iter().map(|touching| touching.touch).collect()
    }

    /// The same, for people.
    pub fn told(&self) -> Vec<BudgetTouched> {
        let told =
            |it: &Touching| BudgetTouched { touch: it.touch, cost_centre: it.in_force.cost_centre.clone() };
        self.budgets.iter().map(told).collect()
    }

    /// Refuses an order that goes beyond a budget which lets nothing go beyond it.
    pub fn allow(&self) -> Result<(), CommandError> {
        match self.budgets.iter().find(|touching| touching.touch.is_blocked()) {
            Some(it) => Err(it.touch.exceeded(it.in_force.cost_centre.clone()).into()),
            None => Ok(()),
        }
    }

    /// Reserves what the order takes, in the append of its submission.
    pub async fn reserve(self, work: &mut Work<'_>, order: OrderId) -> Result<(), CommandError> {
        if let Some(stand) = self.stand {
            work.effect(stand);
        }
        for Touching { in_force, mut budget, share, .. } in self.budgets {
            let InForce { place, terms, set_in, cost_centre } = in_force;
            let reservation = Reservation { place, terms, set_in, order, share, cost_centre };
            work.decide(&mut budget, BudgetCommand::Reserve(Box::new(reservation))).await?;
            work.effect(BudgetOrderKept { order, budget: place.id(), takes: true });
        }
        Ok(())
    }
}
