//! `changeMemberRoles`: a member gets other roles.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use commands::organizations::ChangeMemberRoles;
use domain::vocabulary::{OrganizationId, PersonId};

use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;
use crate::organizations::Member;
use crate::organizations::MemberRoleWord;

/// Which roles a member gets.
#[derive(InputObject)]
pub struct ChangeMemberRolesInput {
    /// The organization.
    organization_id: GlobalId<OrganizationId>,
    /// The member.
    person_id: GlobalId<PersonId>,
    /// All roles from now on.
    roles: Vec<MemberRoleWord>,
    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// The outcome of changing roles.
#[derive(SimpleObject)]
pub struct ChangeMemberRolesPayload {
    /// The member as they are now; null when it was refused, and after they left.
    member: Option<Member>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Changing roles.
#[derive(Default)]
pub struct ChangeMemberRolesMutation;

#[Object]
impl ChangeMemberRolesMutation {
    /// Gives a member other roles, as an administrator.
    async fn change_member_roles(
        &self,
        ctx: &Context<'_>,
        input: ChangeMemberRolesInput,
    ) -> Result<ChangeMemberRolesPayload> {
        let organization = input.organization_id.0;
        let person = input.person_id.0;
        let asking = Asking::as_member(input.organization_id, input.idempotency_key);
        let roles = input.roles.into_iter().map(Into::into).collect();
        let command = Ok(ChangeMemberRoles { organization, person, roles });
        let (member, answer) = asking.of_member(ctx, command, person).await?;
        Ok(ChangeMemberRolesPayload { member, answer })
    }
}
