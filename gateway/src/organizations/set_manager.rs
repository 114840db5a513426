//! `setManager`: a member gets a manager.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use commands::organizations::SetManager;
use domain::vocabulary::{OrganizationId, PersonId};

use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;
use crate::organizations::Member;

/// Who manages a member.
#[derive(InputObject)]
pub struct SetManagerInput {
    /// The organization.
    organization_id: GlobalId<OrganizationId>,
    /// The member.
    person_id: GlobalId<PersonId>,
    /// Another member; null for nobody.
    manager_id: Option<GlobalId<PersonId>>,
    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// The outcome of setting a manager.
#[derive(SimpleObject)]
pub struct SetManagerPayload {
    /// The member as they are now; null when it was refused.
    member: Option<Member>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Setting a manager.
#[derive(Default)]
pub struct SetManagerMutation;

#[Object]
impl SetManagerMutation {
    /// Says who manages a member, as an administrator. Nobody manages themselves, not even through others.
    async fn set_manager(&self, ctx: &Context<'_>, input: SetManagerInput) -> Result<SetManagerPayload> {
        let organization = input.organization_id.0;
        let asking = Asking::as_member(input.organization_id, input.idempotency_key);
        let (person, manager) = (input.person_id.0, input.manager_id.map(|id| id.0));
        let command = Ok(SetManager { organization, person, manager });
        let (member, answer) = asking.of_member(ctx, command, person).await?;
        Ok(SetManagerPayload { member, answer })
    }
}
