//! Time, ids and randomness that repeat exactly.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use chrono::{DateTime, TimeDelta, Utc};
use commands::ports::{Clock, Entropy, Ids, Ports};
use rand::rngs::StdRng;
use rand::{RngCore, SeedableRng};
use uuid::Uuid;

/// A clock that each look moves on by a millisecond.
struct SteppingClock(Mutex<DateTime<Utc>>);

impl Clock for SteppingClock {
    fn now(&self) -> DateTime<Utc> {
        let mut now = self.0.lock().expect("nobody panics with the clock in hand");
        *now += TimeDelta::milliseconds(1);
        *now
    }
}

struct CountedIds {
    seed: u64,
    given: AtomicU64,
}

impl Ids for CountedIds {
    fn next(&self) -> Uuid {
        Uuid::from_u64_pair(self.seed, self.given.fetch_add(1, Ordering::Relaxed))
    }
}

struct SeededEntropy(Mutex<StdRng>);

impl Entropy for SeededEntropy {
    fn fill(&self, bytes: &mut [u8]) {
        self.0.lock().expect("nobody panics with the generator in hand").fill_bytes(bytes);
    }
}

/// When the tests happen.
pub fn noon() -> DateTime<Utc> {
    "2026-03-02T09:00:00Z".parse().expect("a moment")
}

/// The ports of one node. Nodes with different seeds never give the same id.
pub fn ports(seed: u64) -> Ports {
    Ports {
        clock: Arc::new(SteppingClock(Mutex::new(noon()))),
        ids: Arc::new(CountedIds { seed, given: AtomicU64::new(1) }),
        entropy: Arc::new(SeededEntropy(Mutex::new(StdRng::seed_from_u64(seed)))),
    }
}
