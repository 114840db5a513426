//! The world of the demonstration: its clock, its ids and its randomness.
//!
//! Everything follows from the moment and the name of a scene, so that two plays give the
//! same ids, and a play that was interrupted goes on with those that it would have had.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};
use commands::ports::{Clock, Entropy, Ids, Ports};
use sha2::{Digest, Sha256};
use uuid::{Builder, Uuid};

/// The clock, the ids and the randomness of a play.
#[derive(Debug, Default)]
pub struct Stage(Mutex<Scene>);

#[derive(Debug, Default)]
struct Scene {
    at: DateTime<Utc>,
    name: String,
    drawn: u32,
}

impl Stage {
    /// Begins a scene.
    pub fn set(&self, at: DateTime<Utc>, name: String) {
        *self.scene() = Scene { at, name, drawn: 0 };
    }

    /// The ports that commands see.
    pub fn ports(self: &Arc<Self>) -> Ports {
        Ports { clock: self.clone(), ids: self.clone(), entropy: self.clone() }
    }

    fn scene(&self) -> MutexGuard<'_, Scene> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Scene {
    /// The next digest of the scene, with its number.
    fn draw(&mut self) -> (u32, [u8; 32]) {
        self.drawn += 1;
        let digest = Sha256::new()
            .chain_update(self.at.timestamp_millis().to_be_bytes())
            .chain_update(self.drawn.to_be_bytes())
            .chain_update(&self.name);
        (self.drawn, digest.finalize().into())
    }
}

impl Clock for Stage {
    fn now(&self) -> DateTime<Utc> {
        self.scene().at
    }
}

impl Ids for Stage {
    /// Version 7 of RFC 9562: the moment of the scene, a counter (6.2, method 1), then digits
    /// that only look random.
    fn next(&self) -> Uuid {
        let mut scene = self.scene();
        let (number, digest) = scene.draw();
        let mut bytes = [0; 10];
        bytes[..2].copy_from_slice(&number.to_be_bytes()[2..]);
        bytes[2..].copy_from_slice(&digest[..8]);
        let millis = u64::try_from(scene.at.timestamp_millis()).unwrap_or_default();
        Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid()
    }
}

impl Entropy for Stage {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(32) {
            let (_, digest) = self.scene().draw();
            chunk.copy_from_slice(&digest[..chunk.len()]);
        }
    }
}
