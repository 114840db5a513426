//! `publishApprovalPolicy`: other rules come into force.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use commands::approvals::{PublishApprovalPolicy, PublishApprovalPolicyDraft};
use domain::vocabulary::OrganizationId;

use super::ApprovalPolicy;
use super::input::{ApprovalRuleInput, worded};
use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;

/// What is put in force: the draft, or the given rules.
#[derive(InputObject)]
pub struct PublishApprovalPolicyInput {
    /// The organization.
    organization_id: GlobalId<OrganizationId>,
    /// The version of the draft that was seen, to publish it.
    draft_version: Option<i64>,
    /// All the rules, to publish these and leave a draft alone.
    #[graphql(validator(max_items = 500))]
    rules: Option<Vec<ApprovalRuleInput>>,
    /// The version in force that the given rules were written on.
    based_on: Option<u32>,
    /// What changes and why, for those who read the versions later.
    #[graphql(validator(max_length = 2000))]
    note: Option<String>,
    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// The outcome of publishing.
#[derive(SimpleObject)]
pub struct PublishApprovalPolicyPayload {
    /// The policy as it is then; null when it was refused.
    approval_policy: Option<ApprovalPolicy>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Publishing an approval policy.
#[derive(Default)]
pub struct PublishApprovalPolicyMutation;

#[Object]
impl PublishApprovalPolicyMutation {
    /// Puts the draft, or the given rules, in force, as an administrator. Rules under which an order
    /// could find nobody to approve it are refused with the case that shows it.
    async fn publish_approval_policy(
        &self,
        ctx: &Context<'_>,
        input: PublishApprovalPolicyInput,
    ) -> Result<PublishApprovalPolicyPayload> {
        let organization = input.organization_id.0;
        let asking = Asking::as_member(input.organization_id, input.idempotency_key);
        let (version, note) = (input.draft_version, input.note);
        let carried = if let Some(rules) = input.rules {
            let based_on = input.based_on.unwrap_or_default();
            let command =
                worded(rules).map(|rules| PublishApprovalPolicy { organization, based_on, rules, note });
            asking.carry_out(ctx, command).await?
        } else {
            let version = version.unwrap_or_default();
            let command = PublishApprovalPolicyDraft { organization, version, note };
            asking.carry_out(ctx, Ok(command)).await?
        };
        let approval_policy = carried.outcome.map(|()| ApprovalPolicy { organization });
        Ok(PublishApprovalPolicyPayload { approval_policy, answer: carried.answer })
    }
}
