//! From the rules that match to the people who have to agree.

use std::collections::{BTreeSet, HashMap};
use std::num::NonZeroU16;

use super::able::{Able, Named};
use super::error::RouteError;
use super::facts::OrderFacts;
use super::rule::{Rule, SelfApproval};
use super::stage::{Deadline, Mode, Selector, Stage, Timeout};
use super::verdict::{Candidate, Group, GroupDeadline, GroupTimeout, Requester, Route};
use crate::organizations::MemberRole;
use crate::vocabulary::PersonId;

/// Joins the stages of all rules by their ordinal and resolves who may decide in them.
pub(super) fn route(
    policy_version: u32,
    rules: &[&Rule],
    order: &OrderFacts,
    requester: &Requester,
    members: &[Candidate],
) -> Result<Route, RouteError> {
    let mut joining = Joining { able: Able::among(members, requester, order), stages: Vec::new() };
    for rule in rules {
        for (ordinal, stage) in rule.stages().iter().enumerate() {
            joining.ask(rule, ordinal, stage)?;
        }
    }
    let stages: Vec<_> = joining.stages.into_iter().map(JoinedStage::into_groups).collect();
    Ok(Route {
        policy_version,
        rules: rules.iter().map(|rule| rule.id).collect(),
        own_allowed: own_allowed(requester, &stages),
        stages,
        because: rules.iter().map(|rule| rule.finding(order, requester)).collect(),
    })
}

/// The owners of the order who are among those who may decide: only a rule that allows it
/// lets them in.
fn own_allowed(requester: &Requester, stages: &[Vec<Group>]) -> BTreeSet<PersonId> {
    let owners = requester.authors.iter().copied().chain([requester.person]);
    let asked = |owner: &PersonId| stages.iter().flatten().any(|group| group.people.contains(owner));
    owners.filter(asked).collect()
}

/// The stages as the rules so far have joined them.
struct Joining<'a> {
    able: Able<'a>,
    stages: Vec<JoinedStage<'a>>,
}

/// What a rule asks of a stage, apart from which rule it is. Many rules ask for the same.
#[derive(PartialEq, Eq, Hash)]
struct Question<'a> {
    needed: NonZeroU16,
    selectors: &'a [Selector],
    self_approval: SelfApproval,
    deadline: Option<&'a Deadline>,
}

/// The groups of a stage, and which of them answers a question that was asked before.
#[derive(Default)]
struct JoinedStage<'a> {
    groups: Vec<Group>,
    answered: HashMap<Question<'a>, usize>,
}

impl<'a> Joining<'a> {
    fn ask(&mut self, rule: &Rule, ordinal: usize, stage: &'a Stage) -> Result<(), RouteError> {
        if self.stages.len() <= ordinal {
            self.stages.resize_with(ordinal + 1, JoinedStage::default);
        }
        for (needed, selectors) in questions(stage) {
            let (self_approval, deadline) = (rule.self_approval, stage.deadline.as_ref());
            let question = Question { needed, selectors, self_approval, deadline };
            self.answer(rule, ordinal, question)?;
        }
        Ok(())
    }

    fn answer(&mut self, rule: &Rule, ordinal: usize, question: Question<'a>) -> Result<(), RouteError> {
        let stage = &mut self.stages[ordinal];
        let place = if let Some(place) = stage.answered.get(&question) {
            *place
        } else {
            let group = group(&self.able, &question).map_err(|found| RouteError::NobodyCanApprove {
                rule: rule.id,
                stage: ordinal + 1,
                needed: question.needed.get(),
                found,
            })?;
            let place = stage.join(group);
            stage.answered.insert(question, place);
            place
        };
        stage.groups[place].rules.insert(rule.id);
        Ok(())
    }
}

impl JoinedStage<'_> {
    /// The place of a group; one that asks the same people for the same is asked once.
    fn join(&mut self, group: Group) -> usize {
        let same = |other: &Group| {
            let other = (other.needed, &other.deadline, &other.people, &other.roles, &other.named);
            other == (group.needed, &group.deadline, &group.people, &group.roles, &group.named)
        };
        if let Some(place) = self.groups.iter().position(same) {
            self.groups[place].stand_in |= group.stand_in;
            return place;
        }
        self.groups.push(group);
        self.groups.len() - 1
    }

    fn into_groups(self) -> Vec<Group> {
        let mut groups = self.groups;
        groups.sort();
        groups
    }
}

/// How many have to agree, of whom: once for every selector of `AllOf`, else once for all.
pub(super) fn questions(stage: &Stage) -> impl Iterator<Item = (NonZeroU16, &[Selector])> {
    let (needed, together) = match stage.mode {
        Mode::AllOf => (NonZeroU16::MIN, 1),
        Mode::AnyOf => (NonZeroU16::MIN, stage.approvers.len().max(1)),
        Mode::Quorum { count } => (count, stage.approvers.len().max(1)),
    };
    stage.approvers.chunks(together).map(move |selectors| (needed, selectors))
}

/// The people whom the selectors name; if they are too few, the administrators as well;
/// and only if these are too few, the requester, where the rule lets a sole approver pass.
/// Otherwise how many there are.
fn group(able: &Able<'_>, question: &Question<'_>) -> Result<Group, usize> {
    let needed = usize::from(question.needed.get());
    let own = question.self_approval == SelfApproval::Allow;
    let named = able.named(question.selectors);
    let mut people = able.select(&named, own);
    let mut stand_in = false;
    if people.len() < needed {
        let anyone = named.or_administrators();
        people = able.select(&anyone, own);
        if people.len() < needed && question.self_approval == SelfApproval::AllowIfSole {
            people = able.select(&anyone, true);
        }
        if people.len() < needed {
            return Err(people.len());
        }
        stand_in = !people.is_subset(&able.select(&named, true));
    }
    let deadline = question.deadline.map(|deadline| resolved(able, deadline, &people));
    let (roles, by_name) = brought_by(able, &named, question.selectors, stand_in);
    Ok(Group {
        needed: question.needed,
        named: by_name.intersection(&people).copied().collect(),
        people,
        stand_in,
        deadline,
        rules: BTreeSet::new(),
        roles,
    })
}

/// The roles by which people are asked, and those who are asked whatever their role.
fn brought_by(
    able: &Able<'_>,
    named: &Named,
    selectors: &[Selector],
    stand_in: bool,
) -> (BTreeSet<MemberRole>, BTreeSet<PersonId>) {
    let role = |selector: &Selector| match selector {
        Selector::Role { role } => Some(*role),
        _ => None,
    };
    let mut roles: BTreeSet<_> = selectors.iter().filter_map(role).collect();
    if stand_in {
        roles.insert(MemberRole::Administrator);
    }
    let by_name = if roles.is_empty() { BTreeSet::new() } else { able.select(&named.without_roles(), true) };
    (roles, by_name)
}

/// The deadline with the people who come in then: nobody who may decide anyway, and never
/// somebody whose own order it is.
fn resolved(able: &Able<'_>, deadline: &Deadline, group: &BTreeSet<PersonId>) -> GroupDeadline {
    let others = |named: &Named| {
        let mut people = able.select(named, false);
        people.retain(|person| !group.contains(person));
        people
    };
    let then = match &deadline.then {
        Timeout::Remind => GroupTimeout::Remind,
        Timeout::Return => GroupTimeout::Return,
        Timeout::Escalate { to } => {
            let mut to = others(&able.named(to));
            if to.is_empty() {
                to = others(&Named::default().or_administrators());
            }
            GroupTimeout::Escalate { to }
        }
    };
    GroupDeadline { hours: deadline.hours, then }
}
