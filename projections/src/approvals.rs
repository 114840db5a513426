//! Approvals, as those look at them who ask and those who decide.

pub mod approval_cases;
pub mod case_card;
pub mod case_rules;
pub mod deciders;
pub mod delegation_list;
pub mod inbox;
pub mod policy_versions;
pub mod who_may_act;

pub use case_card::{CaseRow, Happening, approval_case, approval_cases_by_ids, approval_cases_of_orders};
pub use case_rules::rules_of_version;
pub use deciders::electorate;
pub use delegation_list::{DelegationRow, delegation, delegation_list};
pub use inbox::{InboxFilter, InboxPlace, inbox, inbox_count};
pub use policy_versions::{
    PolicyDraftRow, PolicyVersionRow, policy_draft, policy_in_force, policy_version, policy_versions,
};
pub use who_may_act::{case_steps, standing, who_may_act, why_not};
