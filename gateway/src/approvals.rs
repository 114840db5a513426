//! Approvals on the wire.

pub mod approval;
pub mod approval_action;
pub mod course;
pub mod decision;
pub mod delegation;
pub mod difference;
pub mod inbox;
pub mod matched_rule;
pub mod policy;
pub mod question;
pub mod stage;
pub mod standing;

pub mod answer_approval_question;
pub mod approve_order;
pub mod ask_order_author;
pub mod decide_orders;
pub mod escalate_approval;
pub mod force_approval;
pub mod grant_approval_delegation;
pub mod line_words;
pub mod reassign_approval;
pub mod reject_order;
pub mod remind_approvers;
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
    decide_orders::DecideOrdersMutation,
    ask_order_author::AskOrderAuthorMutation,
    answer_approval_question::AnswerApprovalQuestionMutation,
    reassign_approval::ReassignApprovalMutation,
    escalate_approval::EscalateApprovalMutation,
    remind_approvers::RemindApproversMutation,
    force_approval::ForceApprovalMutation,
    grant_approval_delegation::GrantApprovalDelegationMutation,
    revoke_approval_delegation::RevokeApprovalDelegationMutation,
);
