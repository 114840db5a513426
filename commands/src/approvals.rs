//! Approvals: what the policy of an organization is asked, what it refuses, and what people do
//! in a case.

pub mod apply_template;
pub mod ask_author;
pub mod asking;
pub mod by_itself;
pub mod case_at_hand;
pub mod deciders;
pub mod delegate;
pub mod delegations;
pub mod denied;
pub mod draft;
pub mod facts;
pub mod force;
pub mod hurry;
pub mod in_force;
pub mod open_cases;
pub mod people;
pub mod preview;
pub mod publish_draft;
pub mod publish_policy;
pub mod published;
pub mod reassign;
mod still_able;
pub mod worded;

pub use apply_template::ApplyApprovalPolicyTemplate;
pub use ask_author::{AnswerQuestion, AskAuthor};
pub use by_itself::{PassDeadlines, RerouteCase, ResumeCase, SuspendCase};
pub use delegate::{EndDelegationsOf, GrantDelegation, RevokeDelegation};
pub use delegations::delegations;
pub use draft::{DiscardApprovalPolicyDraft, SaveApprovalPolicyDraft};
pub use force::ForceApproval;
pub use hurry::{EscalateApproval, RemindApprovers};
pub use open_cases::{OpenCase, overdue_cases};
pub use preview::{Preview, Previewed};
pub use publish_draft::PublishApprovalPolicyDraft;
pub use publish_policy::PublishApprovalPolicy;
pub use reassign::ReassignApproval;
