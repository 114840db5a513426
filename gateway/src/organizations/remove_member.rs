//! `removeMember`: a membership ends.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use commands::organizations::RemoveMember;
use domain::vocabulary::{OrganizationId, PersonId};

use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;
use crate::organizations::Member;

/// Whose membership to end.
#[derive(InputObject)]
pub struct RemoveMemberInput {
    /// The organization.
    organization_id: GlobalId<OrganizationId>,
    /// The member.
    person_id: GlobalId<PersonId>,
    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// The outcome of removing a member.
#[derive(SimpleObject)]
pub struct RemoveMemberPayload {
    /// The member as they are now; null when it was refused, and after they left.
    member: Option<Member>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Removing a member.
#[derive(Default)]
pub struct RemoveMemberMutation;

#[Object]
impl RemoveMemberMutation {
    /// Ends a membership, as an administrator.
    async fn remove_member(
        &self,
        ctx: &Context<'_>,
        input: RemoveMemberInput,
    ) -> Result<RemoveMemberPayload> {
        let organization = input.organization_id.0;
        let person = input.person_id.0;
        let asking = Asking::as_member(input.organization_id, input.idempotency_key);
        let command = Ok(RemoveMember { organization, person });
        let (member, answer) = asking.of_member(ctx, command, person).await?;
        Ok(RemoveMemberPayload { member, answer })
    }
}
