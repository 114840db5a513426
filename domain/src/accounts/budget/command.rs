//! What can be asked of a budget.

use super::event::Restoration;
use super::place::BudgetPlace;
use super::share::Share;
use super::terms::BudgetTerms;
use crate::ordering::OrderStatus;
use crate::vocabulary::{BudgetId, OrderId};

/// What can be asked of a budget. What decisions need comes along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BudgetCommand {
    /// Set how much may be spent.
    Set {
        /// What the budget is of.
        place: BudgetPlace,
        /// How much, and what follows beyond it.
        terms: BudgetTerms,
        /// The orders of the cost centre that were submitted in the period before.
        earlier: Vec<(OrderId, Standing)>,
    },
    /// Let there be no budget any more, in this period and those after it.
    Clear {
        /// What the budget is of.
        place: BudgetPlace,
    },
    /// Reserve what an order takes that is being submitted.
    Reserve(Box<Reservation>),
    /// Follow what became of an order that takes something of the budget.
    Follow {
        /// The order.
        order: OrderId,
        /// Where it stands now.
        standing: Standing,
    },
}

/// What an order takes that is being submitted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reservation {
    /// What the budget is of.
    pub place: BudgetPlace,
    /// The terms that are in force: set for this period, or carried on from an earlier one.
    pub terms: BudgetTerms,
    /// The budget whose terms they are.
    pub set_in: BudgetId,
    /// The order.
    pub order: OrderId,
    /// What it takes.
    pub share: Share,
    /// What the cost centre is called, for whoever is refused.
    pub cost_centre: String,
}

/// Where an order stands, for a budget.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It was submitted and not accepted yet: what it takes is reserved.
    Waits(Share),
    /// The supplier accepted it: what it takes is consumed.
    Accepted(Share),
    /// It takes nothing any more.
    Over(Restoration),
}

impl Standing {
    /// Where an order stands that takes so much.
    pub fn of(status: OrderStatus, share: Share) -> Self {
        match status {
            OrderStatus::Draft => Self::Over(Restoration::Withdrawn),
            OrderStatus::Returned => Self::Over(Restoration::Returned),
            OrderStatus::Rejected => Self::Over(Restoration::Rejected),
            OrderStatus::Cancelled => Self::Over(Restoration::Cancelled),
            OrderStatus::PendingApproval | OrderStatus::Approved => Self::Waits(share),
            OrderStatus::Confirmed
            | OrderStatus::Processing
            | OrderStatus::PartiallyShipped
            | OrderStatus::Shipped
            | OrderStatus::Delivered
            | OrderStatus::Closed => Self::Accepted(share),
        }
    }
}
