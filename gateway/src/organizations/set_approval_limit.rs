//! `setApprovalLimit`: a member approves up to a total.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use commands::organizations::SetApprovalLimit;
use domain::vocabulary::{OrganizationId, PersonId};

use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;
use crate::graphql::money::MoneyInput;
use crate::organizations::Member;

/// Up to which total a member approves.
#[derive(InputObject)]
pub struct SetApprovalLimitInput {
    /// The organization.
    organization_id: GlobalId<OrganizationId>,
    /// The member.
    person_id: GlobalId<PersonId>,
    /// The largest total; null for no limit.
    limit: Option<MoneyInput>,
    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// The outcome of setting an approval limit.
#[derive(SimpleObject)]
pub struct SetApprovalLimitPayload {
    /// The member as they are now; null when it was refused.
    member: Option<Member>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Setting an approval limit.
#[derive(Default)]
pub struct SetApprovalLimitMutation;

#[Object]
impl SetApprovalLimitMutation {
    /// Says up to which total a member approves, as an administrator.
    async fn set_approval_limit(
        &self,
        ctx: &Context<'_>,
        input: SetApprovalLimitInput,
    ) -> Result<SetApprovalLimitPayload> {
        let organization = input.organization_id.0;
        let asking = Asking::as_member(input.organization_id, input.idempotency_key);
        let person = input.person_id.0;
        let limit = input.limit.map(TryInto::try_into).transpose();
        let command = limit.map(|limit| SetApprovalLimit { organization, person, limit });
        let (member, answer) = asking.of_member(ctx, command, person).await?;
        Ok(SetApprovalLimitPayload { member, answer })
    }
}
