//! Notifications on the wire: what whoever is signed in was told.

pub mod mark_notifications_read;
pub mod notification;
pub mod notification_connection;
pub mod notification_kind;

use async_graphql::MergedObject;

pub use notification::Notification;
pub use notification_connection::{NotificationConnection, notification_connection};

/// What people can do with what they were told.
#[derive(MergedObject, Default)]
pub struct NotificationMutations(mark_notifications_read::MarkNotificationsReadMutation);
