//! What the approval policy would say about an order before it is submitted.

use std::collections::BTreeMap;

use async_graphql::{Context, Enum, Result, SimpleObject};
use commands::CommandError;
use commands::approvals::{Preview, Previewed};
use domain::approvals::policy::{Group, GroupTimeout, Rule, Verdict, WordedRule};
use domain::organizations::{Action, Extent};
use domain::refusal::Language;
use domain::vocabulary::{ContractId, OrderId, OrganizationId, ProductId};
use projections::history::texts;

use super::finding::ApprovalFinding;
use super::rule::OnTimeout;
use crate::accounts::TouchedBudget;
use crate::accounts::credit_check::CreditCheck;
use crate::graphql::asking::Asking;
use crate::graphql::errors::{ErrorCode, unread};
use crate::graphql::global_id::GlobalId;
use crate::graphql::money::MoneyValue;
use crate::graphql::related::scope;
use crate::graphql::services::Services;
use crate::graphql::standpoint::Standpoint;
use crate::graphql::user_error::UserError;
use crate::identity::Person;
use crate::ordering::line_input::{OrderLineInput, quantities};
use crate::visitor::Visitor;

/// What the approval policy would say about an order before it is submitted.
#[derive(SimpleObject)]
pub struct ApprovalPreview {
    /// What would become of it.
    outcome: PreviewOutcome,
    /// What it would cost with VAT; null while a line has no price.
    total: Option<MoneyValue>,
    /// What it would do to the budgets of its cost centres; empty where none was set.
    budgets: Vec<TouchedBudget>,
    /// The version of the policy that was asked; null when it could not be asked.
    policy_version: Option<u32>,
    /// What each rule of the policy found, those that match and those that do not.
    findings: Vec<ApprovalFinding>,
    /// Who would be asked, stage after stage.
    stages: Vec<PreviewStage>,
    /// What credit says; null where none was agreed, and when it could not be asked.
    credit: Option<CreditCheck>,
    /// Why it cannot be submitted; empty when it can.
    obstacles: Vec<UserError>,
    /// The prices that differ from those that the lines were written with.
    price_changes: Vec<PriceChange>,
}

/// What would become of an order if it were submitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum PreviewOutcome {
    /// It would go on at once.
    NoApprovalNeeded,
    /// People would be asked.
    ApprovalNeeded,
    /// It would be refused.
    CannotBeSubmitted,
}

/// A stage that an order would pass.
#[derive(SimpleObject)]
pub struct PreviewStage {
    /// Which stage, from 1.
    number: u16,
    /// The groups that would have to agree, all of them.
    groups: Vec<PreviewGroup>,
}

/// People of whom some would have to agree.
#[derive(SimpleObject)]
pub struct PreviewGroup {
    /// How many of them.
    needed: u16,
    /// Of whom.
    approvers: Vec<Person>,
    /// Whether administrators step in, because too few of those who should can decide.
    stand_in: bool,
    /// The numbers of the rules that ask for it.
    rules: Vec<u16>,
    /// Within how many working hours; null when they may take their time.
    deadline_hours: Option<u16>,
    /// What happens then.
    on_timeout: Option<OnTimeout>,
    /// Who may decide as well after that time, if it escalates.
    escalate_to: Vec<Person>,
}

/// A price that is not what it was when the line was written.
#[derive(SimpleObject)]
pub struct PriceChange {
    /// The id of the product.
    product_id: GlobalId<ProductId>,
    /// The price of one unit with VAT then.
    before: MoneyValue,
    /// The price now.
    now: MoneyValue,
}

/// Asks what the policy would say; nothing to those who could not submit it.
pub async fn approval_preview(
    ctx: &Context<'_>,
    organization: OrganizationId,
    order: Option<OrderId>,
    contract: Option<ContractId>,
    lines: Option<Vec<OrderLineInput>>,
) -> Result<Option<ApprovalPreview>> {
    let visitor = Visitor::of(ctx)?;
    let previewed = match (order, contract, lines) {
        (Some(order), _, _) => Ok(Previewed::Order(order)),
        (None, Some(contract), Some(lines)) => of_lines(contract, &lines),
        _ => return Err(ErrorCode::BadUserInput.error(visitor.language)),
    };
    let asking = Asking::as_member(GlobalId(organization), None);
    let preview = match previewed {
        Ok(previewed) => {
            let services = Services::of(ctx)?;
            match asking.requester(services, visitor.signed_in()?).await {
                Ok(requester) => services.commands.preview_approval(&requester, &previewed).await,
                Err(error) => Err(error),
            }
        }
        Err(error) => Err(error),
    };
    match preview {
        Ok(preview) => ApprovalPreview::of(ctx, organization, preview).await.map(Some),
        Err(CommandError::Forbidden | CommandError::NotFound) => Ok(None),
        Err(CommandError::Refused(reason)) => {
            let preview = Preview { obstacles: vec![reason], ..Preview::default() };
            ApprovalPreview::of(ctx, organization, preview).await.map(Some)
        }
        Err(error) => Err(error.into()),
    }
}

fn of_lines(contract: ContractId, lines: &[OrderLineInput]) -> Result<Previewed, CommandError> {
    Ok(Previewed::Lines { contract, lines: quantities(lines)? })
}

impl ApprovalPreview {
    async fn of(ctx: &Context<'_>, organization: OrganizationId, preview: Preview) -> Result<Self> {
        let (language, standpoint) = (Visitor::of(ctx)?.language, Standpoint::Member(organization));
        let obstacles = preview.obstacles.iter().map(|reason| UserError::of(reason.as_ref(), language));
        let changes = preview.price_changes.iter().map(|change| PriceChange {
            product_id: GlobalId(change.product),
            before: change.before.into(),
            now: change.now.into(),
        });
        let (outcome, stages) = match &preview.verdict {
            Some(Verdict::NotRequired { .. }) => (PreviewOutcome::NoApprovalNeeded, Vec::new()),
            Some(Verdict::Required(route)) => {
                (PreviewOutcome::ApprovalNeeded, stages(&route.stages, standpoint))
            }
            Some(Verdict::Denied { .. }) | None => (PreviewOutcome::CannotBeSubmitted, Vec::new()),
        };
        Ok(Self {
            outcome,
            total: preview.total.map(Into::into),
            budgets: preview.budgets.iter().cloned().map(TouchedBudget::from).collect(),
            policy_version: preview.policy.as_ref().map(|policy| policy.version),
            findings: findings(ctx, &preview, standpoint, language).await?,
            stages,
            credit: credit_check(ctx, &preview, standpoint).await?,
            obstacles: obstacles.collect(),
            price_changes: changes.collect(),
        })
    }
}

async fn credit_check(
    ctx: &Context<'_>,
    preview: &Preview,
    standpoint: Standpoint,
) -> Result<Option<CreditCheck>> {
    let Some((decision, total)) = preview.credit.as_ref().zip(preview.total) else { return Ok(None) };
    let sees_account = scope(ctx, standpoint).await?.extent(Action::ReadAccount) == Extent::All;
    Ok(Some(CreditCheck::of(decision, total.currency, sees_account)))
}

async fn findings(
    ctx: &Context<'_>,
    preview: &Preview,
    standpoint: Standpoint,
    language: Language,
) -> Result<Vec<ApprovalFinding>> {
    let is_asked = ctx.look_ahead().field("findings").exists();
    let Some(policy) = preview.policy.as_ref().filter(|_| is_asked) else { return Ok(Vec::new()) };
    let rules = &policy.rules;
    let ids: Vec<_> = rules.iter().flat_map(Rule::texts).map(|text| text.id).collect();
    let bodies = if ids.is_empty() {
        BTreeMap::new()
    } else {
        texts(&mut standpoint.read(ctx).await?, &ids).await.map_err(unread)?
    };
    let finding = |(rule, found)| {
        let worded = WordedRule::of(rule, |text| bodies.get(&text).cloned());
        ApprovalFinding::of(found, &worded, standpoint, language)
    };
    Ok(rules.iter().zip(&preview.findings).map(finding).collect())
}

fn stages(stages: &[Vec<Group>], standpoint: Standpoint) -> Vec<PreviewStage> {
    let groups = |groups: &[Group]| groups.iter().map(|group| PreviewGroup::of(group, standpoint)).collect();
    (1..).zip(stages).map(|(number, stage)| PreviewStage { number, groups: groups(stage) }).collect()
}

impl PreviewGroup {
    fn of(group: &Group, standpoint: Standpoint) -> Self {
        let people = |people: &mut dyn Iterator<Item = &domain::vocabulary::PersonId>| {
            people.map(|id| Person { id: *id, standpoint }).collect::<Vec<_>>()
        };
        let (on_timeout, escalate_to) = match group.deadline.as_ref().map(|deadline| &deadline.then) {
            None => (None, Vec::new()),
            Some(GroupTimeout::Remind) => (Some(OnTimeout::Remind), Vec::new()),
            Some(GroupTimeout::Return) => (Some(OnTimeout::Return), Vec::new()),
            Some(GroupTimeout::Escalate { to }) => (Some(OnTimeout::Escalate), people(&mut to.iter())),
        };
        Self {
            needed: group.needed.get(),
            approvers: people(&mut group.people.iter()),
            stand_in: group.stand_in,
            rules: group.rules.iter().map(|rule| rule.0).collect(),
            deadline_hours: group.deadline.as_ref().map(|deadline| deadline.hours.get()),
            on_timeout,
            escalate_to,
        }
    }
}
