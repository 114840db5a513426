//! What whoever looks at an order may do with it now.
//!
//! The answer comes from the tables that enforce it: the steps of the order, the
//! permissions of the access row, and for decisions the case itself.

use projections::Scope;
use projections::ordering::OrderRow;

use super::order_words::OrderAction;
use crate::approvals::ApprovalAction;

/// The actions that are open, in the order of an order's life. What is open about its
/// approval is given.
pub fn available_actions(
    scope: &Scope,
    order: &OrderRow,
    approval: &[ApprovalAction],
    placed_for_customer: bool,
) -> Vec<OrderAction> {
    let is_own = order.author == scope.person();
    let is_open = |action: &OrderAction| match ApprovalAction::deciding(*action) {
        Some(deciding) => approval.contains(&deciding),
        None => scope.extent(action.permission()).covers(is_own),
    };
    let steps = order.steps();
    let for_customer = steps.iter().copied().filter(|_| placed_for_customer);
    let for_customer = for_customer.filter_map(OrderAction::taking_for_customer);
    steps.iter().copied().filter_map(OrderAction::taking).chain(for_customer).filter(is_open).collect()
}
