//! What happens by itself: reactions to recorded events. The folder listing reads as
//! the business.

pub mod reaction;

pub mod confirm_approved_order;
pub mod confirm_orders_of_unblocked_organization;

use confirm_approved_order::ConfirmApprovedOrder;
use confirm_orders_of_unblocked_organization::ConfirmOrdersOfUnblockedOrganization;
use reaction::{React, Reacts};

/// All reactions of the service.
pub fn all() -> Vec<Box<dyn React>> {
    vec![
        Box::new(Reacts::<ConfirmApprovedOrder>::default()),
        Box::new(Reacts::<ConfirmOrdersOfUnblockedOrganization>::default()),
    ]
}
