//! What happens by itself: reactions to recorded events. The folder listing reads as
//! the business.

pub mod reaction;

pub mod confirm_approved_order;

use reaction::{React, Reacts};

/// All reactions of the service.
pub fn all() -> Vec<Box<dyn React>> {
    vec![Box::new(Reacts::<confirm_approved_order::ConfirmApprovedOrder>::default())]
}
