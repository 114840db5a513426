//! From the rules that match to the people who have to agree.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroU16;

use super::error::RouteError;
use super::rule::{Effect, Mode, Rule, Selector, SelfApproval, Stage};
use super::verdict::{Candidate, Group, Requester, Route};
use crate::organizations::MemberRole;
use crate::vocabulary::PersonId;

/// Joins the stages of all rules by their ordinal and resolves who may decide in them.
pub(super) fn route(
    policy_version: u32,
    rules: &[&Rule],
    requester: &Requester,
    members: &[Candidate],
) -> Result<Route, RouteError> {
    let mut stages: BTreeMap<usize, BTreeSet<Group>> = BTreeMap::new();
    let mut own_allowed = BTreeSet::new();
    for rule in rules {
        let Effect::Require { stages: required } = &rule.effect else { continue };
        let resolver = Resolver { rule, requester, members };
        for (ordinal, stage) in required.iter().enumerate() {
            let groups = resolver.groups(ordinal, stage)?;
            if rule.self_approval != SelfApproval::Forbid {
                let people = groups.iter().flat_map(|group| &group.people);
                own_allowed.extend(people.filter(|person| requester.owns(**person)));
            }
            let stage = stages.entry(ordinal).or_default();
            groups.into_iter().for_each(|group| join(stage, group));
        }
    }
    Ok(Route {
        policy_version,
        rules: rules.iter().map(|rule| rule.id).collect(),
        stages: stages.into_values().map(|groups| groups.into_iter().collect()).collect(),
        own_allowed,
    })
}

/// Adds a group to a stage; a group that another rule asks for as well is asked once.
fn join(stage: &mut BTreeSet<Group>, mut group: Group) {
    let asks_the_same = |other: &&Group| Group { rules: other.rules.clone(), ..group.clone() } == **other;
    if let Some(other) = stage.iter().find(asks_the_same).cloned() {
        stage.remove(&other);
        group.rules.extend(other.rules);
    }
    stage.insert(group);
}

/// Who may decide, under one rule.
struct Resolver<'a> {
    rule: &'a Rule,
    requester: &'a Requester,
    members: &'a [Candidate],
}

impl Resolver<'_> {
    fn groups(&self, ordinal: usize, stage: &Stage) -> Result<Vec<Group>, RouteError> {
        let selectors = stage.approvers.as_slice();
        match stage.mode {
            Mode::AllOf => selectors.chunks(1).map(|one| self.group(ordinal, NonZeroU16::MIN, one)).collect(),
            Mode::AnyOf => Ok(vec![self.group(ordinal, NonZeroU16::MIN, selectors)?]),
            Mode::Quorum { count } => Ok(vec![self.group(ordinal, count, selectors)?]),
        }
    }

    /// The people whom the selectors name; if they are too few, the administrators as well;
    /// and only if these are too few, the requester, where the rule lets a sole approver pass.
    fn group(&self, ordinal: usize, needed: NonZeroU16, selectors: &[Selector]) -> Result<Group, RouteError> {
        let enough = |people: &BTreeSet<PersonId>| people.len() >= usize::from(needed.get());
        let named = |member: &Candidate| selectors.iter().any(|selector| selects(*selector, member));
        let anyone = |member: &Candidate| named(member) || member.roles.contains(&MemberRole::Administrator);
        let own_from_the_start = self.rule.self_approval == SelfApproval::Allow;

        let people = self.select(named, own_from_the_start);
        if enough(&people) {
            return Ok(Group {
                needed,
                people,
                stand_in: false,
                deadline: None,
                rules: BTreeSet::from([self.rule.id]),
            });
        }
        let mut people = self.select(anyone, own_from_the_start);
        if !enough(&people) && self.rule.self_approval == SelfApproval::AllowIfSole {
            people = self.select(anyone, true);
        }
        if !enough(&people) {
            let (rule, stage) = (self.rule.id, ordinal + 1);
            return Err(RouteError::NobodyCanApprove {
                rule,
                stage,
                needed: needed.get(),
                found: people.len(),
            });
        }
        let stand_in = people.len() > self.select(named, true).intersection(&people).count();
        Ok(Group { needed, people, stand_in, deadline: None, rules: BTreeSet::from([self.rule.id]) })
    }

    fn select(&self, wanted: impl Fn(&Candidate) -> bool, with_own: bool) -> BTreeSet<PersonId> {
        let may = |member: &&Candidate| {
            member.may_decide() && (with_own || !self.requester.owns(member.person)) && wanted(member)
        };
        self.members.iter().filter(may).map(|member| member.person).collect()
    }
}

fn selects(selector: Selector, member: &Candidate) -> bool {
    match selector {
        Selector::Role { role } => member.roles.contains(&role),
        Selector::Member { person } => member.person == person,
    }
}
