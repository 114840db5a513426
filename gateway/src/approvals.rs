//! Approvals on the wire.

pub mod approval;
pub mod approval_action;
pub mod course;
pub mod decision;
pub mod delegation;
pub mod inbox;
pub mod matched_rule;
pub mod question;
pub mod stage;
pub mod standing;
pub mod policy;

pub mod approve_order;
pub mod grant_approval_delegation;
pub mod reject_order;
pub mod return_order;
pub mod revoke_approval_delegation;

use async_graphql::MergedObject;

pub use approval::Approval;
pub use approval_action::{ApprovalAction, approval_actions};
pub use inbox::Approvals;
pub use policy::{ApprovalPolicy, ApprovalPolicyMutations};

/// What approvers can do, and who takes their place.
#[derive(MergedObject, Default)]
pub struct ApprovalMutations(
    approve_order::ApproveOrderMutation,
    return_order::ReturnOrderMutation,
    reject_order::RejectOrderMutation,
    grant_approval_delegation::GrantApprovalDelegationMutation,
    revoke_approval_delegation::RevokeApprovalDelegationMutation,
);
