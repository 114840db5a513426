//! What can be asked of a policy.

use super::rule::Rule;
use super::verdict::Candidate;
use crate::vocabulary::{OrganizationId, TextRef};

/// What can be asked of a policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PolicyCommand {
    /// Put other rules in force, all at once.
    Publish {
        /// The organization.
        organization: OrganizationId,
        /// The version that was edited; 0 for the default policy.
        based_on: u32,
        /// All the rules from now on.
        rules: Vec<Rule>,
        /// Why, if somebody wrote it down.
        note: Option<TextRef>,
        /// All members of the organization: the rules must lead every order that they
        /// submit to somebody who may decide.
        members: Vec<Candidate>,
    },
}
