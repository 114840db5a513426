//! What an operator may decide about sessions and throttling.

use chrono::Duration;

/// Limits of sessions and of attempts to sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IdentitySettings {
    /// A session that was not used for so long is over.
    pub idle_timeout: Duration,
    /// A session is over after so long, however much it is used.
    pub absolute_timeout: Duration,
    /// Attempts at one account from one address.
    pub per_account_and_address: AttemptLimit,
    /// Attempts at one account from anywhere. Looser than from one address, so that
    /// a stranger cannot easily keep the owner out.
    pub per_account: AttemptLimit,
    /// Attempts from one address at any accounts. An office may share one.
    pub per_address: AttemptLimit,
}

/// How many attempts may fail before each next one has to wait.
///
/// The wait doubles with each failure up to `longest_pause`; it always ends, so
/// nobody can lock an account for good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AttemptLimit {
    /// So many attempts are free.
    pub free: i32,
    /// The wait after the last free attempt.
    pub first_pause: Duration,
    /// No wait is longer.
    pub longest_pause: Duration,
    /// Failures are forgotten when there was no attempt for so long.
    pub forget_after: Duration,
}

impl Default for IdentitySettings {
    fn default() -> Self {
        let forget_after = Duration::hours(1);
        let limit = |free, first, longest| AttemptLimit {
            free,
            first_pause: Duration::seconds(first),
            longest_pause: Duration::seconds(longest),
            forget_after,
        };
        Self {
            idle_timeout: Duration::hours(12),
            absolute_timeout: Duration::days(30),
            per_account_and_address: limit(5, 30, 900),
            per_account: limit(20, 10, 300),
            per_address: limit(100, 10, 300),
        }
    }
}
