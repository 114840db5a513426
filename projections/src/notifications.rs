//! What a person was told: what waits for them, and what became of what they care about.

mod about_account;
mod about_case;
mod about_delegation;
mod about_order;
mod keeping;
mod known;
pub mod notification_list;
mod telling;

pub use keeping::Notifications;
pub use notification_list::{NotificationFilter, NotificationRow, notification_count, notifications};
