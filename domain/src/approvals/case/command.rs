//! What can be asked of a case.

use std::collections::{BTreeMap, BTreeSet};

use super::deciders::Deciders;
use super::due::WorkingTime;
use super::event::Decision;
use super::opening::Opening;
use super::voice::LineCut;
use crate::approvals::Delegations;
use crate::organizations::MemberRole;
use crate::vocabulary::{PersonId, ProductId, Revision, TextRef};

/// What can be asked of a case. Facts (who may decide, who stands for whom, the time) come
/// along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CaseCommand {
    /// Ask the people of the route.
    Open {
        /// Everything that the case is decided by.
        opening: Box<Opening>,
        /// When.
        time: WorkingTime,
    },
    /// Decide in the current stage.
    Decide(Box<Vote>),
    /// Let the order pass without those who were asked.
    Force {
        /// Who.
        by: Acting,
        /// Why.
        reason: TextRef,
        /// The revision of the order that the person saw.
        revision: Revision,
    },
    /// Ask the people whose order it is.
    Ask {
        /// Who asks.
        by: Acting,
        /// Who stands for whom.
        delegations: Delegations,
        /// When.
        time: WorkingTime,
        /// What.
        text: TextRef,
    },
    /// Answer a question.
    Answer {
        /// Who answers.
        by: PersonId,
        /// The number of the question.
        question: u16,
        /// What.
        text: TextRef,
    },
    /// Give an approver's place to somebody else.
    Reassign {
        /// Who gives it: the approver or an administrator.
        by: Acting,
        /// Whose place.
        from: PersonId,
        /// Who has it then.
        to: PersonId,
        /// Why.
        comment: Option<TextRef>,
        /// Who may decide on orders now.
        deciders: Deciders,
    },
    /// Let others decide as well, before the time is over.
    Escalate {
        /// Who asks for it: somebody who is asked, or an administrator.
        by: Acting,
        /// Who stands for whom.
        delegations: Delegations,
        /// Who may decide on orders now.
        deciders: Deciders,
        /// When.
        time: WorkingTime,
    },
    /// Remind those who have not decided.
    Remind {
        /// Who reminds: somebody whose order it is, or an administrator.
        by: Acting,
        /// When.
        time: WorkingTime,
    },
    /// Do what follows where the time is over.
    PassDeadlines {
        /// Who may decide on orders now.
        deciders: Deciders,
        /// When.
        time: WorkingTime,
    },
    /// Let administrators take the places of those who cannot decide any more.
    Reroute {
        /// Who may decide on orders now.
        deciders: Deciders,
        /// When.
        time: WorkingTime,
    },
    /// Stop it, because the organization is blocked.
    Suspend,
    /// Go on, because the organization is unblocked.
    Resume {
        /// When.
        time: WorkingTime,
    },
    /// Close the case because the order was taken back.
    Withdraw {
        /// Who took it back.
        by: PersonId,
    },
    /// Close the case because the order was cancelled.
    Void,
}

/// Somebody who acts, with the roles in the organization of now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acting {
    /// Who.
    pub person: PersonId,
    /// The roles in which that person may act in the organization now.
    pub roles: BTreeSet<MemberRole>,
}

impl Acting {
    /// Whether an administrator acts.
    pub fn is_administrator(&self) -> bool {
        self.roles.contains(&MemberRole::Administrator)
    }
}

/// A decision, with all that it is judged by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vote {
    /// Who decides.
    pub by: Acting,
    /// The stage that the person saw, from 1. Without it, the current one; who decided in
    /// an earlier stage has to say it, so that a second click does not decide the next.
    pub stage: Option<u16>,
    /// What is decided.
    pub decision: Decision,
    /// Why. Needed to return and to reject.
    pub comment: Option<TextRef>,
    /// Remarks on lines. Only a return has them.
    pub line_comments: BTreeMap<ProductId, TextRef>,
    /// What to take away from the order. Only an approval has them.
    pub cuts: Vec<LineCut>,
    /// The revision that the order has after the cuts, if there are any.
    pub revised: Option<Revision>,
    /// The revision of the order that the person saw.
    pub revision: Revision,
    /// Who may decide on orders now. Where too few of those who were asked are among them,
    /// an administrator may step in.
    pub deciders: Deciders,
    /// Who stands for whom.
    pub delegations: Delegations,
    /// When.
    pub time: WorkingTime,
}
