//! What happens by itself: reactions to recorded events. The folder listing reads as
//! the business.

pub mod each_case;
pub mod reaction;

pub mod confirm_approved_order;
pub mod confirm_orders_freed_by_payment;
pub mod confirm_orders_of_unblocked_organization;
pub mod end_delegations_of_leaver;
pub mod note_invoices_that_replace_holds;
pub mod release_hold_of_cancelled_order;
pub mod reroute_cases_of_lost_approver;
pub mod resume_cases_of_unblocked_organization;
pub mod suspend_cases_of_blocked_organization;
pub mod tell_bases_of_order;

use confirm_approved_order::ConfirmApprovedOrder;
use confirm_orders_freed_by_payment::ConfirmOrdersFreedByPayment;
use confirm_orders_of_unblocked_organization::ConfirmOrdersOfUnblockedOrganization;
use each_case::InEachCase;
use end_delegations_of_leaver::EndDelegationsOfLeaver;
use note_invoices_that_replace_holds::NoteInvoicesThatReplaceHolds;
use reaction::{React, Reacts};
use release_hold_of_cancelled_order::ReleaseHoldOfCancelledOrder;
use reroute_cases_of_lost_approver::RerouteCasesOfLostApprover;
use resume_cases_of_unblocked_organization::ResumeCasesOfUnblockedOrganization;
use suspend_cases_of_blocked_organization::SuspendCasesOfBlockedOrganization;
use tell_bases_of_order::TellBasesOfOrder;

/// All reactions of the service.
pub fn all() -> Vec<Box<dyn React>> {
    vec![
        Box::new(Reacts::<ConfirmApprovedOrder>::default()),
        Box::new(Reacts::<ConfirmOrdersOfUnblockedOrganization>::default()),
        Box::new(Reacts::<ReleaseHoldOfCancelledOrder>::default()),
        Box::new(ConfirmOrdersFreedByPayment::default()),
        Box::new(NoteInvoicesThatReplaceHolds::default()),
        Box::new(InEachCase::<RerouteCasesOfLostApprover>::default()),
        Box::new(InEachCase::<SuspendCasesOfBlockedOrganization>::default()),
        Box::new(InEachCase::<ResumeCasesOfUnblockedOrganization>::default()),
        Box::new(Reacts::<EndDelegationsOfLeaver>::default()),
        Box::new(Reacts::<TellBasesOfOrder>::default()),
    ]
}
