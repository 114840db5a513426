//! `setWorkingCalendar`: an organization says when its people work.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use commands::CommandError;
use commands::organizations::SetWorkingCalendar;
use domain::vocabulary::OrganizationId;

use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;
use crate::organizations::Organization;
use crate::organizations::working_calendar::WorkingCalendarInput;

/// When people work.
#[derive(InputObject)]
pub struct SetWorkingCalendarInput {
    /// The organization.
    organization_id: GlobalId<OrganizationId>,
    /// When.
    calendar: WorkingCalendarInput,
    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// The outcome of setting the working calendar.
#[derive(SimpleObject)]
pub struct SetWorkingCalendarPayload {
    /// The organization as it is now; null when it was refused.
    organization: Option<Organization>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Setting the working calendar.
#[derive(Default)]
pub struct SetWorkingCalendarMutation;

#[Object]
impl SetWorkingCalendarMutation {
    /// Says when people work, as an administrator. Deadlines of approvals that begin from now on are counted by it.
    async fn set_working_calendar(
        &self,
        ctx: &Context<'_>,
        input: SetWorkingCalendarInput,
    ) -> Result<SetWorkingCalendarPayload> {
        let organization = input.organization_id.0;
        let asking = Asking::as_member(input.organization_id, input.idempotency_key);
        let calendar = input.calendar.try_into().map_err(CommandError::from);
        let command = calendar.map(|calendar| SetWorkingCalendar { organization, calendar });
        let (organization, answer) = asking.of_organization(ctx, command).await?;
        Ok(SetWorkingCalendarPayload { organization, answer })
    }
}
