//! Whether a policy can leave an order of somebody without anybody who could approve it.
//!
//! A stage asks whom its selectors name and, if these are too few, the administrators. So it
//! fails for an order exactly if all of them without the order's owners are too few. An
//! order has at most two owners, who submits it and who wrote it: only stages with hardly
//! more people than needed have to be looked at closely, and only with owners who are
//! among these people.

mod crowd;
mod shield;
#[cfg(test)]
pub(super) mod tests;

use crowd::{Crowd, Deciders, Submitter};
use shield::{may_apply, shields};

use super::route::questions;
use super::rule::{Rule, RuleId, SelfApproval};
use super::stage::Selector;
use super::verdict::Candidate;
use crate::vocabulary::PersonId;

/// An order that a policy demands approval of and that nobody could approve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeadEnd {
    /// The rule that demands it.
    pub rule: RuleId,
    /// The stage within the rule, from 1.
    pub stage: usize,
    /// How many approvals are needed.
    pub needed: u16,
    /// How many people could decide, administrators included.
    pub found: usize,
    /// Whose order it is.
    pub order_of: OrderOf,
}

/// Whose order finds no way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrderOf {
    /// Any purchaser's who decides nothing, also of one who comes later.
    AnyPurchaser,
    /// A member's.
    Member(PersonId),
    /// Written by one member and submitted by another; neither may decide.
    Both {
        /// Who wrote it.
        author: PersonId,
        /// Who submits it.
        submitter: PersonId,
    },
}

/// The first order that the rules leave without anybody who could approve it.
///
/// `members` are all of the organization as they are. The facts about the order are the worst
/// that there can be: no manager, no cost centre with an owner, a total that no limit covers.
/// Which orders a rule matches is not looked into, except that a `Bypass` or `Deny` which is
/// certain to match whenever the rule does keeps orders away from it.
pub fn dead_end(rules: &[Rule], members: &[Candidate]) -> Option<DeadEnd> {
    let crowd = Crowd::of(members);
    rules.iter().find_map(|rule| Search { crowd: &crowd, rules, rule }.dead_end())
}

struct Search<'a> {
    crowd: &'a Crowd,
    rules: &'a [Rule],
    rule: &'a Rule,
}

impl Search<'_> {
    fn dead_end(&self) -> Option<DeadEnd> {
        self.rule.stages().iter().zip(1..).find_map(|(asked, stage)| {
            questions(asked).find_map(|(needed, selectors)| {
                let (order_of, found) = self.stuck(usize::from(needed.get()), selectors)?;
                Some(DeadEnd { rule: self.rule.id, stage, needed: needed.get(), found, order_of })
            })
        })
    }

    /// Whose order finds too few people, and how many it finds.
    fn stuck(&self, needed: usize, selectors: &[Selector]) -> Option<(OrderOf, usize)> {
        let deciders = self.crowd.deciders(selectors);
        if deciders.count < needed {
            let (submitter, order_of) = self.anybody()?;
            let lost = self.forbids_own() && deciders.include(submitter);
            return Some((order_of, deciders.count - usize::from(lost)));
        }
        if !self.forbids_own() || deciders.count > needed + 1 {
            return None;
        }
        let (order_of, lost) = self.owners_among(&deciders, deciders.count - needed)?;
        Some((order_of, deciders.count - lost))
    }

    /// Somebody whose order the rule may match.
    fn anybody(&self) -> Option<(&Submitter, OrderOf)> {
        let mut submitters = [&Submitter::NEWCOMER].into_iter().chain(&self.crowd.submitters);
        let submitter = submitters.find(|submitter| self.reaches(submitter))?;
        Some((submitter, submitter.person.map_or(OrderOf::AnyPurchaser, OrderOf::Member)))
    }

    fn forbids_own(&self) -> bool {
        self.rule.self_approval == SelfApproval::Forbid
    }

    /// The owners of an order who leave too few of the deciders, when these can spare some;
    /// and how many deciders they are.
    fn owners_among(&self, deciders: &Deciders<'_>, spare: usize) -> Option<(OrderOf, usize)> {
        for submitter in self.crowd.submitters.iter().filter(|submitter| submitter.matters) {
            let Some(person) = submitter.person else { continue };
            let lost = usize::from(deciders.include(submitter));
            let author = if submitter.for_others { self.crowd.author(deciders, person) } else { None };
            let order_of = match author {
                _ if lost > spare => OrderOf::Member(person),
                Some(author) if lost + 1 > spare => OrderOf::Both { author, submitter: person },
                _ => continue,
            };
            if self.reaches(submitter) {
                let lost = lost + usize::from(matches!(order_of, OrderOf::Both { .. }));
                return Some((order_of, lost));
            }
        }
        None
    }

    /// Whether the rule may decide on orders that somebody submits.
    fn reaches(&self, submitter: &Submitter) -> bool {
        may_apply(self.rule, submitter)
            && !self.rules.iter().any(|other| shields(other, self.rule, submitter))
    }
}
