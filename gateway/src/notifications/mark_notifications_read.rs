//! `markNotificationsRead`: what one was told is read.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use commands::notifications::MarkNotificationsRead;
use domain::vocabulary::{NotificationId, OrganizationId};
use projections::notifications::{NotificationFilter, notification_count};

use crate::graphql::asking::{Answer, Asking};
use crate::graphql::errors::unread;
use crate::graphql::global_id::GlobalId;
use crate::graphql::position::PositionScalar;

/// Which notifications are read.
#[derive(InputObject)]
pub struct MarkNotificationsReadInput {
    /// The organization in which they were told.
    organization_id: GlobalId<OrganizationId>,
    /// These, at most 100.
    notification_ids: Option<Vec<GlobalId<NotificationId>>>,
    /// And everything up to this position: that of the latest that was seen marks all of them.
    up_to: Option<PositionScalar>,
    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// The outcome of marking notifications as read.
#[derive(SimpleObject)]
pub struct MarkNotificationsReadPayload {
    /// How many of the organization are unread now; null when it was refused.
    unread_count: Option<i64>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Marking notifications as read.
#[derive(Default)]
pub struct MarkNotificationsReadMutation;

#[Object]
impl MarkNotificationsReadMutation {
    /// Marks one's own notifications of an organization as read: single ones, or all up to a
    /// position.
    async fn mark_notifications_read(
        &self,
        ctx: &Context<'_>,
        input: MarkNotificationsReadInput,
    ) -> Result<MarkNotificationsReadPayload> {
        let organization = Some(input.organization_id.0);
        let asking = Asking::as_member(input.organization_id, input.idempotency_key);
        let command = Ok(MarkNotificationsRead {
            notifications: input.notification_ids.into_iter().flatten().map(|id| id.0).collect(),
            up_to: input.up_to.map(|PositionScalar(position)| position),
        });
        let carried = asking.carry_out(ctx, command).await?;
        let unread_count = match carried.outcome {
            Some(()) => {
                let filter = NotificationFilter { organization, unread_only: true };
                let mut read = asking.standpoint().read(ctx).await?;
                Some(notification_count(&mut read, filter).await.map_err(unread)?)
            }
            None => None,
        };
        Ok(MarkNotificationsReadPayload { unread_count, answer: carried.answer })
    }
}
