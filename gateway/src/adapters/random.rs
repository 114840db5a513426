//! Randomness of the operating system: secrets and identifiers.

use commands::ports::{Entropy, Ids};
use rand::TryRngCore;
use rand::rngs::OsRng;
use uuid::Uuid;

/// Bytes from the generator of the operating system.
#[derive(Clone, Copy, Debug)]
pub struct OperatingSystemEntropy;

impl Entropy for OperatingSystemEntropy {
    fn fill(&self, bytes: &mut [u8]) {
        OsRng.try_fill_bytes(bytes).expect("without the system's randomness no secret can be made");
    }
}

/// Identifiers that grow with time (version 7 of RFC 9562), which suits indexes.
#[derive(Clone, Copy, Debug)]
pub struct TimeOrderedIds;

impl Ids for TimeOrderedIds {
    #[expect(clippy::disallowed_methods, reason = "this is the id port's adapter")]
    fn next(&self) -> Uuid {
        Uuid::now_v7()
    }
}
