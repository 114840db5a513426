//! Notifications: what a person has read of what they were told.

pub mod mark_read;

pub use mark_read::{MarkNotificationsRead, TooManyNotifications};
