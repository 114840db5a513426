//! `blockMember`: a member is kept from everything.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use commands::organizations::BlockMember;
use domain::vocabulary::{OrganizationId, PersonId};

use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;
use crate::organizations::Member;

/// Whom to block.
#[derive(InputObject)]
pub struct BlockMemberInput {
    /// The organization.
    organization_id: GlobalId<OrganizationId>,
    /// The member.
    person_id: GlobalId<PersonId>,
    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// The outcome of blocking a member.
#[derive(SimpleObject)]
pub struct BlockMemberPayload {
    /// The member as they are now; null when it was refused, and after they left.
    member: Option<Member>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Blocking a member.
#[derive(Default)]
pub struct BlockMemberMutation;

#[Object]
impl BlockMemberMutation {
    /// Keeps a member from doing anything in the organization, as an administrator.
    async fn block_member(&self, ctx: &Context<'_>, input: BlockMemberInput) -> Result<BlockMemberPayload> {
        let organization = input.organization_id.0;
        let person = input.person_id.0;
        let asking = Asking::as_member(input.organization_id, input.idempotency_key);
        let command = Ok(BlockMember { organization, person });
        let (member, answer) = asking.of_member(ctx, command, person).await?;
        Ok(BlockMemberPayload { member, answer })
    }
}
