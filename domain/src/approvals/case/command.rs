//! What can be asked of a case.

use std::collections::BTreeSet;

use super::event::Decision;
use super::opening::Opening;
use crate::organizations::MemberRole;
use crate::vocabulary::{PersonId, Revision, TextRef};

/// What can be asked of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CaseCommand {
    /// Ask the people of the route.
    Open(Box<Opening>),
    /// Decide in the current stage.
    Decide {
        /// Who decides.
        by: PersonId,
        /// The roles in which that person may act in the organization now.
        by_roles: BTreeSet<MemberRole>,
        /// All who may decide on orders in the organization now. Where too few of those who
        /// were asked are among them, an administrator may step in.
        able: BTreeSet<PersonId>,
        /// The stage that the person saw, from 1. Without it, the current one; who decided in
        /// an earlier stage has to say it, so that a second click does not decide the next.
        stage: Option<u16>,
        /// What is decided.
        decision: Decision,
        /// Why. Needed to return and to reject.
        comment: Option<TextRef>,
        /// The revision of the order that the person saw.
        revision: Revision,
    },
    /// Close the case because the order was taken back.
    Withdraw {
        /// Who took it back.
        by: PersonId,
    },
    /// Close the case because the order was cancelled.
    Void,
}
