//! When the people of a group have to have decided.

use std::num::NonZeroU16;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::approvals::policy::Group;
use crate::organizations::WorkingCalendar;
use crate::vocabulary::TimeZone;

/// When the people of a group have to have decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    /// The place of the group in its stage, from 1.
    pub group: u16,
    /// The moment, computed by the working calendar of the organization when the time began.
    pub at: DateTime<Utc>,
}

/// Now, by the working calendar of an organization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkingTime {
    /// The moment.
    pub now: DateTime<Utc>,
    /// When its people work.
    pub calendar: WorkingCalendar,
    /// By which clock.
    pub zone: TimeZone,
}

impl WorkingTime {
    /// The moment at which so many working hours have passed from now on.
    pub fn after(&self, hours: NonZeroU16) -> DateTime<Utc> {
        self.calendar.due(self.now, hours, &self.zone)
    }

    /// When groups have to have decided whose time begins now. Those without a deadline may
    /// take their time.
    pub(super) fn due_of<'a>(&self, groups: impl IntoIterator<Item = (u16, &'a Group)>) -> Vec<Due> {
        let due = |(place, group): (u16, &Group)| {
            let deadline = group.deadline.as_ref()?;
            Some(Due { group: place, at: self.after(deadline.hours) })
        };
        groups.into_iter().filter_map(due).collect()
    }
}
