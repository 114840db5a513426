//! `changeTimeZone`: the day of an organization begins elsewhere.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use commands::organizations::ChangeTimeZone;
use domain::organizations::OrganizationError;
use domain::vocabulary::OrganizationId;

use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;
use crate::organizations::Organization;

/// Where the day begins.
#[derive(InputObject)]
pub struct ChangeTimeZoneInput {
    /// The organization.
    organization_id: GlobalId<OrganizationId>,
    /// The time zone, by its name in the IANA database (`Europe/Moscow`).
    time_zone: String,
    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// The outcome of changing the time zone.
#[derive(SimpleObject)]
pub struct ChangeTimeZonePayload {
    /// The organization as it is now; null when it was refused.
    organization: Option<Organization>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Changing the time zone.
#[derive(Default)]
pub struct ChangeTimeZoneMutation;

#[Object]
impl ChangeTimeZoneMutation {
    /// Says where the day of an organization begins, as an administrator.
    async fn change_time_zone(
        &self,
        ctx: &Context<'_>,
        input: ChangeTimeZoneInput,
    ) -> Result<ChangeTimeZonePayload> {
        let organization = input.organization_id.0;
        let asking = Asking::as_member(input.organization_id, input.idempotency_key);
        let time_zone = input.time_zone.parse().map_err(|_| OrganizationError::UnknownTimeZone.into());
        let command = time_zone.map(|time_zone| ChangeTimeZone { organization, time_zone });
        let (organization, answer) = asking.of_organization(ctx, command).await?;
        Ok(ChangeTimeZonePayload { organization, answer })
    }
}
