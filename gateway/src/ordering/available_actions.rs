//! What whoever looks at an order may do with it now.
//!
//! The answer comes from the tables that enforce it: the steps of the order, the
//! permissions of the access row, and for decisions the case itself.

use projections::Scope;
use projections::approvals::{CaseRow, why_not};
use projections::ordering::OrderRow;

use super::order_words::OrderAction;

/// The actions that are open, in the order of an order's life.
pub fn available_actions(
    scope: &Scope,
    order: &OrderRow,
    cases: &[CaseRow],
    placed_for_customer: bool,
) -> Vec<OrderAction> {
    let is_own = order.author == scope.person();
    let case = cases.iter().find(|case| Some(case.id) == order.case);
    let is_open = |action: &OrderAction| {
        scope.extent(action.permission()).covers(is_own)
            && (!action.is_decision() || case.is_some_and(|case| why_not(scope, case).is_none()))
    };
    let steps = order.steps();
    let for_customer = steps.iter().copied().filter(|_| placed_for_customer);
    let for_customer = for_customer.filter_map(OrderAction::taking_for_customer);
    steps.iter().copied().filter_map(OrderAction::taking).chain(for_customer).filter(is_open).collect()
}
