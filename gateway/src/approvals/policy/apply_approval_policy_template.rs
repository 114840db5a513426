//! `applyApprovalPolicyTemplate`: a rule to begin with.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use commands::approvals::ApplyApprovalPolicyTemplate;
use domain::approvals::policy::Filling;
use domain::vocabulary::{Money, OrganizationId, PersonId};

use super::ApprovalPolicy;
use super::template::TemplateWord;
use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;
use crate::graphql::money::MoneyInput;

/// Which rule to begin with, and what is filled into it.
#[derive(InputObject)]
pub struct ApplyApprovalPolicyTemplateInput {
    /// The organization.
    organization_id: GlobalId<OrganizationId>,
    /// The version of the draft that was seen; 0 where there was none.
    draft_version: i64,
    /// Which template.
    template: TemplateWord,
    /// Only above this total with VAT the rule matches; the template has one of its own.
    amount: Option<MoneyInput>,
    /// Who decides; by role, if nobody is named.
    #[graphql(default)]
    approver_ids: Vec<GlobalId<PersonId>>,
    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// The outcome of applying a template.
#[derive(SimpleObject)]
pub struct ApplyApprovalPolicyTemplatePayload {
    /// The policy as it is then; null when it was refused.
    approval_policy: Option<ApprovalPolicy>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Applying a template.
#[derive(Default)]
pub struct ApplyApprovalPolicyTemplateMutation;

#[Object]
impl ApplyApprovalPolicyTemplateMutation {
    /// Adds a rule to begin with to the draft; without one, to a draft of the rules in force.
    async fn apply_approval_policy_template(
        &self,
        ctx: &Context<'_>,
        input: ApplyApprovalPolicyTemplateInput,
    ) -> Result<ApplyApprovalPolicyTemplatePayload> {
        let organization = input.organization_id.0;
        let asking = Asking::as_member(input.organization_id, input.idempotency_key);
        let (template, version) = (input.template.into(), input.draft_version);
        let people = input.approver_ids.into_iter().map(|id| id.0).collect();
        let amount = input.amount.map(Money::try_from).transpose();
        let command = amount.map(|amount| ApplyApprovalPolicyTemplate {
            organization,
            version,
            template,
            filling: Filling { amount, people },
        });
        let carried = asking.carry_out(ctx, command).await?;
        let approval_policy = carried.outcome.map(|_| ApprovalPolicy { organization });
        Ok(ApplyApprovalPolicyTemplatePayload { approval_policy, answer: carried.answer })
    }
}
