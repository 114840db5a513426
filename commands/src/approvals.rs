//! Approvals: what the policy of an organization is asked, and what it refuses.

pub mod apply_template;
pub mod asking;
pub mod delegate;
pub mod delegations;
pub mod denied;
pub mod draft;
pub mod facts;
pub mod in_force;
pub mod people;
pub mod preview;
pub mod publish_draft;
pub mod publish_policy;
pub mod published;
pub mod worded;

pub use apply_template::ApplyApprovalPolicyTemplate;
pub use delegate::{GrantDelegation, RevokeDelegation};
pub use delegations::delegations;
pub use draft::{DiscardApprovalPolicyDraft, SaveApprovalPolicyDraft};
pub use preview::{Preview, Previewed};
pub use publish_draft::PublishApprovalPolicyDraft;
pub use publish_policy::PublishApprovalPolicy;
pub use worded::WordedRule;
