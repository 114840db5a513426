//! A rule of an approval policy.

use async_graphql::{Enum, SimpleObject};
use domain::approvals::policy::{
    Effect, Mode, OnReturn, Requesters, Selector, SelfApproval, Stage, Timeout, WordedRule,
};
use domain::refusal::Language;
use domain::vocabulary::CostCentreId;

use super::condition::ApprovalCondition;
use crate::graphql::global_id::GlobalId;
use crate::graphql::standpoint::Standpoint;
use crate::identity::Person;
use crate::organizations::MemberRoleWord;

/// A rule of an approval policy.
#[derive(SimpleObject)]
pub struct ApprovalRule {
    /// Its number. It stays the same from version to version.
    pub number: u16,
    /// What it is called; empty when the words were erased.
    pub name: String,
    /// What it does to an order that it matches.
    effect: ApprovalEffect,
    /// What is said to whoever it denies an order; null when it denies none.
    message: Option<String>,
    /// The stages that it demands, one after the other; empty when it demands none.
    stages: Vec<ApprovalRuleStage>,
    /// Whose orders it is about; null when it is about everybody's.
    applies_to: Option<ApprovalRequesters>,
    /// The conditions; all must hold. Without any it matches every order.
    pub conditions: Vec<ApprovalCondition>,
    /// Whether one may approve an order of one's own.
    self_approval: SelfApprovalWord,
    /// What becomes of earlier decisions when an order is returned and comes again.
    on_return: OnReturnWord,
}

/// What a rule does to an order that it matches. A bypass beats a denial, and both beat what
/// is required.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum ApprovalEffect {
    /// The order needs no approval, whatever other rules say.
    Bypass,
    /// The order must not be submitted.
    Deny,
    /// The order passes stages.
    Require,
}

/// Whether one may approve an order of one's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "SelfApproval", remote = "SelfApproval")]
pub enum SelfApprovalWord {
    /// Never.
    Forbid,
    /// Only if nobody else, not even an administrator, could.
    AllowIfSole,
    /// Whenever one is an approver.
    Allow,
}

/// What becomes of earlier decisions when an order is returned and comes again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "OnReturn", remote = "OnReturn")]
pub enum OnReturnWord {
    /// Nothing of them counts.
    RestartAll,
    /// Those of the stages before the one that returned the order count, unless what was
    /// changed is what the rule looks at.
    RestartFromStage,
    /// All count, unless what was changed is what the rule looks at.
    KeepUnaffected,
}

/// Whose orders a rule is about: of whoever has one of the roles, is one of the members, or
/// orders for one of the cost centres.
#[derive(SimpleObject)]
pub struct ApprovalRequesters {
    /// The roles.
    roles: Vec<MemberRoleWord>,
    /// The members.
    members: Vec<Person>,
    /// The ids of the cost centres.
    cost_centre_ids: Vec<GlobalId<CostCentreId>>,
}

/// A stage that a rule demands.
#[derive(SimpleObject)]
pub struct ApprovalRuleStage {
    /// How many of the approvers have to agree.
    mode: StageMode,
    /// How many, for a quorum; null otherwise.
    quorum: Option<u16>,
    /// Who is asked. Where too few can be found, administrators step in.
    approvers: Vec<ApprovalSelector>,
    /// Within how many working hours; null when they may take their time.
    deadline_hours: Option<u16>,
    /// What happens then; null when they may take their time.
    on_timeout: Option<OnTimeout>,
    /// Who may decide as well after that time, if it escalates.
    escalate_to: Vec<ApprovalSelector>,
}

/// How many of a stage's approvers have to agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum StageMode {
    /// For every entry of the list, one of those whom it selects.
    AllOf,
    /// One of all who are selected.
    AnyOf,
    /// So many different people of all who are selected.
    Quorum,
}

/// What happens when approvers let their time pass. Silence never approves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum OnTimeout {
    /// They are reminded, and again after the same time.
    Remind,
    /// Others may decide as well.
    Escalate,
    /// The order goes back to its author.
    Return,
}

/// Selects people who may decide.
#[derive(SimpleObject)]
pub struct ApprovalSelector {
    /// How it selects.
    kind: SelectorKind,
    /// The role; null when it does not select by role.
    role: Option<MemberRoleWord>,
    /// The member; null when it does not name one.
    person: Option<Person>,
}

/// How people are selected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum SelectorKind {
    /// Whoever has a role.
    Role,
    /// One member.
    Member,
    /// The manager of whoever submits the order.
    ManagerOfRequester,
    /// The owners of the cost centres of the order and of its lines.
    CostCentreOwner,
    /// Whoever decides and whose approval limit covers the order's total.
    ApproverWithLimit,
}

impl ApprovalRule {
    /// A rule, seen from somewhere.
    pub fn of(worded: &WordedRule, standpoint: Standpoint, language: Language) -> Self {
        let rule = &worded.rule;
        Self {
            number: rule.id.0,
            name: WordedRule::said(&worded.name, language),
            effect: match rule.effect {
                Effect::Bypass => ApprovalEffect::Bypass,
                Effect::Deny { .. } => ApprovalEffect::Deny,
                Effect::Require { .. } => ApprovalEffect::Require,
            },
            message: worded.message.as_deref().map(|words| WordedRule::said(words, language)),
            stages: rule.stages().iter().map(|stage| ApprovalRuleStage::of(stage, standpoint)).collect(),
            applies_to: requesters(&rule.applies_to, standpoint),
            conditions: rule.conditions.iter().map(ApprovalCondition::from).collect(),
            self_approval: rule.self_approval.into(),
            on_return: rule.on_return.into(),
        }
    }
}

fn requesters(requesters: &Requesters, standpoint: Standpoint) -> Option<ApprovalRequesters> {
    match requesters {
        Requesters::Anybody => None,
        Requesters::Listed { roles, members, cost_centres } => Some(ApprovalRequesters {
            roles: roles.iter().map(|role| (*role).into()).collect(),
            members: members.iter().map(|id| Person { id: *id, standpoint }).collect(),
            cost_centre_ids: cost_centres.iter().map(|id| GlobalId(*id)).collect(),
        }),
    }
}

impl ApprovalRuleStage {
    fn of(stage: &Stage, standpoint: Standpoint) -> Self {
        let (mode, quorum) = match stage.mode {
            Mode::AllOf => (StageMode::AllOf, None),
            Mode::AnyOf => (StageMode::AnyOf, None),
            Mode::Quorum { count } => (StageMode::Quorum, Some(count.get())),
        };
        let selectors = |selectors: &[Selector]| {
            selectors.iter().map(|selector| ApprovalSelector::of(*selector, standpoint)).collect()
        };
        let (on_timeout, escalate_to) = match stage.deadline.as_ref().map(|deadline| &deadline.then) {
            None => (None, Vec::new()),
            Some(Timeout::Remind) => (Some(OnTimeout::Remind), Vec::new()),
            Some(Timeout::Return) => (Some(OnTimeout::Return), Vec::new()),
            Some(Timeout::Escalate { to }) => (Some(OnTimeout::Escalate), selectors(to)),
        };
        Self {
            mode,
            quorum,
            approvers: selectors(&stage.approvers),
            deadline_hours: stage.deadline.as_ref().map(|deadline| deadline.hours.get()),
            on_timeout,
            escalate_to,
        }
    }
}

impl ApprovalSelector {
    fn of(selector: Selector, standpoint: Standpoint) -> Self {
        let plain = |kind| Self { kind, role: None, person: None };
        match selector {
            Selector::Role { role } => Self { role: Some(role.into()), ..plain(SelectorKind::Role) },
            Selector::Member { person } => {
                Self { person: Some(Person { id: person, standpoint }), ..plain(SelectorKind::Member) }
            }
            Selector::ManagerOfRequester => plain(SelectorKind::ManagerOfRequester),
            Selector::CostCentreOwner => plain(SelectorKind::CostCentreOwner),
            Selector::ApproverWithLimit => plain(SelectorKind::ApproverWithLimit),
        }
    }
}
