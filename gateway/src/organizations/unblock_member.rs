//! `unblockMember`: a blocked member may act again.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use commands::organizations::UnblockMember;
use domain::vocabulary::{OrganizationId, PersonId};

use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;
use crate::organizations::Member;

/// Whom to let act again.
#[derive(InputObject)]
pub struct UnblockMemberInput {
    /// The organization.
    organization_id: GlobalId<OrganizationId>,
    /// The member.
    person_id: GlobalId<PersonId>,
    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// The outcome of unblocking a member.
#[derive(SimpleObject)]
pub struct UnblockMemberPayload {
    /// The member as they are now; null when it was refused, and after they left.
    member: Option<Member>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Unblocking a member.
#[derive(Default)]
pub struct UnblockMemberMutation;

#[Object]
impl UnblockMemberMutation {
    /// Lets a blocked member act again, as an administrator.
    async fn unblock_member(
        &self,
        ctx: &Context<'_>,
        input: UnblockMemberInput,
    ) -> Result<UnblockMemberPayload> {
        let organization = input.organization_id.0;
        let person = input.person_id.0;
        let asking = Asking::as_member(input.organization_id, input.idempotency_key);
        let command = Ok(UnblockMember { organization, person });
        let (member, answer) = asking.of_member(ctx, command, person).await?;
        Ok(UnblockMemberPayload { member, answer })
    }
}
