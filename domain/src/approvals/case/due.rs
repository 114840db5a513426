//! When the people of a group have to have decided.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// When the people of a group have to have decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    /// The place of the group in its stage, from 1.
    pub group: u16,
    /// The moment, computed by the working calendar of the organization when the time began.
    pub at: DateTime<Utc>,
}
