//! Which approvals of the last round still count in the next one.
//!
//! An approval is carried into a group when it counted in the last round for every rule that
//! asks for the group in the same stage, all of these rules keep approvals, and nothing that
//! they look at was changed except to less. Whoever approved has a place in the group still.
//! Another version of the policy asks anew: its rules may have the numbers of others.

use std::collections::{BTreeMap, BTreeSet};

use super::event::Decision;
use super::opening::{Carried, Opening};
use super::state::ApprovalCase;
use super::voice::OnBehalf;
use crate::approvals::policy::{Group, OnReturn, Rule, RuleId, Subject};
use crate::ordering::order::difference::Difference;
use crate::vocabulary::{CaseId, CategoryId, PersonId, ProductId, Revision};

/// What changed since the last round was decided.
#[derive(Clone, Copy, Debug)]
pub struct Rework<'a> {
    /// The difference between what was approved last and what is asked now.
    pub difference: &'a Difference,
    /// The categories of the goods that differ, with those above them. Goods in no category
    /// may belong to any.
    pub categories: &'a BTreeMap<ProductId, BTreeSet<CategoryId>>,
}

/// The approvals of the last round that count in the next one, which is about to be opened.
pub fn carried(previous: &ApprovalCase, rework: Rework<'_>, rules: &[Rule], next: &Opening) -> Vec<Carried> {
    let Some(last) = previous.opening().filter(|last| last.policy_version == next.policy_version) else {
        return Vec::new();
    };
    let rules: BTreeMap<_, _> = rules.iter().map(|rule| (rule.id, rule)).collect();
    let keeps = |id: &RuleId, stage| rules.get(id).is_some_and(|rule| rework.keeps(rule, stage, previous));
    let mut carried = Vec::new();
    for approval in approvals(previous, last) {
        let stage = approval.stage;
        let groups = next.stages.get(usize::from(stage) - 1).map(Vec::as_slice).unwrap_or_default();
        let may_stay = |group: &Group| !next.is_own(approval.by) || group.people.contains(&approval.by);
        let counts = |group: &Group| {
            approval.has_place(group)
                && may_stay(group)
                && !group.rules.is_empty()
                && group.rules.iter().all(|id| approval.rules.contains(id) && keeps(id, stage))
        };
        let places = (1..).zip(groups).filter(|(_, group)| counts(group));
        let places: BTreeSet<u16> = places.map(|(place, _)| place).collect();
        if !places.is_empty() {
            carried.push(approval.into(places, groups));
        }
    }
    carried
}

impl Rework<'_> {
    /// Whether a rule keeps the approvals of a stage after this rework.
    fn keeps(&self, rule: &Rule, stage: u16, previous: &ApprovalCase) -> bool {
        let reaches = match rule.on_return {
            OnReturn::RestartAll => false,
            OnReturn::RestartFromStage => stage <= previous.completed(),
            OnReturn::KeepUnaffected => true,
        };
        reaches && !self.touches(&rule.subject())
    }

    /// Whether what a rule looks at is more than it was, or other.
    fn touches(&self, subject: &Subject) -> bool {
        match subject {
            Subject::Whole => !self.difference.only_lowers(),
            Subject::Delivery => self.difference.touches_delivery(),
            Subject::Lines { categories, products } => self.difference.raised_lines().any(|line| {
                let product = line.goods.product;
                let found = self.categories.get(&product).filter(|found| !found.is_empty());
                let categorized = || found.is_none_or(|found| !found.is_disjoint(categories));
                products.contains(&product) || (!categories.is_empty() && categorized())
            }),
        }
    }
}

/// An approval of the last round, or of one before that counted in it.
struct Approval {
    stage: u16,
    by: PersonId,
    on_behalf_of: Vec<OnBehalf>,
    case: CaseId,
    revision: Revision,
    /// The rules for which it counted.
    rules: BTreeSet<RuleId>,
}

impl Approval {
    fn has_place(&self, group: &Group) -> bool {
        has_place(group, self.by, &self.on_behalf_of)
    }

    /// The approval in the groups in which it counts, for those who have a place in them.
    fn into(self, places: BTreeSet<u16>, groups: &[Group]) -> Carried {
        let Self { stage, by, mut on_behalf_of, case, revision, .. } = self;
        let asked = |person: PersonId| groups.iter().any(|group| group.people.contains(&person));
        on_behalf_of.retain(|it| asked(it.person));
        Carried { stage, groups: places, by, on_behalf_of, case, revision }
    }
}

fn has_place(group: &Group, by: PersonId, on_behalf_of: &[OnBehalf]) -> bool {
    group.people.contains(&by) || on_behalf_of.iter().any(|it| group.people.contains(&it.person))
}

/// All approvals that counted in the last round.
fn approvals(previous: &ApprovalCase, last: &Opening) -> Vec<Approval> {
    let approved = previous.decisions().iter().filter(|it| it.decision == Decision::Approve);
    let fresh = approved.map(|it| {
        let groups = previous.groups(it.stage).iter();
        let rules = groups.filter(|group| has_place(group, it.by, &it.on_behalf_of));
        Approval {
            stage: it.stage,
            by: it.by,
            on_behalf_of: it.on_behalf_of.clone(),
            case: last.case,
            revision: it.revision,
            rules: rules.flat_map(|group| group.rules.iter().copied()).collect(),
        }
    });
    let before = last.carried.iter().map(|it| {
        let groups = (1..).zip(previous.groups(it.stage)).filter(|(place, _)| it.groups.contains(place));
        Approval {
            stage: it.stage,
            by: it.by,
            on_behalf_of: it.on_behalf_of.clone(),
            case: it.case,
            revision: it.revision,
            rules: groups.flat_map(|(_, group)| group.rules.iter().copied()).collect(),
        }
    });
    before.chain(fresh).collect()
}
