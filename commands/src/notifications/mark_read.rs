//! Saying that notifications are read: single ones, or all up to a position.
//!
//! What was read is nobody's history, so it is a table.

use domain::journal::{Position, StreamKey};
use domain::organizations::Action;
use domain::refusal::Refusal;
use domain::vocabulary::{NotificationId, PersonId};
use serde::Serialize;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::command::Command;
use crate::error::CommandError;
use crate::journal::effect::Writing;
use crate::journal::{Append, Effect};
use crate::work::Work;

/// Marks notifications of whoever asks, in one organization, as read.
#[derive(Clone, Debug, Serialize)]
pub struct MarkNotificationsRead {
    /// These.
    pub notifications: Vec<NotificationId>,
    /// And all up to this position of the journal.
    pub up_to: Option<Position>,
}

impl MarkNotificationsRead {
    /// The most single notifications: as many as a page shows.
    pub const MOST: usize = 100;
}

/// More notifications than one request may name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "at most {} notifications at once; name a position to mark all up to it",
    MarkNotificationsRead::MOST
)]
pub struct TooManyNotifications;

impl Refusal for TooManyNotifications {
    fn code(&self) -> &'static str {
        "NOTIFICATIONS_TOO_MANY"
    }

    fn in_russian(&self) -> String {
        let most = MarkNotificationsRead::MOST;
        format!("За один раз — не больше {most} уведомлений; чтобы отметить все, укажите позицию.")
    }

    fn field(&self) -> Option<&'static str> {
        Some("notificationIds")
    }
}

impl Command for MarkNotificationsRead {
    const NAME: &'static str = "mark_notifications_read";
    const ACTION: Action = Action::ReadNotifications;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        let person = work.requester().person().ok_or(CommandError::Forbidden)?;
        if self.notifications.len() > Self::MOST {
            return Err(TooManyNotifications.into());
        }
        work.effect(Read { person, marks: self.clone() });
        Ok(())
    }
}

struct Read {
    person: PersonId,
    marks: MarkNotificationsRead,
}

impl Effect for Read {
    fn write<'a>(&'a self, transaction: &'a mut PgConnection, append: &'a Append) -> Writing<'a> {
        Box::pin(async move {
            self.mark_single(transaction, append).await?;
            self.mark_up_to(transaction, append).await?;
            Ok(())
        })
    }
}

impl Read {
    /// What was read once was read then.
    async fn mark_single(&self, transaction: &mut PgConnection, append: &Append) -> sqlx::Result<()> {
        let events: Vec<Uuid> = self.marks.notifications.iter().map(|id| id.uuid()).collect();
        if events.is_empty() {
            return Ok(());
        }
        sqlx::query!(
            "INSERT INTO notifications.read (person, organization, event_id, read_at)
             SELECT $1, $2, event_id, $4 FROM unnest($3::uuid[]) AS event_id
             ON CONFLICT ON CONSTRAINT read_pkey DO NOTHING",
            self.person.uuid(),
            append.tenant.to_string(),
            &events,
            append.occurred_at
        )
        .execute(transaction)
        .await?;
        Ok(())
    }

    /// A position of the future would hide what nobody has seen, so the end of the journal is
    /// the last; a mark behind another says nothing.
    async fn mark_up_to(&self, transaction: &mut PgConnection, append: &Append) -> sqlx::Result<()> {
        let Some(Position(position)) = self.marks.up_to else { return Ok(()) };
        sqlx::query!(
            "INSERT INTO notifications.read_up_to (person, organization, position, read_at)
             SELECT $1, $2, least($3, end_of.position), $4
               FROM (SELECT max(position) AS position FROM journal.events) end_of
              WHERE NOT EXISTS (SELECT FROM notifications.read_up_to later
                                 WHERE later.person = $1 AND later.organization = $2
                                   AND later.position >= least($3, end_of.position))
             ON CONFLICT ON CONSTRAINT read_up_to_pkey DO NOTHING",
            self.person.uuid(),
            append.tenant.to_string(),
            position,
            append.occurred_at
        )
        .execute(transaction)
        .await?;
        Ok(())
    }
}
