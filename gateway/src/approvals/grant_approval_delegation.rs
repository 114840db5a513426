//! `grantApprovalDelegation`: somebody decides in the place of another for a time.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use chrono::{DateTime, Utc};
use commands::approvals::GrantDelegation;
use domain::vocabulary::{DelegationId, OrganizationId, PersonId};

use super::delegation::ApprovalDelegation;
use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;

/// Who decides in whose place, and when.
#[derive(InputObject)]
pub struct GrantApprovalDelegationInput {
    /// The organization.
    organization_id: GlobalId<OrganizationId>,
    /// In whose place: an administrator may name somebody else; in that of whoever asks, if
    /// nobody is named.
    from_id: Option<GlobalId<PersonId>>,
    /// Who decides.
    to_id: GlobalId<PersonId>,
    /// The first moment; from now on, if none is given.
    starts: Option<DateTime<Utc>>,
    /// The first moment when it is over: at most 366 days after the start.
    until: DateTime<Utc>,
    /// Why, for those who read it.
    #[graphql(validator(max_length = 4000))]
    comment: Option<String>,
    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// The outcome of granting a delegation.
#[derive(SimpleObject)]
pub struct GrantApprovalDelegationPayload {
    /// The delegation; null when it was refused.
    delegation: Option<ApprovalDelegation>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Granting a delegation.
#[derive(Default)]
pub struct GrantApprovalDelegationMutation;

#[Object]
impl GrantApprovalDelegationMutation {
    /// Lets somebody decide in one's place for a time; an administrator, in the place of
    /// another, who is ill for example.
    async fn grant_approval_delegation(
        &self,
        ctx: &Context<'_>,
        input: GrantApprovalDelegationInput,
    ) -> Result<GrantApprovalDelegationPayload> {
        let asking = Asking::as_member(input.organization_id, input.idempotency_key);
        let command = Ok(GrantDelegation {
            from: input.from_id.map(|id| id.0),
            to: input.to_id.0,
            starts: input.starts,
            until: input.until,
            reason: input.comment,
        });
        let (delegation, answer) = asking.of_delegation(ctx, command, DelegationId).await?;
        Ok(GrantApprovalDelegationPayload { delegation, answer })
    }
}
