//! The clock of the machine.

use chrono::{DateTime, Utc};
use commands::ports::Clock;

/// The clock of the machine.
#[derive(Clone, Copy, Debug)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the clock port's adapter")]
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }
}
