//! Approvals on the wire.

pub mod approval;
pub mod inbox;

pub mod approve_order;
pub mod reject_order;
pub mod return_order;

use async_graphql::MergedObject;

pub use approval::Approval;
pub use inbox::Approvals;

/// What approvers can do.
#[derive(MergedObject, Default)]
pub struct ApprovalMutations(
    approve_order::ApproveOrderMutation,
    return_order::ReturnOrderMutation,
    reject_order::RejectOrderMutation,
);
