//! Approvals: what the policy of an organization is asked, and what it refuses.

pub mod asking;
pub mod delegate;
pub mod delegations;
pub mod denied;
pub mod publish_policy;
pub mod published;

pub use delegate::{GrantDelegation, RevokeDelegation};
pub use delegations::delegations;
pub use publish_policy::PublishApprovalPolicy;
