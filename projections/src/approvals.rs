//! Approvals, as those look at them who ask and those who decide.

pub mod case_card;
pub mod delegation_list;
pub mod inbox;
pub mod policy_versions;
pub mod who_may_act;

pub use case_card::{CaseRow, approval_case, approval_cases_by_ids, approval_cases_of_orders};
pub use delegation_list::{DelegationRow, active_delegations, delegated_to_me, delegation, delegation_list};
pub use inbox::{inbox, inbox_count};
pub use policy_versions::{
    PolicyDraftRow, PolicyVersionRow, policy_draft, policy_in_force, policy_version, policy_versions,
};
pub use who_may_act::{who_may_act, why_not};
