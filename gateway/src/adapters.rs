//! What the service takes from the machine it runs on, behind the ports of `commands`.

pub mod argon2_hasher;
pub mod random;
pub mod system_clock;

use std::sync::Arc;

use commands::ports::Ports;

pub use argon2_hasher::Argon2Hasher;
pub use random::{OperatingSystemEntropy, TimeOrderedIds};
pub use system_clock::SystemClock;

/// The ports of a running service.
pub fn system_ports() -> Ports {
    Ports {
        clock: Arc::new(SystemClock),
        ids: Arc::new(TimeOrderedIds),
        entropy: Arc::new(OperatingSystemEntropy),
    }
}
